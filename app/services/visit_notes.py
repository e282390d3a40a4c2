"""The visits somebody went to or along with, a line each, as panels list them."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.states import VisitState
from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Visit, VisitSeat
from app.services.rows.registry import VisitNote


def visit_notes(
    session: Session, going: type[VisitSeat] | type[VisitCompanion], whose: ColumnElement[bool]
) -> tuple[VisitNote, ...]:
    """Give the visits that stand of one person, told by a condition on seats or companions, newest first."""
    statement = (
        select(Draw.title, InspectionObject.name, Visit.state)
        .join(Visit, Visit.draw_id == Draw.id)
        .join(going, going.visit_id == Visit.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(whose, Visit.state != VisitState.CANCELLED)
        .order_by(Draw.id.desc(), Visit.position)
    )
    return tuple(VisitNote(title, f"{name}（{state}）") for title, name, state in session.execute(statement))
