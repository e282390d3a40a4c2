"""Every stored draw drawn again: its frozen input, its log, its result and the visits that came of it."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import VisitState
from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.registry import Auxiliary, InspectionObject
from app.models.visit import Visit
from app.sampling import (
    Entry,
    Freeze,
    FrozenInput,
    LogLine,
    Refused,
    Replay,
    Result,
    Reveal,
    Seed,
    Void,
    commitment,
    digest,
    parse,
    result_json,
)
from app.sampling.checks import WrongError, check_freeze, redrawn, replayed
from app.services import draw_log
from app.services.companion_visits import OVER, main_of, visits_by_unit
from app.services.draw import NO_SALT
from app.services.former_codes import DRAWN_CODE
from app.services.replayed import people_of

Fault = tuple[str, str]
"""Where, and a Chinese sentence."""


class _StrayError(Exception):
    """A stored draw and what binds it do not agree; the text says how."""


def draw_fault(session: Session) -> Fault | None:
    """Give the first draw that is not what its log and its frozen input make of it."""
    known = set()
    for draw in session.scalars(select(Draw).order_by(Draw.id)):
        known.add(draw.digest)
        where = f"{draw.period} 第 {draw.attempt} 次抽取"
        try:
            _check(session, draw)
        except _StrayError as stray:
            return where, str(stray)
        except WrongError as wrong:
            return where, f"{wrong.where}：{wrong.message}"
        except Refused as refused:
            return where, str(refused)
        except (TypeError, ValueError):
            return where, "保存的内容读不出来"
    for entry in draw_log.entries(session):
        if entry.digest not in known:
            return f"抽取存证第 {entry.n} 条", "所记的抽取不在数据库里"
    return None


def _require(agrees: bool, otherwise: str) -> None:  # noqa: FBT001 - the condition is what is checked
    if not agrees:
        raise _StrayError(otherwise)


def _check(session: Session, draw: Draw) -> None:
    _require(digest(draw.frozen) == draw.digest, "冻结的名单与名单校验码不符")
    frozen = parse(draw.frozen)
    logged = [(draw_log.line_of(line), entry) for line, entry in draw_log.own(session, draw.digest)]
    entries = {type(entry): entry for _, entry in logged}
    _require(Freeze in entries, "没有冻结的存证记录")
    attempt = check_freeze(frozen, draw_log.lines(session), logged)
    _require((draw.period, draw.attempt) == (frozen.period, attempt), "任务号或次数与存证不符")
    opened = NO_SALT if draw.salt == NO_SALT else commitment(draw.salt)
    _require(opened == frozen.commitment, "保密码与冻结时的承诺不符")
    _check_acts(draw, entries)
    if draw.result_digest:
        _check_result(session, draw, frozen, logged)


def _check_acts(draw: Draw, entries: dict[type, Entry]) -> None:
    """Compare what the table says was done with what the log says."""
    seed, result, reveal = entries.get(Seed), entries.get(Result), entries.get(Reveal)
    _require(bool(draw.voided_at) == (Void in entries), "作废与存证不符")
    _require(bool(draw.revealed_at) == (reveal is not None), "公开保密码与存证不符")
    sown = (seed.seed, list(seed.digits)) if isinstance(seed, Seed) else ("", [])
    _require((draw.seed, list(draw.digits)) == sown, "现场数字或抽取种子与存证不符")
    drawn = result.result_digest if isinstance(result, Result) else ""
    _require(draw.result_digest == drawn, "结果校验码与存证不符")
    if isinstance(reveal, Reveal):
        _require(reveal.salt == draw.salt, "保密码与存证不符")


def _check_result(
    session: Session, draw: Draw, frozen: FrozenInput, logged: list[tuple[LogLine, Entry]]
) -> None:
    again = redrawn(frozen, draw.salt, draw.digits, logged)
    same = json.loads(draw.result) == json.loads(json.dumps(result_json(again)))
    _require(same, "按冻结名单和现场数字重新抽取，保存的结果不符")
    state = replayed(frozen, again, logged)
    if draw.voided_at:
        return
    if draw.kind == DrawKind.COMPANIONS:
        _check_companions(session, draw, state)
    else:
        _check_visits(session, draw, state)


def _check_visits(session: Session, draw: Draw, state: Replay) -> None:
    """Compare the visits, where they are open, with what strikes and substitutions left of the draw."""
    statement = (
        select(Visit, DRAWN_CODE)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.draw_id == draw.id)
    )
    visits: dict[str, list[Visit]] = defaultdict(list)
    for visit, code in session.execute(statement.order_by(Visit.position)):
        visits[code].append(visit)
    if not visits:
        return
    aliases = {person.id: alias for alias, person in people_of(session, draw).items()}
    teams = state.teams_after()
    standing = {code for code, those in visits.items() if _stand(those)}
    _require(standing == set(state.visits), "检查任务与抽中的单位不符")
    for code in standing:
        held = [item.item for visit in _stand(visits[code]) for item in visit.items if not item.struck_reason]
        _require(sorted(held) == sorted(state.visits[code].items), f"{code} 的检查事项与抽取结果不符")
        newest = visits[code][-1]  # an earlier going-out keeps the team it had
        team = [aliases.get(seat.inspector_id or 0, "-") for seat in newest.seats]
        same = team == list(teams[code]) or newest.state == VisitState.CANCELLED
        _require(same, f"{code} 的检查人员与抽取结果不符")


def _check_companions(session: Session, draw: Draw, state: Replay) -> None:
    """Compare who goes along, once they were sent, with what strikes left of the draw.

    Nobody was sent along with a visit that was over by then.
    """
    statement = (
        select(DRAWN_CODE, Auxiliary.code)
        .select_from(Visit)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .join(VisitCompanion, VisitCompanion.visit_id == Visit.id)
        .join(Auxiliary, VisitCompanion.auxiliary_id == Auxiliary.id)
        .where(VisitCompanion.draw_id == draw.id)
    )
    sent: dict[str, set[str]] = defaultdict(set)
    for unit, companion in session.execute(statement):
        sent[unit].add(companion)
    if not sent:
        return
    visits = visits_by_unit(session, main_of(session, draw))
    for stratum in state.strata:
        over = all(visit.state in OVER for visit, _ in visits.get(stratum.code, ()))
        agrees = sent[stratum.code] == set(stratum.picks) or (over and not sent[stratum.code])
        _require(agrees, f"{stratum.code} 的随同人员与抽取结果不符")


def _stand(visits: Iterable[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.state != VisitState.CANCELLED]
