"""Visits: opened by a draw, struck, re-staffed; what the draw's log says is carried over to them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.states import VISIT_MOVES, FindingState, VisitState, move
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Visit, VisitItem, VisitSeat
from app.sampling import Refused, Replay, Staffing, Strike, Substitute, digest
from app.sampling.staffing import visit_order
from app.services import draw_log, log
from app.services.draw import code_of, get_draw
from app.services.replayed import people_of, performed, replayed, units_of
from app.services.rows.office import Act

EVERY_ITEM: Final = "*"
NOBODY: Final = "-"
_OVER: Final = (VisitState.DONE, VisitState.CANCELLED)


def _strata_of(state: Replay, unit: str, item: str) -> tuple[str, ...]:
    return tuple(stratum.code for stratum in state.strata if stratum.item == item and unit in stratum.picks)


def _open(session: Session, draw: Draw, state: Replay, target: InspectionObject, position: int) -> Visit:
    visit = Visit(
        draw_id=draw.id,
        object_id=target.id,
        year=draw.year,
        position=position,
        state=VisitState.DUE,
        due_on=draw.due_on,
        finding_state=FindingState.EMPTY,
        items=[
            VisitItem(item=item, strata=_strata_of(state, target.code, item))
            for item in state.visits[target.code].items
        ],
    )
    session.add(visit)
    return visit


def _seat(visit: Visit, skills: Sequence[str], members: Sequence[str], ids: dict[str, int]) -> None:
    by_number = {seat.number: seat for seat in visit.seats}
    for number, (skill, member) in enumerate(zip(skills, members, strict=True), 1):
        seat = by_number.get(number)
        if seat is None:
            seat = VisitSeat(number=number, skill=skill)
            visit.seats.append(seat)
        seat.inspector_id = ids.get(member)
    if visit.state not in _OVER and visit.state != VisitState.RUNNING:
        visit.state = VisitState.UNSTAFFED if NOBODY in members else VisitState.DUE


def _reopen(visit: Visit) -> None:
    """Send a finished visit out again for an item that joined it; nothing unseen may be called inspected.

    What was found for the other items stays; the whole is entered, reviewed and made public anew.
    """
    visit.state = move(VISIT_MOVES, VisitState(visit.state), VisitState.DUE, "检查任务")
    visit.finding_state = FindingState.EMPTY
    visit.finished_on = visit.disclosed_on = None
    visit.reviewed_by = visit.withheld_basis = visit.platform = ""


def _take_items(visit: Visit, state: Replay, unit: str, reason: str) -> None:
    wanted = set(state.visits[unit].items)
    known = {item.item: item for item in visit.items}
    joining = sorted(wanted - known.keys())
    if joining and visit.state == VisitState.DONE:
        _reopen(visit)
    for code in joining:
        visit.items.append(VisitItem(item=code, strata=_strata_of(state, unit, code)))
    for code, item in known.items():
        if code not in wanted and not item.struck_reason:
            item.struck_reason = reason


def settle(session: Session, draw: Draw, reason: str) -> None:
    """Make the visits of a draw agree with its log: cancel, open, join and seat."""
    frozen, _ = performed(draw)
    state = replayed(session, draw)
    units = units_of(session, frozen)
    ids = {alias: person.id for alias, person in people_of(session, draw).items()}
    visits = {
        visit.object_id: visit for visit in session.scalars(select(Visit).where(Visit.draw_id == draw.id))
    }
    codes = {item.id: code for code, item in units.items()}
    for object_id, visit in visits.items():
        if codes[object_id] in state.visits:
            _take_items(visit, state, codes[object_id], reason)
        elif visit.state not in _OVER:
            visit.state = VisitState.CANCELLED
            for item in visit.items:
                item.struck_reason = item.struck_reason or reason
    teams, skills = state.teams_after(), state.seats_after()
    last = max((visit.position for visit in visits.values()), default=0)
    opened = [code for code in state.visits if units[code].id not in visits]
    for unit in visit_order(draw.seed, opened):
        last += 1
        visits[units[unit].id] = _open(session, draw, state, units[unit], last)
    for unit, members in teams.items():
        _seat(visits[units[unit].id], skills[unit], members, ids)


def open_visits(store: Store, draw_id: int, act: Act) -> int:
    """Open one visit for each unit drawn and give their number; refused where the seats cannot be filled."""
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        if not draw.result_digest or draw.voided_at:
            raise UserError("本次抽取还没有结果，不能生成检查任务。")
        _, result = performed(draw)
        if not isinstance(result.staffing, Staffing):
            raise UserError("人员派不齐，不能生成检查任务。请作废本次抽取，增加人员后重抽。")
        count = select(func.count()).select_from(Visit).where(Visit.draw_id == draw_id)
        if session.scalars(count).one():
            raise UserError("本次抽取的检查任务已经生成。")
        settle(session, draw, "")
        opened = session.scalars(count).one()
        log.record(session, act, "生成检查任务", f"{draw.period}：{opened} 次")
        return opened


def _visit_and_draw(session: Session, visit_id: int) -> tuple[Visit, Draw, str]:
    visit = session.get_one(Visit, visit_id)
    draw = session.get_one(Draw, visit.draw_id)
    return visit, draw, session.get_one(InspectionObject, visit.object_id).code


def strike_in(session: Session, visit: Visit, item: str, reason: str, proof: bytes, act: Act) -> None:
    """Strike a unit off, for one item or for all (``*``), inside a transaction (draw-spec.md §5)."""
    draw = session.get_one(Draw, visit.draw_id)
    unit = session.get_one(InspectionObject, visit.object_id).code
    evidence = digest(proof) if proof else NOBODY
    entry = Strike(draw.digest, item, unit, reason.strip(), evidence, act.stamp, code_of(act))
    draw_log.add(session, entry, draw.period)
    settle(session, draw, reason.strip())
    log.record(
        session, act, "剔除", f"{draw.period} {unit} {'' if item == EVERY_ITEM else item}：{reason.strip()}"
    )


def strike(store: Store, visit_id: int, reason: str, proof: bytes, act: Act) -> None:
    """Strike the unit of a visit that is not over off all its items; the next reserve takes its place."""
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        if visit.state in _OVER:
            raise UserError(f"这次检查{visit.state}，不能再剔除。")
        strike_in(session, visit, EVERY_ITEM, reason, proof, act)


def candidate(store: Store, visit_id: int, seat: int) -> str:
    """Name the only one who may take a seat now, or nothing where there is nobody (draw-spec.md §6)."""
    with store.reading() as session:
        _, draw, unit = _visit_and_draw(session, visit_id)
        alias = replayed(session, draw).candidate(unit, seat)
        person = people_of(session, draw).get(alias)
        return person.name if person else ""


def substitute(store: Store, visit_id: int, seat: int, reason: str, act: Act) -> str:
    """Let the first in turn take a seat and give his name, or nothing where there is nobody."""
    with store.writing() as session:
        visit, draw, unit = _visit_and_draw(session, visit_id)
        if visit.state in _OVER:
            raise UserError(f"这次检查{visit.state}，不能再换人。")
        state = replayed(session, draw)
        try:
            incoming = state.candidate(unit, seat)
        except Refused as refused:
            raise UserError(f"{refused.reason}。") from refused
        out = state.teams_after()[unit][seat - 1]
        entry = Substitute(draw.digest, unit, seat, out, incoming, reason.strip(), act.stamp, code_of(act))
        draw_log.add(session, entry, draw.period)
        settle(session, draw, reason.strip())
        person = people_of(session, draw).get(incoming)
        log.record(session, act, "换人", f"{draw.period} {unit} 第 {seat} 席：{reason.strip()}")
        return person.name if person else ""


def start(store: Store, visit_id: int, act: Act) -> None:
    """Mark a visit as under way."""
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        if visit.state != VisitState.DUE:
            raise UserError(f"这次检查{visit.state}，不能开始。")
        visit.state = VisitState.RUNNING
        log.record(session, act, "开始检查", f"任务 {visit.id}")


def overdue(session: Session, today: date) -> int:
    """How many visits have passed their time limit."""
    statement = select(func.count()).select_from(Visit).where(Visit.due_on < today, Visit.state.not_in(_OVER))
    return session.scalars(statement).one()
