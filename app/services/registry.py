"""The registry of objects: what its forms add and change."""

from dataclasses import asdict, fields, replace
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.core.text import repair_code, repair_name, uscc_fault
from app.models.base import Base
from app.models.database import Store
from app.models.registry import InspectionObject, ObjectChange
from app.services import log
from app.services.code_series import next_code
from app.services.edits import OBJECTS, Changes, Edit, RowChange, noted
from app.services.mark_notes import forget_notes
from app.services.rows.office import Act
from app.services.rows.registry import ObjectFields

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
FIELDS = tuple(field.name for field in fields(ObjectFields))


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
            code=next_code(session, _OBJECTS, prefix),
            name_pinyin=pinyin,
            name_initials=initials,
            confirmed_on=act.day,
            **asdict(ready),
        )
        session.add(item)
        session.flush()
        log.record(session, act, "新增检查对象", f"{item.code} {item.name}")
        return item.id


def in_words(value: object) -> str:
    """Say a field's value as history and papers show it; of a number every digit that was written."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def apply_changes(
    session: Session, item: InspectionObject, values: ObjectFields, act: Act, reason: str
) -> tuple[Changes, list[RowChange]]:
    """Write what differs, with its history; give what was changed, of the object and beside it."""
    changes, rows = Changes(), list[RowChange]()
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
            rows += forget_notes(session, {item.id: {*after} - {*before}})
    item.name_pinyin, item.name_initials = spell(item.name)
    return changes, rows


def edit_object(store: Store, object_id: int, values: ObjectFields, act: Act) -> Edit | None:
    """Keep what a form says of an object; None where nothing differs."""
    ready = checked(values)
    with store.writing() as session:
        item = session.get_one(InspectionObject, object_id)
        changes, rows = apply_changes(session, item, ready, act, "")
        if not changes:
            return None
        what, detail = "修改检查对象", f"{item.code} {item.name}"
        log.record(session, act, what, detail)
        return noted(session, OBJECTS, what, detail, changes=changes, rows=rows)
