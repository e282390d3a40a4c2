"""Who may fill a seat on a day, with how many visits behind him (draw-spec.md §2, §6)."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.states import VisitState
from app.models.database import Store
from app.models.registry import Inspector
from app.models.visit import Visit, VisitSeat
from app.services.away import away_on
from app.services.officer_standing import READY, standing
from app.services.rows.draw import InspectorLine
from app.services.rows.personnel import Newcomer


def seats_held(session: Session, year: int) -> dict[int, int]:
    """Count the seats of each inspector in the visits of a year that stand."""
    statement = (
        select(VisitSeat.inspector_id, func.count())
        .join(Visit, VisitSeat.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state != VisitState.CANCELLED, VisitSeat.inspector_id.is_not(None))
        .group_by(VisitSeat.inspector_id)
    )
    return {inspector: count for inspector, count in session.execute(statement) if inspector is not None}


def prior_of(inspector: Inspector, year: int) -> int:
    """Give the visits of a year counted before the program's own; those of another year are over."""
    return inspector.prior if inspector.prior_year in {None, year} else 0


def is_undated(inspector: Inspector) -> bool:
    """Tell whether visits counted before say no year, as older files were read: every year counts them."""
    return bool(inspector.prior) and inspector.prior_year is None


def sendable(session: Session, year: int, today: date) -> tuple[InspectorLine, ...]:
    """Give everyone who may fill a seat on a day, with the visits of the year so far."""
    held = seats_held(session, year)
    away = away_on(session, today)
    return tuple(
        InspectorLine(
            id=person.id,
            name=person.name,
            prior=prior_of(person, year) + held.get(person.id, 0),
            cap=person.cap,
            areas=person.areas,
            skills=person.skills,
        )
        for person in session.scalars(select(Inspector).order_by(Inspector.code))
        if standing(person, today, away) == READY
    )


def newcomer_of(session: Session, year: int, today: date) -> Newcomer:
    """Give what a newcomer of a year enters with: the least of the colleagues (draw-spec.md §6)."""
    people = sendable(session, year, today)
    least = min((person.prior for person in people), default=0)
    return Newcomer(year, least, len(people), tuple(each.name for each in people if each.prior == least))


def newcomer(store: Store, year: int, today: date) -> Newcomer:
    """Give what a newcomer of a year enters with."""
    with store.reading() as session:
        return newcomer_of(session, year, today)
