"""Visits: opened by a draw, struck, re-staffed; what the draw's log says is carried over to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind, short
from app.core.states import VISIT_MOVES, FindingState, VisitState, move
from app.models.database import Store
from app.models.draw import Draw
from app.models.visit import Visit, VisitItem, VisitSeat
from app.sampling import Refused, Replay, Shortage, Staffing, Strike, Substitute, digest
from app.sampling.staffing import visit_order
from app.services import draw_log, log
from app.services.companion_draw import send
from app.services.draw import get_draw
from app.services.former_codes import drawn_code
from app.services.people import code_of
from app.services.replayed import DrawnObject, people_of, performed, replayed, units_of
from app.services.rows.office import Act
from app.services.rows.visit import Successor
from app.services.substitution import Turn, first_back, turns

EVERY_ITEM: Final = "*"
NOBODY: Final = "-"
_OVER: Final = (VisitState.DONE, VisitState.CANCELLED)


def _strata_of(state: Replay, unit: str, item: str) -> tuple[str, ...]:
    return tuple(stratum.code for stratum in state.strata if stratum.item == item and unit in stratum.picks)


def _open(draw: Draw, target: DrawnObject, position: int) -> Visit:
    return Visit(
        draw_id=draw.id,
        object_id=target.id,
        year=draw.year,
        position=position,
        state=VisitState.DUE,
        due_on=draw.due_on,
        finding_state=FindingState.EMPTY,
        drawn_as=target.drawn_as,
    )


def _seat(visit: Visit, skills: Sequence[str], members: Sequence[str], ids: dict[str, int]) -> None:
    by_number = {seat.number: seat for seat in visit.seats}
    for number, (skill, member) in enumerate(zip(skills, members, strict=True), 1):
        seat = by_number.get(number)
        if seat is None:
            seat = VisitSeat(number=number, skill=skill)
            visit.seats.append(seat)
        seat.inspector_id = ids.get(member)
    if visit.state != VisitState.RUNNING:
        visit.state = VisitState.UNSTAFFED if NOBODY in members else VisitState.DUE


def _drop(visit: Visit, wanted: Collection[str], reason: str) -> None:
    """Strike the items that are no longer wanted; a visit that loses its last is cancelled."""
    for item in visit.items:
        if item.item not in wanted and not item.struck_reason:
            item.struck_reason = reason
    if all(item.struck_reason for item in visit.items):
        visit.state = VisitState.CANCELLED


def _not_over(visits: Iterable[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.state not in _OVER]


def _held(visits: Iterable[Visit]) -> dict[str, VisitItem]:
    return {item.item: item for visit in visits for item in visit.items if not item.struck_reason}


def settle(session: Session, draw: Draw, reason: str) -> None:
    """Make the visits of a draw agree with its log: cancel, open, join and seat.

    A visit that is over keeps its items and its team: an item that a strike brings to its unit afterwards is
    inspected on a second going-out.
    """
    frozen, _ = performed(draw)
    state = replayed(session, draw)
    units = units_of(session, frozen)
    ids = {alias: person.id for alias, person in people_of(session, draw).items()}
    codes = {(item.id, item.drawn_as): code for code, item in units.items()}
    known = list(session.scalars(select(Visit).where(Visit.draw_id == draw.id).order_by(Visit.position)))
    visits: dict[str, list[Visit]] = defaultdict(list)
    for visit in known:
        visits[codes[visit.object_id, visit.drawn_as]].append(visit)
    for unit, those in visits.items():
        wanted = state.visits[unit].items if unit in state.visits else ()
        for visit in _not_over(those):
            _drop(visit, wanted, reason)
    last = max((visit.position for visit in known), default=0)
    teams, skills = state.teams_after(), state.seats_after()
    for unit in visit_order(draw.seed, list(state.visits)):
        held = _held(visits[unit])
        missing = [item for item in state.visits[unit].items if item not in held]
        if missing and not _not_over(visits[unit]):
            last += 1
            visits[unit].append(_open(draw, units[unit], last))
            session.add(visits[unit][-1])
        for visit in _not_over(visits[unit]):
            visit.items += [VisitItem(item=item) for item in missing]
            _seat(visit, skills[unit], teams[unit], ids)
        for item in _held(visits[unit]).values():
            item.strata = _strata_of(state, unit, item.item)


def _lack(shortage: Shortage | None) -> str:
    if shortage is None:
        return "没有一名可派的持证人员"
    return (
        f"{len(shortage.visits)} 家共需 {shortage.seats_needed} 人次，可派 {len(shortage.inspectors)} 人，"
        f"最多 {shortage.seats_available} 人次"
    )


def open_visits(store: Store, draw_id: int, act: Act) -> int:
    """Open one visit for each unit drawn and give their number; refused where the seats cannot be filled.

    Companions that were drawn join the visits there are; their turns are counted.
    """
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        if not draw.result_digest or draw.voided_at:
            why = "已作废" if draw.voided_at else "还没有结果"
            raise UserError(f"本次抽取{why}，不能生成检查任务。")
        if draw.kind == DrawKind.COMPANIONS:
            return send(session, draw, act)
        _, result = performed(draw)
        if not isinstance(result.staffing, Staffing):
            why = _lack(result.staffing)
            raise UserError(f"人员派不齐：{why}。不能生成检查任务，请作废本次抽取，增加人员后重抽。")
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
    return visit, draw, drawn_code(session, visit)


def _scope(session: Session, visit: Visit, item: str) -> tuple[str, ...]:
    """Give the items to strike: all (``*``), unless the unit's other items were already inspected."""
    done = select(Visit.id).where(
        Visit.draw_id == visit.draw_id,
        Visit.object_id == visit.object_id,
        Visit.drawn_as == visit.drawn_as,
        Visit.state == VisitState.DONE,
    )
    if item != EVERY_ITEM or session.scalars(done).first() is None:
        return (item,)
    return tuple(kept.item for kept in visit.items if not kept.struck_reason)


