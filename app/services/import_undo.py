"""Undoing an import: one confirmation brought it, one takes it back, and the log keeps both."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.models.database import Store, hold_in_memory
from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.models.personnel import InspectorPost
from app.models.registry import ObjectChange, Recusal
from app.models.schema import metadata
from app.sampling.parse import parse
from app.services import backup, import_kept, log
from app.services.confirmations import unconfirm
from app.services.former_codes import merged_away
from app.services.import_kept import INSPECTORS, OBJECTS, Kept
from app.services.import_report import Registry
from app.services.mark_notes import put_back
from app.services.registry import in_words
from app.services.retired_codes import retire
from app.services.rows.intake import UndoOffer
from app.services.rows.office import Act
from app.services.uses import use_of

_TABLES: Final[Mapping[Registry, Table]] = {Registry.OBJECTS: OBJECTS, Registry.INSPECTORS: INSPECTORS}
_UNITS: Final = {Registry.OBJECTS: "家", Registry.INSPECTORS: "人"}
_HISTORY: Final = metadata.tables[ObjectChange.__tablename__]
_RECUSALS: Final = metadata.tables[Recusal.__tablename__]
_CHANGED: Final = "导入后又修改过"
_NAMED: Final = 5  # of what stands in the way, before 等


@dataclass(frozen=True, slots=True)
class _Undoing:
    """One import on its way back: its table, what was kept of it, and the rows it touched, by id."""

    table: Table
    kept: Kept
    rows: Mapping[int, Row[Any]]
    used: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def new(self) -> list[int]:
        """The rows that the import added."""
        return [key for key in self.rows if key not in self.kept.before]


def undoable(store: Store, registry: Registry) -> UndoOffer | None:
    """Give the last import of a registry, or None where there is none to undo."""
    table = _TABLES[registry]
    with store.reading() as session:
        kept = import_kept.kept(session, table)
        return _offer(_touched(session, table, kept)) if kept else None


def last_entry(store: Store, registry: Registry) -> int:
    """Give the number in the log of the last import of a registry that can be taken back; 0 for none."""
    with store.reading() as session:
        kept = import_kept.kept(session, _TABLES[registry])
        return kept.entry if kept else 0


def undo_import(store: Store, registry: Registry, act: Act) -> UndoOffer:
    """Take the last import of a registry back, in one transaction; give what was taken back.

    New rows go and their codes are never given again; changed ones have their former values, which their
    history says. UserError names what was built on the import since. The database is backed up first.
    """
    with store.reading() as session:
        _undoing(session, registry)  # a refusal must not push out the oldest backup
    backup.keep_one(store, act.at)
    with store.writing() as session:
        undoing = _undoing(session, registry)
        hold_in_memory(session)
        _take_away(session, undoing)
        _restore(session, undoing, act)
        put_back(session, undoing.kept.notes)
        unconfirm(session, undoing.kept.confirmed)
        import_kept.forget(session, undoing.table)
        done = _offer(undoing)
        counts = f"移去新增 {done.new}，恢复修改 {done.changed}"
        what = f"{done.file}（第 {undoing.kept.entry} 条操作记录）"
        log.record(session, act, "撤销导入", f"{what}：{counts}")
        return done


def _undoing(session: Session, registry: Registry) -> _Undoing:
    table = _TABLES[registry]
    kept = import_kept.kept(session, table)
    if kept is None:
        raise UserError("没有可以撤销的导入。")
    undoing = _touched(session, table, kept)
    _require_unused(session, undoing, _UNITS[registry])
    return undoing


def _offer(undoing: _Undoing) -> UndoOffer:
    kept = undoing.kept
    return UndoOffer(kept.file, kept.by, kept.at, len(undoing.new), len(kept.before))


def _touched(session: Session, table: Table, kept: Kept) -> _Undoing:
    """Read the rows that an import added or changed, without asking for each."""
    added = (table.c.id > kept.low) & (table.c.id <= kept.high)
    rows = {row.id: row for row in session.execute(select(table).where(added))}
    wanted = set(kept.before)
    if wanted:
        between = table.c.id.between(min(wanted), max(wanted))
        rows |= {row.id: row for row in session.execute(select(table).where(between)) if row.id in wanted}
    return _Undoing(table, kept, rows)


def _require_unmerged(session: Session, undoing: _Undoing) -> None:
    """Refuse where an object of the import was merged into another: its former values have no place."""
    kept = undoing.kept
    away = merged_away(session, kept.merged, kept.change) if undoing.table is OBJECTS else {}
    for object_id, who in away.items():
        if kept.low < object_id <= kept.high or object_id in kept.before:
            raise UserError(
                f"“{kept.file}”的导入不能撤销：{who}导入之后已并入别的检查对象。名录没有改动，请先撤销那次合并。"
            )


def _require_unused(session: Session, undoing: _Undoing, unit: str) -> None:
    _require_unmerged(session, undoing)
    _find_uses(session, undoing)
    _find_edits(session, undoing)
    _find_draws(session, undoing)
    if not undoing.used:
        return
    named = [
        f"“{undoing.rows[key].name}”（{undoing.rows[key].code}）{'、'.join(dict.fromkeys(why))}"
        for key, why in sorted(undoing.used.items())
    ]
    more = f"；等 {len(named)} {unit}" if len(named) > _NAMED else ""
    raise UserError(
        f"“{undoing.kept.file}”的导入不能撤销，导入之后已用到它：{'；'.join(named[:_NAMED])}{more}。"
        "名录没有改动，请逐条修改有误的内容。"
    )


def _find_uses(session: Session, undoing: _Undoing) -> None:
    """Find the rows anywhere in the schema that point to what would go."""
    kept = undoing.kept
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table is _HISTORY or not any(key.column is undoing.table.c.id for key in column.foreign_keys):
                continue
            statement = select(column).where(column > kept.low, column <= kept.high).distinct()
            if table is _RECUSALS:
                statement = statement.where(table.c.id.not_in(kept.own_recusals(session)))
            for row_id in session.scalars(statement):
                undoing.used[row_id].append(use_of(table.name))


def _find_edits(session: Session, undoing: _Undoing) -> None:
    """Find what was changed by hand and not taken back: objects have a history, inspectors are compared."""
    kept = undoing.kept
    if undoing.table is OBJECTS:
        edited = _changed_since(session, kept.change) & undoing.rows.keys()
    else:
        edited = {
            key for key, values in kept.after.items() if _values(undoing.rows[key], list(values)) != values
        }
    for key in edited:
        undoing.used[key].append(_CHANGED)


def _changed_since(session: Session, change: int) -> set[int]:
    """Give the objects one of whose fields is not what it was before the history's lines after ``change``."""
    spans: dict[tuple[int, str], tuple[str, str]] = {}
    lines = select(_HISTORY.c.object_id, _HISTORY.c.field, _HISTORY.c.before, _HISTORY.c.after)
    for object_id, name, before, after in session.execute(
        lines.where(_HISTORY.c.id > change).order_by(_HISTORY.c.id)
    ):
        first, _last = spans.get((object_id, name), (before, after))
        spans[object_id, name] = first, after
    return {object_id for (object_id, _name), (first, last) in spans.items() if first != last}


