"""Everything the panel shows of one object: fields, strata, visits, history."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Item, Stratum
from app.core.errors import UserError
from app.core.marks import counting
from app.core.policy import weight
from app.core.states import GONE, DrawState, VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.filter import clause_of
from app.models.penalty import Penalty
from app.models.registry import InspectionObject, ObjectChange
from app.models.visit import Visit
from app.services.catalogue import catalogue_of
from app.services.chances import chance_words, chances_of_frame
from app.services.class_suggestions import other_class
from app.services.frame import frame_of
from app.services.last_confirmed import last_confirmed
from app.services.marks import marks_of
from app.services.past_visits import PastVisits, past_visits
from app.services.preview import PER_WORDS
from app.services.registry import fields_of
from app.services.rows.registry import ChangeRow, ObjectDetail, VisitNote
from app.services.state_evidence import evidence_of
from app.services.targeted_list import notes_of
from app.services.visit_items import gravest, standing_items


def _strata(session: Session, found: InspectionObject, year: int, today: date) -> tuple[str, ...]:
    """Name the strata an object stands in, each with its exact chance in one period's draw of today."""
    try:
        catalogue = catalogue_of(session, year)
    except UserError:
        return ()
    past = past_visits(session, year)
    return tuple(
        f"{item.number} {stratum.short_label}{_chance(session, item, stratum, past, found, today)}"
        for item in catalogue.items
        for stratum in item.strata
        if session.scalars(
            select(InspectionObject.id).where(
                InspectionObject.id == found.id, clause_of(stratum.conditions, today)
            ),
        ).first()
    )


def _chance(
    session: Session, item: Item, stratum: Stratum, past: PastVisits, found: InspectionObject, today: date
) -> str:
    """Say how often a draw of the stratum takes the object; nothing where it takes no part or n is typed."""
    if stratum.ratio is None:
        return ""
    apart = bool(found.secrecy_basis)  # the withheld are drawn in a list of their own
    frame = [row for row in frame_of(session, item, stratum, past, today) if row.withheld == apart]
    row = next(row for row in frame if row.code == found.code)
    pool = chances_of_frame(frame, stratum.ratio, stratum.repeat)
    chance = pool.get((row.state, row.weight))
    return f"（{PER_WORDS[stratum.period]}中签机会 {chance_words(chance)}）" if chance is not None else ""


def _visits(session: Session, object_id: int) -> tuple[VisitNote, ...]:
    """Give drawn visits and checks outside the draw, newest first; one not made yet by its draw's day."""
    statement = (
        select(Visit, Draw).join(Draw, Visit.draw_id == Draw.id).where(Visit.object_id == object_id)
    ).order_by(Visit.id.desc())
    notes = [*notes_of(session, object_id)]
    for visit, draw in session.execute(statement):
        when = visit.finished_on.isoformat() if visit.finished_on else draw.title
        result = gravest(item.outcome for item in standing_items(visit))
        reasons = {item.struck_reason for item in visit.items if item.struck_reason}
        why = "、".join(sorted(reasons)) or (DrawState.VOID if draw.voided_at else "")
        what = why if visit.state == VisitState.CANCELLED else result or visit.state
        day = visit.finished_on or datetime.fromisoformat(draw.drawn_at).date()
        notes.append((day, VisitNote(when, what)))
    return tuple(note for _, note in sorted(notes, key=lambda each: each[0], reverse=True))


def _history(session: Session, object_id: int) -> tuple[ChangeRow, ...]:
    statement = (
        select(ObjectChange).where(ObjectChange.object_id == object_id).order_by(ObjectChange.id.desc())
    )
    return tuple(
        ChangeRow(change.at, change.by, change.field, change.before, change.after, change.reason)
        for change in session.scalars(statement)
    )


def _penalties(session: Session, object_id: int) -> tuple[VisitNote, ...]:
    """Give the decisions of penalty against an object, newest first."""
    statement = select(Penalty).where(Penalty.object_id == object_id)
    return tuple(
        VisitNote(each.decided_on.isoformat(), "，".join(filter(None, (each.document, each.measure))))
        for each in session.scalars(statement.order_by(Penalty.decided_on.desc(), Penalty.id.desc()))
    )


def object_detail(store: Store, object_id: int, year: int, today: date) -> ObjectDetail:
    """Give everything of one object."""
    with store.reading() as session:
        item = session.get_one(InspectionObject, object_id)
        marks = marks_of(session, item, today)
        factor, why = weight(counting(item.marks, [row.fields.mark for row in marks if row.over]))
        return ObjectDetail(
            id=item.id,
            code=item.code,
            fields=fields_of(item),
            weight=factor,
            weight_reason=why,
            marks=marks,
            strata=_strata(session, item, year, today),
            visits=_visits(session, object_id),
            history=_history(session, object_id),
            evidence=evidence_of(session, object_id),
            penalties=_penalties(session, object_id),
            confirmed_on=last_confirmed(session, item),
            other_class=("", "") if item.state in GONE else other_class(session, object_id, today),
        )
