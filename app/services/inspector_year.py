"""The year of every inspector: drawn, done and learned, and how it was marked (domain.md §5, rule 11)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.core.catalogue import Method
from app.core.errors import UserError
from app.core.states import VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.models.leave import InspectorLeave
from app.models.personnel import InspectorAppraisal
from app.models.registry import Inspector
from app.models.targeted import TargetedCheck, TargetedOfficer
from app.models.visit import Visit
from app.sampling import Substitute
from app.services import draw_log
from app.services.catalogue import catalogue_of
from app.services.officers import prior_of
from app.services.rows.personnel import PersonYear
from app.services.trainings import training_counts


def _written_items(session: Session, year: int) -> frozenset[str]:
    try:
        catalogue = catalogue_of(session, year)
    except UserError:
        return frozenset()
    return frozenset(item.code for item in catalogue.items if item.method == Method.WRITTEN)


class _Seats:
    """Seats of a year by inspector: on the spot, of papers alone, finished, struck before they were made."""

    def __init__(self, session: Session, year: int) -> None:
        self.drawn, self.written = Counter[int](), Counter[int]()
        self.done, self.attempts = Counter[int](), Counter[int]()
        written = _written_items(session, year)
        statement = (
            select(Visit)
            .join(Draw, Visit.draw_id == Draw.id)
            .where(Visit.year == year, Draw.voided_at == "")
            .options(selectinload(Visit.items), selectinload(Visit.seats))
        )
        for visit in session.scalars(statement):
            self._count(visit, written)

    def _count(self, visit: Visit, written: frozenset[str]) -> None:
        people = [seat.inspector_id for seat in visit.seats if seat.inspector_id is not None]
        if visit.state == VisitState.CANCELLED:
            self.attempts.update(people)
            return
        items = {item.item for item in visit.items if not item.struck_reason}
        (self.written if items <= written else self.drawn).update(people)
        if visit.state == VisitState.DONE:
            self.done.update(people)


def _targeted(session: Session, year: int) -> dict[int, int]:
    statement = (
        select(TargetedOfficer.inspector_id, func.count())
        .join(TargetedCheck, TargetedOfficer.check_id == TargetedCheck.id)
        .where(TargetedCheck.year == year)
        .group_by(TargetedOfficer.inspector_id)
    )
    return {person: count for person, count in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def _substitutions(session: Session, year: int) -> tuple[Counter[int], Counter[int]]:
    """Count who was replaced and who came in; a void draw counts for nothing."""
    out, incoming = Counter[int](), Counter[int]()
    drawn = select(Draw).where(Draw.year == year, Draw.result_digest != "", Draw.voided_at == "")
    for draw in session.scalars(drawn):
        aliases = select(DrawAlias.alias, DrawAlias.inspector_id).where(DrawAlias.draw_id == draw.id)
        ids = {alias: person for alias, person in session.execute(aliases)}  # noqa: C416 - rows are no pairs to mypy
        for _, entry in draw_log.own(session, draw.digest):
            if isinstance(entry, Substitute):
                out.update(ids[name] for name in (entry.out,) if name in ids)
                incoming.update(ids[name] for name in (entry.incoming,) if name in ids)
    return out, incoming


def _leave_days(session: Session, year: int) -> Counter[int]:
    days = Counter[int]()
    first, last = date(year, 1, 1), date(year, 12, 31)
    statement = select(InspectorLeave).where(
        InspectorLeave.first_day <= last, InspectorLeave.last_day >= first
    )
    for kept in session.scalars(statement):
        days[kept.inspector_id] += (min(kept.last_day, last) - max(kept.first_day, first)).days + 1
    return days


def _marks(session: Session, year: int) -> dict[int, tuple[str, str]]:
    statement = select(InspectorAppraisal).where(InspectorAppraisal.year == year)
    return {kept.inspector_id: (kept.mark, kept.note) for kept in session.scalars(statement)}


def person_years_of(session: Session, year: int) -> Iterator[PersonYear]:
    """Give everybody's year by code, inside a session."""
    seats, targeted = _Seats(session, year), _targeted(session, year)
    out, incoming = _substitutions(session, year)
    trained, away, marks = training_counts(session, year), _leave_days(session, year), _marks(session, year)
    for person in session.scalars(select(Inspector).order_by(Inspector.code)):
        trainings, hours = trained.get(person.id, (0, 0.0))
        mark, note = marks.get(person.id, ("", ""))
        yield PersonYear(
            id=person.id,
            code=person.code,
            name=person.name,
            department=person.department,
            post=person.post,
            prior=prior_of(person, year),
            drawn=seats.drawn[person.id],
            written=seats.written[person.id],
            done=seats.done[person.id],
            attempts=seats.attempts[person.id],
            targeted=targeted.get(person.id, 0),
            out=out[person.id],
            incoming=incoming[person.id],
            trainings=trainings,
            hours=hours,
            leave_days=away[person.id],
            mark=mark,
            note=note,
        )


def person_years(store: Store, year: int) -> tuple[PersonYear, ...]:
    """Give everybody's year by code."""
    with store.reading() as session:
        return tuple(person_years_of(session, year))
