"""Leave of inspectors: whoever is away on the day of a freeze stands in no draw (domain.md §5)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.database import Store
from app.models.leave import InspectorLeave
from app.models.registry import Inspector
from app.services import beside, log
from app.services.edits import INSPECTORS, Edit, RowChange, noted
from app.services.rows.office import Act
from app.services.rows.personnel import LeaveRow


def leaves_beginning(
    session: Session, people: Collection[int], after: date, until: date
) -> tuple[tuple[int, LeaveRow], ...]:
    """Give the leaves that begin after a day and not later than another, by their beginning."""
    statement = (
        select(InspectorLeave)
        .where(InspectorLeave.first_day > after, InspectorLeave.first_day <= until)
        .order_by(InspectorLeave.first_day, InspectorLeave.id)
    )
    return tuple(
        (kept.inspector_id, row_of(kept))
        for kept in session.scalars(statement)
        if kept.inspector_id in people
    )


def row_of(kept: InspectorLeave) -> LeaveRow:
    """Copy a mapped row into a frozen one."""
    return LeaveRow(kept.id, kept.first_day, kept.last_day, kept.reason)


def leaves_of(session: Session, inspector_id: int) -> tuple[LeaveRow, ...]:
    """Give the leaves of one inspector, newest first."""
    statement = select(InspectorLeave).where(InspectorLeave.inspector_id == inspector_id)
    newest = statement.order_by(InspectorLeave.first_day.desc())
    return tuple(row_of(kept) for kept in session.scalars(newest))


def add_leave(store: Store, inspector_id: int, days: tuple[date, date], reason: str, act: Act) -> Edit:
    """Keep days on which an inspector is away; UserError where they run backwards or are kept already."""
    with store.writing() as session:
        person = session.get_one(Inspector, inspector_id)
        _require_free(session, person, days, None)
        kept = InspectorLeave(
            inspector_id=person.id, first_day=days[0], last_day=days[1], reason=reason.strip()
        )
        change = beside.added(session, kept)
        return _noted(session, act, "登记请假", _said(person, kept), change)


def change_leave(store: Store, leave_id: int, days: tuple[date, date], reason: str, act: Act) -> Edit | None:
    """Keep other days for a leave: one that was lengthened, or ended early; None where nothing differs."""
    with store.writing() as session:
        kept = session.get_one(InspectorLeave, leave_id)
        person = session.get_one(Inspector, kept.inspector_id)
        _require_free(session, person, days, leave_id)
        values = {"first_day": days[0], "last_day": days[1], "reason": reason.strip()}
        if all(getattr(kept, name) == value for name, value in values.items()):
            return None
        change = beside.changed(session, kept, values)
        return _noted(session, act, "修改请假", _said(person, kept), change)


def remove_leave(store: Store, leave_id: int, act: Act) -> Edit:
    """Remove a leave that was written down by mistake or not taken."""
    with store.writing() as session:
        kept = session.get_one(InspectorLeave, leave_id)
        said = _said(session.get_one(Inspector, kept.inspector_id), kept)
        return _noted(session, act, "删除请假", said, beside.removed(session, kept))


def _require_free(session: Session, person: Inspector, days: tuple[date, date], own: int | None) -> None:
    first, last = days
    if last < first:
        raise UserError(f"请假从 {first} 到 {last}，止日早于起日，请改正。")
    statement = select(InspectorLeave).where(
        InspectorLeave.inspector_id == person.id,
        InspectorLeave.id != own if own else InspectorLeave.id.is_not(None),
        InspectorLeave.first_day <= last,
        InspectorLeave.last_day >= first,
    )
    if (kept := session.scalars(statement).first()) is not None:
        raise UserError(
            f"{person.name}已登记 {kept.first_day} 至 {kept.last_day} 请假，与这次重叠，请修改那一条。"
        )


def _said(person: Inspector, kept: InspectorLeave) -> str:
    why = f"，{kept.reason}" if kept.reason else ""
    return f"{person.code} {person.name}：{kept.first_day} 至 {kept.last_day}{why}"


def _noted(session: Session, act: Act, what: str, detail: str, change: RowChange) -> Edit:
    log.record(session, act, what, detail)
    return noted(session, INSPECTORS, what, detail, rows=[change])
