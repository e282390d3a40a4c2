"""Import of objects: what a file would change, and the one act that changes it."""

from collections import defaultdict
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.collecting import no_collecting
from app.core.text import readable
from app.intake.grid import Tables
from app.intake.mapping import Choose, recognised
from app.intake.office_words import NO_WORDS, OfficeWords
from app.intake.records import ObjectRow, ObjectTable
from app.models.database import Store, hold_in_memory
from app.services import bulk, import_kept, log
from app.services.confirmations import confirm
from app.services.import_codes import new_codes
from app.services.import_columns import remember
from app.services.import_differences import differences
from app.services.import_kept import OBJECTS
from app.services.import_matching import match
from app.services.import_plan import (
    NOTHING_SAID,
    Comparison,
    ImportPlan,
    Said,
    as_shown,
    keep_backup,
    record,
    require_good,
    settle_unchanged,
)
from app.services.office import office_of
from app.services.rows.intake import Registry
from app.services.rows.office import Act
from app.services.spoken_words import office_words, remember_words


def read_objects(
    path: Path,
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> ObjectTable:
    """Read a file of objects without looking at the registry; UserError where it cannot be read.

    ``tables`` are what was read of the file before, or pasted.
    """
    from app.intake import registry  # noqa: PLC0415 - calamine only when a file is read

    return registry.read_objects(path, choose=choose, office=office, tables=tables)


def plan_objects(session: Session | None, path: Path) -> ImportPlan[ObjectRow]:
    """Read a file of objects and say what it would change; no session stands for an empty registry."""
    office = office_words(session, Registry.OBJECTS)
    return compare_objects(session, path, read_objects(path, office=office)).plan({})


def compare_objects(session: Session | None, path: Path, table: ObjectTable) -> Comparison[ObjectRow]:
    """Put the objects of a file beside the registry; UserError where none of its rows is good."""
    require_good(table, path)
    known = bulk.identities(session) if session else []
    found = match(known, table.rows, bulk.former_identities(session) if session else ())
    bulk.let_go(known)
    wanted: dict[int, list[int]] = defaultdict(list)
    for place, object_id in found.sure.items():
        wanted[object_id].append(place)
    for place, doubt in found.doubts.items():
        for candidate in doubt.candidates:
            wanted[candidate.id].append(place)
    changed = differences(session, wanted, table.rows, table.fields) if session and wanted else {}
    settle_unchanged(found.sure, found.doubts, changed)
    as_of = log.last(session) if session else 0
    return Comparison(path, table, found.sure, found.doubts, changed, as_of)


def import_objects(store: Store, path: Path, act: Act) -> ImportPlan[ObjectRow]:
    """Read a file of objects and write its good rows in one transaction; backs up first."""
    with store.reading() as session:
        office = office_words(session, Registry.OBJECTS)
    return write_objects(store, path, read_objects(path, office=office), act)


def write_objects(
    store: Store, path: Path, table: ObjectTable, act: Act, said: Said = NOTHING_SAID
) -> ImportPlan[ObjectRow]:
    """Write the good objects of a file that was read; nothing, not even a backup, where there is none.

    UserError where the registry changed since the clerk saw what would be written.
    """
    with no_collecting(), store.writing() as session:
        comparison = as_shown(session, said, lambda: compare_objects(session, path, table))
        plan = comparison.plan(said.decisions)
        keep_backup(store, session, act)
        hold_in_memory(session)
        since = import_kept.mark(session, OBJECTS)
        changed = bulk.Changed({}, [])
        if plan.new:
            codes = new_codes(session, OBJECTS, plan.new, office_of(session).code_prefix)
            bulk.insert_objects(session, codes, plan.new, act.day)
        if plan.changed:
            reason = f"导入 {readable(path.name)}"
            changed = bulk.change_objects(session, dict(plan.changed), table.fields, act, reason)
        known = {*comparison.sure.values(), *(object_id for object_id, _ in plan.changed)}
        confirmed = confirm(session, [*known], act.day)
        record(session, plan, "导入检查对象", act)
        import_kept.keep(
            session, OBJECTS, since, readable(path.name), act, changed.before, confirmed, changed.notes
        )
        remember_words(session, Registry.OBJECTS, said.words)
        if said.chosen is not None:
            remember(session, said.chosen)
    return plan
