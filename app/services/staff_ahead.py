"""What is known before a freeze of those who may be sent: leave to come, certificates that end."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import short
from app.models.registry import Inspector
from app.services.leave import leaves_beginning
from app.services.rows.draw import InspectorLine

_NAMED = 6


def staff_warnings(
    session: Session, people: Sequence[InspectorLine], today: date, due_on: date
) -> tuple[str, ...]:
    """Name who may be drawn today and cannot go on every day until the visits' time limit."""
    names = {person.id: person.name for person in people}
    away = [
        f"{names[who]}（{short(leave.first_day)}至{short(leave.last_day)}）"
        for who, leave in leaves_beginning(session, names.keys(), today, due_on)
    ]
    statement = (
        select(Inspector.id, Inspector.cert_expiry)
        .where(Inspector.cert_expiry >= today, Inspector.cert_expiry < due_on)
        .order_by(Inspector.cert_expiry, Inspector.code)
    )
    ending = [
        f"{names[who]}（{short(expiry)}）"
        for who, expiry in session.execute(statement)
        if who in names and expiry is not None
    ]
    limit = short(due_on)
    return (
        *((f"{_listed(away)}在规定时限 {limit}前请假，抽中后可能要换人。",) if away else ()),
        *((f"{_listed(ending)}的执法证在规定时限 {limit}前到期，不换证到期后不能检查。",) if ending else ()),
    )


def _listed(words: Sequence[str]) -> str:
    return "、".join(words[:_NAMED]) + (f"等 {len(words)} 人" if len(words) > _NAMED else "")
