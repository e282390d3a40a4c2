"""随同、辅助人员: who may go along with a visit and never fills a seat (domain.md §2)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.pinyin import spell
from app.core.states import VisitState
from app.core.text import name_fault, repair_name
from app.models.companion import VisitCompanion
from app.models.database import Store
from app.models.registry import Auxiliary, Inspector
from app.models.visit import Visit
from app.services import edits, log
from app.services.code_series import next_code
from app.services.edits import Changes, Edit, noted
from app.services.rows.auxiliary import (
    AuxiliaryDetail,
    AuxiliaryFields,
    AuxiliaryKind,
    AuxiliaryRow,
    AuxiliaryState,
    Uncertified,
)
from app.services.rows.office import Act
from app.services.rows.registry import RegistryQuery
from app.services.visit_notes import visit_notes

_PREFIX: Final = "FZ"
_DIGITS: Final = 3
_SORTS: Final[Mapping[str, Callable[[AuxiliaryRow], Any]]] = {
    "name": lambda row: spell(row.name)[0],
    "organisation": lambda row: spell(row.organisation)[0],
    "kind": lambda row: row.kind,
    "visits": lambda row: row.visits,
    "state": lambda row: row.state,
}


def auxiliary_faults(values: AuxiliaryFields) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be kept."""
    name = repair_name(values.name)
    fault = name_fault(name) if name else "请填写姓名或名称"
    faults = {"name": fault} if fault else {}
    if values.kind == AuxiliaryKind.STAFF and not values.organisation.strip():
        faults["organisation"] = "随同人员请填写所在部门"
    return faults


def fields_of(kept: Auxiliary) -> AuxiliaryFields:
    """Copy a mapped row into a frozen one."""
    return AuxiliaryFields(kept.name, kept.organisation, kept.kind, kept.skills, kept.phone, kept.scope)


def row_of(kept: Auxiliary, visits: int = 0) -> AuxiliaryRow:
    """Give one as lists show them, inside a session."""
    return AuxiliaryRow(
        kept.id,
        kept.code,
        kept.name,
        kept.organisation,
        kept.kind,
        kept.skills,
        kept.phone,
        visits,
        kept.state,
        kept.scope,
    )


def add_auxiliary(store: Store, values: AuxiliaryFields, act: Act) -> int:
    """Add one who may go along and give the id; name and organisation together stand once."""
    ready = _checked(values)
    with store.writing() as session:
        _require_new(session, ready, None)
        kept = with_code(session, ready)
        log.record(session, act, "新增随同、辅助人员", f"{kept.code} {kept.name}")
        return kept.id


def edit_auxiliary(store: Store, auxiliary_id: int, values: AuxiliaryFields, act: Act) -> Edit | None:
    """Keep what a form says of one who may go along; None where nothing differs."""
    ready = _checked(values)
    with store.writing() as session:
        kept = session.get_one(Auxiliary, auxiliary_id)
        if fields_of(kept) == ready:
            return None
        _require_new(session, ready, kept.id)
        changes = Changes()
        for name, value in asdict(ready).items():
            changes.note(kept.id, name, getattr(kept, name), value)
            setattr(kept, name, value)
        what, detail = "修改随同、辅助人员", f"{kept.code} {kept.name}"
        log.record(session, act, what, detail)
        return noted(session, edits.AUXILIARIES, what, detail, changes=changes)


def retire(store: Store, auxiliary_id: int, act: Act) -> Edit:
    """Let somebody be chosen and drawn no more; the visits already settled stay."""
    return _turn(store, auxiliary_id, AuxiliaryState.RETIRED, act)


def restore(store: Store, auxiliary_id: int, act: Act) -> Edit:
    """Let somebody be chosen and drawn again."""
    return _turn(store, auxiliary_id, AuxiliaryState.READY, act)


def uncertified(store: Store) -> tuple[Uncertified, ...]:
    """Give the inspectors on duty without 执法证 whom nobody has taken over yet (domain.md §2, 随同人员)."""
    with store.reading() as session:
        return tuple(
            Uncertified(person.id, person.code, person.name, person.department, person.skills)
            for person in _uncertified(session)
        )


def take_over(store: Store, inspectors: Sequence[int], act: Act) -> tuple[int, ...]:
    """Make inspectors without 执法证 随同人员 and give their new ids, in one act; nobody is typed twice.

    Name, department and skills are copied. UserError where one cannot be taken over, and then none is.
    """
    if not inspectors:
        raise UserError("请先勾选要转入的人员。")
    with store.writing() as session:
        free = {person.id: person for person in _uncertified(session)}
        made = []
        for person_id in inspectors:
            person = free.get(person_id)
            if person is None:
                name = session.get_one(Inspector, person_id).name
                raise UserError(f"{name}有执法证、不在岗或已经转入，不能转入随同人员。请刷新后再试。")
            values = AuxiliaryFields(person.name, person.department, AuxiliaryKind.STAFF, person.skills)
            _require_new(session, values, None)
            made.append(with_code(session, values))
        told = "、".join(f"{kept.code} {kept.name}" for kept in made)
        log.record(session, act, "转入随同人员", told)
        return tuple(kept.id for kept in made)


