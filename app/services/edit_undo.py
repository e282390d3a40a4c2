"""Taking an edit back, and doing it again: both are acts of their own, in the log and in the history.

Nothing is overwritten silently: where a line was changed, used or listed in a draw since, the whole edit
stays and a sentence says why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Column, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.slices import AT_ONCE, slices_of
from app.models.database import Store, hold_in_memory
from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.models.living import MarkNote
from app.models.registry import ObjectChange
from app.models.schema import metadata
from app.sampling.parse import parse
from app.services import log
from app.services.beside_history import tell_beside
from app.services.edits import (
    AUXILIARIES,
    INSPECTORS,
    OBJECTS,
    Edit,
    OwnWayBack,
    RowChange,
    Undoable,
    noted,
    prints_of,
)
from app.services.field_writes import write_changes
from app.services.retired_codes import give_back, retire
from app.services.rows.office import Act
from app.services.uses import use_of

UNDO: Final = "撤销"
REDO: Final = "重做"
_REGISTRIES: Final = (OBJECTS, INSPECTORS, AUXILIARIES)
_HISTORY: Final = metadata.tables[ObjectChange.__tablename__]
_NOTES: Final = metadata.tables[MarkNote.__tablename__]
_CHANGED: Final = "之后又修改过"
_GONE: Final = "已经不在名录里"
_DRAWN: Final = "已列入“{}”的名单"
_NAMED: Final = 5  # of what stands in the way, before 等

Reasons = defaultdict[int, list[str]]


def undo(store: Store, edit: Undoable, act: Act) -> Undoable | None:
    """Take an edit back in one transaction; give what does it again. UserError says why it cannot be."""
    return edit.take_back(store, act) if isinstance(edit, OwnWayBack) else _turn(store, edit, act, UNDO)


def redo(store: Store, undone: Undoable, act: Act) -> Undoable | None:
    """Do again what `undo` gave back, under the same conditions; give what takes it back once more."""
    return undone.take_back(store, act) if isinstance(undone, OwnWayBack) else _turn(store, undone, act, REDO)


def _turn(store: Store, edit: Edit, act: Act, verb: str) -> Edit:
    with store.writing() as session:
        hold_in_memory(session)
        _require_untouched(session, edit, verb)
        rows = [row for run in _runs(reversed(edit.rows)) for row in _turned(session, run)]
        rows += _take_away(session, edit)
        back = edit.changes.reversed()
        write_changes(session, edit.table, back, act, f"{verb}：{edit.what}")
        tell_beside(session, rows, act, f"{verb}：{edit.what}")
        log.record(session, act, f"{verb}：{edit.what}", edit.detail)
        return noted(session, edit.table, edit.what, edit.detail, changes=back, rows=rows)


def _require_untouched(session: Session, edit: Edit, verb: str) -> None:
    lines = metadata.tables[edit.table]
    reasons: Reasons = defaultdict(list)
    for field, some in edit.changes.slices(AT_ONCE):
        _find_changed(session, lines.c.id, lines.c[field], some, reasons)
    _find_added(session, lines, edit, reasons)
    _find_uses(session, lines, edit, reasons)
    for run in _runs(edit.rows):
        _find_beside(session, edit.table, run, reasons)
    _find_draws(session, edit, reasons)
    if reasons:
        raise UserError(_refusal(session, lines, edit, reasons, verb))


def _find_changed(
    session: Session,
    ids: Column[int],
    column: Column[Any],
    some: Mapping[int, tuple[Any, Any]],
    reasons: Reasons,
) -> None:
    """Find the lines whose field no longer has the value that the edit gave it."""
    there = {row[0]: row[1] for row in session.execute(select(ids, column).where(ids.in_(some)))}
    for row_id, (_before, after) in some.items():
        if row_id not in there:
            reasons[row_id].append(_GONE)
        elif there[row_id] != after:
            reasons[row_id].append(_CHANGED)


def _find_added(session: Session, lines: Table, edit: Edit, reasons: Reasons) -> None:
    """Find what was added and is not as it was."""
    now = prints_of(session, lines, [*edit.added])
    for row_id, print_ in edit.added.items():
        if row_id not in now:
            reasons[row_id].append(_GONE)
        elif now[row_id] != print_:
            reasons[row_id].append(_CHANGED)


def _leaving(edit: Edit) -> list[int]:
    """Give the lines of the registry that turning the edit takes away: added by it, or once more."""
    again = (row.id for row in edit.rows if row.table == edit.table and row.before is None)
    return [*edit.added, *again]


def _find_uses(session: Session, lines: Table, edit: Edit, reasons: Reasons) -> None:
    """Find what is to go and is used by a record that did not come with it."""
    leaving, own = _leaving(edit), {(row.table, row.id) for row in edit.rows}
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table is _HISTORY or not any(key.column is lines.c.id for key in column.foreign_keys):
                continue
            for some in slices_of(leaving):
                found = session.execute(select(table.c.id, column).where(column.in_(some)))
                for used_by, row_id in found:
                    if (table.name, used_by) not in own:
                        reasons[row_id].append(use_of(table.name))


def _runs(rows: Iterable[RowChange]) -> Iterator[list[RowChange]]:
    """Give rows one after the other that one statement can take: of one table, changed in one way."""
    for _kind, alike in groupby(rows, key=_kind_of):
        run = [*alike]
        yield from (run[first : first + AT_ONCE] for first in range(0, len(run), AT_ONCE))


def _kind_of(row: RowChange) -> tuple[str, bool, bool, tuple[str, ...]]:
    both = row.before is not None and row.after is not None
    return row.table, row.before is None, row.after is None, (*row.before,) if both and row.before else ()


def _find_beside(session: Session, registry: str, some: Sequence[RowChange], reasons: Reasons) -> None:
    table = metadata.tables[some[0].table]
    found = session.execute(select(table).where(table.c.id.in_([row.id for row in some]))).mappings()
    there = {row["id"]: row for row in found}
    for row in some:
        known = row.after or row.before or {}
        about = row.id if row.table == registry else next(_owners(table, registry, known), 0)
        now = there.get(row.id)
        if row.after is None:
            if now is not None:
                reasons[about].append(_CHANGED)
        elif now is None:
            reasons[about].append(_GONE)
        elif any(now[name] != value for name, value in row.after.items()):
            reasons[about].append(_CHANGED)


def _owners(table: Table, registry: str, values: Mapping[str, Any]) -> Iterator[int]:
    lines = metadata.tables[registry]
    for column in table.columns:
        if column.name in values and any(key.column is lines.c.id for key in column.foreign_keys):
            yield values[column.name]


def _find_draws(session: Session, edit: Edit, reasons: Reasons) -> None:
    """Find what stands in a draw that was frozen since, drawn, void or not."""
    later = [*session.scalars(select(Draw).where(Draw.id > edit.draw).order_by(Draw.id))]
    if not later:
        return
    touched = edit.changes.ids().union(_leaving(edit), _weighed(session, edit))
    for draw in later:
        for row_id in _listed(session, draw, edit.table, touched):
            reasons[row_id].append(_DRAWN.format(draw.title))


def _weighed(session: Session, edit: Edit) -> Iterator[int]:
    """Give the objects of which it was changed how long a mark counts: a frozen list weighs them by it."""
    notes = [row.id for row in edit.rows if row.table == _NOTES.name]
    for some in slices_of(notes):
        yield from session.scalars(select(_NOTES.c.object_id).where(_NOTES.c.id.in_(some)))


def _listed(session: Session, draw: Draw, registry: str, touched: Collection[int]) -> Iterable[int]:
    if registry == INSPECTORS:
        aliases = select(DrawAlias.inspector_id).where(DrawAlias.draw_id == draw.id)
        return [row_id for row_id in session.scalars(aliases) if row_id in touched]
    if registry != OBJECTS:
        return []
    codes = {*parse(draw.frozen).units, *(row[1] for row in draw.excluded)}
    lines = metadata.tables[OBJECTS]
    found: list[int] = []
    for some in slices_of([*touched]):
        named = session.execute(select(lines.c.id, lines.c.code).where(lines.c.id.in_(some)))
        found += [row_id for row_id, code in named if code in codes]
    return found


def _refusal(session: Session, lines: Table, edit: Edit, reasons: Reasons, verb: str) -> str:
    first = sorted(reasons)[:_NAMED]
    found = session.execute(select(lines.c.id, lines.c.code, lines.c.name).where(lines.c.id.in_(first)))
    names = {row_id: f"“{name}”（{code}）" for row_id, code, name in found}
    said = [f"{names.get(key, '其中一条')}{'、'.join(dict.fromkeys(reasons[key]))}" for key in first]
    more = f"；等 {len(reasons)} 条" if len(reasons) > _NAMED else ""
    return f"“{edit.what}”不能{verb}：{'；'.join(said)}{more}。名录没有改动，请直接修改要更正的内容。"


def _turned(session: Session, some: Sequence[RowChange]) -> list[RowChange]:
    """Turn rows beside back, all of one table and changed in one way, and give what that was."""
    table = metadata.tables[some[0].table]
    if some[0].before is None:
        return _removed(session, table, [row.id for row in some])
    former = [dict(row.before or {}) for row in some]
    if some[0].after is None:
        session.connection().execute(insert(table), former)
        if table.name in _REGISTRIES:
            give_back(session, table, [values["code"] for values in former])
    else:
        change = update(table).where(table.c.id == bindparam("which"))
        change = change.values({name: bindparam(f"new_{name}") for name in former[0]})
        session.connection().execute(
            change,
            [
                {"which": row.id, **{f"new_{name}": value for name, value in values.items()}}
                for row, values in zip(some, former, strict=True)
            ],
        )
    return [RowChange(row.table, row.id, row.after, row.before) for row in some]


def _take_away(session: Session, edit: Edit) -> list[RowChange]:
    lines = metadata.tables[edit.table]
    return [row for some in slices_of([*edit.added]) for row in _removed(session, lines, some)]


def _removed(session: Session, table: Table, keys: Sequence[int]) -> list[RowChange]:
    """Remove rows; with a line of a registry goes its history, and its code is kept from all others."""
    found = session.execute(select(table).where(table.c.id.in_(keys))).mappings()
    rows = [RowChange(table.name, row["id"], dict(row), None) for row in found]
    if table.name == OBJECTS:
        session.execute(delete(_HISTORY).where(_HISTORY.c.object_id.in_(keys)))
    if table.name in _REGISTRIES:
        retire(session, table, {row.before["code"]: row.before["name"] for row in rows if row.before})
    session.execute(delete(table).where(table.c.id.in_(keys)))
    return rows
