"""Import of inspectors: what a file would change, and the one act that changes it."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.pinyin import spell
from app.core.text import readable
from app.intake.mapping import Choose, recognised
from app.intake.records import InspectorRow, InspectorTable
from app.models.database import Store
from app.models.registry import InspectionObject, Inspector, Recusal
from app.services import import_kept
from app.services.import_codes import INSPECTOR_PREFIX, new_codes
from app.services.import_columns import Chosen, remember
from app.services.import_kept import INSPECTORS
from app.services.import_plan import ImportPlan, keep_backup, record, require_good
from app.services.rows.office import Act
from app.services.rows.registry import InspectorFields

INSPECTOR_FIELDS: Final = (
    "name",
    "department",
    "post",
    "areas",
    "service_start",
    "cert",
    "cert_expiry",
    "skills",
    "cap",
    "state",
    "prior",
)


def _inspector_values(
    row: InspectorRow, before: Inspector | None, brought: frozenset[str]
) -> InspectorFields:
    return InspectorFields(
        **{
            name: getattr(row, name) if before is None or name in brought else getattr(before, name)
            for name in INSPECTOR_FIELDS
        },
    )


def inspector_fields(person: Inspector) -> InspectorFields:
    """Copy a mapped inspector into a frozen row."""
    return InspectorFields(**{name: getattr(person, name) for name in INSPECTOR_FIELDS})


def _objects_named(session: Session, names: Iterable[str]) -> tuple[list[InspectionObject], list[str]]:
    found, missing = [], []
    for name in names:
        statement = select(InspectionObject).where(
            (InspectionObject.code == name) | (InspectionObject.name == name),
        )
        objects = list(session.scalars(statement))
        found += objects
        missing += [] if objects else [name]
    return found, missing


def _recused(session: Session) -> dict[int, set[str]]:
    """Give the names and codes of the objects each inspector is kept from."""
    statement = select(Recusal.inspector_id, InspectionObject.name, InspectionObject.code).join(
        InspectionObject,
        Recusal.object_id == InspectionObject.id,
    )
    words: dict[int, set[str]] = {}
    for person, name, code in session.execute(statement):
        words.setdefault(person, set()).update((name, code))
    return words


def _same_inspector(row: InspectorRow, found: Inspector, brought: frozenset[str], recused: set[str]) -> bool:
    same = _inspector_values(row, found, brought) == inspector_fields(found)
    return same and set(row.recused) <= recused


def read_inspectors(path: Path, choose: Choose = recognised) -> InspectorTable:
    """Read a file of inspectors without looking at the registry; UserError where it cannot be read."""
    from app.intake import registry  # noqa: PLC0415 - calamine only when a file is read

    return registry.read_inspectors(path, choose=choose)


def plan_inspectors(session: Session | None, path: Path) -> ImportPlan[InspectorRow]:
    """Read a file of inspectors and say what it would change; no session stands for an empty registry."""
    return compare_inspectors(session, path, read_inspectors(path))


def compare_inspectors(
    session: Session | None, path: Path, table: InspectorTable
) -> ImportPlan[InspectorRow]:
    """Say what the inspectors of a file would change; matched by code, else by name and 执法证."""
    known = list(session.scalars(select(Inspector))) if session else []
    by_code = {person.code: person for person in known}
    by_name = {(person.name, person.cert): person for person in known}
    recused = _recused(session) if session else {}
    new, changed, unchanged = [], [], 0
    for row in table.rows:
        found = by_code.get(row.code) or by_name.get((row.name, row.cert))
        if found is None:
            new.append(row)
        elif _same_inspector(row, found, table.fields[row.sheet], recused.get(found.id, set())):
            unchanged += 1
        else:
            changed.append((found.id, row))
    return require_good(ImportPlan(path, table, tuple(new), tuple(changed), unchanged))


def _write_inspector(
    session: Session, person: Inspector, row: InspectorRow, values: InspectorFields
) -> list[str]:
    for name in INSPECTOR_FIELDS:
        setattr(person, name, getattr(values, name))
    person.name_pinyin, person.name_initials = spell(person.name)
    session.add(person)
    session.flush()
    objects, missing = _objects_named(session, row.recused)
    statement = select(Recusal.object_id).where(Recusal.inspector_id == person.id)
    there = set(session.scalars(statement))
    for item in objects:
        if item.id not in there:
            session.add(Recusal(inspector_id=person.id, object_id=item.id, reason=row.recused_reason))
            there.add(item.id)
    return [f"{row.name}的回避对象“{name}”不在名录库中，没有登记" for name in missing]


def import_inspectors(store: Store, path: Path, act: Act) -> tuple[ImportPlan[InspectorRow], tuple[str, ...]]:
    """Read a file of inspectors and write its good rows; give also the recusals that name unknown objects."""
    return write_inspectors(store, path, read_inspectors(path), act)


def write_inspectors(
    store: Store, path: Path, table: InspectorTable, act: Act, chosen: Chosen | None = None
) -> tuple[ImportPlan[InspectorRow], tuple[str, ...]]:
    """Write the good inspectors of a file that was read; give also the recusals that name unknown objects."""
    keep_backup(store, table, act)
    unknown: list[str] = []
    with store.writing() as session:
        plan = compare_inspectors(session, path, table)
        since = import_kept.mark(session, INSPECTORS)
        before: dict[int, import_kept.Values] = {}
        codes = new_codes(session, INSPECTORS, plan.new, INSPECTOR_PREFIX)
        for code, row in zip(codes, plan.new, strict=True):
            values = _inspector_values(row, None, frozenset())
            unknown += _write_inspector(session, Inspector(code=code), row, values)
        for person_id, row in plan.changed:
            person = session.get_one(Inspector, person_id)
            before[person_id] = asdict(inspector_fields(person))
            values = _inspector_values(row, person, plan.table.fields[row.sheet])
            unknown += _write_inspector(session, person, row, values)
        record(session, plan, "导入检查人员", act)
        import_kept.keep(session, INSPECTORS, since, readable(path.name), act, before)
        if chosen is not None:
            remember(session, chosen)
    return plan, tuple(unknown)
