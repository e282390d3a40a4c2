"""Who goes along with a visit: picked with a reason, or drawn; never in a seat (domain.md §2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind
from app.core.states import DrawState
from app.models.companion import VisitCompanion
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import Auxiliary, InspectionObject
from app.models.visit import Visit
from app.sampling import parse
from app.services import log
from app.services.auxiliaries import row_of
from app.services.companion_visits import OVER, main_of
from app.services.former_codes import drawn_code
from app.services.rows.auxiliary import AuxiliaryRow, AuxiliaryState
from app.services.rows.companion import Chosen
from app.services.rows.office import Act


def choosable(store: Store, visit_id: int) -> tuple[AuxiliaryRow, ...]:
    """Give who may be picked to go along with a visit: available, not going already, not left to a draw."""
    with store.reading() as session:
        visit = session.get_one(Visit, visit_id)
        there = select(VisitCompanion.auxiliary_id).where(VisitCompanion.visit_id == visit_id)
        barred = set(session.scalars(there))
        drawn = _drawable(session, visit)
        ready = select(Auxiliary).where(Auxiliary.state == AuxiliaryState.READY).order_by(Auxiliary.code)
        return tuple(
            row_of(person)
            for person in session.scalars(ready)
            if person.id not in barred and person.code not in drawn
        )


def choose(store: Store, visit_id: int, auxiliary_id: int, reason: str, act: Act) -> None:
    """Let somebody go along with a visit that is not over, with the reason; no seat is touched."""
    if not reason.strip():
        raise UserError("挑选随同人员要写明理由，例如“需要现场采样监测”。")
    with store.writing() as session:
        visit, person = session.get_one(Visit, visit_id), session.get_one(Auxiliary, auxiliary_id)
        _require_open(visit)
        if person.state != AuxiliaryState.READY:
            raise UserError(f"“{person.name}”已经{person.state}，不能挑选。")
        there = select(VisitCompanion).where(
            VisitCompanion.visit_id == visit_id, VisitCompanion.auxiliary_id == auxiliary_id
        )
        if session.scalars(there).first() is not None:
            raise UserError(f"“{person.name}”已经随同这次检查。")
        if title := _drawable(session, visit).get(person.code):
            raise UserError(f"“{person.name}”已列入“{title}”的待抽名单，去不去由抽取决定，不能另行挑选。")
        session.add(
            VisitCompanion(
                visit_id=visit_id,
                auxiliary_id=auxiliary_id,
                chosen=Chosen.PICKED,
                reason=reason.strip(),
                draw_id=None,
            )
        )
        log.record(session, act, "挑选随同人员", _told(session, visit, person, reason))


def take_back(store: Store, companion_id: int, reason: str, act: Act) -> None:
    """Let one who was picked not go along after all, with the reason; the log keeps both."""
    if not reason.strip():
        raise UserError("撤回随同人员要写明理由。")
    with store.writing() as session:
        companion = session.get_one(VisitCompanion, companion_id)
        visit = session.get_one(Visit, companion.visit_id)
        _require_open(visit)
        person = session.get_one(Auxiliary, companion.auxiliary_id)
        if companion.draw_id is not None:
            raise UserError(f"“{person.name}”是抽取的，不能撤回；去不了的请剔除，由下一位递补。")
        session.delete(companion)
        log.record(session, act, "撤回随同人员", _told(session, visit, person, reason))


def _require_open(visit: Visit) -> None:
    if visit.state in OVER:
        raise UserError(f"这次检查{visit.state}，不能再改动随同人员。")


def _drawable(session: Session, visit: Visit) -> dict[str, str]:
    """Give the codes that a standing draw of companions decides on for a visit, with the draw's title."""
    unit = drawn_code(session, visit)
    statement = select(Draw).where(
        Draw.kind == DrawKind.COMPANIONS, Draw.year == visit.year, Draw.state != DrawState.VOID
    )
    return {
        code: draw.title
        for draw in session.scalars(statement)
        if main_of(session, draw).id == visit.draw_id and not _sent_elsewhere(session, draw, visit)
        for stratum in parse(draw.frozen).strata
        if stratum.code == unit
        for code in stratum.frame.units
    }


def _sent_elsewhere(session: Session, draw: Draw, visit: Visit) -> bool:
    """Tell whether a draw was about an earlier going-out to the object, and so decides on no later one."""
    statement = (
        select(VisitCompanion.id)
        .join(Visit, VisitCompanion.visit_id == Visit.id)
        .where(
            VisitCompanion.draw_id == draw.id,
            Visit.object_id == visit.object_id,
            Visit.drawn_as == visit.drawn_as,
            Visit.id != visit.id,
        )
    )
    return session.scalars(statement.limit(1)).first() is not None


def _told(session: Session, visit: Visit, person: Auxiliary, reason: str) -> str:
    target = session.get_one(InspectionObject, visit.object_id)
    return f"{target.code} {target.name}：{person.code} {person.name}，{reason.strip()}"
