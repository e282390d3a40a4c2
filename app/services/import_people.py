"""Import of inspectors: what a file would change, and the one act that changes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.pinyin import spell
from app.core.text import readable
from app.intake.grid import Tables
from app.intake.mapping import Choose, recognised
from app.intake.office_words import NO_WORDS, OfficeWords
from app.intake.records import InspectorRow, InspectorTable
from app.models.database import Store
from app.models.registry import InspectionObject, Inspector, Recusal
from app.services import import_kept, log
from app.services.former_codes import objects_named
from app.services.import_codes import INSPECTOR_PREFIX, new_codes
from app.services.import_columns import remember
from app.services.import_kept import INSPECTORS
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
from app.services.officers import is_undated, newcomer_of
from app.services.posts import imported
from app.services.rows.intake import Candidate, Difference, Doubt, Reason, Registry
from app.services.rows.office import Act
from app.services.rows.personnel import Newcomer
from app.services.rows.registry import InspectorFields
from app.services.spoken_words import office_words, remember_words

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
        objects = objects_named(session, name)
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


def read_inspectors(
    path: Path,
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> InspectorTable:
    """Read a file of inspectors without looking at the registry; UserError where it cannot be read.

    ``tables`` are what was read of the file before, or pasted.
    """
    from app.intake import registry  # noqa: PLC0415 - calamine only when a file is read

    return registry.read_inspectors(path, choose=choose, office=office, tables=tables)


def plan_inspectors(session: Session | None, path: Path) -> ImportPlan[InspectorRow]:
    """Read a file of inspectors and say what it would change; no session stands for an empty registry."""
    office = office_words(session, Registry.INSPECTORS)
    return compare_inspectors(session, path, read_inspectors(path, office=office)).plan({})


def compare_inspectors(
    session: Session | None, path: Path, table: InspectorTable
) -> Comparison[InspectorRow]:
    """Put the inspectors of a file beside the registry; matched by code, else by name and 执法证.

    Of one name with another certificate, or none, it is doubtful who is meant.
    """
    require_good(table, path)
    known = list(session.scalars(select(Inspector))) if session else []
    recused = _recused(session) if session else {}
    sure = _certain(known, table.rows)
    doubts = _doubtful(known, table.rows, sure)
    people = {person.id: person for person in known}
    pairs = [
        *sure.items(),
        *((place, each.id) for place, doubt in doubts.items() for each in doubt.candidates),
    ]
    differences = {}
    for place, person_id in pairs:
        row = table.rows[place]
        there = recused.get(person_id, set())
        if changed := _differences(row, people[person_id], table.fields[row.sheet], there):
            differences[place, person_id] = changed
    settle_unchanged(sure, doubts, differences)
    as_of = log.last(session) if session else 0
    return Comparison(path, table, sure, doubts, differences, as_of)


def _certain(known: Sequence[Inspector], rows: Sequence[InspectorRow]) -> dict[int, int]:
    """Give whom the rows certainly are: by code first, so that nobody is taken for another of the name."""
    by_code = {person.code: person.id for person in known}
    by_name = {(person.name, person.cert): person.id for person in known}
    sure: dict[int, int] = {}
    taken: set[int] = set()
    named = [(place, by_name.get((row.name, row.cert))) for place, row in enumerate(rows)]
    for place, found in [*((place, by_code.get(row.code)) for place, row in enumerate(rows)), *named]:
        if found is not None and place not in sure and found not in taken:
            sure[place] = found
            taken.add(found)
    return sure


def _doubtful(
    known: Sequence[Inspector], rows: Sequence[InspectorRow], sure: Mapping[int, int]
) -> dict[int, Doubt]:
    taken = set(sure.values())
    by_name: dict[str, list[Candidate]] = defaultdict(list)
    for person in known:
        if person.id not in taken:
            told = Candidate(person.id, person.code, person.name, person.cert, person.department)
            by_name[person.name].append(told)
    doubts: dict[int, Doubt] = {}
    for place, row in enumerate(rows):
        if place in sure or row.name not in by_name:
            continue
        found = by_name[row.name]
        reason = Reason.PERSON if len(found) == 1 else Reason.SEVERAL
        if reason is Reason.PERSON and found[0].id in taken:
            reason = Reason.SHARED
        taken.update(each.id for each in found)
        doubts[place] = Doubt(reason, tuple(found))
    return doubts


def _differences(
    row: InspectorRow, found: Inspector, brought: frozenset[str], recused: set[str]
) -> tuple[Difference, ...]:
    changed = [
        Difference(name, getattr(found, name), getattr(row, name))
        for name in INSPECTOR_FIELDS
        if name in brought and getattr(found, name) != getattr(row, name)
    ]
    added = tuple(name for name in row.recused if name not in recused)
    return (*changed, Difference("recused", (), added)) if added else tuple(changed)


def _enter(person: Inspector, row: InspectorRow, least: Newcomer, brought: frozenset[str]) -> list[str]:
    """Let a newcomer of the year enter with the least of the colleagues where the file says nothing of it."""
    person.prior = 0
    if "prior" in brought:
        return [f"{row.name}的年初已查次数为 0，同事中最少的是 {least.prior} 次，每次抽取都会先派到，请核对"]
    person.prior, person.prior_year = least.prior, least.year
    return []


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
    with store.reading() as session:
        office = office_words(session, Registry.INSPECTORS)
    return write_inspectors(store, path, read_inspectors(path, office=office), act)


def write_inspectors(
    store: Store, path: Path, table: InspectorTable, act: Act, said: Said = NOTHING_SAID
) -> tuple[ImportPlan[InspectorRow], tuple[str, ...]]:
    """Write the good inspectors of a file that was read; give also the recusals that name unknown objects."""
    unknown: list[str] = []
    with store.writing() as session:
        comparison = as_shown(session, said, lambda: compare_inspectors(session, path, table))
        plan = comparison.plan(said.decisions)
        keep_backup(store, session, act)
        since = import_kept.mark(session, INSPECTORS)
        before: dict[int, import_kept.Values] = {}
        codes = new_codes(session, INSPECTORS, plan.new, INSPECTOR_PREFIX)
        least = newcomer_of(session, act.day.year, act.day)
        for code, row in zip(codes, plan.new, strict=True):
            values = _inspector_values(row, None, frozenset())
            person = Inspector(code=code, prior_year=act.day.year if values.prior else None)
            if least.prior and not values.prior:
                unknown += _enter(person, row, least, plan.table.fields[row.sheet])
                values = replace(values, prior=person.prior)
            unknown += _write_inspector(session, person, row, values)
        for person_id, row in plan.changed:
            person = session.get_one(Inspector, person_id)
            former = inspector_fields(person)
            before[person_id] = {**asdict(former), "prior_year": person.prior_year}
            brought = plan.table.fields[row.sheet]
            values = _inspector_values(row, person, brought)
            if values.prior != former.prior or ("prior" in brought and is_undated(person)):
                person.prior_year = act.day.year
            unknown += _write_inspector(session, person, row, values)
            imported(session, person, (former.department, former.post), act.day)
        record(session, plan, "导入检查人员", act)
        import_kept.keep(session, INSPECTORS, since, readable(path.name), act, before)
        remember_words(session, Registry.INSPECTORS, said.words)
        if said.chosen is not None:
            remember(session, said.chosen)
    return plan, tuple(unknown)
