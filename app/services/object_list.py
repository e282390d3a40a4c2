"""The list of objects: which of them answer a query, in which order, and their rows.

``first_ids`` gives what the screen shows first at once, ``object_ids`` the whole list.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from typing import Any, Final, TypeGuard

from sqlalchemy import Column, ColumnElement, CompoundSelect, Select, Table, and_, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate, replacement_traverse

from app.core.states import VisitState
from app.models.base import Base
from app.models.database import Store
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.models.search import candidates, matches, ways, words_of
from app.models.targeted import TargetedCheck
from app.models.visit import Visit, VisitItem
from app.services.id_lists import (
    Flags,
    IdLists,
    both,
    either,
    flagged,
    fulfilling,
    kept,
    others,
    picked,
    read_ids,
)
from app.services.rows.registry import Lacking, ObjectRow, RegistryQuery
from app.services.rows.targeted import OWN_KINDS

__all__ = ["FirstIds", "Reach", "first_ids", "matches", "object_ids", "object_rows", "visits_of"]
VISITS: Final = "visits"
_LIST_COLUMNS = (
    "id",
    "code",
    "name",
    "uscc",
    "kind",
    "town",
    "supervision_class",
    "permit_class",
    "credit_grade",
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a question goes before it is left to the whole list."""

    first: int = 200
    few: int = 10_000
    """So many objects that may answer are looked at one by one."""
    seen: int = 20_000
    """So many objects are looked at from the beginning of the order."""


@dataclass(frozen=True, slots=True)
class FirstIds:
    """The beginning of a list; ``whole`` where that is all of it."""

    ids: "array[int]"
    whole: bool


REACH: Final = Reach()
_KEPT: Final = InspectionObject
_OBJECTS: Final[Table] = Base.metadata.tables[_KEPT.__tablename__]
_ALL: Final = 2**31 - 1


def visits_of(year: int) -> Select[int, int]:
    """Give object id and number of checks of a year: visits finished, and 针对性检查 outside the draw."""
    return _counted(_checked_in(year))


def first_ids(store: Store, query: RegistryQuery, today: date, reach: Reach = REACH) -> FirstIds:
    """Give the beginning of what ``object_ids`` gives, in a time that hardly grows with the registry.

    It may be shorter than a screen, even empty, where what answers lies deep in the order.
    """
    with store.reading() as session:
        found = _few(session, query, today, reach.few)
        if found is not None:
            return FirstIds(found, whole=True)
        ids = array("q")
        for part in _beginnings(query, reach.seen):
            answering = _answering(part.statement, query, today).limit(reach.first - len(ids))
            ids.extend(session.scalars(answering))
            if part.cut or len(ids) == reach.first:
                break
        return FirstIds(ids, whole=False)


def object_ids(store: Store, query: RegistryQuery, today: date, reach: Reach = REACH) -> "array[int]":
    """Give the ids that answer a query in the order asked for, equal ones by id; falling is the reverse."""
    with store.reading() as session:
        found = _few(session, query, today, reach.few)
        if found is not None:
            return found
        lists = kept(session)
        ids = _order(session, lists, query)
        if sets := list(_sets(session, lists, query, today)):
            ids = picked(ids, reduce(both, sets))
        return ids[::-1] if query.descending else ids


def object_rows(store: Store, ids: Sequence[int], year: int) -> dict[int, ObjectRow]:
    """Give the rows of a page by id."""
    counts = _counted(_checked_in(year, ids)).subquery()
    columns = [getattr(_KEPT, name) for name in _LIST_COLUMNS]
    statement = (
        select(*columns, func.coalesce(counts.c.visits, 0), _KEPT.state)
        .outerjoin(counts, counts.c.object_id == _KEPT.id)
        .where(_KEPT.id.in_(ids))
    )
    with store.reading() as session:
        return {row[0]: ObjectRow(*row) for row in session.execute(statement)}


@dataclass(frozen=True, slots=True)
class _Part:
    """Objects from the beginning of an order; ``cut`` where others of their kind may follow."""

    statement: Select[int]
    cut: bool


def _few(session: Session, query: RegistryQuery, today: date, few: int) -> "array[int] | None":
    """Give the whole answer where few objects can be in it, None where there may be many."""
    able = candidates(session, query.text, few) if query.text.strip() else None
    if able is None:
        if (session.scalar(select(func.max(_KEPT.id))) or 0) > few:
            return None
        able = select(_KEPT.id)
    looked_at = select(_KEPT.id).where(_KEPT.id.in_(able)).limit(few)
    if query.sort == VISITS:
        counts = {row.object_id: row.visits for row in session.execute(visits_of(query.year))}
        ids = session.scalars(_answering(looked_at, query, today))
        order = sorted(ids, key=lambda each: (counts.get(each, 0), each), reverse=query.descending)
        return array("q", order)
    return array("q", session.scalars(_answering(looked_at, query, today, _column(query.sort))))


