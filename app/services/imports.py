"""Import of registries: what a file would change, and the one act that changes it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.core.collecting import no_collecting
from app.core.errors import UserError
from app.core.pinyin import spell
from app.core.text import as_identifier, readable
from app.intake.mapping import Choose, recognised
from app.intake.records import InspectorRow, InspectorTable, ObjectRow, ObjectTable, RegistryTable
from app.models.database import Store, hold_in_memory
from app.models.registry import InspectionObject, Inspector, Recusal
from app.services import backup, bulk, import_kept, log
from app.services.import_columns import Chosen, remember
from app.services.import_kept import INSPECTORS, OBJECTS
from app.services.retired_codes import retired
from app.services.rows.office import Act
from app.services.rows.registry import InspectorFields

R = TypeVar("R", ObjectRow, InspectorRow)
OBJECT_PREFIX: Final = "WL"
INSPECTOR_PREFIX: Final = "JC"
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


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[R]):
    """What a file would do: rows to add, rows to change (with the id there), how many stay as they are."""

    path: Path
    table: RegistryTable[R]
    new: tuple[R, ...]
    changed: tuple[tuple[int, R], ...]
    unchanged: int

    @property
    def rows(self) -> int:
        """Rows of data: new, changed, unchanged and faulty (interfaces.md)."""
        return len(self.new) + len(self.changed) + self.unchanged + self.table.faulty


def _towns() -> tuple[str, ...]:
    return ()


def _require_good(plan: ImportPlan[R]) -> ImportPlan[R]:
    if not plan.table.rows:
        first = next(iter(plan.table.faults), None)
        why = f"第一处：第 {first.row} 行 {first.column}，{first.message}" if first else "没有数据行"
        raise UserError(f"“{plan.path.name}”里没有一行可以导入。{why}。")
    return plan


def _object_key(code: str, name: str, town: str) -> tuple[str, str]:
    return (code, name) if code else ("@" + town, name)


def read_objects(path: Path, choose: Choose = recognised) -> ObjectTable:
    """Read a file of objects without looking at the registry; UserError where it cannot be read."""
    from app.intake import registry  # noqa: PLC0415 - calamine only when a file is read

    return registry.read_objects(path, towns=_towns(), choose=choose)


def plan_objects(session: Session | None, path: Path) -> ImportPlan[ObjectRow]:
    """Read a file of objects and say what it would change; no session stands for an empty registry."""
    return compare_objects(session, path, read_objects(path))


def compare_objects(session: Session | None, path: Path, table: ObjectTable) -> ImportPlan[ObjectRow]:
    """Say what the objects of a file would change; UserError where none of its rows is good."""
    found = _recognised(bulk.identities(session) if session else [], table.rows)
    known = {object_id: row for object_id, row in found if object_id is not None}
    changed = bulk.changed_ids(session, known, table.fields) if session and known else set()
    return _require_good(
        ImportPlan(
            path,
            table,
            tuple(row for object_id, row in found if object_id is None),
            tuple((object_id, row) for object_id, row in known.items() if object_id in changed),
            len(known) - len(changed),
        )
    )


def _recognised(
    identities: Iterable[bulk.Identity], rows: Iterable[ObjectRow]
) -> list[tuple[int | None, ObjectRow]]:
    """Find the object of each row: by its code, else by what it is, unless another row has its code."""
    by_code: dict[str, int] = {}
    by_key: dict[tuple[str, str], int] = {}
    for known in identities:
        by_code[known.code] = known.id
        by_key[_object_key(known.uscc, known.name, known.town)] = known.id
    if not by_code:
        return [(None, row) for row in rows]
    taken = {by_code[row.code] for row in rows if row.code in by_code}
    found: list[tuple[int | None, ObjectRow]] = []
    for row in rows:
        object_id = by_code.get(row.code)
        if object_id is None:
            same = by_key.get(_object_key(row.uscc, row.name, row.town))
            object_id = None if same in taken else same
        if object_id is not None:
            taken.add(object_id)
        found.append((object_id, row))
    return found


def _codes(taken: Iterable[str], wanted: Sequence[str], prefix: str) -> list[str]:
    """Give each new row its code: its own where that is free and fit, else the next number never used."""
    used = set(taken)
    own = [code if code and code not in used and as_identifier(code) == code else "" for code in wanted]
    used.update(own)
    endings = (code.rsplit("-", 1)[1] for code in used if code.startswith(prefix + "-"))
    last = max((int(ending) for ending in endings if ending.isdecimal()), default=0)
    result = []
    for code in own:
        if not code:
            last += 1
        result.append(code or f"{prefix}-{last:04d}")
    return result


def _new_codes(
    session: Session, table: Table, rows: Sequence[ObjectRow] | Sequence[InspectorRow], prefix: str
) -> list[str]:
    """Give new rows codes that were never used; one of an undone import goes back only to what had it."""
    gone = retired(session, table)
    own = [row.code if gone.get(row.code, row.name) == row.name else "" for row in rows]
    taken = {*session.scalars(select(table.c.code)), *gone} - {code for code in own if code in gone}
    return _codes(taken, own, prefix)


def import_objects(store: Store, path: Path, act: Act) -> ImportPlan[ObjectRow]:
    """Read a file of objects and write its good rows in one transaction; backs up first."""
    return write_objects(store, path, read_objects(path), act)


def write_objects(
    store: Store, path: Path, table: ObjectTable, act: Act, chosen: Chosen | None = None
) -> ImportPlan[ObjectRow]:
    """Write the good objects of a file that was read; nothing, not even a backup, where there is none."""
    _keep_backup(store, table, act)
    with no_collecting(), store.writing() as session:
        plan = compare_objects(session, path, table)
        hold_in_memory(session)
        since = import_kept.mark(session, OBJECTS)
        before: dict[int, import_kept.Values] = {}
        if plan.new:
            codes = _new_codes(session, OBJECTS, plan.new, OBJECT_PREFIX)
            bulk.insert_objects(session, codes, plan.new)
        if plan.changed:
            reason = f"导入 {readable(path.name)}"
            before = bulk.change_objects(session, dict(plan.changed), table.fields, act, reason)
        _log(session, plan, "导入检查对象", act)
        import_kept.keep(session, OBJECTS, since, readable(path.name), act, before)
        if chosen is not None:
            remember(session, chosen)
    return plan


def _keep_backup(store: Store, table: RegistryTable[R], act: Act) -> None:
    """Back up what an import would change; where nothing ever happened there is nothing to lose."""
    if table.rows and not log.is_empty(store):
        backup.keep_one(store, act.at)


def _log(session: Session, plan: ImportPlan[R], what: str, act: Act) -> None:
    counts = (
        f"新增 {len(plan.new)}，修改 {len(plan.changed)}，未变 {plan.unchanged}，未导入 {plan.table.faulty}"
    )
    log.record(session, act, what, f"{readable(plan.path.name)}：{counts}")


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

    return registry.read_inspectors(path, towns=_towns(), choose=choose)


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
    return _require_good(ImportPlan(path, table, tuple(new), tuple(changed), unchanged))


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
    _keep_backup(store, table, act)
    unknown: list[str] = []
    with store.writing() as session:
        plan = compare_inspectors(session, path, table)
        since = import_kept.mark(session, INSPECTORS)
        before: dict[int, import_kept.Values] = {}
        codes = _new_codes(session, INSPECTORS, plan.new, INSPECTOR_PREFIX)
        for code, row in zip(codes, plan.new, strict=True):
            values = _inspector_values(row, None, frozenset())
            unknown += _write_inspector(session, Inspector(code=code), row, values)
        for person_id, row in plan.changed:
            person = session.get_one(Inspector, person_id)
            before[person_id] = asdict(inspector_fields(person))
            values = _inspector_values(row, person, plan.table.fields[row.sheet])
            unknown += _write_inspector(session, person, row, values)
        _log(session, plan, "导入检查人员", act)
        import_kept.keep(session, INSPECTORS, since, readable(path.name), act, before)
        if chosen is not None:
            remember(session, chosen)
    return plan, tuple(unknown)
