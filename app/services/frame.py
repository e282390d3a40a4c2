"""待抽名单 of a period: who stands in each stratum, in which state, with what weight (draw-spec.md §2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Item, Stratum, VisitedScope
from app.core.policy import YEARLY_CLASSES, weight
from app.core.states import OUT_OF_POPULATION, ObjectState, VisitState
from app.core.text import as_identifier
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.models.visit import Visit, VisitItem
from app.services.rows.draw import DueStratum, FrameRow

OUTSIDE: Final = "区外"
VISITED: Final = "本年已查"
VISITED_FOR_OTHERS: Final = "本年已查其他事项"
LAST_QUARTER: Final = 4


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


def area_of(town: str) -> str:
    """Give the area of a unit as a frozen input names it."""
    return as_identifier(town) or OUTSIDE


def _row(item: InspectionObject, code: str, stratum: Stratum, past: PastVisits) -> FrameRow:
    number = code.split("-", 1)[1]
    factor, why = weight(item.marks)
    row = FrameRow(item.code, item.name, item.town, factor, why, "E", "", bool(item.secrecy_basis))
    if item.state in OUT_OF_POPULATION:
        return replace(row, state="X", reason=item.state)
    if stratum.once and item.code in past.ever.get(number, ()):
        return replace(row, state="X", reason="该事项已查过")
    if item.code in past.this_year.get(number, ()):
        return replace(row, state="V", reason=VISITED)
    if stratum.visited is VisitedScope.ANY_YEAR and item.code in past.any_item:
        return replace(row, state="V", reason=VISITED_FOR_OTHERS)
    if item.state == ObjectState.UNCONFIRMED:
        return replace(row, reason="待核实")
    return row


def frame_of(
    session: Session, item: Item, stratum: Stratum, past: PastVisits, today: date
) -> tuple[FrameRow, ...]:
    """Give all units of a stratum by code, the left-out ones with their reason."""
    statement = select(InspectionObject).where(clause_of(stratum.conditions, today))
    objects = session.scalars(statement.order_by(InspectionObject.code))
    return tuple(_row(found, item.code, stratum, past) for found in objects)


def population(session: Session, stratum: Stratum, today: date) -> int:
    """Give N of a stratum on a day: its units that are not X by their state."""
    statement = select(InspectionObject.id).where(
        clause_of(stratum.conditions, today),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
    )
    return len(session.scalars(statement).all())


def _unvisited(session: Session, past: PastVisits) -> frozenset[str]:
    statement = select(InspectionObject.code).where(
        InspectionObject.supervision_class.in_(YEARLY_CLASSES),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
    )
    return frozenset(session.scalars(statement)) - past.any_item


def _with_must(stratum: DueStratum, codes: Iterable[str], reason: str) -> DueStratum:
    wanted = frozenset(codes)
    frame = tuple(
        replace(row, state="M", reason=reason) if row.code in wanted and row.state == "E" else row
        for row in stratum.frame
    )
    return replace(stratum, frame=frame)


def with_last_chances(
    session: Session, strata: Sequence[DueStratum], past: PastVisits, quarter: int
) -> tuple[DueStratum, ...]:
    """In the last quarter make M the 重点 and 特殊 objects not yet visited this year (domain.md §5, rule 2).

    A 100 % stratum takes its units anyway; the others are M in the first stratum of the list that holds them.
    A line left out by a typed count of 0 reaches nobody.
    """
    if quarter != LAST_QUARTER:
        return tuple(strata)
    taken = {
        row.code for stratum in strata if stratum.all_inspected for row in stratum.frame if row.state != "X"
    }
    missing = set(_unvisited(session, past) - taken)
    result = []
    for stratum in strata:
        drawn = stratum.frame if stratum.override != 0 else ()
        here = missing & {row.code for row in drawn if row.state == "E"}
        missing -= here
        result.append(_with_must(stratum, here, "重点、特殊对象，本年尚未检查") if here else stratum)
    return tuple(result)
