"""标识到期: marks that have come to their end, or do within some months, as a list and as counts."""

from array import array
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.core.marks import WARN_DAYS
from app.core.states import GONE
from app.models.database import Store
from app.models.living import MarkNote
from app.models.marked import STANDS
from app.models.registry import InspectionObject
from app.services.rows.marks import EndingRow

OVER: Final = "已到期"
SOON: Final = f"{WARN_DAYS} 天内到期"
WHENS: Final = (OVER, SOON)


def ending_ids(store: Store, day: date, whens: Collection[str], marks: Collection[str]) -> "array[int]":
    """Give the ids of the notes of marks that end, the earliest first; ``whens`` and ``marks`` narrow."""
    statement = select(MarkNote.id).join(InspectionObject).where(_ending(day))
    if len({*whens}) == 1:
        over = MarkNote.expires_on < day
        statement = statement.where(over if OVER in whens else ~over)
    if marks:
        statement = statement.where(MarkNote.mark.in_(marks))
    with store.reading() as session:
        return array("q", session.scalars(statement.order_by(MarkNote.expires_on, InspectionObject.code)))


def ending_rows(store: Store, ids: Sequence[int], day: date) -> dict[int, EndingRow]:
    """Give the rows of a page by id."""
    statement = (
        select(MarkNote, InspectionObject.code, InspectionObject.name, InspectionObject.town)
        .join(InspectionObject)
        .where(MarkNote.id.in_(ids))
    )
    with store.reading() as session:
        return {
            note.id: EndingRow(
                id=note.id,
                code=code,
                name=name,
                town=town,
                mark=note.mark,
                source=note.source,
                given_on=note.given_on,
                expires_on=note.expires_on,
                days=(note.expires_on - day).days,
            )
            for note, code, name, town in session.execute(statement)
            if note.expires_on
        }


def marks_ended(session: Session, day: date) -> int:
    """Count the marks that have come to their end and still stand on their objects."""
    statement = select(func.count()).select_from(MarkNote).join(InspectionObject)
    return session.scalars(statement.where(_ending(day), MarkNote.expires_on < day)).one()


def _ending(day: date) -> ColumnElement[bool]:
    """Give the condition that a note's mark stands on its object and ends within the days of warning."""
    return and_(
        MarkNote.expires_on <= day + timedelta(WARN_DAYS),
        STANDS,
        InspectionObject.state.not_in([str(state) for state in GONE]),
    )
