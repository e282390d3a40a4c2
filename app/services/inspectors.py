"""The registry of inspectors: lists, panels and forms."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, cast, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.types import Text

from app.core.errors import UserError
from app.core.pinyin import spell
from app.core.text import repair_name
from app.models.base import SEPARATOR
from app.models.database import Store
from app.models.registry import Inspector
from app.models.visit import VisitSeat
from app.services import edits, log
from app.services.appraisals import appraisals_of
from app.services.away import away_on
from app.services.certificate_list import SOON_DAYS
from app.services.code_series import next_code
from app.services.edits import Changes, Edit, noted
from app.services.import_codes import INSPECTOR_PREFIX
from app.services.import_kept import INSPECTORS
from app.services.import_people import inspector_fields
from app.services.leave import leaves_of
from app.services.officer_standing import standing
from app.services.officers import is_undated, prior_of, seats_held
from app.services.posts import corrected, moved, posts_of
from app.services.recusals import recusals_of
from app.services.rows.office import Act
from app.services.rows.registry import (
    InspectorDetail,
    InspectorFields,
    InspectorRow,
    RegistryQuery,
)
from app.services.trainings import trainings_of
from app.services.visit_notes import visit_notes

_SORTS: Final = {"name": "name_pinyin", "visits": "code", "standing": "cert_expiry"}
ENDING, ENDED = f"{SOON_DAYS} 天内到期", "已过期"
"""What the filter of certificates asks."""


def _chosen(chosen: Mapping[str, Sequence[str]], today: date | None) -> Iterator[ColumnElement[bool]]:
    if "department" in chosen:
        yield Inspector.department.in_(chosen["department"])
    if "state" in chosen:
        yield Inspector.state.in_(chosen["state"])
    if "skills" in chosen:
        skills = cast(Inspector.skills, Text)
        yield or_(*(skills.contains(SEPARATOR + word + SEPARATOR) for word in chosen["skills"]))
    if "certificate" in chosen and today is not None:
        expiry = Inspector.cert_expiry
        asked = {ENDED: expiry < today, ENDING: expiry.between(today, today + timedelta(SOON_DAYS))}
        yield or_(*(asked[word] for word in chosen["certificate"]))


def inspector_ids(
    store: Store,
    query: RegistryQuery,
    chosen: Mapping[str, Sequence[str]] = MappingProxyType({}),
    today: date | None = None,
) -> "array[int]":
    """Give the ids that answer a query, in the order asked for.

    ``chosen`` narrows by words of ``department``, ``skills`` (any of them) and ``state``, and by
    ``certificate`` and ``standing`` as they are ``today``.
    """
    statement = select(Inspector.id).where(*_chosen(chosen, today))
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
        if "standing" in chosen and today is not None:
            ids = _standing_so(session, ids, chosen["standing"], today)
        if query.sort != "visits":
            return ids
        visits = _visits_so_far(session, query.year)
        return array("q", sorted(ids, key=visits.__getitem__, reverse=query.descending))


def _standing_so(session: Session, ids: "array[int]", words: Sequence[str], today: date) -> "array[int]":
    """Keep whose standing of the day is one of the words; an office has some hundreds of inspectors."""
    away = away_on(session, today)
    found = {person.id: standing(person, today, away) for person in session.scalars(select(Inspector))}
    return array("q", (row_id for row_id in ids if found[row_id] in words))


def _visits_so_far(session: Session, year: int) -> dict[int, int]:
    held = seats_held(session, year)
    people = session.scalars(select(Inspector))
    return {person.id: prior_of(person, year) + held.get(person.id, 0) for person in people}


def inspector_rows(store: Store, ids: Sequence[int], year: int, today: date) -> dict[int, InspectorRow]:
    """Give the rows of a page by id; visits are the seats held this year, and those counted before."""
    with store.reading() as session:
        visits, away = _visits_so_far(session, year), away_on(session, today)
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
                visits=visits[person.id],
                standing=standing(person, today, away),
            )
            for person in session.scalars(select(Inspector).where(Inspector.id.in_(ids)))
        }


def inspector_detail(
    store: Store, inspector_id: int, today: date, year: int | None = None
) -> InspectorDetail:
    """Give everything of one inspector; what was counted before stands for ``year``, else that of today."""
    with store.reading() as session:
        person = session.get_one(Inspector, inspector_id)
        prior = prior_of(person, year or today.year)
        return InspectorDetail(
            id=person.id,
            code=person.code,
            fields=replace(inspector_fields(person), prior=prior),
            standing=standing(person, today, away_on(session, today)),
            recusals=recusals_of(session, inspector_id),
            visits=visit_notes(session, VisitSeat, VisitSeat.inspector_id == inspector_id),
            leaves=leaves_of(session, inspector_id),
            trainings=trainings_of(session, inspector_id),
            posts=posts_of(session, inspector_id),
            appraisals=appraisals_of(session, inspector_id),
            undated=is_undated(person),
        )


def _checked(values: InspectorFields) -> InspectorFields:
    name = repair_name(values.name)
    if not name:
        raise UserError("请填写姓名。")
    if values.cert and values.cert_expiry is None:
        raise UserError("有执法证号的，请填写有效期。")
    return replace(values, name=name)


def add_inspector(store: Store, values: InspectorFields, act: Act, year: int | None = None) -> int:
    """Add one inspector and give his id; the same name with the same 执法证 is refused.

    What was counted before stands for ``year`` alone, where one is given.
    """
    ready = _checked(values)
    with store.writing() as session:
        same = select(Inspector).where(Inspector.name == ready.name, Inspector.cert == ready.cert)
        if (found := session.scalars(same).first()) is not None:
            raise UserError(f"名录库里已有“{found.name}”（{found.code}）。请修改那一条。")
        pinyin, initials = spell(ready.name)
        person = Inspector(
            code=next_code(session, INSPECTORS, INSPECTOR_PREFIX),
            name_pinyin=pinyin,
            name_initials=initials,
            prior_year=year,
            **asdict(ready),
        )
        session.add(person)
        session.flush()
        log.record(session, act, "新增检查人员", f"{person.code} {person.name}")
        return person.id


def edit_inspector(
    store: Store,
    inspector_id: int,
    values: InspectorFields,
    act: Act,
    *,
    since: date | None = None,
    year: int | None = None,
) -> Edit | None:
    """Keep what a form says of an inspector; None where nothing differs.

    Another department or post holds ``since`` a day and keeps the former; without a day it corrects what was
    written. What was counted before stands for ``year``, else that of the act, also where it said no year so
    far: it would count in every year to come.
    """
    ready = _checked(values)
    with store.writing() as session:
        person = session.get_one(Inspector, inspector_id)
        former = (person.department, person.post)
        changes = Changes()
        for name, value in _columns(person, ready, year or act.day.year).items():
            changes.note(person.id, name, getattr(person, name), value)
            setattr(person, name, value)
        if not changes:
            return None
        person.name_pinyin, person.name_initials = spell(person.name)
        rows = moved(session, person, former, since) if since else corrected(session, person)
        what, detail = "修改检查人员", f"{person.code} {person.name}"
        log.record(session, act, what, detail)
        return noted(session, edits.INSPECTORS, what, detail, changes=changes, rows=rows)


def _columns(person: Inspector, ready: InspectorFields, year: int) -> dict[str, Any]:
    """Give what a form says by column; a count that stays keeps the year it was made for, if it has one."""
    if ready.prior == prior_of(person, year) and not is_undated(person):
        return {**asdict(ready), "prior": person.prior}
    return {**asdict(ready), "prior_year": year}
