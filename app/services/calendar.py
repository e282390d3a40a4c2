"""The office's calendar of working days: the bundled years, overlaid by its own tables."""

from functools import cache

from app.core import paths
from app.core.workdays import Calendar, read_calendar


@cache
def office_calendar() -> Calendar:
    """Give the calendar, read once."""
    return read_calendar(paths.resources() / "calendars")
