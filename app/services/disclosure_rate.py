"""How much of what was found in a year is public, in figures."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.states import FindingState, VisitState
from app.models.database import Store
from app.models.visit import Visit
from app.services.rows.office import Rate

_ON_THE_WAY: Final = (
    FindingState.EMPTY,
    FindingState.DISCUSSING,
    FindingState.REVIEWING,
    FindingState.RETURNED,
    FindingState.APPROVING,
)


def rate_of(session: Session, year: int) -> Rate:
    """Count a year's finished visits by what became of their results."""
    statement = (
        select(Visit.finding_state, func.count())
        .where(Visit.year == year, Visit.state == VisitState.DONE)
        .group_by(Visit.finding_state)
    )
    counts = {state: count for state, count in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy
    return Rate(
        finished=sum(counts.values()),
        disclosed=counts.get(FindingState.DISCLOSED, 0),
        withheld=counts.get(FindingState.WITHHELD, 0),
        ready=counts.get(FindingState.READY, 0),
        under_review=sum(counts.get(state, 0) for state in _ON_THE_WAY),
    )


def disclosure_rate(store: Store, year: int) -> Rate:
    """Give the year's disclosure in figures."""
    with store.reading() as session:
        return rate_of(session, year)
