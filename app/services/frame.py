"""待抽名单 of a period: who stands in each stratum, in which state, with what weight (draw-spec.md §2)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Item, Stratum, VisitedScope
from app.core.marks import counting
from app.core.policy import YEARLY_CLASSES, weight
from app.core.states import OUT_OF_POPULATION, ObjectState
from app.core.text import as_identifier
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.services.mark_notes import marks_over
from app.services.past_visits import PastVisits
from app.services.rows.draw import DueStratum, FrameRow

OUTSIDE: Final = "区外"
VISITED: Final = "本年已查"
VISITED_FOR_OTHERS: Final = "本年已查其他事项"
LAST_QUARTER: Final = 4
_AT_ONCE: Final = 500


def area_of(town: str) -> str:
    """Give the area of a unit as a frozen input names it."""
    return as_identifier(town) or OUTSIDE


_weight_of = lru_cache(maxsize=1024)(weight)
_COLUMNS: Final = (
    InspectionObject.id,
    InspectionObject.code,
    InspectionObject.name,
    InspectionObject.town,
    InspectionObject.marks,
    InspectionObject.state,
    InspectionObject.secrecy_basis,
)


class _Seen(NamedTuple):
    """Who was visited before, as a stratum counts it: ever, this year for its item, for any other item."""

    once: frozenset[str]
    item: frozenset[str]
    others: frozenset[str]


def _seen(number: str, stratum: Stratum, past: PastVisits) -> _Seen:
    nobody: frozenset[str] = frozenset()
    return _Seen(
        past.ever.get(number, nobody) if stratum.once else nobody,
        past.this_year.get(number, nobody),
        past.any_item if stratum.visited is VisitedScope.ANY_YEAR else nobody,
    )


def _standing(code: str, state: str, seen: _Seen) -> tuple[str, str]:
    """Give E, V or X of a unit and why it is not plainly E."""
    if state in OUT_OF_POPULATION:
        return "X", state
    if code in seen.once:
        return "X", "该事项已查过"
    if code in seen.item:
        return "V", VISITED
    if code in seen.others:
        return "V", VISITED_FOR_OTHERS
    return "E", "待核实" if state == ObjectState.UNCONFIRMED else ""


def frame_of(
    session: Session, item: Item, stratum: Stratum, past: PastVisits, today: date
) -> tuple[FrameRow, ...]:
    """Give all units of a stratum by code, the left-out ones with their reason.

    Reads seven columns and no objects: a province's million units are frozen in seconds. Marks that have
    come to their end by ``today`` give no weight.
    """
    over = marks_over(session, today)
    seen = _seen(item.code.split("-", 1)[1], stratum, past)
    statement = select(*_COLUMNS).where(clause_of(stratum.conditions, today)).order_by(InspectionObject.code)
    return tuple(
        FrameRow(
            code,
            name,
            town,
            *_weight_of(counting(marks, over.get(row_id, ()))),
            *_standing(code, state, seen),
            bool(basis),
        )
        for row_id, code, name, town, marks, state, basis in session.execute(statement)
    )


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


def left_unvisited(
    session: Session, strata: Sequence[DueStratum], past: PastVisits, quarter: int
) -> tuple[str, ...]:
    """Name, in the last quarter, the 重点 and 特殊 objects of this year that none of its strata visits.

    They may have got their class after the plan was signed, so that its check could not name them. Withheld
    ones are named by their code.
    """
    if quarter != LAST_QUARTER:
        return ()
    sure = {
        row.code
        for stratum in strata
        for row in stratum.frame
        if row.state == "M" or (stratum.all_inspected and row.state != "X")
    }
    missing = sorted(_unvisited(session, past) - sure)
    named: list[str] = []
    for first in range(0, len(missing), _AT_ONCE):
        statement = select(InspectionObject.code, InspectionObject.name, InspectionObject.secrecy_basis)
        some = statement.where(InspectionObject.code.in_(missing[first : first + _AT_ONCE]))
        for code, name, basis in session.execute(some.order_by(InspectionObject.code)):
            named.append(code if basis else f"{name}（{code}）")
    return tuple(named)
