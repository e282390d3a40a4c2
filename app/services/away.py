"""Who is on leave on a day, and until when."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.leave import InspectorLeave


def away_on(session: Session, day: date) -> frozenset[int]:
    """Give the ids of the inspectors whose leave covers a day."""
    covers = (InspectorLeave.first_day <= day, InspectorLeave.last_day >= day)
    return frozenset(session.scalars(select(InspectorLeave.inspector_id).where(*covers)))


def last_days(session: Session, day: date) -> dict[int, date]:
    """Give the last day away of each who is on leave on a day; one leave may follow the other."""
    kept = InspectorLeave
    ahead = select(kept.inspector_id, kept.first_day, kept.last_day).where(kept.last_day >= day)
    found: dict[int, date] = {}
    for person, first, last in session.execute(ahead.order_by(kept.first_day)):
        if first <= day or (person in found and first <= found[person] + timedelta(1)):
            found[person] = last
    return found
