"""Whoever was drawn and cannot go any more before the time limit: the head decides who comes instead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from app.core.states import VisitState
from app.models.registry import Inspector
from app.models.visit import Visit, VisitSeat
from app.services.away import last_days
from app.services.officer_standing import ON_LEAVE, READY, standing

_OPEN: Final = (VisitState.DUE, VisitState.RUNNING)


def staff_gone(session: Session, year: int, today: date) -> Counter[str]:
    """Count the visits to come by the name of who holds a seat and cannot go until their time limit.

    On leave is only who does not come back before it.
    """
    back = last_days(session, today)
    statement = (
        select(Inspector, Visit.due_on)
        .join(VisitSeat, VisitSeat.inspector_id == Inspector.id)
        .join(Visit, VisitSeat.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state.in_(_OPEN))
        .options(load_only(Inspector.name, Inspector.state, Inspector.cert, Inspector.cert_expiry))
        .order_by(Inspector.code)
    )
    return Counter(_gone(((person, due) for person, due in session.execute(statement)), back, today))


def _gone(seats: Iterator[tuple[Inspector, date]], back: dict[int, date], today: date) -> Iterator[str]:
    for person, due in seats:
        found = standing(person, today, back)
        if found != READY and not (found == ON_LEAVE and back[person.id] < due):
            yield person.name
