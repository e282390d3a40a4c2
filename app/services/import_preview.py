"""An import as the window shows it: looked at first, written only when told to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from app.intake.mapping import Choose, NoNameError
from app.intake.records import RegistryTable
from app.models.database import Store
from app.services import import_people, imports
from app.services.import_columns import Chosen, remembered, source_of
from app.services.import_plan import ImportPlan
from app.services.import_report import Registry
from app.services.registry import in_words
from app.services.registry_words import INSPECTOR_WORDS, OBJECT_WORDS
from app.services.rows.intake import ColumnRow, FaultRow, Imported, ImportPreview, SampleRow
from app.services.rows.office import Act

_SAMPLE: Final = 100
SHOWN_FIELDS: Final[Mapping[Registry, tuple[str, ...]]] = {
    Registry.OBJECTS: ("name", "uscc", "permit_class", "town"),
    Registry.INSPECTORS: ("name", "department", "cert", "cert_expiry"),
}
_WORDS: Final = {Registry.OBJECTS: OBJECT_WORDS, Registry.INSPECTORS: INSPECTOR_WORDS}
_AS_BEFORE: Final = "这个文件的标题与以前导入过的相同，列按那次的选择读取。"
NEW, CHANGED, UNCHANGED = "新增", "更新", "未变"


def column_choices(registry: Registry) -> tuple[tuple[str, str], ...]:
    """Give what a column may be chosen to be, as pairs of field and words."""
    return tuple((field, words) for field, words in _WORDS[registry].items())


def preview_import(
    store: Store, registry: Registry, path: Path, choices: Mapping[str, str] | None = None
) -> ImportPreview:
    """Read a file and say what it would change; nothing is written. UserError where it cannot be read.

    ``choices`` say for some headings which field they are, empty for none; without them what was chosen at
    the last import from the same source counts.
    """
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
        table, plan = _read(store, registry, path, choose)
    except NoNameError as error:
        return _without_name(registry, path, asked[0], error.columns)
    notes = (_AS_BEFORE,) if choices is None and asked[0].fields else ()
    return _preview(registry, path, table, plan, asked[0], notes)


def _read(
    store: Store, registry: Registry, path: Path, choose: Choose
) -> tuple[RegistryTable[Any], ImportPlan[Any] | None]:
    if registry is Registry.OBJECTS:
        objects = imports.read_objects(path, choose)
        with store.reading() as session:
            return objects, imports.compare_objects(session, path, objects) if objects.rows else None
    people = import_people.read_inspectors(path, choose)
    with store.reading() as session:
        return people, import_people.compare_inspectors(session, path, people) if people.rows else None


def write_import(store: Store, registry: Registry, preview: ImportPreview, act: Act) -> Imported:
    """Write the good rows that were previewed, in one transaction; the database is backed up first.

    What was chosen for the columns is remembered with it.
    """
    chosen = Chosen(preview.source, preview.choices)
    if registry is Registry.OBJECTS:
        plan: ImportPlan[Any] = imports.write_objects(store, preview.path, preview.table, act, chosen)
        return Imported(len(plan.new), len(plan.changed), plan.unchanged, ())
    plan, unknown = import_people.write_inspectors(store, preview.path, preview.table, act, chosen)
    return Imported(len(plan.new), len(plan.changed), plan.unchanged, unknown)


def _without_name(
    registry: Registry, path: Path, chosen: Chosen, columns: Mapping[str, str]
) -> ImportPreview:
    """Show the columns alone, for the clerk to say which is the name."""
    name = _WORDS[registry]["name"]
    headings = tuple(columns)
    mapping = {heading: field for heading, field in columns.items() if field}
    ignored = tuple(heading for heading, field in columns.items() if not field)
    table: RegistryTable[Any] = RegistryTable((), 0, 0, (), mapping, ignored, {}, headings, ())
    fault = f"没有认出{name}一列。请在“列的对应”里为那一列选“{name}”。"
    return replace(_preview(registry, path, table, None, chosen, ()), fault=fault)


def _columns(registry: Registry, table: RegistryTable[Any], chosen: Chosen) -> tuple[ColumnRow, ...]:
    """Give every column in the order of the file; those without a heading come last."""
    words = _WORDS[registry]
    fields = {**dict.fromkeys(table.ignored_columns, ""), **table.mapping}
    places = {heading: place for place, heading in enumerate(table.headings)}
    order = sorted(fields, key=lambda heading: places.get(heading, len(places)))
    return tuple(
        ColumnRow(heading, words.get(fields[heading], ""), fields[heading], heading in chosen.fields)
        for heading in order
    )


def _preview(
    registry: Registry,
    path: Path,
    table: RegistryTable[Any],
    plan: ImportPlan[Any] | None,
    chosen: Chosen,
    notes: tuple[str, ...],
) -> ImportPreview:
    return ImportPreview(
        path=path,
        table=table,
        new=len(plan.new) if plan else 0,
        changed=len(plan.changed) if plan else 0,
        unchanged=plan.unchanged if plan else 0,
        faulty=table.faulty,
        skipped=table.skipped,
        faults=tuple(
            FaultRow(fault.sheet, fault.row, fault.column, fault.value, fault.message, fault.level == "error")
            for fault in table.faults
        ),
        columns=_columns(registry, table, chosen),
        sample=_sample(table, SHOWN_FIELDS[registry], plan),
        notes=(*table.notes, *notes),
        source=chosen.source,
        choices=chosen.fields,
    )


def _sample(
    table: RegistryTable[Any], shown: tuple[str, ...], plan: ImportPlan[Any] | None
) -> tuple[SampleRow, ...]:
    if plan is None:
        return ()
    becomes = {(row.sheet, row.row): NEW for row in plan.new}
    becomes |= {(row.sheet, row.row): CHANGED for _, row in plan.changed}
    return tuple(
        SampleRow(
            row.sheet,
            row.row,
            tuple(in_words(getattr(row, field)) for field in shown),
            becomes.get((row.sheet, row.row), UNCHANGED),
        )
        for row in islice(table.rows, _SAMPLE)
    )
