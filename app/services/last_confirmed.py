"""The last day on which an object was known to be as it stands in the registry."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.states import ObjectState, VisitState
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.models.visit import Visit


def last_confirmed(session: Session, found: InspectionObject) -> date | None:
    """Give the last day on which an object was confirmed, visited, checked or changed its state."""
    visited = select(func.max(Visit.finished_on)).where(
        Visit.object_id == found.id, Visit.state == VisitState.DONE
    )
    checked = select(func.max(TargetedCheck.checked_on)).where(TargetedCheck.object_id == found.id)
    changed = None if found.state == ObjectState.UNCONFIRMED else found.state_since
    days = (found.confirmed_on, changed, session.scalar(visited), session.scalar(checked))
    return max((day for day in days if day), default=None)
