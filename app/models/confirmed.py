"""When an object was last known to be as it stands in the registry, as SQL."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from app.core.states import GONE, ObjectState, VisitState
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.models.visit import Visit


def unconfirmed_since(day: date) -> ColumnElement[bool]:
    """Give the condition that on ``day`` or later nobody confirmed an object, visited or checked it.

    A change of state confirms as well, but for one to 待核实. Whoever is 关闭, 注销 or 迁出 needs no
    confirmation any more.
    """
    unsure = InspectionObject.state == ObjectState.UNCONFIRMED
    return and_(
        InspectionObject.state.not_in([str(state) for state in GONE]),
        or_(InspectionObject.confirmed_on.is_(None), InspectionObject.confirmed_on < day),
        or_(InspectionObject.state_since.is_(None), InspectionObject.state_since < day, unsure),
        InspectionObject.id.not_in(
            select(Visit.object_id).where(Visit.state == VisitState.DONE, Visit.finished_on >= day)
        ),
        InspectionObject.id.not_in(select(TargetedCheck.object_id).where(TargetedCheck.checked_on >= day)),
    )
