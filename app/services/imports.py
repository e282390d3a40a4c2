"""Import of objects: what a file would change, and the one act that changes it."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.collecting import no_collecting
from app.core.text import readable
from app.intake.mapping import Choose, recognised
from app.intake.records import ObjectRow, ObjectTable
from app.models.database import Store, hold_in_memory
from app.services import bulk, import_kept
from app.services.import_codes import OBJECT_PREFIX, new_codes
from app.services.import_columns import Chosen, remember
from app.services.import_kept import OBJECTS
from app.services.import_plan import ImportPlan, keep_backup, record, require_good
from app.services.rows.office import Act


def _object_key(code: str, name: str, town: str) -> tuple[str, str]:
    return (code, name) if code else ("@" + town, name)


def read_objects(path: Path, choose: Choose = recognised) -> ObjectTable:
    """Read a file of objects without looking at the registry; UserError where it cannot be read."""
    from app.intake import registry  # noqa: PLC0415 - calamine only when a file is read

    return registry.read_objects(path, choose=choose)


def plan_objects(session: Session | None, path: Path) -> ImportPlan[ObjectRow]:
    """Read a file of objects and say what it would change; no session stands for an empty registry."""
    return compare_objects(session, path, read_objects(path))


def compare_objects(session: Session | None, path: Path, table: ObjectTable) -> ImportPlan[ObjectRow]:
    """Say what the objects of a file would change; UserError where none of its rows is good."""
    found = _recognised(bulk.identities(session) if session else [], table.rows)
    known = {object_id: row for object_id, row in found if object_id is not None}
    changed = bulk.changed_ids(session, known, table.fields) if session and known else set()
    return require_good(
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


def import_objects(store: Store, path: Path, act: Act) -> ImportPlan[ObjectRow]:
    """Read a file of objects and write its good rows in one transaction; backs up first."""
    return write_objects(store, path, read_objects(path), act)


def write_objects(
    store: Store, path: Path, table: ObjectTable, act: Act, chosen: Chosen | None = None
) -> ImportPlan[ObjectRow]:
    """Write the good objects of a file that was read; nothing, not even a backup, where there is none."""
    keep_backup(store, table, act)
    with no_collecting(), store.writing() as session:
        plan = compare_objects(session, path, table)
        hold_in_memory(session)
        since = import_kept.mark(session, OBJECTS)
        before: dict[int, import_kept.Values] = {}
        if plan.new:
            codes = new_codes(session, OBJECTS, plan.new, OBJECT_PREFIX)
            bulk.insert_objects(session, codes, plan.new)
        if plan.changed:
            reason = f"导入 {readable(path.name)}"
            before = bulk.change_objects(session, dict(plan.changed), table.fields, act, reason)
        record(session, plan, "导入检查对象", act)
        import_kept.keep(session, OBJECTS, since, readable(path.name), act, before)
        if chosen is not None:
            remember(session, chosen)
    return plan
