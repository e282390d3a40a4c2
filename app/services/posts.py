"""Departments and posts of inspectors, and since when: a change keeps the former."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.personnel import InspectorPost
from app.models.registry import Inspector
from app.services import beside
from app.services.edits import RowChange
from app.services.rows.personnel import PostRow


def posts_of(session: Session, inspector_id: int) -> tuple[PostRow, ...]:
    """Give what an inspector was and is, newest first; nothing where it never changed."""
    return tuple(
        PostRow(kept.since, kept.department, kept.post) for kept in reversed(_kept(session, inspector_id))
    )


def moved(session: Session, person: Inspector, former: tuple[str, str], since: date) -> list[RowChange]:
    """Keep that the department and post an inspector has now hold since a day, and the ``former`` before it.

    Called after the line was changed. UserError where a later change is kept already. The same day twice
    corrects what was written of it.
    """
    now = (person.department, person.post)
    if now == former:
        return []
    kept, changes = _kept(session, person.id), []
    if not kept:
        begun = InspectorPost(inspector_id=person.id, since=None, department=former[0], post=former[1])
        changes.append(beside.added(session, begun))
        kept = [begun]
    last = kept[-1]
    if last.since is not None and since < last.since:
        raise UserError(f"{person.name}在 {last.since} 已有一次变动，新的变动不能早于这一天。")
    if last.since == since:
        values = {"department": now[0], "post": now[1]}
        changes.append(beside.changed(session, last, values))
    else:
        new = InspectorPost(inspector_id=person.id, since=since, department=now[0], post=now[1])
        changes.append(beside.added(session, new))
    return changes


def imported(session: Session, person: Inspector, former: tuple[str, str], day: date) -> None:
    """Keep the ``former`` of somebody a file gave another department or post, since the day of the import.

    Only adds rows, so that taking the import back needs but to remove them.
    """
    now, kept = (person.department, person.post), _kept(session, person.id)
    if now == former:
        return
    if not kept:
        session.add(InspectorPost(inspector_id=person.id, since=None, department=former[0], post=former[1]))
        session.flush()
    last = kept[-1].since if kept else None
    since = max(day, last) if last else day
    session.add(InspectorPost(inspector_id=person.id, since=since, department=now[0], post=now[1]))
    session.flush()


def corrected(session: Session, person: Inspector) -> list[RowChange]:
    """Carry a corrected department or post over to the last entry of the history, where there is any."""
    kept = _kept(session, person.id)
    now = (person.department, person.post)
    if not kept or (kept[-1].department, kept[-1].post) == now:
        return []
    return [beside.changed(session, kept[-1], dict(zip(("department", "post"), now, strict=True)))]


def _kept(session: Session, inspector_id: int) -> list[InspectorPost]:
    statement = select(InspectorPost).where(InspectorPost.inspector_id == inspector_id)
    in_turn = (InspectorPost.since.is_not(None), InspectorPost.since, InspectorPost.id)
    return list(session.scalars(statement.order_by(*in_turn)))