def _find_draws(session: Session, undoing: _Undoing) -> None:
    """Find what stands in a draw that was frozen since, drawn, void or not."""
    by_code = {row.code: key for key, row in undoing.rows.items()}
    for draw in session.scalars(select(Draw).where(Draw.id > undoing.kept.draw).order_by(Draw.id)):
        listed: Iterator[int] | Collection[int]
        if undoing.table is OBJECTS:
            codes = {*parse(draw.frozen).units, *(row[1] for row in draw.excluded)}
            listed = [by_code[code] for code in codes if code in by_code]
        else:
            aliases = select(DrawAlias.inspector_id).where(DrawAlias.draw_id == draw.id)
            listed = [key for key in session.scalars(aliases) if key in undoing.rows]
        for key in listed:
            undoing.used[key].append(f"已列入“{draw.title}”的名单")


def _take_away(session: Session, undoing: _Undoing) -> None:
    table, kept = undoing.table, undoing.kept
    session.execute(delete(Recusal).where(Recusal.id.in_(kept.own_recusals(session))))
    if kept.posts:
        session.execute(delete(InspectorPost).where(InspectorPost.id.in_(kept.posts)))
    if table is OBJECTS:  # changed and taken back, else it would not come to this
        gone = (_HISTORY.c.object_id > kept.low) & (_HISTORY.c.object_id <= kept.high)
        session.execute(delete(_HISTORY).where(gone))
    retire(session, table, {undoing.rows[key].code: undoing.rows[key].name for key in undoing.new})
    session.execute(delete(table).where(table.c.id > kept.low, table.c.id <= kept.high))


def _restore(session: Session, undoing: _Undoing, act: Act) -> None:
    """Give changed rows their former values, many of one shape at once."""
    table = undoing.table
    updates: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    history: list[dict[str, Any]] = []
    for key, values in undoing.kept.before.items():
        now = undoing.rows[key]
        if table is OBJECTS:
            history += _history(now, values, act, f"撤销导入 {undoing.kept.file}")
        if "name" in values:
            pinyin, initials = spell(values["name"])
            values = {**values, "name_pinyin": pinyin, "name_initials": initials}  # noqa: PLW2901 - what is kept stays
        updates[tuple(values)].append({"which": key, **values})
    for names, parameters in updates.items():
        change = update(table).values({name: bindparam(name) for name in names})
        session.connection().execute(change.where(table.c.id == bindparam("which")), parameters)
    if history:
        session.connection().execute(insert(_HISTORY), history)


def _history(now: Row[Any], former: Mapping[str, Any], act: Act, reason: str) -> Iterator[dict[str, Any]]:
    for name, value in former.items():
        yield {
            "object_id": now.id,
            "at": act.stamp,
            "by": act.by,
            "field": FIELD_WORDS[name],
            "before": in_words(getattr(now, name)),
            "after": in_words(value),
            "reason": reason,
        }


def _values(row: Row[Any], names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
