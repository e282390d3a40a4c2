"""An import as the window shows it: looked at first, written only when told to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from heapq import merge
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.core.collecting import no_collecting
from app.core.text import readable
from app.intake.columns import Fault
from app.intake.grid import NO_TABLES, Tables
from app.intake.mapping import Choose, Dialects, NoNameError
from app.intake.office_words import UnknownWord
from app.intake.records import RegistryTable
from app.models.database import Store
from app.services import import_people, imports
from app.services.edits import INSPECTORS, OBJECTS
from app.services.import_columns import Chosen, remembered, source_of
from app.services.import_plan import Comparison, Said
from app.services.import_redo import MOST, imported_as_edit
from app.services.import_standing import Standing
from app.services.import_undo import last_entry
from app.services.registry_words import INSPECTOR_WORDS, OBJECT_WORDS
from app.services.rows.intake import Choice, ColumnRow, Decision, Imported, Registry, WordRow, Words
from app.services.rows.office import Act
from app.services.spoken_words import office_words

WORDS: Final[Mapping[Registry, Mapping[str, str]]] = {
    Registry.OBJECTS: OBJECT_WORDS,
    Registry.INSPECTORS: INSPECTOR_WORDS,
}
_OWN_DAY: Final = "confirmed_on"
"""No column says it: an import confirms whom it names on its own day."""
_WRITTEN: Final = {
    Registry.OBJECTS: (OBJECTS, "导入检查对象"),
    Registry.INSPECTORS: (INSPECTORS, "导入检查人员"),
}
ASKED: Final = 50
"""So many words are asked at once."""
_AS_BEFORE: Final = "这个文件的标题与以前导入过的相同，列按那次的选择读取。"
Told = Callable[[int, int], object]
"""Hears how many steps of how many are done; what it raises ends the reading."""
_STEPS: Final = 3
"""The file is read, its columns are understood, its rows are put beside the registry."""
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
_NO_TABLE: Final[RegistryTable[Any]] = RegistryTable((), 0, 0, (), {}, (), {}, (), ())


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Everything to be seen before an import; ``table`` is what will be written, the file is not read again.

    Rows are known by their line: a good row by its place among the good ones (from 0), a faulty one by
    how many good rows there are plus its place in ``bad``; ``order`` are all lines as the file has them.
    ``source`` stands for the file's headings, ``choices`` are what a person chose for some of them,
    ``answers`` what was said of its words.
    """

    registry: Registry
    path: Path
    table: RegistryTable[Any]
    comparison: Comparison[Any] | None
    columns: tuple[ColumnRow, ...]
    words: tuple[WordRow, ...]
    notes: tuple[str, ...]
    source: str
    choices: Mapping[str, str]
    guessed: Mapping[str, str] = field(default_factory=dict)
    """Choices that nobody made: columns of a pasted block without headings."""
    answers: Words = field(default_factory=dict)
    fault: str = ""
    """Why nothing at all could be read: no column is the name; the clerk may choose one."""
    order: Sequence[int] = ()
    bad: Sequence[tuple[str, int]] = ()
    """Sheet and row of each faulty row."""
    faults: Mapping[tuple[str, int], Sequence[Fault]] = field(default_factory=dict)
    """Sheet and row -> what is wrong, was repaired or deserves a look there."""
    tables: Tables = NO_TABLES
    standing: Standing = field(default_factory=lambda: Standing(None))
    """What the clerk decided so far of its doubtful rows."""

    @property
    def good(self) -> int:
        """Rows that can be imported."""
        return len(self.table.rows)

    @property
    def rows(self) -> int:
        """Rows of data in the file."""
        return self.good + self.table.faulty

    @property
    def doubtful(self) -> int:
        """Rows that may be one of the registry or another."""
        return len(self.standing.doubts)


def column_choices(registry: Registry) -> tuple[tuple[str, str], ...]:
    """Give what a column may be chosen to be, as pairs of field and words."""
    return tuple((key, words) for key, words in WORDS[registry].items() if key != _OWN_DAY)


def preview_import(
    store: Store,
    registry: Registry,
    path: Path,
    choices: Mapping[str, str] | None = None,
    answers: Words = _NOTHING,
    told: Told = lambda _done, _all: None,
) -> ImportPreview:
    """Read a file and say what it would change; nothing is written. UserError where it cannot be read.

    ``choices`` say for some headings which field they are, empty for none; without them what was chosen at
    the last import from the same source counts. ``answers`` say what words stand for.
    """
    from app.intake.tables import read_tables  # noqa: PLC0415 - calamine only when a file is read

    with no_collecting():
        tables = read_tables(path)
        return _look(store, registry, path, tables, choices, answers, told)


