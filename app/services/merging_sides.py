"""What the review of duplicates shows of each object: its fields, and how much hangs on it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.core.states import VisitState
from app.models.database import Store
from app.models.evidence import StateEvidence
from app.models.penalty import Penalty
from app.models.registry import InspectionObject, Recusal
from app.models.targeted import TargetedCheck
from app.models.visit import Visit
from app.services.merging_waiting import drawn_soon
from app.services.registry import fields_of
from app.services.rows.merging import MergeSide

_COUNTED = (Visit, TargetedCheck, Penalty, Recusal, StateEvidence)
_WAITS: Final = "已列入“{}”的名单，生成检查任务后才能合并"


def sides(store: Store, ids: Sequence[int]) -> dict[int, MergeSide]:
    """Give the objects under review by id; one that is not there any more is left out."""
    with store.reading() as session:
        found = [
            item
            for some in slices_of(ids)
            for item in session.scalars(select(InspectionObject).where(InspectionObject.id.in_(some)))
        ]
        soon = drawn_soon(session, [item.code for item in found])
        visits, targeted, penalties, recusals, evidence = (_counts(session, table, ids) for table in _COUNTED)
        seen = _last_seen(session, ids)
        return {
            item.id: MergeSide(
                item.id,
                item.code,
                fields_of(item),
                visits.get(item.id, 0),
                targeted.get(item.id, 0),
                penalties.get(item.id, 0),
                recusals.get(item.id, 0),
                evidence.get(item.id, 0),
                confirmed=max((day for day in (item.confirmed_on, seen.get(item.id)) if day), default=None),
                in_the_way=_WAITS.format(soon[item.code]) if item.code in soon else "",
            )
            for item in found
        }


def _counts(
    session: Session,
    table: type[Visit] | type[TargetedCheck] | type[Penalty] | type[Recusal] | type[StateEvidence],
    ids: Sequence[int],
) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in slices_of(ids):
        statement = select(table.object_id, func.count()).where(table.object_id.in_(some))
        found.update((row[0], row[1]) for row in session.execute(statement.group_by(table.object_id)))
    return found


def _last_seen(session: Session, ids: Sequence[int]) -> dict[int, date]:
    """Give the last day on which an object was visited or checked."""
    found: dict[int, date] = {}
    for some in slices_of(ids):
        visits = select(Visit.object_id, func.max(Visit.finished_on)).where(
            Visit.object_id.in_(some), Visit.state == VisitState.DONE
        )
        checks = select(TargetedCheck.object_id, func.max(TargetedCheck.checked_on)).where(
            TargetedCheck.object_id.in_(some)
        )
        for statement in (visits.group_by(Visit.object_id), checks.group_by(TargetedCheck.object_id)):
            for object_id, day in session.execute(statement):
                if day is not None:
                    found[object_id] = max(day, found.get(object_id, day))
    return found
