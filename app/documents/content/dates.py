"""Days as papers write them."""

from datetime import date


def long_date(day: date) -> str:
    """Write a day in full: 2024年3月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """Write a day whose year is known from the sentence before: 3月6日."""
    return f"{day.month}月{day.day}日"


def date_span(first: date, last: date) -> str:
    """Write the days from first to last; the second year only where it differs."""
    if first == last:
        return long_date(first)
    end = short_date(last) if first.year == last.year else long_date(last)
    return f"{long_date(first)}至{end}"
