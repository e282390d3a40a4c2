"""An import as the window shows it: looked at first, written only when told to."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from app.intake.records import RegistryTable
from app.models.database import Store
from app.services import imports
from app.services.import_report import Registry
from app.services.imports import ImportPlan
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
NEW, CHANGED, UNCHANGED = "新增", "更新", "未变"


def preview_import(store: Store, registry: Registry, path: Path) -> ImportPreview:
    """Read a file and say what it would change; nothing is written. UserError where it cannot be read."""
    if registry is Registry.OBJECTS:
        objects = imports.read_objects(path)
        with store.reading() as session:
            plan = imports.compare_objects(session, path, objects) if objects.rows else None
        return _preview(registry, path, objects, plan)
    people = imports.read_inspectors(path)
    with store.reading() as session:
        people_plan = imports.compare_inspectors(session, path, people) if people.rows else None
    return _preview(registry, path, people, people_plan)


def write_import(store: Store, registry: Registry, preview: ImportPreview, act: Act) -> Imported:
    """Write the good rows that were previewed, in one transaction; the database is backed up first."""
    if registry is Registry.OBJECTS:
        plan: ImportPlan[Any] = imports.write_objects(store, preview.path, preview.table, act)
        return Imported(len(plan.new), len(plan.changed), plan.unchanged, ())
    plan, unknown = imports.write_inspectors(store, preview.path, preview.table, act)
    return Imported(len(plan.new), len(plan.changed), plan.unchanged, unknown)


def _preview(
    registry: Registry, path: Path, table: RegistryTable[Any], plan: ImportPlan[Any] | None
) -> ImportPreview:
    words, shown = _WORDS[registry], SHOWN_FIELDS[registry]
    known = [ColumnRow(heading, words.get(field, field)) for heading, field in table.mapping.items()]
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
        columns=(*known, *(ColumnRow(heading, "") for heading in table.ignored_columns)),
        sample=_sample(table, shown, plan),
        notes=tuple(table.notes),
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
