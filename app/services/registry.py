"""The registry of objects: lists, panels, forms and changes of state."""

from array import array
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Select, Table, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.core.states import VisitState
from app.core.text import repair_code, repair_name, uscc_fault
from app.models.base import Base
from app.models.database import Store
from app.models.filter import clause_of
from app.models.registry import InspectionObject, ObjectChange
from app.models.targeted import TargetedCheck
from app.models.visit import Visit, VisitItem
from app.services import log
from app.services.edits import OBJECTS, Changes, Edit, noted
from app.services.mark_notes import forget_notes
from app.services.retired_codes import retired
from app.services.rows.office import Act
from app.services.rows.registry import Lacking, ObjectFields, ObjectRow, RegistryQuery
from app.services.rows.targeted import OWN_KINDS

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
FIELDS = tuple(field.name for field in fields(ObjectFields))
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


def _checked_in(year: int) -> CompoundSelect[int]:
    """Give the object of every visit finished in a year and of every 针对性检查 (domain.md §1)."""
    return union_all(
        select(Visit.object_id).where(Visit.year == year, Visit.state == VisitState.DONE),
        select(TargetedCheck.object_id).where(TargetedCheck.year == year, TargetedCheck.kind.in_(OWN_KINDS)),
    )


def visits_of(year: int) -> Select[int, int]:
    """Give object id and number of checks of a year: visits finished, and 针对性检查 outside the draw."""
    made = _checked_in(year).subquery()
    return select(made.c.object_id, func.count().label("visits")).group_by(made.c.object_id)


def matches(text: str) -> ColumnElement[bool]:
    """Give the condition that an object is found by a name, its pinyin, initials, code or 信用代码."""
    word = text.strip()
    small, large = word.lower(), word.upper()
    return or_(
        InspectionObject.name.contains(word, autoescape=True),
        InspectionObject.name_pinyin.startswith(small, autoescape=True),
        InspectionObject.name_initials.contains(small, autoescape=True),
        InspectionObject.code.startswith(large, autoescape=True),
        InspectionObject.uscc.startswith(large, autoescape=True),
    )


def _lacks(lacking: Lacking, year: int) -> ColumnElement[bool]:
    if lacking is Lacking.CHECK:
        return InspectionObject.id.not_in(_checked_in(year))
    had = (
        select(Visit.object_id)
        .join(VisitItem, VisitItem.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state != VisitState.CANCELLED, VisitItem.struck_reason == "")
    )
    return InspectionObject.id.not_in(had)


def _numbers(session: Session, statement: Select[int]) -> "array[int]":
    """Read one column of numbers from the driver itself: a long list opens in less than half the time."""
    cursor = session.connection().execute(statement).cursor
    return array("q", (row[0] for row in cursor.fetchall()) if cursor else ())


def object_ids(store: Store, query: RegistryQuery, today: date) -> "array[int]":
    """Give the ids that answer a query, in the order asked for."""
    statement = select(InspectionObject.id)
    if query.text.strip():
        statement = statement.where(matches(query.text))
    if query.conditions:
        statement = statement.where(clause_of(query.conditions, today))
    if query.lacking is not Lacking.NOTHING:
        statement = statement.where(_lacks(query.lacking, query.year))
    order: Any
    if query.sort == "visits":
        counts = visits_of(query.year).subquery()
        statement = statement.outerjoin(counts, counts.c.object_id == InspectionObject.id)
        order = func.coalesce(counts.c.visits, 0)
    else:
        order = getattr(InspectionObject, "name_pinyin" if query.sort == "name" else query.sort)
    with store.reading() as session:
        ordered = statement.order_by(order.desc() if query.descending else order, InspectionObject.id)
        return _numbers(session, ordered)


