"""The visits that a draw of companions is about: those of the main draw of its occasion."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.core.errors import UserError
from app.core.periods import DrawKind, Period, period_of
from app.core.states import DrawState, VisitState
from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Visit
from app.services.former_codes import DRAWN_CODE

OVER = (VisitState.DONE, VisitState.CANCELLED)


def main_of(session: Session, draw: Draw) -> Draw:
    """Give the draw whose visits a draw of companions is about: the attempt that stood when it was frozen."""
    statement = select(Draw).where(Draw.period == period_of(draw.period).main, Draw.id < draw.id)
    return session.scalars(statement.order_by(Draw.id.desc()).limit(1)).one()


def standing_main(session: Session, period: Period) -> Draw:
    """Give the main draw that stands; UserError where its visits are not opened yet."""
    statement = select(Draw).where(Draw.period == period.main, Draw.state != DrawState.VOID)
    main = session.scalars(statement).first()
    opened = (
        main is not None
        and session.scalars(select(Visit.id).where(Visit.draw_id == main.id).limit(1)).first()
    )
    if main is None or opened is None:
        raise UserError(f"{period.main} 的检查任务还没有生成；先抽取检查对象、生成检查任务，再抽随同人员。")
    return main


def visits_by_unit(session: Session, main: Draw) -> dict[str, list[tuple[Visit, InspectionObject]]]:
    """Give the visits of a draw by the code they were drawn under, in visit order."""
    statement = (
        select(Visit, InspectionObject, DRAWN_CODE)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.draw_id == main.id)
        .options(selectinload(Visit.items))
        .order_by(Visit.position)
    )
    found: dict[str, list[tuple[Visit, InspectionObject]]] = {}
    for visit, target, code in session.execute(statement):
        found.setdefault(code, []).append((visit, target))
    return found


def visits_of(session: Session, draw: Draw) -> list[Visit]:
    """Give the visits that must be over before the salt of a draw is revealed, and none of a void one's.

    Those of a draw of companions are the main draw's: its package names whom they visit.
    """
    if draw.kind != DrawKind.COMPANIONS:
        return list(session.scalars(select(Visit).where(Visit.draw_id == draw.id)))
    if draw.voided_at:
        return []
    return visits_of(session, main_of(session, draw))


def sent_by(session: Session, draw: Draw) -> list[VisitCompanion]:
    """Give who goes along by a draw of companions."""
    statement = select(VisitCompanion).where(VisitCompanion.draw_id == draw.id).order_by(VisitCompanion.id)
    return list(session.scalars(statement))


def begun(visits: Iterable[Visit]) -> bool:
    """Tell whether one of the visits is under way or done."""
    return any(visit.state in (VisitState.DONE, VisitState.RUNNING) for visit in visits)


def take_back_visits(session: Session, draw: Draw) -> None:
    """Undo what a draw led to before it is void: its visits are cancelled, its companions stay at home.

    UserError once a visit is under way or done, or while a draw of companions rests on the visits.
    """
    if draw.kind == DrawKind.COMPANIONS:
        _take_back_companions(session, draw)
        return
    visits = visits_of(session, draw)
    if begun(visits):
        raise UserError(
            "本次抽取已有检查在进行或已完成，不能作废。查不成的单位用“剔除”，去不了的人员用“换人”。"
        )
    for other in session.scalars(_standing_companions(draw)):
        if period_of(other.period).main == draw.period:
            raise UserError(f"为这些检查抽取随同人员的“{other.title}”还有效，请先作废它。")
    for visit in visits:
        visit.state = VisitState.CANCELLED


def _standing_companions(draw: Draw) -> Select[Draw]:
    return select(Draw).where(
        Draw.kind == DrawKind.COMPANIONS, Draw.year == draw.year, Draw.state != DrawState.VOID
    )


def _take_back_companions(session: Session, draw: Draw) -> None:
    sent = sent_by(session, draw)
    if begun(session.get_one(Visit, companion.visit_id) for companion in sent):
        raise UserError("本次抽出的随同人员已有检查在进行或已完成，不能作废。")
    for companion in sent:
        session.delete(companion)
