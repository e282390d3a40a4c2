"""Trainings inspectors took part in: recorded for one or for many at once, counted by the year."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.database import Store
from app.models.personnel import InspectorTraining
from app.models.registry import Inspector
from app.services import beside, log
from app.services.edits import INSPECTORS, Edit, noted
from app.services.rows.office import Act
from app.services.rows.personnel import TrainingRow

MOST_HOURS: Final = 999
"""More in one training is a slip of the keys, and would spoil the sum of the year."""


def trainings_of(session: Session, inspector_id: int) -> tuple[TrainingRow, ...]:
    """Give the trainings of one inspector, newest first."""
    statement = select(InspectorTraining).where(InspectorTraining.inspector_id == inspector_id)
    newest = statement.order_by(InspectorTraining.held_on.desc(), InspectorTraining.id.desc())
    return tuple(
        TrainingRow(kept.id, kept.held_on, kept.subject, kept.hours) for kept in session.scalars(newest)
    )


def training_counts(session: Session, year: int) -> dict[int, tuple[int, float]]:
    """Give by inspector how many trainings a year had and how many hours they took."""
    held = InspectorTraining.held_on
    statement = (
        select(
            InspectorTraining.inspector_id, func.count(), func.coalesce(func.sum(InspectorTraining.hours), 0)
        )
        .where(held >= date(year, 1, 1), held <= date(year, 12, 31))
        .group_by(InspectorTraining.inspector_id)
    )
    return {person: (count, float(hours or 0)) for person, count, hours in session.execute(statement)}


def hours_fault(hours: float | None) -> str:
    """Say what is wrong with the hours of a training; empty where nothing is, or none are known."""
    if hours is None or 0 < hours <= MOST_HOURS:
        return ""
    return f"学时应大于 0、不超过 {MOST_HOURS}；不清楚的留空"


def add_training(
    store: Store, people: Sequence[int], held_on: date, subject: str, hours: float | None, act: Act
) -> Edit:
    """Keep one training of all who took part, in one act.

    UserError where nobody or no subject is named, the day is to come, hours cannot be, or somebody has
    the same training on that day already.
    """
    name = subject.strip()
    if not people:
        raise UserError("请先勾选参加培训的人员。")
    if not name:
        raise UserError("请填写培训内容。")
    if held_on > act.day:
        raise UserError(f"培训日期 {held_on} 还没有到，培训后再登记。")
    if fault := hours_fault(hours):
        raise UserError(f"{fault}。")
    with store.writing() as session:
        once = tuple(dict.fromkeys(people))
        _require_new(session, once, held_on, name)
        rows = [
            beside.added(
                session, InspectorTraining(inspector_id=person, held_on=held_on, subject=name, hours=hours)
            )
            for person in once
        ]
        who = "、".join(session.get_one(Inspector, person).name for person in once)
        what, detail = "登记培训", f"{held_on} {name}：{who}"
        log.record(session, act, what, detail)
        return noted(session, INSPECTORS, what, detail, rows=rows)


def remove_training(store: Store, training_id: int, act: Act) -> Edit:
    """Remove a training that was written down by mistake."""
    with store.writing() as session:
        kept = session.get_one(InspectorTraining, training_id)
        person = session.get_one(Inspector, kept.inspector_id)
        what, detail = "删除培训", f"{person.code} {person.name}：{kept.held_on} {kept.subject}"
        change = beside.removed(session, kept)
        log.record(session, act, what, detail)
        return noted(session, INSPECTORS, what, detail, rows=[change])


def _require_new(session: Session, people: Sequence[int], held_on: date, subject: str) -> None:
    statement = (
        select(Inspector.name)
        .join(InspectorTraining, InspectorTraining.inspector_id == Inspector.id)
        .where(
            Inspector.id.in_(people),
            InspectorTraining.held_on == held_on,
            InspectorTraining.subject == subject,
        )
        .order_by(Inspector.code)
    )
    if names := list(session.scalars(statement)):
        raise UserError(f"{'、'.join(names)}已登记过 {held_on} 的“{subject}”，请去掉后再登记。")
