"""A list that agrees with the registry: nothing is to be written, but its objects are known to stand so."""

from datetime import date

from sqlalchemy import Table, func, or_, select

from app.core.errors import UserError
from app.core.slices import slices_of
from app.models.base import Base
from app.models.database import Store
from app.models.registry import InspectionObject
from app.services import log
from app.services.confirmations import mark_confirmed
from app.services.edits import Edit
from app.services.import_preview import ImportPreview
from app.services.rows.intake import Choice
from app.services.rows.office import Act

_OBJECTS: Table = Base.metadata.tables[InspectionObject.__tablename__]


def unconfirmed(store: Store, preview: ImportPreview, day: date) -> int:
    """Count the objects that a list names and nobody confirmed on a day or later."""
    kept = _OBJECTS.c.confirmed_on
    count = select(func.count()).select_from(_OBJECTS).where(or_(kept.is_(None), kept < day))
    with store.reading() as session:
        slices = slices_of(_named(preview))
        return sum(session.scalars(count.where(_OBJECTS.c.id.in_(some))).one() for some in slices)


def confirm_by_list(store: Store, preview: ImportPreview, act: Act) -> Edit:
    """Mark all objects that a list names as verified today, in one act.

    UserError where the registry changed since the list was put beside it.
    """
    with store.reading() as session:
        if preview.comparison is None or preview.comparison.as_of != log.last(session):
            raise UserError("名录库在看结果以后又改动过，还没有写入；请重新读取文件，再看一遍结果。")
    return mark_confirmed(store, _named(preview), act.day, act, f"（按 {preview.path.name}）")


def _named(preview: ImportPreview) -> list[int]:
    """Give the ids of the objects that the rows are, by themselves or as the clerk decided."""
    standing = preview.standing
    said = (standing.decision(place) for place in standing.doubts)
    sure = preview.comparison.sure.values() if preview.comparison else ()
    return sorted({*sure, *(decision.id for decision in said if decision.choice is Choice.SAME)})
