"""Marks of objects: where they come from, until when they count, given, renewed and taken away.

A mark that has come to its end stays on the object until somebody takes it away, but raises or lowers nothing
from the next day on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.marks import is_over
from app.core.slices import slices_of
from app.models.database import Store, hold_in_memory
from app.models.living import MarkNote
from app.models.marked import STANDS
from app.models.registry import InspectionObject
from app.services import log
from app.services.edits import OBJECTS, Changes, Edit, RowChange, image_of, noted
from app.services.field_writes import write_changes
from app.services.mark_notes import NOTES, note_field, note_words
from app.services.object_history import history_row, write_history
from app.services.registry_words import MARKS
from app.services.rows.marks import MarkFields, MarkRow
from app.services.rows.office import Act

_KNOWN: Final = ("source", "given_on", "expires_on")
_TAKEN: Final = "所选的标识刚才已经摘除，没有改动。"


def marks_of(session: Session, found: InspectionObject, day: date) -> tuple[MarkRow, ...]:
    """Give the marks of one object with all that is known of them."""
    notes = {
        note.mark: note for note in session.scalars(select(MarkNote).where(MarkNote.object_id == found.id))
    }
    return tuple(_row(mark, notes.get(mark), day) for mark in found.marks)


def _row(mark: str, note: MarkNote | None, day: date) -> MarkRow:
    if note is None:
        return MarkRow(MarkFields(mark), over=False)
    fields = MarkFields(mark, note.source, note.given_on, note.expires_on)
    return MarkRow(fields, over=is_over(note.expires_on, day))


def mark_words(fields: MarkFields) -> str:
    """Say what is known of a mark: 来源 12369，2024-01-05 认定，有效至 2024-12-31."""
    return note_words(asdict(fields))


def mark_faults(values: MarkFields, today: date) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be kept of a mark."""
    faults = {}
    if values.mark not in MARKS:
        faults["mark"] = "请选择标识"
    if not values.source.strip():
        faults["source"] = "请写明来源，例如：12369 举报件编号、处罚决定书文号"
    if values.given_on and values.given_on > today:
        faults["given_on"] = "日期还没有到，请核对"
    if values.given_on and values.expires_on and values.expires_on < values.given_on:
        faults["expires_on"] = "有效期早于认定日期"
    return faults


def give_mark(store: Store, object_id: int, values: MarkFields, act: Act) -> Edit | None:
    """Give an object a mark, or correct what is known of it; None where nothing changes."""
    if faults := mark_faults(values, act.day):
        raise UserError("；".join(faults.values()) + "。")
    with store.writing() as session:
        found = session.get_one(InspectionObject, object_id)
        before = _image(session, object_id, values.mark)
        held = values.mark in found.marks
        if held and before and all(before[name] == getattr(values, name) for name in _KNOWN):
            return None
        changes = Changes()
        changes.note(object_id, "marks", found.marks, _with(found.marks, values.mark))
        write_changes(session, OBJECTS, changes, act, "")
        rows = _keep(session, object_id, values, before)
        was, now = note_words(before if held else None), note_words(asdict(values))
        write_history(session, [history_row(object_id, note_field(values.mark), was, now, act, "")])
        detail = f"{found.code} {found.name}：{values.mark}（{now}）"
        log.record(session, act, "登记频次标识", detail)
        return noted(session, OBJECTS, "登记频次标识", detail, changes=changes, rows=rows)


def take_mark(store: Store, object_id: int, mark: str, reason: str, act: Act) -> Edit:
    """Take one mark off an object, with the reason; UserError where it has none."""
    why = _required(reason)
    with store.writing() as session:
        found = session.get_one(InspectionObject, object_id)
        if mark not in found.marks:
            raise UserError(_TAKEN)
        changes = Changes()
        changes.note(object_id, "marks", found.marks, _without(found.marks, {mark}))
        write_changes(session, OBJECTS, changes, act, why)
        detail = f"{found.code} {found.name}：{mark}，{why}"
        log.record(session, act, "摘除频次标识", detail)
        return noted(session, OBJECTS, "摘除频次标识", detail, changes=changes)


