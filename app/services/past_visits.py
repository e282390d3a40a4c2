"""Which objects were drawn before, as the frames of new draws count them (draw-spec.md §2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.states import VisitState
from app.models.registry import InspectionObject
from app.models.visit import Visit, VisitItem


@dataclass(frozen=True, slots=True)
class PastVisits:
    """Which objects were drawn before: by item this year, by item ever, and for any item this year."""

    this_year: Mapping[str, frozenset[str]]
    ever: Mapping[str, frozenset[str]]
    any_item: frozenset[str]


def past_visits(session: Session, year: int) -> PastVisits:
    """Collect the visits that stand; cancelled ones and struck items do not count."""
    statement = (
        select(VisitItem.item, InspectionObject.code, Visit.year)
        .join(Visit, VisitItem.visit_id == Visit.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.state != VisitState.CANCELLED, VisitItem.struck_reason == "")
    )
    this_year: dict[str, set[str]] = {}
    ever: dict[str, set[str]] = {}
    for item, code, when in session.execute(statement):
        number = item.split("-", 1)[1]
        ever.setdefault(number, set()).add(code)
        if when == year:
            this_year.setdefault(number, set()).add(code)
    return PastVisits(
        {item: frozenset(codes) for item, codes in this_year.items()},
        {item: frozenset(codes) for item, codes in ever.items()},
        frozenset().union(*this_year.values()),
    )
