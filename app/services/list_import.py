"""Lists that update the registries: looked at first, written in one act when told to, taken back whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.text import readable
from app.intake.grid import Tables
from app.intake.list_records import ListTable
from app.intake.mapping import Choose, NoNameError
from app.models.database import Store, hold_in_memory
from app.services import backup, list_auxiliaries, list_objects, list_penalties, list_recusals, log
from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS, Changes, RowChange, noted
from app.services.import_columns import Chosen, remember, remembered, source_of
from app.services.list_words import TITLES, field_words
from app.services.rows.intake import ColumnRow, FaultRow, Registry
from app.services.rows.lists import (
    Decisions,
    Fate,
    ListDone,
    ListKind,
    ListLine,
    ListPreview,
    MissingLine,
)
from app.services.rows.office import Act
from app.services.spoken_words import office_words

_AS_BEFORE: Final = "这个文件的标题与以前导入过的相同，列按那次的选择读取。"
_CHANGED_MEANWHILE: Final = "名录库在看结果以后又改动过，还没有写入；请重新读取文件，再看一遍结果。"
_NO_DECISIONS: Final = Decisions()
_TABLES: Final[Mapping[ListKind, str]] = {
    ListKind.PERMIT: OBJECTS,
    ListKind.CREDIT: OBJECTS,
    ListKind.PENALTY: OBJECTS,
    ListKind.RECUSAL: INSPECTORS,
    ListKind.AUXILIARY: AUXILIARIES,
}


@dataclass(frozen=True, slots=True)
class _Source:
    """A list as it was read of its file."""

    kind: ListKind
    path: Path
    tables: Tables


@dataclass(frozen=True, slots=True)
class _Written:
    """What an act wrote, beside the log."""

    changes: Changes
    added: Sequence[int] = ()
    rows: Sequence[RowChange] = ()
    lines: Sequence[ListLine] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.added or self.rows)


def preview_list(
    store: Store,
    kind: ListKind,
    path: Path,
    today: date,
    choices: Mapping[str, str] | None = None,
    decisions: Decisions = _NO_DECISIONS,
) -> ListPreview:
    """Read a list and say what it would change; nothing is written. UserError where it cannot be read.

    ``choices`` say for some headings which field they are, empty for none; without them what was chosen at
    the last list with the same headings counts.
    """
    from app.intake.tables import read_tables  # noqa: PLC0415 - calamine only when a file is read

    source = _Source(kind, path, read_tables(path))
    return _look(store, source, today, choices, decisions)


def preview_list_again(
    store: Store, shown: ListPreview, today: date, choices: Mapping[str, str], decisions: Decisions
) -> ListPreview:
    """Look with other columns at what was read before: the decisions are of those rows.

    The file is not read again; it may have changed meanwhile.
    """
    return _look(store, _Source(shown.kind, shown.path, shown.tables), today, choices, decisions)


def _look(
    store: Store, file: _Source, today: date, choices: Mapping[str, str] | None, decisions: Decisions
) -> ListPreview:
    asked: list[Chosen] = []

    def choose(headings: Sequence[str]) -> Mapping[str, str]:
        source = source_of(file.kind, headings)
        if choices is not None:
            asked.append(Chosen(source, choices))
        else:
            with store.reading() as session:
                asked.append(Chosen(source, remembered(session, source)))
        return asked[0].fields

    try:
        table = _read(store, file, choose, today)
    except NoNameError as error:
        return _without_name(file, asked[0], error.columns)
    notes = (_AS_BEFORE,) if choices is None and asked[0].fields else ()
    read = table.table
    preview = ListPreview(
        path=file.path,
        kind=file.kind,
        table=table,
        tables=file.tables,
        lines=(),
        missing=(),
        faulty=read.faulty,
        skipped=read.skipped,
        faults=tuple(
            FaultRow(fault.sheet, fault.row, fault.column, fault.value, fault.message, fault.level == "error")
            for fault in read.faults
        ),
        columns=_columns(file.kind, read.mapping, read.ignored_columns, read.headings, asked[0]),
        notes=(*read.notes, *notes),
        source=asked[0].source,
        choices=asked[0].fields,
    )
    return decide(store, preview, decisions, today)


def decide(store: Store, preview: ListPreview, decisions: Decisions, today: date) -> ListPreview:
    """Say what a list that was read would change under other decisions; the file is not read again."""
    if preview.table is None:
        return preview
    with store.reading() as session:
        lines, missing = _compared(session, preview.kind, preview.table, decisions, today)
    return replace(preview, lines=lines, missing=missing, decisions=decisions)


def write_list(store: Store, preview: ListPreview, decisions: Decisions, act: Act) -> ListDone:
    """Write a list that was previewed, with the decisions, in one transaction; backs up before its end.

    It is compared again with what the registry then has; UserError where a line would then do
    something else than was shown. What was chosen for the columns is remembered.
    """
    table = preview.table
    if table is None or not table.table.rows:
        raise UserError(f"“{preview.path.name}”里没有一行可以写入。")
    what, file = TITLES[preview.kind], readable(preview.path.name)
    with store.writing() as session:
        hold_in_memory(session)
        reason = f"{what}：{file}"
        written, counts = _write(session, preview.kind, table, decisions, act, reason)
        _require_as_shown(preview, decisions, written.lines)
        remember(session, Chosen(preview.source, preview.choices))
        if not written:
            return ListDone(f"{file} 与名录库一致，没有改动。", None)
        backup.keep_one(store, act.at)  # of the file as it still is: what is refused pushes out no older one
        log.record(session, act, what, f"{file}：{counts}")
        edit = noted(
            session,
            _TABLES[preview.kind],
            what,
            file,
            changes=written.changes,
            added=written.added,
            rows=written.rows,
        )
    return ListDone(f"{what}（{file}）：{counts}。", edit)


def _require_as_shown(preview: ListPreview, decisions: Decisions, lines: Sequence[ListLine]) -> None:
    """Raise UserError where a line would do else than was shown; what is so meanwhile needs nothing more."""
    shown = preview.decisions
    if (shown.same, shown.months, shown.by_owner) != (decisions.same, decisions.months, decisions.by_owner):
        return  # the lines were shown under other decisions
    pairs = zip(preview.lines, lines, strict=True)
    if any(now != before and now.fate is not Fate.UNCHANGED for before, now in pairs):
        raise UserError(_CHANGED_MEANWHILE)


def _read(store: Store, file: _Source, choose: Choose, today: date) -> ListTable[Any]:
    from app.intake import lists  # noqa: PLC0415 - calamine only when a file is read

    if file.kind in {ListKind.PERMIT, ListKind.CREDIT}:
        with store.reading() as session:
            office = office_words(session, Registry.OBJECTS)
        read = lists.read_permits if file.kind is ListKind.PERMIT else lists.read_credit
        return read(file.path, choose, office, file.tables)
    readers: Mapping[ListKind, Callable[[Path, Choose, Tables], ListTable[Any]]] = {
        ListKind.PENALTY: partial(lists.read_penalties, today=today),
        ListKind.RECUSAL: lists.read_recusals,
        ListKind.AUXILIARY: lists.read_auxiliaries,
    }
    return readers[file.kind](file.path, choose, file.tables)


def _compared(
    session: Session, kind: ListKind, table: ListTable[Any], decisions: Decisions, today: date
) -> tuple[tuple[ListLine, ...], tuple[MissingLine, ...]]:
    if kind is ListKind.PENALTY:
        return list_penalties.compare(session, table, decisions, today).lines, ()
    if kind is ListKind.RECUSAL:
        return list_recusals.compare(session, table, by_owner=decisions.by_owner).lines, ()
    if kind is ListKind.AUXILIARY:
        return list_auxiliaries.compare(session, table).lines, ()
    found = list_objects.compare(session, kind, table, decisions.same)
    return found.lines, found.missing


def _write(
    session: Session, kind: ListKind, table: ListTable[Any], decisions: Decisions, act: Act, reason: str
) -> tuple[_Written, str]:
    if kind is ListKind.PENALTY:
        penalties = list_penalties.compare(session, table, decisions, act.day)
        changes, rows = list_penalties.write(session, penalties, act, reason)
        return _Written(changes, (), rows, penalties.lines), _counts(penalties.lines, table)
    if kind is ListKind.RECUSAL:
        recusals = list_recusals.compare(session, table, by_owner=decisions.by_owner)
        rows = list_recusals.write(session, recusals)
        return _Written(Changes(), (), rows, recusals.lines), _counts(recusals.lines, table)
    if kind is ListKind.AUXILIARY:
        people = list_auxiliaries.compare(session, table)
        changes, added = list_auxiliaries.write(session, people)
        return _Written(changes, added, (), people.lines), _counts(people.lines, table)
    objects = list_objects.compare(session, kind, table, decisions.same)
    changes = list_objects.write(session, objects, decisions, act, reason)
    added = list_objects.add(session, objects, decisions, act)
    gone = list_objects.decided(objects, decisions)
    more = f"，{decisions.missing} {len(gone)}" if gone else ""
    counts = _counts(objects.lines, table, len(added)) + more
    return _Written(changes, added, (), objects.lines), counts


def _counts(lines: Sequence[ListLine], table: ListTable[Any], added: int = 0) -> str:
    """Say what became of the lines: 更新 3，未变 5，名录库没有 2（新增 1），有误 1."""
    counted = {fate: sum(line.fate is fate for line in lines) for fate in Fate}
    parts = [f"{fate} {count}" for fate, count in counted.items() if count]
    parts = [f"{part}（新增 {added}）" if added and part.startswith(Fate.LACKING) else part for part in parts]
    return "，".join([*parts, *([f"有误 {table.table.faulty}"] if table.table.faulty else [])])


def _columns(
    kind: ListKind,
    mapping: Mapping[str, str],
    ignored: Sequence[str],
    headings: Sequence[str],
    chosen: Chosen,
) -> tuple[ColumnRow, ...]:
    """Give every column in the order of the file; those without a heading come last."""
    words = field_words(kind)
    fields = {**dict.fromkeys(ignored, ""), **mapping}
    places = {heading: place for place, heading in enumerate(headings)}
    order = sorted(fields, key=lambda heading: places.get(heading, len(places)))
    return tuple(
        ColumnRow(heading, words.get(fields[heading], ""), fields[heading], heading in chosen.fields)
        for heading in order
    )


def _without_name(file: _Source, chosen: Chosen, columns: Mapping[str, str]) -> ListPreview:
    """Show the columns alone, for the clerk to say which is the name."""
    name = field_words(file.kind)["name"]
    mapping = {heading: field for heading, field in columns.items() if field}
    ignored = [heading for heading, field in columns.items() if not field]
    return ListPreview(
        path=file.path,
        kind=file.kind,
        table=None,
        tables=file.tables,
        lines=(),
        missing=(),
        faulty=0,
        skipped=0,
        faults=(),
        columns=_columns(file.kind, mapping, ignored, tuple(columns), chosen),
        notes=(),
        source=chosen.source,
        choices=chosen.fields,
        fault=f"没有认出{name}一列。请在“列的对应”里为那一列选“{name}”。",
    )
