"""What waits: visits to be made, results to go on, and both as the rail counts them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.states import FindingState, VisitState
from app.models.database import Store
from app.models.visit import Visit
from app.services.disclosure_rate import rate_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """Visits still to be made and results ready to be made public."""

    visits: int
    results: int


def unfinished(session: Session, year: int) -> int:
    """How many visits of a year are still to be made."""
    open_states = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)
    return len(
        session.scalars(select(Visit.id).where(Visit.year == year, Visit.state.in_(open_states))).all()
    )


def awaiting(session: Session, year: int, state: FindingState) -> list[date | None]:
    """Give of each finished visit of a year whose result is in a state when it was finished, by that day."""
    statement = select(Visit.finished_on).where(
        Visit.year == year,
        Visit.state == VisitState.DONE,
        Visit.finding_state == state,
    )
    return list(session.scalars(statement.order_by(Visit.finished_on)))


def waiting(store: Store, year: int) -> Waiting:
    """Count what waits in a year."""
    with store.reading() as session:
        return Waiting(unfinished(session, year), rate_of(session, year).ready)
