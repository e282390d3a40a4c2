"""Objects that closed, stopped or moved after they were drawn: they are checked before anybody goes out."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.states import OUT_OF_POPULATION, VisitState
from app.models.registry import InspectionObject
from app.models.visit import Visit

_OPEN: Final = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)


def objects_gone(session: Session, year: int) -> tuple[str, ...]:
    """Name the objects of visits to come that the registry no longer holds to be at work, in visit order.

    Withheld ones are named by their code.
    """
    statement = (
        select(InspectionObject.code, InspectionObject.name, InspectionObject.secrecy_basis)
        .join(Visit, Visit.object_id == InspectionObject.id)
        .where(
            Visit.year == year,
            Visit.state.in_(_OPEN),
            InspectionObject.state.in_([str(state) for state in OUT_OF_POPULATION]),
        )
        .order_by(Visit.id)
    )
    return tuple(code if basis else name for code, name, basis in session.execute(statement))


def state_of(target: InspectionObject) -> str:
    """Say the state of an object that is no longer at work and since when; nothing of any other."""
    if target.state not in OUT_OF_POPULATION:
        return ""
    return f"{target.state}（{target.state_since} 起）" if target.state_since else target.state
