"""The registry of inspectors: lists, panels and forms."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, cast, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.types import Text

from app.core.errors import UserError
from app.core.pinyin import spell
from app.core.states import VisitState
from app.core.text import repair_name
from app.models.base import SEPARATOR
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import InspectionObject, Inspector, Recusal
from app.models.visit import Visit, VisitSeat
from app.services import edits, log
from app.services.edits import Changes, Edit, RowChange, noted
from app.services.import_codes import INSPECTOR_PREFIX
from app.services.import_kept import INSPECTORS
from app.services.import_people import inspector_fields
from app.services.preview import seats_held, standing
from app.services.retired_codes import retired
from app.services.rows.office import Act
from app.services.rows.registry import (
    InspectorDetail,
    InspectorFields,
    InspectorRow,
    RegistryQuery,
    VisitNote,
)

_SORTS: Final = {"name": "name_pinyin", "visits": "code", "standing": "cert_expiry"}


def _chosen(chosen: Mapping[str, Sequence[str]]) -> Iterator[ColumnElement[bool]]:
    if "department" in chosen:
        yield Inspector.department.in_(chosen["department"])
    if "state" in chosen:
        yield Inspector.state.in_(chosen["state"])
    if "skills" in chosen:
        skills = cast(Inspector.skills, Text)
        yield or_(*(skills.contains(SEPARATOR + word + SEPARATOR) for word in chosen["skills"]))


def inspector_ids(
    store: Store, query: RegistryQuery, chosen: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> "array[int]":
    """Give the ids that answer a query, in the order asked for.

    ``chosen`` narrows by words of ``department``, ``skills`` (any of them) and ``state``.
    """
    statement = select(Inspector.id).where(*_chosen(chosen))
    if word := query.text.strip():
        statement = statement.where(
            or_(
                Inspector.name.contains(word, autoescape=True),
                Inspector.name_pinyin.startswith(word.lower(), autoescape=True),
                Inspector.name_initials.startswith(word.lower(), autoescape=True),
                Inspector.code.startswith(word.upper(), autoescape=True),
                Inspector.cert.startswith(word, autoescape=True),
                Inspector.department.contains(word, autoescape=True),
            ),
        )
    order: Any = getattr(Inspector, _SORTS.get(query.sort, query.sort))
    ordered = statement.order_by(order.desc() if query.descending else order, Inspector.id)
    with store.reading() as session:
        ids = array("q", session.scalars(ordered))
        if query.sort != "visits":
            return ids
        held = seats_held(session, query.year)
        return array("q", sorted(ids, key=lambda key: held.get(key, 0), reverse=query.descending))


def inspector_rows(store: Store, ids: Sequence[int], year: int, today: date) -> dict[int, InspectorRow]:
    """Give the rows of a page by id; visits are the seats held this year, and those counted before."""
    with store.reading() as session:
        held = seats_held(session, year)
        return {
            person.id: InspectorRow(
                id=person.id,
                code=person.code,
                name=person.name,
                department=person.department,
                post=person.post,
                skills=person.skills,
                cert=person.cert,
                cert_expiry=person.cert_expiry,
                visits=person.prior + held.get(person.id, 0),
                standing=standing(person, today),
            )
            for person in session.scalars(select(Inspector).where(Inspector.id.in_(ids)))
        }


def _visits(session: Session, inspector_id: int) -> tuple[VisitNote, ...]:
    statement = (
        select(Draw.title, InspectionObject.name, Visit.state)
        .join(Visit, Visit.draw_id == Draw.id)
        .join(VisitSeat, VisitSeat.visit_id == Visit.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(VisitSeat.inspector_id == inspector_id, Visit.state != VisitState.CANCELLED)
        .order_by(Draw.id.desc(), Visit.position)
    )
    return tuple(VisitNote(title, f"{name}（{state}）") for title, name, state in session.execute(statement))


def inspector_detail(store: Store, inspector_id: int, today: date) -> InspectorDetail:
    """Give everything of one inspector."""
    with store.reading() as session:
        person = session.get_one(Inspector, inspector_id)
        recusals = session.execute(
            select(InspectionObject.name, Recusal.reason)
            .join(Recusal, Recusal.object_id == InspectionObject.id)
            .where(Recusal.inspector_id == inspector_id)
            .order_by(InspectionObject.code),
        )
        return InspectorDetail(
            id=person.id,
            code=person.code,
            fields=inspector_fields(person),
            standing=standing(person, today),
            recusals=tuple((name, reason) for name, reason in recusals),
            visits=_visits(session, inspector_id),
        )


def _checked(values: InspectorFields) -> InspectorFields:
    name = repair_name(values.name)
    if not name:
        raise UserError("请填写姓名。")
    if values.cert and values.cert_expiry is None:
        raise UserError("有执法证号的，请填写有效期。")
    return replace(values, name=name)


def _next_code(session: Session) -> str:
    codes = (*session.scalars(select(Inspector.code)), *retired(session, INSPECTORS))
    endings = (code.rsplit("-", 1)[-1] for code in codes)
    last = max((int(ending) for ending in endings if ending.isdecimal()), default=0)
    return f"{INSPECTOR_PREFIX}-{last + 1:04d}"


def add_inspector(store: Store, values: InspectorFields, act: Act) -> int:
    """Add one inspector and give his id; the same name with the same 执法证 is refused."""
    ready = _checked(values)
    with store.writing() as session:
        same = select(Inspector).where(Inspector.name == ready.name, Inspector.cert == ready.cert)
        if (found := session.scalars(same).first()) is not None:
            raise UserError(f"名录库里已有“{found.name}”（{found.code}）。请修改那一条。")
        pinyin, initials = spell(ready.name)
        person = Inspector(
            code=_next_code(session), name_pinyin=pinyin, name_initials=initials, **asdict(ready)
        )
        session.add(person)
        session.flush()
        log.record(session, act, "新增检查人员", f"{person.code} {person.name}")
        return person.id


def edit_inspector(store: Store, inspector_id: int, values: InspectorFields, act: Act) -> Edit | None:
    """Keep what a form says of an inspector; None where nothing differs."""
    ready = _checked(values)
    with store.writing() as session:
        person = session.get_one(Inspector, inspector_id)
        changes = Changes()
        for name, value in asdict(ready).items():
            changes.note(person.id, name, getattr(person, name), value)
            setattr(person, name, value)
        if not changes:
            return None
        person.name_pinyin, person.name_initials = spell(person.name)
        what, detail = "修改检查人员", f"{person.code} {person.name}"
        log.record(session, act, what, detail)
        return noted(session, edits.INSPECTORS, what, detail, changes=changes)


def add_recusal(store: Store, inspector_id: int, object_name: str, reason: str, act: Act) -> Edit | None:
    """Keep an inspector from an object, named or by code, with the reason; None where it stands already."""
    if not reason.strip():
        raise UserError("回避要写明原因，例如“近亲属在该单位任职”。")
    word = object_name.strip()
    with store.writing() as session:
        person = session.get_one(Inspector, inspector_id)
        item = session.scalars(
            select(InspectionObject).where(or_(InspectionObject.code == word, InspectionObject.name == word)),
        ).first()
        if item is None:
            raise UserError(f"名录库里没有“{word}”，请填写检查对象的全称或编号。")
        there = select(Recusal).where(Recusal.inspector_id == person.id, Recusal.object_id == item.id)
        if session.scalars(there).first() is not None:
            return None
        recusal = Recusal(inspector_id=person.id, object_id=item.id, reason=reason.strip())
        session.add(recusal)
        what, detail = "登记回避", f"{person.name}、{item.name}：{reason.strip()}"
        log.record(session, act, what, detail)
        table = Recusal.__tablename__
        added = RowChange(table, recusal.id, None, edits.image_of(session, table, recusal.id))
        return noted(session, edits.INSPECTORS, what, detail, rows=[added])