def preview_again(
    store: Store,
    shown: ImportPreview,
    choices: Mapping[str, str] | None = None,
    answers: Words | None = None,
    told: Told = lambda _done, _all: None,
) -> ImportPreview:
    """Look again at what was read before, under other choices or answers; the others stay.

    What was decided of a row stays too where the row is still doubtful.
    """
    with no_collecting():
        seen = _look(
            store,
            shown.registry,
            shown.path,
            shown.tables,
            shown.choices if choices is None else choices,
            shown.answers if answers is None else answers,
            told,
        )
        seen.standing.decide(_carried(shown, seen))
        return replace(seen, words=_words(seen, shown.words), guessed=shown.guessed)


def preview_pasted(store: Store, registry: Registry, text: str, fields: Sequence[str]) -> ImportPreview:
    """Look at a block from the clipboard; without headings its columns are ``fields``, in that order."""
    from app.intake import pasted  # noqa: PLC0415 - only when somebody pastes

    path = Path(pasted.CLIPBOARD)
    with no_collecting():
        tables = pasted.read_pasted(text)
        if pasted.has_headings(tables, _dialects(registry)):
            return _look(store, registry, path, tables, None, _NOTHING)
        headed = pasted.put_headings(tables)
        headings = pasted.column_names(tables)
        known = WORDS[registry]
        guessed = dict.fromkeys(headings, "") | {
            heading: key for heading, key in zip(headings, fields, strict=False) if key in known
        }
        with store.reading() as session:
            before = remembered(session, source_of(registry, headings))
        return replace(_look(store, registry, path, headed, before or guessed, _NOTHING), guessed=guessed)


def write_import(store: Store, preview: ImportPreview, act: Act) -> Imported:
    """Write the good rows that were previewed, in one transaction; the database is backed up first.

    What was chosen for columns and said of words is remembered with it. UserError where the registry
    changed since, so that something else would be written than was shown.
    """
    chosen = Chosen(preview.source, {} if preview.choices == preview.guessed else preview.choices)
    said = Said(chosen, preview.answers, dict(preview.standing.decisions), preview.comparison)
    unknown: tuple[str, ...] = ()
    if preview.registry is Registry.OBJECTS:
        plan: Any = imports.write_objects(store, preview.path, preview.table, act, said)
    else:
        plan, unknown = import_people.write_inspectors(store, preview.path, preview.table, act, said)
    counts = len(plan.new), len(plan.changed), plan.unchanged
    if not plan.new and not plan.changed:
        return Imported(*counts, unknown)
    table, what = _WRITTEN[preview.registry]
    few = len(plan.new) + len(plan.changed) <= MOST
    edit = imported_as_edit(store, table, what, readable(preview.path.name)) if few else None
    return Imported(*counts, unknown, last_entry(store, preview.registry), edit)


def _dialects(registry: Registry) -> Dialects:
    from app.intake import mapping  # noqa: PLC0415 - as above

    return mapping.object_dialects() if registry is Registry.OBJECTS else mapping.inspector_dialects()


def _look(
    store: Store,
    registry: Registry,
    path: Path,
    tables: Tables,
    choices: Mapping[str, str] | None,
    answers: Words,
    told: Told = lambda _done, _all: None,
) -> ImportPreview:
    asked: list[Chosen] = []

    def choose(headings: Sequence[str]) -> Mapping[str, str]:
        source = source_of(registry, headings)
        if choices is not None:
            asked.append(Chosen(source, choices))
        else:
            with store.reading() as session:
                asked.append(Chosen(source, remembered(session, source)))
        return asked[0].fields

    try:
        table, comparison = _read(store, registry, path, tables, choose, answers, told)
    except NoNameError as error:
        table, comparison = _without_name(error.columns), None
        name = WORDS[registry]["name"]
        fault = f"没有认出{name}一列。请在“列的对应”里为那一列选“{name}”。"
    else:
        fault = ""
    notes = (_AS_BEFORE,) if choices is None and asked[0].fields else ()
    seen = ImportPreview(
        registry,
        path,
        table,
        comparison,
        _columns(registry, table, asked[0]),
        (),
        (*table.notes, *notes),
        asked[0].source,
        asked[0].fields,
        answers=answers,
        fault=fault,
        tables=tables,
        standing=Standing(comparison),
        **_lines(table),
    )
    return replace(seen, words=_words(seen, ()))


