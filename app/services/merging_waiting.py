"""Draws that forbid a merge for now: their list is frozen, and what comes of it is not settled yet."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import DrawState
from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.visit import Visit
from app.sampling import parse
from app.services.replayed import performed


def drawn_soon(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Give those of the codes that stand in a draw whose visits are not opened yet, with its title."""
    wanted = set(codes)
    found: dict[str, str] = {}
    for draw in _waiting(session):
        for code in wanted & _codes_in(draw):
            found.setdefault(code, draw.title)
    return found


def _waiting(session: Session) -> Iterator[Draw]:
    states = (DrawState.FROZEN, DrawState.SEEDED, DrawState.DRAWN)
    statement = select(Draw).where(Draw.state.in_(states), Draw.voided_at == "").order_by(Draw.id)
    return (draw for draw in session.scalars(statement) if not _settled(session, draw))


def _settled(session: Session, draw: Draw) -> bool:
    """Tell whether a draw was performed and all that it drew has become visits or turns."""
    if not draw.result_digest:
        return False
    if draw.kind == DrawKind.COMPANIONS:
        sent = select(VisitCompanion.id).where(VisitCompanion.draw_id == draw.id).limit(1)
        picked = any(stratum.picks for stratum in performed(draw)[1].strata)
        return not picked or session.scalars(sent).first() is not None
    opened = select(Visit.id).where(Visit.draw_id == draw.id).limit(1)
    return session.scalars(opened).first() is not None or not performed(draw)[1].visits


def _codes_in(draw: Draw) -> set[str]:
    frozen = parse(draw.frozen)
    if draw.kind == DrawKind.COMPANIONS:
        return {stratum.code for stratum in frozen.strata}  # a stratum is a visit, by its object's code
    return set(frozen.units)