def auxiliary_ids(store: Store, query: RegistryQuery, chosen: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
    """Give the ids that answer a query, in the order asked for.

    ``chosen`` narrows by words of ``kind``, ``skills`` (any of them) and ``state``.
    """
    with store.reading() as session:
        found = [row for row in _rows(session, query.year) if _matches(row, query.text, chosen)]
    found.sort(key=lambda row: row.code)
    if order := _SORTS.get(query.sort):
        found.sort(key=order)
    if query.descending:
        found.reverse()
    return tuple(row.id for row in found)


def auxiliary_rows(store: Store, ids: Sequence[int], year: int) -> dict[int, AuxiliaryRow]:
    """Give the rows of a page by id."""
    with store.reading() as session:
        return {row.id: row for row in _rows(session, year) if row.id in ids}


def auxiliary_detail(store: Store, auxiliary_id: int) -> AuxiliaryDetail:
    """Give everything of one who goes along."""
    with store.reading() as session:
        kept = session.get_one(Auxiliary, auxiliary_id)
        visits = visit_notes(session, VisitCompanion, VisitCompanion.auxiliary_id == auxiliary_id)
        return AuxiliaryDetail(kept.id, kept.code, fields_of(kept), kept.state, visits)


def _checked(values: AuxiliaryFields) -> AuxiliaryFields:
    if faults := auxiliary_faults(values):
        raise UserError("；".join(faults.values()) + "。")
    return replace(
        values,
        name=repair_name(values.name),
        organisation=repair_name(values.organisation),
        phone=values.phone.strip(),
        scope=values.scope.strip(),
    )


def _require_new(session: Session, values: AuxiliaryFields, own: int | None) -> None:
    same = select(Auxiliary).where(
        Auxiliary.name == values.name, Auxiliary.organisation == values.organisation, Auxiliary.id != own
    )
    if (found := session.scalars(same).first()) is not None:
        raise UserError(f"名录库里已有“{row_of(found).title}”（{found.code}）。请修改那一条。")


def with_code(session: Session, values: AuxiliaryFields) -> Auxiliary:
    """Add one inside a session, under the next code that nobody ever had."""
    table = Auxiliary.metadata.tables[Auxiliary.__tablename__]
    code = next_code(session, table, _PREFIX, _DIGITS)
    kept = Auxiliary(code=code, state=AuxiliaryState.READY, **asdict(values))
    session.add(kept)
    session.flush()
    return kept


def _turn(store: Store, auxiliary_id: int, state: AuxiliaryState, act: Act) -> Edit:
    with store.writing() as session:
        kept = session.get_one(Auxiliary, auxiliary_id)
        if kept.state == state:
            raise UserError(f"“{kept.name}”已经{state}。")
        changes = Changes()
        changes.note(kept.id, "state", kept.state, str(state))
        kept.state = str(state)
        what = "停用随同、辅助人员" if state is AuxiliaryState.RETIRED else "恢复随同、辅助人员"
        detail = f"{kept.code} {kept.name}"
        log.record(session, act, what, detail)
        return noted(session, edits.AUXILIARIES, what, detail, changes=changes)


def _uncertified(session: Session) -> list[Inspector]:
    known = {(name, where) for name, where in session.execute(select(Auxiliary.name, Auxiliary.organisation))}
    people = select(Inspector).where(Inspector.cert == "", Inspector.state == "在岗")
    return [
        person
        for person in session.scalars(people.order_by(Inspector.code))
        if (person.name, person.department) not in known
    ]


def _rows(session: Session, year: int) -> list[AuxiliaryRow]:
    """Give all of them; an office knows some tens, so that nothing is left to the database."""
    counts = Counter[int]()
    statement = (
        select(VisitCompanion.auxiliary_id, func.count())
        .join(Visit, VisitCompanion.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state != VisitState.CANCELLED)
        .group_by(VisitCompanion.auxiliary_id)
    )
    for auxiliary, count in session.execute(statement):
        counts[auxiliary] = count
    kept = session.scalars(select(Auxiliary).order_by(Auxiliary.code))
    return [row_of(one, counts[one.id]) for one in kept]


def _matches(row: AuxiliaryRow, text: str, chosen: Mapping[str, Sequence[str]]) -> bool:
    narrowed = (
        row.kind in chosen.get("kind", (row.kind,)),
        row.state in chosen.get("state", (row.state,)),
        "skills" not in chosen or not {*chosen["skills"]}.isdisjoint(row.skills),
    )
    word = text.strip().lower()
    pinyin, initials = spell(row.name)
    found = (
        word in row.name.lower(),
        word in row.organisation.lower(),
        word in row.scope.lower(),
        pinyin.startswith(word),
        initials.startswith(word),
        row.code.lower().startswith(word),
    )
    return all(narrowed) and any(found)
