"""Whoever was drawn and cannot go any more before the time limit: the head decides who comes instead."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from app.core.states import VisitState
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit, VisitSeat
from app.services.away import last_days
from app.services.barred import barred_from
from app.services.officer_standing import ON_LEAVE, READY, standing

_OPEN: Final = (VisitState.DUE, VisitState.RUNNING)


def staff_gone(session: Session, year: int, today: date) -> Counter[str]:
    """Count the visits to come by the name of who holds a seat and cannot go until their time limit.

    On leave is only who does not come back before it; whoever was kept from the object since the draw
    cannot go either.
    """
    statement = (
        select(Inspector, InspectionObject.code, Visit.due_on)
        .join(VisitSeat, VisitSeat.inspector_id == Inspector.id)
        .join(Visit, VisitSeat.visit_id == Visit.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.year == year, Visit.state.in_(_OPEN))
        .options(load_only(Inspector.name, Inspector.state, Inspector.cert, Inspector.cert_expiry))
        .order_by(Inspector.code)
    )
    seats = [(person, code, due) for person, code, due in session.execute(statement)]
    return Counter(_gone(session, seats, today)) if seats else Counter()


def _gone(session: Session, seats: Sequence[tuple[Inspector, str, date]], today: date) -> Iterator[str]:
    back = last_days(session, today)
    units = {code for _, code, _ in seats}
    kept = {(who, unit) for who, unit, _ in barred_from(session, {person.id for person, *_ in seats}, units)}
    for person, code, due in seats:
        found = standing(person, today, back)
        away = found != READY and not (found == ON_LEAVE and back[person.id] < due)
        if away or (person.id, code) in kept:
            yield person.name
