"""Who is on leave on a day, and until when."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.leave import InspectorLeave


def away_on(session: Session, day: date) -> frozenset[int]:
    """Give the ids of the inspectors whose leave covers a day."""
    covers = (InspectorLeave.first_day <= day, InspectorLeave.last_day >= day)
    return frozenset(session.scalars(select(InspectorLeave.inspector_id).where(*covers)))


def last_days(session: Session, day: date) -> dict[int, date]:
    """Give the last day of the leave that each who is away on a day is on."""
    covers = (InspectorLeave.first_day <= day, InspectorLeave.last_day >= day)
    rows = session.execute(select(InspectorLeave.inspector_id, InspectorLeave.last_day).where(*covers))
    return {person: last for person, last in rows}  # noqa: C416 - rows are no pairs to mypy