def object_rows(store: Store, ids: Sequence[int], year: int) -> dict[int, ObjectRow]:
    """Give the rows of a page by id."""
    counts = visits_of(year).subquery()
    columns = [getattr(InspectionObject, name) for name in _LIST_COLUMNS]
    statement = (
        select(*columns, func.coalesce(counts.c.visits, 0), InspectionObject.state)
        .outerjoin(counts, counts.c.object_id == InspectionObject.id)
        .where(InspectionObject.id.in_(ids))
    )
    with store.reading() as session:
        return {row[0]: ObjectRow(*row) for row in session.execute(statement)}


def next_code(session: Session, prefix: str) -> str:
    """Give a code that was never used: one more than the greatest."""
    start = prefix + "-"
    used = session.scalars(select(InspectionObject.code).where(InspectionObject.code.startswith(start)))
    gone = (code for code in retired(session, _OBJECTS) if code.startswith(start))
    endings = (code.rsplit("-", 1)[1] for code in chain(used, gone))
    last = max((int(ending) for ending in endings if ending.isdecimal()), default=0)
    return f"{prefix}-{last + 1:04d}"


def fields_of(item: InspectionObject) -> ObjectFields:
    """Copy a mapped object into a frozen row."""
    return ObjectFields(**{name: getattr(item, name) for name in FIELDS})


def checked(values: ObjectFields) -> ObjectFields:
    """Repair name and code as an import does; UserError says which field cannot stand."""
    name, code = repair_name(values.name), repair_code(values.uscc)
    if not name:
        raise UserError("请填写名称。")
    if code and (fault := uscc_fault(code)):
        raise UserError(f"{fault}。请核对后再保存。")
    return replace(values, name=name, uscc=code)


def _same_object(values: ObjectFields) -> ColumnElement[bool]:
    if values.uscc:
        return and_(InspectionObject.uscc == values.uscc, InspectionObject.name == values.name)
    return and_(InspectionObject.name == values.name, InspectionObject.town == values.town)


def add_object(store: Store, values: ObjectFields, prefix: str, act: Act) -> int:
    """Add one object and give its id; the same code and name twice is refused."""
    ready = checked(values)
    with store.writing() as session:
        same = session.scalars(select(InspectionObject).where(_same_object(ready))).first()
        if same is not None:
            raise UserError(f"名录库里已有“{same.name}”（{same.code}）。请修改那一条，或写明不同的名称。")
        pinyin, initials = spell(ready.name)
        item = InspectionObject(
            code=next_code(session, prefix),
            name_pinyin=pinyin,
            name_initials=initials,
            **asdict(ready),
        )
        session.add(item)
        session.flush()
        log.record(session, act, "新增检查对象", f"{item.code} {item.name}")
        return item.id


def in_words(value: object) -> str:
    """Say a field's value as history and papers show it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def apply_changes(
    session: Session, item: InspectionObject, values: ObjectFields, act: Act, reason: str
) -> Changes:
    """Write what differs, with its history; give what was changed."""
    changes = Changes()
    for name in FIELDS:
        before, after = getattr(item, name), getattr(values, name)
        if before == after:
            continue
        setattr(item, name, after)
        session.add(
            ObjectChange(
                object_id=item.id,
                at=act.stamp,
                by=act.by,
                field=FIELD_WORDS[name],
                before=in_words(before),
                after=in_words(after),
                reason=reason,
            ),
        )
        changes.note(item.id, name, before, after)
        if name == "marks":
            forget_notes(session, {item.id: {*after} - {*before}})
    item.name_pinyin, item.name_initials = spell(item.name)
    return changes


def edit_object(store: Store, object_id: int, values: ObjectFields, act: Act) -> Edit | None:
    """Keep what a form says of an object; None where nothing differs."""
    ready = checked(values)
    with store.writing() as session:
        item = session.get_one(InspectionObject, object_id)
        changes = apply_changes(session, item, ready, act, "")
        if not changes:
            return None
        what, detail = "修改检查对象", f"{item.code} {item.name}"
        log.record(session, act, what, detail)
        return noted(session, OBJECTS, what, detail, changes=changes)
