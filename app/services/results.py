"""Results of visits: entered, reviewed, released (domain.md §5, rule 9)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.states import (
    ENDING_REFUSAL,
    FINDING_MOVES,
    PUBLIC_WORDINGS,
    STRIKING_OUTCOMES,
    VISIT_MOVES,
    FindingState,
    Outcome,
    VisitState,
    move,
)
from app.models.database import Store
from app.models.draw import Draw
from app.models.visit import Visit
from app.services import log
from app.services.review_notes import record_refusal, was_refused
from app.services.rows.office import Act
from app.services.rows.visit import ItemResult, VisitEntry
from app.services.visit_items import gravest, standing_items
from app.services.visits import EVERY_ITEM, strike_in
from app.services.withheld import require_nameable

_ENDED: Final = (VisitState.DONE, VisitState.CANCELLED)


def _check_day(drawn_at: str, entry: VisitEntry, act: Act) -> None:
    """Refuse a day the visit cannot have been made on: the deadline for disclosure counts from it."""
    if entry.finished_on > act.day:
        raise UserError(f"检查日期 {entry.finished_on} 还没有到，请填实际检查的日期。")
    drawn = datetime.fromisoformat(drawn_at).date()
    if entry.finished_on < drawn:
        raise UserError(f"检查日期 {entry.finished_on} 早于抽取日期 {drawn}，请填实际检查的日期。")


def _checked(visit: Visit, entry: VisitEntry) -> None:
    if visit.state not in _ENDED and any(seat.inspector_id is None for seat in visit.seats):
        raise UserError(
            "这次检查的席位有空缺，检查人员不足，不能录入结果。请先“换人”补齐；"
            "没有人可派、单位也查不成的，用“剔除”写明原因。"
        )
    if visit.state not in (VisitState.DUE, VisitState.RUNNING):
        raise UserError(f"这次检查{visit.state}，不能录入结果。")
    _require_complete(visit, entry)


def _require_complete(visit: Visit, entry: VisitEntry) -> None:
    missing = [item.item for item in standing_items(visit) if item.item not in entry.results]
    if missing:
        raise UserError(
            f"还有 {len(missing)} 个事项没有结果：{'、'.join(code.split('-')[1] for code in missing)}。"
        )
    for result in entry.results.values():
        _check_result(result)


def _check_result(result: ItemResult) -> None:
    if result.outcome not in set(Outcome):
        raise UserError(f"检查结果“{result.outcome}”不在可选的结果里。")
    if result.outcome == Outcome.CORRECTED and not result.measures.strip():
        raise UserError("选了“发现问题已责令整改”，请写明问题和整改要求。")
    if result.outcome == Outcome.CASE and not result.measures.strip():
        raise UserError("选了“发现违法行为已立案调查”，请写明违法行为和立案情况。")


def _check_refused(session: Session, visit: Visit, outcomes: Collection[str]) -> None:
    """Hold a visit that was ever refused open until one of the last two wordings ends it.

    That it was refused is read from the log of acts: the items hold only what was entered last, and a result
    that is sent back is entered once more.
    """
    if Outcome.REFUSED in outcomes or not was_refused(session, visit.id):
        return
    if gravest(outcomes) not in ENDING_REFUSAL:
        words = "或".join(f"“{word}”" for word in ENDING_REFUSAL)
        raise UserError(f"这次检查记过不配合检查，须以{words}结束。")


def _write(visit: Visit, entry: VisitEntry) -> None:
    for item in standing_items(visit):
        result = entry.results[item.item]
        item.outcome, item.measures, item.mend_by = result.outcome, result.measures.strip(), result.mend_by
    visit.remark = entry.remark.strip()


def enter(store: Store, visit_id: int, entry: VisitEntry, act: Act) -> None:
    """Enter what was found; the visit is over unless an outcome strikes it or keeps it open.

    已关闭、搬迁、无法联系、停产 strike the unit, and the next reserve takes its place; 不涉及本事项 strikes
    one item; 不配合检查 keeps the visit open until it ends in one of the last two public wordings.
    """
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        _checked(visit, entry)
        _check_day(session.get_one(Draw, visit.draw_id).drawn_at, entry, act)
        outcomes = [entry.results[item.item].outcome for item in standing_items(visit)]
        _check_refused(session, visit, outcomes)
        striking = next((outcome for outcome in outcomes if outcome in STRIKING_OUTCOMES), None)
        _write(visit, entry)
        if striking:
            strike_in(session, visit, EVERY_ITEM, striking, b"", act)
            return
        if Outcome.REFUSED in outcomes:
            if visit.state != VisitState.RUNNING:
                visit.state = move(VISIT_MOVES, VisitState(visit.state), VisitState.RUNNING, "这次检查")
            record_refusal(session, visit.id, act)
            return
        _finish(session, visit, entry, act)


def _finish(session: Session, visit: Visit, entry: VisitEntry, act: Act) -> None:
    for item in standing_items(visit):
        if item.outcome == Outcome.NOT_APPLICABLE:
            strike_in(session, visit, item.item, str(Outcome.NOT_APPLICABLE), b"", act)
    if visit.state == VisitState.CANCELLED:
        return
    visit.state = move(VISIT_MOVES, VisitState(visit.state), VisitState.DONE, "这次检查")
    visit.finished_on = entry.finished_on
    visit.finding_state = move(
        FINDING_MOVES,
        FindingState(visit.finding_state),
        FindingState.REVIEWING,
        "检查结果",
    )
    log.record(session, act, "录入结果", f"任务 {visit.id}：{gravest(item.outcome for item in visit.items)}")


def _to(session: Session, visit_id: int, then: FindingState) -> Visit:
    visit = session.get_one(Visit, visit_id)
    visit.finding_state = move(FINDING_MOVES, FindingState(visit.finding_state), then, "检查结果")
    return visit


def approve(store: Store, visit_id: int, act: Act) -> None:
    """Release a reviewed result for disclosure; that of a withheld object is refused."""
    with store.writing() as session:
        visit = _to(session, visit_id, FindingState.READY)
        require_nameable(session, visit)
        visit.reviewed_by = act.by
        log.record(session, act, "审核通过", f"任务 {visit.id}")


def send_back(store: Store, visit_id: int, reason: str, act: Act) -> None:
    """Send a result back to be entered again."""
    if not reason.strip():
        raise UserError("退回要写明原因。")
    with store.writing() as session:
        visit = _to(session, visit_id, FindingState.RETURNED)
        log.record(session, act, "退回结果", f"任务 {visit.id}：{reason.strip()}")


def correct(store: Store, visit_id: int, entry: VisitEntry, act: Act) -> None:
    """Enter a returned result again."""
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        _require_complete(visit, entry)
        _check_day(session.get_one(Draw, visit.draw_id).drawn_at, entry, act)
        for result in entry.results.values():
            if result.outcome not in PUBLIC_WORDINGS:
                raise UserError("重新录入的结果须是三种公开结果之一。")
        _check_refused(session, visit, [result.outcome for result in entry.results.values()])
        _to(session, visit_id, FindingState.REVIEWING)
        _write(visit, entry)
        visit.finished_on = entry.finished_on
        log.record(session, act, "重新录入结果", f"任务 {visit.id}")


def withhold(store: Store, visit_id: int, basis: str, act: Act) -> None:
    """Keep a result from the public for secrecy, national or public security, with the basis recorded."""
    if not basis.strip():
        raise UserError("不予公开要写明依据（保密、国家安全或公共安全）。")
    with store.writing() as session:
        visit = _to(session, visit_id, FindingState.WITHHELD)
        visit.withheld_basis = basis.strip()
        log.record(session, act, "不予公开", f"任务 {visit.id}：{basis.strip()}")
