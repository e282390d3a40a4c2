"""批量修改: many rows of a registry get the same values, looked at before it is done, in one act."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.slices import AT_ONCE, slices_of
from app.models.database import Store, hold_in_memory
from app.models.registry import Inspector
from app.models.schema import metadata
from app.services import log
from app.services.bulk_edit_fields import POST_FIELDS, bulk_fields, row_fault, wish_faults
from app.services.bulk_edit_values import tidy
from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS, Changes, Edit, RowChange, noted
from app.services.field_writes import write_changes
from app.services.mark_notes import forget_notes
from app.services.posts import corrected, moved
from app.services.registry import in_words
from app.services.rows.bulk import BulkFault, BulkGroup, BulkPair, BulkPreview, BulkRow, Wish
from app.services.rows.office import Act

Told = Callable[[int, int], object]
_NAMES: Final = {OBJECTS: "检查对象", INSPECTORS: "检查人员", AUXILIARIES: "随同、辅助人员"}
_UNITS: Final = {OBJECTS: "家", INSPECTORS: "人", AUXILIARIES: "人"}
_REMEMBERED: Final = 10_000  # rows that are alike are compared once
_MOST_TOLD: Final = 30  # words of a value that the log repeats


class _Outcome(NamedTuple):
    """What becomes of a row: fields changed, as field, before and after; or whose row it is and why not."""

    changed: tuple[tuple[str, Any, Any], ...]
    code: str = ""
    name: str = ""
    why: str = ""


class _Found(NamedTuple):
    """What the wishes come to for the rows chosen."""

    changes: Changes
    ids: "array[int]"
    faults: list[BulkFault]
    seen: set[int]
    """The rows that are there, each once."""


def preview_bulk(
    store: Store, table: str, ids: Sequence[int], wishes: Sequence[Wish], told: Told = lambda _n, _all: None
) -> BulkPreview:
    """Say what wishes would change of the chosen rows; UserError where one cannot be wished at all."""
    wishes = _sensible(table, wishes)
    with store.reading() as session:
        found = _differing(session, table, ids, wishes, told)
    words = bulk_fields(table)
    order = [wish.field for wish in wishes]
    groups = sorted(found.changes.groups(), key=lambda group: (order.index(group.field), -len(group.ids)))
    return BulkPreview(
        len(found.seen),
        found.ids,
        tuple(
            BulkGroup(words[group.field], in_words(group.before), in_words(group.after), len(group.ids))
            for group in groups
        ),
        tuple(found.faults),
    )


def bulk_rows(store: Store, table: str, ids: Sequence[int], wishes: Sequence[Wish]) -> dict[int, BulkRow]:
    """Give the rows of a page of the preview by id."""
    wishes, words = _sensible(table, wishes), bulk_fields(table)
    with store.reading() as session:
        return {
            row["id"]: BulkRow(
                row["id"],
                row["code"],
                row["name"],
                tuple(
                    BulkPair(words[name], in_words(row[name]), in_words(value))
                    for name, value in _wished(row, wishes).items()
                    if value != row[name]
                ),
            )
            for row in _rows(session, table, ids)
        }


def bulk_edit(
    store: Store,
    table: str,
    ids: Sequence[int],
    wishes: Sequence[Wish],
    reason: str,
    act: Act,
    *,
    since: date | None = None,
    told: Told = lambda _n, _all: None,
) -> Edit:
    """Change the chosen rows in one act; those that would be faulty stay as they are.

    Another department or post of inspectors holds ``since`` a day and keeps the former; without a day it
    corrects what was written. UserError where nothing changes, one cannot be wished, or without a reason.
    """
    wishes = _sensible(table, wishes)
    why = reason.strip()
    if not why:
        raise UserError("批量修改要写明原因，例如“按 2024 年重点单位名录调整”。")
    with store.writing() as session:
        hold_in_memory(session)
        found = _differing(session, table, ids, wishes, told)
        if not found.changes:
            raise UserError("所选的已经都是这样，没有要改的。")
        write_changes(session, table, found.changes, act, why)
        rows = _beside(session, table, found.changes, since)
        what = f"批量修改{_NAMES[table]}"
        detail = f"{said(table, wishes)}：{len(found.ids)} {_UNITS[table]}，{why}"
        log.record(session, act, what, detail)
        return noted(session, table, what, detail, changes=found.changes, rows=rows)


def said(table: str, wishes: Sequence[Wish]) -> str:
    """Say what is wished in one sentence without a full stop: 监管类别改为重点，标签加上重点排污单位."""
    words = bulk_fields(table)
    return "，".join(f"{words[wish.field]}{wish.way}{_short(in_words(wish.value))}" for wish in wishes)


def _short(words: str) -> str:
    return words if len(words) <= _MOST_TOLD else f"{words[:_MOST_TOLD]}…"


def _sensible(table: str, wishes: Sequence[Wish]) -> Sequence[Wish]:
    """Give the wishes with their words put in order; UserError where one cannot be wished of any row."""
    if not wishes:
        raise UserError("请先选择要改的项目。")
    tidied = [tidy(wish) for wish in wishes]
    if faults := wish_faults(table, tidied):
        raise UserError("；".join(faults.values()) + "。")
    return tidied


def _rows(session: Session, table: str, ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    lines = metadata.tables[table]
    for some in slices_of(ids):
        for row in session.execute(select(lines).where(lines.c.id.in_(some))).mappings():
            yield dict(row)


def _differing(
    session: Session, table: str, ids: Sequence[int], wishes: Sequence[Wish], told: Told
) -> _Found:
    """Compare every chosen row with the wishes once; only objects are so many that columns must be spared."""
    lines = metadata.tables[table]
    wished = dict.fromkeys(wish.field for wish in wishes)
    wanted = lines.c.values() if table != OBJECTS else [lines.c[name] for name in wished]
    columns = [lines.c.id, *(column for column in wanted if column is not lines.c.id)]
    names = [column.name for column in columns[1:]]
    found = _Found(Changes(), array("q"), [], set())

    @lru_cache(_REMEMBERED)
    def outcome(values: tuple[Any, ...]) -> _Outcome:
        return _outcome(table, dict(zip(names, values, strict=True)), wishes)

    for done, some in enumerate(slices_of(ids)):
        told(done * AT_ONCE, len(ids))
        rows = session.execute(select(*columns).where(lines.c.id.in_(some)))
        by_id = {row_id: tuple(values) for row_id, *values in rows}
        for row_id in some:
            if row_id in by_id and row_id not in found.seen:
                found.seen.add(row_id)
                _take(found, row_id, outcome(by_id[row_id]))
    return found


def _wished(row: Mapping[str, Any], wishes: Sequence[Wish]) -> dict[str, Any]:
    """Give what the wishes make of a row's fields, one after the other where they are of one field."""
    after: dict[str, Any] = {}
    for wish in wishes:
        after[wish.field] = wish.after(after.get(wish.field, row[wish.field]))
    return after


