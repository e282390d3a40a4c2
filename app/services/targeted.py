"""Checks outside the draw: recorded, corrected, withdrawn (domain.md §1, 针对性检查).

They count as visits of the object and of nothing else: no cap, no draw and no plan line knows of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.states import PUBLIC_WORDINGS
from app.models.database import Store
from app.models.registry import InspectionObject, Inspector
from app.models.targeted import TargetedCheck, TargetedOfficer
from app.services import log
from app.services.former_codes import object_named
from app.services.registry import in_words
from app.services.rows.office import Act
from app.services.rows.targeted import TargetedFields, TargetedKind

FIELD_WORDS: Final[Mapping[str, str]] = {
    "object": "检查对象",
    "kind": "类型",
    "source": "来源",
    "checked_on": "检查日期",
    "officers": "检查人员",
    "outcome": "检查结果",
    "remark": "备注",
}


def targeted_faults(values: TargetedFields, today: date) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be kept, as far as it is seen without the registries."""
    others = values.kind == TargetedKind.OTHER_DEPARTMENT
    faults = {}
    if not values.object.strip():
        faults["object"] = "请填写检查对象"
    if values.kind not in set(TargetedKind):
        faults["kind"] = f"类型“{values.kind}”不在可选的类型里"
    if others and not values.source.strip():
        faults["source"] = "请写明是哪个部门检查的"
    if values.checked_on > today:
        faults["checked_on"] = "检查日期还没有到，请核对"
    if not values.officers and not others:
        faults["officers"] = "请填写检查人员"
    if values.outcome not in PUBLIC_WORDINGS and not (others and not values.outcome):
        faults["outcome"] = "请选择检查结果"
    return faults


def record(store: Store, values: TargetedFields, act: Act) -> int:
    """Record one check and give its id; UserError where something is missing or it is there already."""
    ready = _checked(values, act)
    with store.writing() as session:
        target, people = _target(session, ready.object), _people(session, ready.officers)
        kept = TargetedCheck()
        _write(session, kept, ready, target, people)
        _require_new(session, kept)
        session.add(kept)
        session.flush()
        log.record(session, act, "登记针对性检查", f"{_told(kept, target)}{_named(people)}")
        return kept.id


def correct(store: Store, check_id: int, values: TargetedFields, act: Act) -> None:
    """Keep what a form says of a check that was recorded wrongly; the log keeps before and after."""
    ready = _checked(values, act)
    with store.writing() as session:
        kept = session.get_one(TargetedCheck, check_id)
        target, people = _target(session, ready.object), _people(session, ready.officers)
        before = fields_of(session, kept)
        _write(session, kept, ready, target, people)
        changes = _changes(before, fields_of(session, kept))
        if not changes:
            return
        _require_new(session, kept)
        log.record(session, act, "更正针对性检查", f"{_told(kept, target)}：{'；'.join(changes)}")


def withdraw(store: Store, check_id: int, reason: str, act: Act) -> None:
    """Take out a check that should not have been recorded, with the reason; the log keeps both."""
    if not reason.strip():
        raise UserError("撤销登记要写明原因，例如“重复登记”。")
    with store.writing() as session:
        kept = session.get_one(TargetedCheck, check_id)
        target = session.get_one(InspectionObject, kept.object_id)
        told = _told(kept, target)
        session.delete(kept)
        log.record(session, act, "撤销针对性检查", f"{told}：{reason.strip()}")


def fields_of(session: Session, kept: TargetedCheck) -> TargetedFields:
    """Give a check as a form shows it, inside a session; people whose name is shared go by their code."""
    codes = []
    for seat in kept.officers:
        person = session.get_one(Inspector, seat.inspector_id)
        codes.append(person.name if len(_called(session, person.name)) == 1 else person.code)
    return TargetedFields(
        object=session.get_one(InspectionObject, kept.object_id).code,
        kind=kept.kind,
        source=kept.source,
        checked_on=kept.checked_on,
        officers=tuple(codes),
        outcome=kept.outcome,
        remark=kept.remark,
    )


def _checked(values: TargetedFields, act: Act) -> TargetedFields:
    if faults := targeted_faults(values, act.day):
        raise UserError("；".join(faults.values()) + "。")
    return replace(values, source=values.source.strip(), remark=values.remark.strip())


def _target(session: Session, words: str) -> InspectionObject:
    """Find an object by its code or full name, also those it had before a merge; UserError where none is."""
    word = words.strip()
    found = object_named(session, word)
    if found is None:
        raise UserError(f"名录库里没有“{word}”，请填写检查对象的全称或编号。")
    return found


def _called(session: Session, word: str) -> Sequence[Inspector]:
    named = select(Inspector).where(or_(Inspector.code == word, Inspector.name == word))
    return session.scalars(named.order_by(Inspector.code)).all()


def _people(session: Session, words: Sequence[str]) -> list[Inspector]:
    people: dict[int, Inspector] = {}
    for word in words:
        found = _called(session, word)
        if not found:
            raise UserError(f"检查人员名录里没有“{word}”，请填写姓名或编号，几个人用、隔开。")
        if len(found) > 1:
            codes = "、".join(each.code for each in found)
            raise UserError(f"有 {len(found)} 名检查人员叫“{word}”（{codes}），请填写编号。")
        people[found[0].id] = found[0]
    return [*people.values()]


def _write(
    session: Session,
    kept: TargetedCheck,
    values: TargetedFields,
    target: InspectionObject,
    people: Sequence[Inspector],
) -> None:
    kept.object_id, kept.year = target.id, values.checked_on.year
    for name in ("kind", "source", "checked_on", "outcome", "remark"):
        setattr(kept, name, getattr(values, name))
    if [seat.inspector_id for seat in kept.officers] != [person.id for person in people]:
        kept.officers.clear()
        session.flush()  # the old rows go first: two of one person cannot stand, and ids give the order
        kept.officers.extend(TargetedOfficer(inspector_id=person.id) for person in people)


def _require_new(session: Session, kept: TargetedCheck) -> None:
    """Refuse the same check twice: it would count twice."""
    with session.no_autoflush:
        same = select(TargetedCheck).where(
            TargetedCheck.object_id == kept.object_id,
            TargetedCheck.checked_on == kept.checked_on,
            TargetedCheck.kind == kept.kind,
            TargetedCheck.source == kept.source,
        )
        if any(found is not kept for found in session.scalars(same)):
            raise UserError(
                f"这一家 {kept.checked_on} 已登记过类型“{kept.kind}”、来源相同的检查，不能重复登记。"
                "确是另一次检查的，请写明不同的来源。"
            )


def _changes(before: TargetedFields, after: TargetedFields) -> list[str]:
    was, now = asdict(before), asdict(after)
    return [
        f"{FIELD_WORDS[field.name]} {_said(was[field.name])} → {_said(now[field.name])}"
        for field in fields(TargetedFields)
        if was[field.name] != now[field.name]
    ]


def _said(value: object) -> str:
    return in_words(value) or "空"


def _told(kept: TargetedCheck, target: InspectionObject) -> str:
    source = f"（{kept.source}）" if kept.source else ""
    return f"{target.code} {target.name}，{kept.kind}{source}，{kept.checked_on}"


def _named(people: Sequence[Inspector]) -> str:
    return f"，{'、'.join(person.name for person in people)}" if people else ""