def _beginnings(query: RegistryQuery, seen: int) -> list[_Part]:
    if query.sort != VISITS:
        return [_Part(_ordered(select(_KEPT.id), query, _column(query.sort)).limit(seen), cut=True)]
    counts = visits_of(query.year).subquery()
    checked = select(_KEPT.id).join(counts, counts.c.object_id == _KEPT.id)
    unchecked = select(_KEPT.id).where(_KEPT.id.not_in(_checked_in(query.year)))
    parts = [
        _Part(_ordered(unchecked, query).limit(seen), cut=True),
        _Part(_ordered(checked, query, counts.c.visits).limit(_ALL), cut=False),
    ]
    return parts[::-1] if query.descending else parts


def _ordered(statement: Select[int], query: RegistryQuery, *by: Any) -> Select[int]:  # noqa: ANN401 - columns of any type
    keys = (*by, _KEPT.id)
    return statement.order_by(*(key.desc() for key in keys) if query.descending else keys)


def _answering(part: Select[int], query: RegistryQuery, today: date, *by: Any) -> Select[int]:  # noqa: ANN401 - as above
    """Give the ids of a part that answer: in its own order, or by the columns named.

    The part has a limit of its own, so that SQLite goes through it in its order and no further than needed;
    left to choose, it takes the index of a condition that half of all objects fulfil.
    """
    wanted = and_(matches(query.text), clause_of(query.conditions, today))
    if query.lacking is not Lacking.NOTHING:
        wanted = and_(wanted, _KEPT.id.not_in(_had(query.lacking, query.year)))
    asked = {
        each.name: each for each in iterate(and_(wanted, *(column > "" for column in by))) if _is_ours(each)
    }
    seen = part.add_columns(*(_OBJECTS.c[name] for name in asked if name != "id")).subquery()

    def replace(element: ExternallyTraversible, **_options: object) -> ColumnElement[Any] | None:
        return seen.c[element.name] if _is_ours(element) else None

    answering = select(seen.c.id).where(replacement_traverse(wanted, {}, replace))
    if not by:
        return answering
    keys = [*(seen.c[column.name] for column in by), seen.c.id]
    return answering.order_by(*(key.desc() for key in keys) if query.descending else keys)


def _is_ours(each: object) -> TypeGuard[Column[Any]]:
    return isinstance(each, Column) and each.table.name == _OBJECTS.name


def _column(sort: str) -> InstrumentedAttribute[str]:
    column: InstrumentedAttribute[str] = getattr(_KEPT, "name_pinyin" if sort == "name" else sort)
    return column


def _order(session: Session, lists: IdLists, query: RegistryQuery) -> "array[int]":
    if query.sort != VISITS:
        statement = select(_KEPT.id).order_by(_column(query.sort), _KEPT.id)
        return lists.order(query.sort, lambda: read_ids(session, statement))
    return lists.order((VISITS, query.year), lambda: _by_visits(session, query.year))


def _by_visits(session: Session, year: int) -> "array[int]":
    unchecked = select(_KEPT.id).where(_KEPT.id.not_in(_checked_in(year))).order_by(_KEPT.id)
    counts = sorted((row.visits, row.object_id) for row in session.execute(visits_of(year)))
    return read_ids(session, unchecked) + array("q", (object_id for _, object_id in counts))


def _sets(session: Session, lists: IdLists, query: RegistryQuery, today: date) -> Iterator[Flags]:
    """Give the set of each thing asked for; what answers belongs to all of them."""
    for word in words_of(query.text):
        yield lists.flags(word, partial(_found, session, lists, word))
    for condition in query.conditions:
        wanted = clause_of((condition,), today)
        yield lists.flags((condition, today), partial(fulfilling, session, lists, wanted))
    if query.lacking is not Lacking.NOTHING:
        had = _had(query.lacking, query.year).subquery()
        ids = select(had.c.object_id.label("id"))
        yield lists.flags(
            (query.lacking, query.year), lambda: others(flagged(read_ids(session, ids), lists.size))
        )


def _found(session: Session, lists: IdLists, word: str) -> Flags:
    found = Flags(lists.size)
    for way in ways(word):
        found = either(found, fulfilling(session, lists, way))
        if 0 not in found:
            break  # there is nothing left to find
    return found


def _counted(made: CompoundSelect[int]) -> Select[int, int]:
    each = made.subquery()
    return select(each.c.object_id, func.count().label("visits")).group_by(each.c.object_id)


def _checked_in(year: int, ids: Sequence[int] | None = None) -> CompoundSelect[int]:
    """Give the object of every visit finished in a year and of every 针对性检查 (domain.md §1)."""
    of_visits = select(Visit.object_id).where(Visit.year == year, Visit.state == VisitState.DONE)
    own = select(TargetedCheck.object_id).where(TargetedCheck.year == year, TargetedCheck.kind.in_(OWN_KINDS))
    if ids is not None:
        of_visits = of_visits.where(Visit.object_id.in_(ids))
        own = own.where(TargetedCheck.object_id.in_(ids))
    return union_all(of_visits, own)


def _had(lacking: Lacking, year: int) -> Select[int] | CompoundSelect[int]:
    """Give the objects that have had what others lack."""
    if lacking is Lacking.CHECK:
        return _checked_in(year)
    return (
        select(Visit.object_id)
        .join(VisitItem, VisitItem.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state != VisitState.CANCELLED, VisitItem.struck_reason == "")
    )
