"""久未核实: objects that nobody confirmed for as many months as the office has set."""

from array import array
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.filter import months_before
from app.core.states import ObjectState, VisitState
from app.models.confirmed import unconfirmed_since
from app.models.database import Store
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.models.visit import Visit
from app.services.office import office_of
from app.services.rows.confirmations import StaleRow


def stale_before(session: Session, today: date) -> date | None:
    """Give the day before which a confirmation is too old, by the office's settings; None for never."""
    months = office_of(session).confirm_months
    return months_before(today, months) if months else None


def stale_ids(store: Store, today: date, towns: Collection[str], classes: Collection[str]) -> "array[int]":
    """Give the ids of the objects not confirmed for long, by code; ``towns`` and ``classes`` narrow."""
    with store.reading() as session:
        before = stale_before(session, today)
        if before is None:
            return array("q")
        statement = select(InspectionObject.id).where(unconfirmed_since(before))
        if towns:
            statement = statement.where(InspectionObject.town.in_(towns))
        if classes:
            statement = statement.where(InspectionObject.supervision_class.in_(classes))
        return array("q", session.scalars(statement.order_by(InspectionObject.code)))


def stale_rows(store: Store, ids: Sequence[int]) -> dict[int, StaleRow]:
    """Give the rows of a page by id."""
    columns = (
        InspectionObject.id,
        InspectionObject.code,
        InspectionObject.name,
        InspectionObject.town,
        InspectionObject.supervision_class,
        InspectionObject.state,
        InspectionObject.confirmed_on,
        InspectionObject.state_since,
    )
    visited = (
        select(Visit.object_id, func.max(Visit.finished_on))
        .where(Visit.object_id.in_(ids), Visit.state == VisitState.DONE)
        .group_by(Visit.object_id)
    )
    checked = (
        select(TargetedCheck.object_id, func.max(TargetedCheck.checked_on))
        .where(TargetedCheck.object_id.in_(ids))
        .group_by(TargetedCheck.object_id)
    )
    with store.reading() as session:
        seen = [{row[0]: row[1] for row in session.execute(each)} for each in (visited, checked)]
        rows = {}
        for found in session.execute(select(*columns).where(InspectionObject.id.in_(ids))):
            changed = None if found.state == ObjectState.UNCONFIRMED else found.state_since
            days = (found.confirmed_on, changed, *(by_object.get(found.id) for by_object in seen))
            rows[found.id] = StaleRow(
                id=found.id,
                code=found.code,
                name=found.name,
                town=found.town,
                supervision_class=found.supervision_class,
                state=found.state,
                last=max((day for day in days if day), default=None),
            )
        return rows


def stale_count(session: Session, today: date) -> int:
    """Count the objects not confirmed for long."""
    before = stale_before(session, today)
    if before is None:
        return 0
    return session.scalars(
        select(func.count()).select_from(InspectionObject).where(unconfirmed_since(before))
    ).one()
