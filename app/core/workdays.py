"""Working days by the State Council's yearly calendar of holidays and make-up workdays (domain.md §5 rule 8).

The bundled library knows the published years. A year it does not know is told, never guessed: the office adds
it as a table of its own, which also overrules the library.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from app.core.errors import UserError, reason_of

DISCLOSURE_DAYS: Final = 20
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_FIELDS: Final = {"year", "source", "holidays", "workdays"}


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year as the office entered it: days off among Monday to Friday, workdays among the weekends."""

    year: int
    source: str
    holidays: frozenset[date]
    workdays: frozenset[date]


class Calendar:
    """Tells working days; the office's tables come before the bundled calendar."""

    def __init__(self, tables: Iterable[YearTable] = ()) -> None:
        self._tables: Mapping[int, YearTable] = {table.year: table for table in tables}

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on this day; UserError where the year's calendar is unknown."""
        table = self._tables.get(day.year)
        if table is None:
            return day in _bundled(day.year)
        if day.weekday() >= _SATURDAY:
            return day in table.workdays
        return day not in table.holidays

    def knows(self, year: int) -> bool:
        """Tell whether deadlines of this year can be computed."""
        try:
            self.is_workday(date(year, 1, 1))
        except UserError:
            return False
        return True

    def disclosure_deadline(self, last_day: date, days: int = DISCLOSURE_DAYS) -> date:
        """Give the last day to disclose: day 0 is ``last_day``, day 1 the next working day.

        UserError where the way there leads into a year whose calendar is unknown.
        """
        day = last_day
        while days:
            day += _DAY
            days -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and with ``end``; negative if it is earlier."""
        if end < start:
            return -self.workdays_between(end, start)
        days = (start + _DAY * step for step in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) for day in days)


def read_calendar(folder: Path) -> Calendar:
    """Give the calendar with the tables of ``folder`` (``*.toml``); UserError names a faulty file."""
    return Calendar(_read_table(path) for path in sorted(folder.glob("*.toml")))


def _read_table(path: Path) -> YearTable:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"节假日表“{path.name}”打不开：{reason_of(error)}。请确认文件没有被占用。") from error
    except UnicodeDecodeError as error:
        raise UserError(f"节假日表“{path.name}”不是 UTF-8 编码，请在记事本中另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"节假日表“{path.name}”写法有误，读不下去（{error}）。") from error
    unknown = sorted(set(data) - _FIELDS)
    if unknown:
        raise UserError(
            f"节假日表“{path.name}”里没有“{unknown[0]}”，可用的有：{'、'.join(sorted(_FIELDS))}。"
        )
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise UserError(f"节假日表“{path.name}”的 year 要写年份，例如 2027。")
    source = data.get("source")
    if not isinstance(source, str) or not source:
        raise UserError(f"节假日表“{path.name}”的 source 要写依据，即放假安排通知的文号。")
    holidays = _days(path, data, "holidays", year)
    if not holidays:
        raise UserError(f"节假日表“{path.name}”的 holidays 是空的：没有填完的年份不能用来计算期限。")
    return YearTable(year, source, holidays, _days(path, data, "workdays", year))


def _days(path: Path, data: Mapping[str, object], field: str, year: int) -> frozenset[date]:
    days = data.get(field, [])
    if not isinstance(days, list) or not all(type(day) is date and day.year == year for day in days):
        raise UserError(f"节假日表“{path.name}”的 {field} 要写 {year} 年的日期，例如 [{year}-10-01]。")
    return frozenset(days)


@cache
def _bundled(year: int) -> frozenset[date]:
    """Give the working days of a year the library knows; it is slow to load, so it waits until asked."""
    import chinese_calendar  # noqa: PLC0415 - the window must not wait for it

    first, last = date(year, 1, 1), date(year, 12, 31)
    try:
        return frozenset(chinese_calendar.get_workdays(first, last))
    except NotImplementedError as error:  # how the library says that it does not know a year
        raise UserError(
            f"{year} 年的节假日安排未知，不能计算工作日期限。"
            "请在放假安排公布后，把该年的节假日表放进程序的 calendars 文件夹。"
        ) from error