def renew_marks(store: Store, notes: Collection[int], until: date, reason: str, act: Act) -> Edit:
    """Let marks count until a later day, in one act; those that already do are left as they are.

    UserError where all of them do, or were taken away.
    """
    why = _required(reason)
    if until < act.day:
        raise UserError("新的有效期已经过去，请填写今天以后的日期。")
    rows: list[RowChange] = []
    with store.writing() as session:
        hold_in_memory(session)
        for some in _some(session, notes):
            shorter = [note for note in some if note["expires_on"] and note["expires_on"] < until]
            if not shorter:
                continue
            change = update(NOTES).where(NOTES.c.id.in_([note["id"] for note in shorter]))
            session.connection().execute(change.values(expires_on=until))
            rows += (
                RowChange(NOTES.name, note["id"], {"expires_on": note["expires_on"]}, {"expires_on": until})
                for note in shorter
            )
            history = [_history(note, {**note, "expires_on": until}, act, why) for note in shorter]
            write_history(session, history)
        if not rows:
            raise UserError(f"所选的标识已经摘除，或有效期不早于 {until}，没有改动。")
        detail = f"{len(rows)} 个标识有效至 {until}，{why}"
        log.record(session, act, "续期频次标识", detail)
        return noted(session, OBJECTS, "续期频次标识", detail, rows=rows)


def take_marks(store: Store, notes: Collection[int], reason: str, act: Act) -> Edit:
    """Take marks off their objects, in one act; UserError where no object has its mark any more."""
    why = _required(reason)
    with store.writing() as session:
        hold_in_memory(session)
        gone: dict[int, set[str]] = defaultdict(set)
        for some in _some(session, notes):
            for note in some:
                gone[note["object_id"]].add(note["mark"])
        if not gone:
            raise UserError(_TAKEN)
        changes = _taken(session, gone)
        write_changes(session, OBJECTS, changes, act, why)
        detail = f"{sum(map(len, gone.values()))} 个标识，涉及 {len(gone)} 家，{why}"
        log.record(session, act, "摘除频次标识", detail)
        return noted(session, OBJECTS, "摘除频次标识", detail, changes=changes)


def _required(reason: str) -> str:
    if not reason.strip():
        raise UserError("请写明原因，例如“整改已完成，经复核”。")
    return reason.strip()


def _image(session: Session, object_id: int, mark: str) -> dict[str, Any] | None:
    statement = select(NOTES).where(NOTES.c.object_id == object_id, NOTES.c.mark == mark)
    found = session.execute(statement).mappings().first()
    return dict(found) if found else None


def _keep(
    session: Session, object_id: int, values: MarkFields, before: dict[str, Any] | None
) -> list[RowChange]:
    """Write what is known of a mark; nothing where the same was left behind when the mark was taken away."""
    known = {name: getattr(values, name) for name in _KNOWN}
    if before is None:
        note = MarkNote(object_id=object_id, mark=values.mark, **known)
        session.add(note)
        session.flush()
        return [RowChange(NOTES.name, note.id, None, image_of(session, NOTES.name, note.id))]
    after = {name: value for name, value in known.items() if before[name] != value}
    if not after:
        return []
    session.execute(update(NOTES).where(NOTES.c.id == before["id"]).values(**after))
    return [RowChange(NOTES.name, before["id"], {name: before[name] for name in after}, after)]


def _some(session: Session, notes: Collection[int]) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Read notes some hundred at once; not one that went meanwhile, or whose mark was taken away."""
    for some in slices_of([*notes]):
        statement = select(NOTES).join(InspectionObject, InspectionObject.id == NOTES.c.object_id)
        statement = statement.where(NOTES.c.id.in_(some), STANDS)
        yield [dict(row) for row in session.execute(statement).mappings()]


def _with(marks: Sequence[str], mark: str) -> tuple[str, ...]:
    """Put a mark in its place among the others."""
    known = tuple(each for each in MARKS if each == mark or each in marks)
    return known + tuple(each for each in marks if each not in MARKS)


def _without(marks: Sequence[str], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(mark for mark in marks if mark not in gone)


def _taken(session: Session, gone: Mapping[int, set[str]]) -> Changes:
    changes = Changes()
    for some in slices_of([*gone]):
        statement = select(InspectionObject.id, InspectionObject.marks).where(InspectionObject.id.in_(some))
        for object_id, marks in session.execute(statement):
            changes.note(object_id, "marks", marks, _without(marks, gone[object_id]))
    return changes


def _history(before: Mapping[str, Any], after: Mapping[str, Any], act: Act, reason: str) -> dict[str, Any]:
    field = note_field(before["mark"])
    return history_row(before["object_id"], field, note_words(before), note_words(after), act, reason)