def _outcome(table: str, row: Mapping[str, Any], wishes: Sequence[Wish]) -> _Outcome:
    after = _wished(row, wishes)
    changed = tuple((name, row[name], value) for name, value in after.items() if value != row[name])
    if changed and (why := row_fault(table, row, {**row, **after})):
        return _Outcome((), row["code"], row["name"], why)
    return _Outcome(changed)


def _take(found: _Found, row_id: int, outcome: _Outcome) -> None:
    if outcome.why:
        found.faults.append(BulkFault(row_id, outcome.code, outcome.name, outcome.why))
    elif outcome.changed:
        found.ids.append(row_id)
        for field, before, after in outcome.changed:
            found.changes.note(row_id, field, before, after)


def _beside(session: Session, table: str, changes: Changes, since: date | None) -> list[RowChange]:
    """Do what follows from the changes in other tables, and give it."""
    if table == OBJECTS:
        return _forgotten(session, changes)
    return _moved(session, changes, since) if table == INSPECTORS else []


def _moved(session: Session, changes: Changes, since: date | None) -> list[RowChange]:
    """Keep the former department and post of everybody who has another."""
    former: dict[int, dict[str, str]] = defaultdict(dict)
    for group in changes.groups():
        for row_id in group.ids if group.field in POST_FIELDS else ():
            former[row_id][group.field] = group.before
    rows: list[RowChange] = []
    for row_id, fields in former.items():
        person = session.get_one(Inspector, row_id)
        before = (fields.get("department", person.department), fields.get("post", person.post))
        rows += moved(session, person, before, since) if since else corrected(session, person)
    return rows


def _forgotten(session: Session, changes: Changes) -> list[RowChange]:
    """Drop what was known of marks that objects are given anew, and give the rows that went."""
    given = {
        row_id: new
        for group in changes.groups()
        if group.field == "marks" and (new := {*group.after} - {*group.before})
        for row_id in group.ids
    }
    return forget_notes(session, given)
