"""The office's calendar of working days: the bundled years, overlaid by its own tables."""

from datetime import date
from functools import cache

from app.core import paths
from app.core.workdays import Calendar, read_calendar


@cache
def office_calendar() -> Calendar:
    """Give the calendar, read once."""
    return read_calendar(paths.resources() / "calendars")


def days_left(deadline: date, today: date) -> int:
    """Count the workdays from today to a deadline: 0 on the day itself, negative when overdue."""
    return office_calendar().workdays_between(today, deadline)
