"""Which marks stand on an object and count on a day, as SQL; one past its last day answers nothing more."""

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal, select, type_coerce

from app.models.base import SEPARATOR
from app.models.living import MarkNote
from app.models.registry import InspectionObject

STANDS: Final[ColumnElement[bool]] = cast(InspectionObject.marks, Text).contains(
    SEPARATOR + MarkNote.__table__.c.mark + SEPARATOR
)
"""Whether the mark that a note speaks of stands on its object, in a statement that joins both."""


def ended(mark: str, day: date) -> ColumnElement[bool]:
    """Give the condition that what is known of an object's mark ends it before a day."""
    over = select(MarkNote.object_id).where(MarkNote.mark == mark, MarkNote.expires_on < day)
    return InspectionObject.id.in_(over)


def counts_any(day: date) -> ColumnElement[bool]:
    """Give the condition that an object bears a mark that counts on a day: more marks than have ended.

    What is known of a mark that was taken away stays behind; it ends none that is borne.
    """
    borne = type_coerce(InspectionObject.marks, Text)
    bare = func.replace(borne, SEPARATOR, literal(""))
    over = (
        select(func.count())
        .where(
            MarkNote.object_id == InspectionObject.id,
            MarkNote.expires_on < day,
            func.replace(borne, SEPARATOR + MarkNote.mark + SEPARATOR, literal("")) != borne,
        )
        .correlate(InspectionObject)
        .scalar_subquery()
    )
    return and_(borne != "", func.length(borne) - func.length(bare) - 1 > over)
