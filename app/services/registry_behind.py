"""Objects that a visit found closed, moved, stopped or nowhere, and that the registry holds to be at work."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import OUT_OF_POPULATION, STRIKING_OUTCOMES
from app.models.draw import Draw
from app.models.draw_record import DrawEntry
from app.models.registry import InspectionObject
from app.sampling import Strike, entry_of
from app.services.confirmations import last_confirmed
from app.services.replayed import objects_by_code

_GONE: Final = ("关闭", *STRIKING_OUTCOMES)
"""How the reason of a strike begins that says the object is not at work: by the form, or by the result."""


def registry_behind(session: Session, year: int) -> tuple[InspectionObject, ...]:
    """Give the objects struck off in a year whose state nobody has looked after since, by code.

    They would be drawn again. Whoever changed the state or confirmed the line since has decided.
    """
    days = _struck(session, year)
    found = {one.id: days[code] for code, one in objects_by_code(session, days).items()}
    objects = (session.get_one(InspectionObject, object_id) for object_id in found)
    behind = [item for item in objects if _is_behind(session, item, found[item.id])]
    return tuple(sorted(behind, key=lambda item: item.code))


def _struck(session: Session, year: int) -> dict[str, date]:
    """Give the last day on which each unit was struck off because it is not at work."""
    statement = (
        select(DrawEntry.payload)
        .join(Draw, Draw.digest == DrawEntry.digest)
        .where(DrawEntry.kind == Strike.kind, Draw.year == year, Draw.kind != DrawKind.COMPANIONS)
        .order_by(DrawEntry.n)
    )
    days: dict[str, date] = {}
    for payload in session.scalars(statement):
        entry = entry_of(payload.encode())
        if isinstance(entry, Strike) and entry.reason.startswith(_GONE):
            days[entry.unit] = datetime.fromisoformat(entry.at).date()
    return days


def _is_behind(session: Session, item: InspectionObject, struck_on: date) -> bool:
    if item.state in OUT_OF_POPULATION or (item.state_since and item.state_since >= struck_on):
        return False
    confirmed = last_confirmed(session, item)
    return confirmed is None or confirmed < struck_on