def _read(
    store: Store,
    registry: Registry,
    path: Path,
    tables: Tables,
    choose: Choose,
    answers: Words,
    told: Told,
) -> tuple[RegistryTable[Any], Comparison[Any] | None]:
    told(1, _STEPS)
    with store.reading() as session:
        office = office_words(session, registry, answers)
    if registry is Registry.OBJECTS:
        objects = imports.read_objects(path, choose, office, tables)
        told(2, _STEPS)
        with store.reading() as session:
            return objects, imports.compare_objects(session, path, objects) if objects.rows else None
    people = import_people.read_inspectors(path, choose, office, tables)
    told(2, _STEPS)
    with store.reading() as session:
        return people, import_people.compare_inspectors(session, path, people) if people.rows else None


def _carried(before: ImportPreview, after: ImportPreview) -> dict[int, Decision]:
    """Give the decisions that still hold when a file is read in another way: of rows still doubtful."""
    doubts = after.standing.doubts
    places = {(after.table.rows[place].sheet, after.table.rows[place].row): place for place in doubts}
    kept: dict[int, Decision] = {}
    for place, decision in [*before.standing.decisions.items()]:
        row = before.table.rows[place]
        now = places.get((row.sheet, row.row))
        if now is None:
            continue
        if decision.choice is not Choice.SAME or decision.id in {each.id for each in doubts[now].candidates}:
            kept[now] = decision
    return kept


def _without_name(columns: Mapping[str, str]) -> RegistryTable[Any]:
    """Show the columns alone, for the clerk to say which is the name."""
    mapping = {heading: key for heading, key in columns.items() if key}
    ignored = tuple(heading for heading, key in columns.items() if not key)
    return replace(_NO_TABLE, mapping=mapping, ignored_columns=ignored, headings=tuple(columns))


def _columns(registry: Registry, table: RegistryTable[Any], chosen: Chosen) -> tuple[ColumnRow, ...]:
    """Give every column in the order of the file; those without a heading come last."""
    words = WORDS[registry]
    fields = {**dict.fromkeys(table.ignored_columns, ""), **table.mapping}
    places = {heading: place for place, heading in enumerate(table.headings)}
    order = sorted(fields, key=lambda heading: places.get(heading, len(places)))
    return tuple(
        ColumnRow(heading, words.get(fields[heading], ""), fields[heading], heading in chosen.fields)
        for heading in order
    )


def _words(seen: ImportPreview, before: Sequence[WordRow]) -> tuple[WordRow, ...]:
    """Give the words to be asked: those answered before, with what was said of them, then the others."""
    read = {*seen.table.mapping.values()}
    known = {
        (word.field, word.said): word
        for word in before
        if word.field in read and (word.field, word.said) in seen.answers
    }
    for place, word in enumerate(seen.table.unknown):
        choices = _nearest_first(word) if place < ASKED else word.choices
        known[word.field, word.said] = WordRow(*word._replace(choices=choices))
    return tuple(replace(word, answer=seen.answers.get(key, "")) for key, word in known.items())


def _nearest_first(word: UnknownWord) -> tuple[str, ...]:
    """Give what may be said for a word, the likest first; short closed lists stay in their order."""
    if not word.is_open:
        return word.choices
    near = get_close_matches(word.said, word.choices, 3, 0.4)
    return (*near, *(choice for choice in word.choices if choice not in near))


def _lines(table: RegistryTable[Any]) -> dict[str, Any]:
    faults: dict[tuple[str, int], list[Fault]] = {}
    for fault in table.faults:
        faults.setdefault((fault.sheet, fault.row), []).append(fault)
    bad = [where for where, found in faults.items() if any(fault.level == "error" for fault in found)]
    good = len(table.rows)
    if not bad:
        return {"order": range(good), "bad": (), "faults": faults}
    sheets = {read.sheet.name: number for number, read in enumerate(table.read)}
    bad.sort(key=lambda where: (sheets[where[0]], where[1]))
    places = [(sheets[row.sheet], row.row) for row in table.rows]
    places += [(sheets[sheet], row) for sheet, row in bad]
    order = list(merge(range(good), range(good, len(places)), key=places.__getitem__))
    return {"order": order, "bad": bad, "faults": faults}
