"""Objects that a visit found closed, moved, stopped or nowhere, and that the registry holds to be at work."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import OUT_OF_POPULATION, STRIKING_OUTCOMES, VisitState
from app.models.draw import Draw
from app.models.draw_record import DrawEntry
from app.models.registry import InspectionObject
from app.models.visit import Visit
from app.services.last_confirmed import last_confirmed

_GONE: Final = ("关闭", *STRIKING_OUTCOMES)
"""How the reason of a strike begins that says the object is not at work: by the form, or by the result."""


def registry_behind(session: Session, year: int) -> tuple[InspectionObject, ...]:
    """Give the objects struck off in a year whose state nobody has looked after since, by code.

    They would be drawn again. Whoever changed the state or confirmed the line since has decided.
    """
    days = _struck(session, year)
    if not days:
        return ()
    statement = (
        select(InspectionObject, Visit.drawn_as)
        .join(Visit, Visit.object_id == InspectionObject.id)
        .where(Visit.year == year, Visit.state == VisitState.CANCELLED)
    )
    found = {
        item.code: item
        for item, drawn_as in session.execute(statement)
        if (day := days.get(drawn_as or item.code)) is not None and _is_behind(session, item, day)
    }
    return tuple(found[code] for code in sorted(found))


def _struck(session: Session, year: int) -> dict[str, date]:
    """Give the last day on which each unit was struck off because it is not at work.

    Reads the fields of a strike (draw-spec.md §7) itself: the first page does without the draw's modules.
    """
    statement = (
        select(DrawEntry.payload)
        .join(Draw, Draw.digest == DrawEntry.digest)
        .where(DrawEntry.kind == "strike", Draw.year == year, Draw.kind != DrawKind.COMPANIONS)
        .order_by(DrawEntry.n)
    )
    days: dict[str, date] = {}
    for payload in session.scalars(statement):
        _kind, _digest, _item, unit, reason, _proof, at, _by = payload.rstrip("\n").split("|")
        if reason.startswith(_GONE):
            days[unit] = datetime.fromisoformat(at).date()
    return days


def _is_behind(session: Session, item: InspectionObject, struck_on: date) -> bool:
    if item.state in OUT_OF_POPULATION or (item.state_since and item.state_since >= struck_on):
        return False
    confirmed = last_confirmed(session, item)
    return confirmed is None or confirmed < struck_on