def strike_in(session: Session, visit: Visit, item: str, reason: str, proof: bytes, act: Act) -> None:
    """Strike a unit off, for one item or for all (``*``), inside a transaction (draw-spec.md §5).

    What was already inspected on an earlier going-out of the same draw stands.
    """
    draw = session.get_one(Draw, visit.draw_id)
    unit = drawn_code(session, visit)
    evidence = digest(proof) if proof else NOBODY
    for one in _scope(session, visit, item):
        entry = Strike(draw.digest, one, unit, reason.strip(), evidence, act.stamp, code_of(session, act.by))
        draw_log.add(session, entry, draw.period)
    settle(session, draw, reason.strip())
    which = unit if item == EVERY_ITEM else f"{unit} {item}"
    log.record(session, act, "剔除", f"{draw.period} {which}：{reason.strip()}")


def strike(store: Store, visit_id: int, reason: str, proof: bytes, act: Act) -> None:
    """Strike the unit of a visit that is not over off all its items; the next reserve takes its place."""
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        if visit.state in _OVER:
            raise UserError(f"这次检查{visit.state}，不能再剔除。")
        strike_in(session, visit, EVERY_ITEM, reason, proof, act)


def candidate(store: Store, visit_id: int, seat: int, act: Act) -> Successor:
    """Say who may take a seat now and who comes before him but cannot go (draw-spec.md §6)."""
    with store.reading() as session:
        visit, _, unit = _visit_and_draw(session, visit_id)
        steps = _turns(session, visit, unit, seat, act)
        passed = tuple(f"{step.person.name}（{step.why}）" for step in steps[:-1] if step.person)
        name = steps[-1].person.name if steps[-1].person else ""
        return Successor(name, passed, first_back(session, visit, steps, act.day))


def _turns(session: Session, visit: Visit, unit: str, seat: int, act: Act) -> tuple[Turn, ...]:
    if visit.state in _OVER:
        raise UserError(f"这次检查{visit.state}，不能再换人。")
    try:
        return turns(session, visit, unit, seat, act)
    except Refused as refused:
        raise UserError(f"{refused.reason}。") from refused


def substitute(store: Store, visit_id: int, seat: int, reason: str, head: str, act: Act) -> str:
    """Let the first in turn who can go take a seat and give his name, or nothing where there is nobody.

    A recusal is decided by the head (domain.md §5, rule 3), whose code stands in the draw log; he may not
    name another than the first (draw-spec.md §6). Who comes first and is on leave, holds no valid
    certificate any more or was kept from the object since stands in the log between the two, with that as
    the reason. UserError where nobody can go today and somebody is back before the time limit: whoever was
    passed over can never go to this visit again.
    """
    if not head.strip():
        raise UserError("换人由负责人决定，请填写负责人姓名。")
    with store.writing() as session:
        visit, draw, unit = _visit_and_draw(session, visit_id)
        steps = _turns(session, visit, unit, seat, act)
        if (back := first_back(session, visit, steps, act.day)) is not None:
            raise UserError(
                f"今天没有可派的人，{short(back)}起有人销假。换下的人不能再派往这次检查，请到那天再换人。"
            )
        decided, why = code_of(session, head), reason.strip()
        for step in steps:
            entry = Substitute(draw.digest, unit, seat, step.out, step.incoming, why, act.stamp, decided)
            draw_log.add(session, entry, draw.period)
            why = step.why
        settle(session, draw, reason.strip())
        words = f"{draw.period} {unit} 第 {seat} 席：{reason.strip()}，{head.strip()}决定"
        log.record(session, act, "换人", words)
        last = steps[-1].person
        return last.name if last else ""


def start(store: Store, visit_id: int, act: Act) -> None:
    """Mark a visit as under way."""
    with store.writing() as session:
        visit = session.get_one(Visit, visit_id)
        visit.state = move(VISIT_MOVES, VisitState(visit.state), VisitState.RUNNING, "这次检查")
        log.record(session, act, "开始检查", f"任务 {visit.id}")
