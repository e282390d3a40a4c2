"""Checks outside the draw as they are listed, counted and chosen for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.pinyin import spell
from app.models.database import Store
from app.models.registry import InspectionObject, Inspector
from app.models.targeted import TargetedCheck, TargetedOfficer
from app.services.inspectors import inspector_ids
from app.services.object_list import first_ids, matches
from app.services.rows.registry import RegistryQuery, VisitNote
from app.services.rows.targeted import OWN_KINDS, TargetedDetail, TargetedRow
from app.services.targeted import fields_of
from app.services.withheld import UNNAMED

_OFFERED: Final = 12
_SORTS: Final[Mapping[str, Callable[[TargetedRow], Any]]] = {
    "kind": lambda row: row.kind,
    "code": lambda row: row.code,
    "name": lambda row: spell(row.name)[0],
    "town": lambda row: spell(row.town)[0],
    "outcome": lambda row: row.outcome,
}


def targeted_ids(store: Store, query: RegistryQuery, chosen: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
    """Give the ids of a year's checks that answer a query, by their days unless another order is asked.

    The text looks for the object as 检查对象 does, and in source, remark and officers' names. ``chosen``
    narrows by words of ``kind`` and ``outcome``.
    """
    statement = select(TargetedCheck.id).where(TargetedCheck.year == query.year)
    for name, words in chosen.items():
        statement = statement.where(getattr(TargetedCheck, name).in_(words))
    if word := query.text.strip():
        went = (
            select(TargetedOfficer.check_id)
            .join(Inspector, TargetedOfficer.inspector_id == Inspector.id)
            .where(Inspector.name.contains(word, autoescape=True))
        )
        statement = statement.join(InspectionObject, TargetedCheck.object_id == InspectionObject.id).where(
            or_(
                matches(word),
                TargetedCheck.source.contains(word, autoescape=True),
                TargetedCheck.remark.contains(word, autoescape=True),
                TargetedCheck.id.in_(went),
            )
        )
    with store.reading() as session:
        ids = tuple(session.scalars(statement.order_by(TargetedCheck.checked_on, TargetedCheck.id)))
        if order := _SORTS.get(query.sort):
            rows = _rows(session, ids)
            ids = tuple(sorted(ids, key=lambda each: order(rows[each])))
        return ids[::-1] if query.descending else ids


def targeted_rows(store: Store, ids: Sequence[int]) -> dict[int, TargetedRow]:
    """Give the rows of a page by id."""
    with store.reading() as session:
        return _rows(session, ids)


def targeted_detail(store: Store, check_id: int) -> TargetedDetail:
    """Give everything of one check."""
    with store.reading() as session:
        kept = session.get_one(TargetedCheck, check_id)
        target = session.get_one(InspectionObject, kept.object_id)
        return TargetedDetail(kept.id, target.code, target.name, fields_of(session, kept))


def notes_of(session: Session, object_id: int) -> tuple[tuple[date, VisitNote], ...]:
    """Give the checks of one object with their days, newest first, inside a session."""
    statement = (
        select(TargetedCheck)
        .where(TargetedCheck.object_id == object_id)
        .order_by(TargetedCheck.checked_on.desc(), TargetedCheck.id.desc())
    )
    return tuple(
        (kept.checked_on, VisitNote(kept.checked_on.isoformat(), _noted(kept)))
        for kept in session.scalars(statement)
    )


def targeted_counts(session: Session, year: int) -> tuple[Counter[int], Counter[int]]:
    """Count a year's checks by object id, inside a session: 针对性检查, and those of other departments."""
    own, others = Counter[int](), Counter[int]()
    statement = select(TargetedCheck.object_id, TargetedCheck.kind).where(TargetedCheck.year == year)
    for object_id, kind in session.execute(statement):
        (own if kind in OWN_KINDS else others)[object_id] += 1
    return own, others


def objects_offered(store: Store, words: str, today: date) -> tuple[tuple[str, str], ...]:
    """Give code and name of the first objects that a name, its pinyin, initials or a code begin to say."""
    ids = first_ids(store, RegistryQuery(words), today).ids[:_OFFERED]
    with store.reading() as session:
        found = (session.get_one(InspectionObject, each) for each in ids)
        return tuple((each.code, each.name) for each in found)


def officers_offered(store: Store, words: str) -> tuple[tuple[str, str], ...]:
    """Give the word by which each of the first inspectors is written, and what else tells who he is.

    The word is the name, or the code where several bear the name.
    """
    ids = inspector_ids(store, RegistryQuery(words))
    with store.reading() as session:
        names = Counter(session.scalars(select(Inspector.name)))
        found = [session.get_one(Inspector, each) for each in ids[:_OFFERED]]
        return tuple(
            (each.name, each.department)
            if names[each.name] == 1
            else (each.code, f"{each.name}　{each.department}")
            for each in found
        )


def _noted(kept: TargetedCheck) -> str:
    who = f"（{kept.source}）" if kept.kind not in OWN_KINDS else ""
    return "：".join(part for part in (f"{kept.kind}{who}", kept.outcome) if part)


def _rows(session: Session, ids: Sequence[int]) -> dict[int, TargetedRow]:
    statement = (
        select(TargetedCheck, InspectionObject)
        .join(InspectionObject, TargetedCheck.object_id == InspectionObject.id)
        .where(TargetedCheck.id.in_(ids))
    )
    names: dict[int, list[str]] = {}
    officers = (
        select(TargetedOfficer.check_id, Inspector.name)
        .join(Inspector, TargetedOfficer.inspector_id == Inspector.id)
        .where(TargetedOfficer.check_id.in_(ids))
        .order_by(TargetedOfficer.id)
    )
    for check, name in session.execute(officers):
        names.setdefault(check, []).append(name)
    return {
        kept.id: TargetedRow(
            id=kept.id,
            checked_on=kept.checked_on,
            kind=kept.kind,
            code=target.code,
            name=UNNAMED if target.secrecy_basis else target.name,
            town=target.town,
            source=kept.source,
            officers=tuple(names.get(kept.id, ())),
            outcome=kept.outcome,
            remark=kept.remark,
        )
        for kept, target in session.execute(statement)
    }
