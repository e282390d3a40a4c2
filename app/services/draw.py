"""The acts of a draw: freeze, seed, perform, void, reveal. Each is one transaction and one log entry."""

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import REHEARSAL, DrawKind, period_of
from app.core.planning import frozen_ratio
from app.core.states import DRAW_MOVES, DrawState, move
from app.core.text import as_identifier, same_person
from app.models.database import Store
from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.sampling import (
    Draft,
    Frame,
    Freeze,
    Inspector,
    Item,
    Recusal,
    Refused,
    Result,
    Reveal,
    Seed,
    Stratum,
    Void,
    commitment,
    digest,
    parse,
    perform_with_seed,
    result_json,
    seed_of,
    write,
)
from app.services import backup, draw_log, log
from app.services.companion_visits import OVER, take_back_visits, visits_of
from app.services.frame import area_of
from app.services.occasions import preview_for
from app.services.office import office_of
from app.services.people import code_of
from app.services.preview import require_open_period
from app.services.replayed import performed
from app.services.rows.draw import DrawPreview, DueStratum, InspectorLine
from app.services.rows.office import Act, Office, Role
from app.services.terms import require_published, terms_to_freeze

NO_SALT: Final = "-"
_ANY_RATIO: Final = (1, 1)  # of an empty population whose count was typed: every ratio of it is 0
_LEAST_ALIAS_DIGITS: Final = 2


def aliases(people: Sequence[InspectorLine], secret: str) -> dict[int, str]:
    """Give every inspector an alias of this draw, in an order only the secret knows (draw-spec.md §2)."""
    shuffled = sorted(people, key=lambda person: hashlib.sha256(f"{secret}|{person.id}".encode()).digest())
    digits = max(_LEAST_ALIAS_DIGITS, len(str(len(people))))
    return {person.id: f"A{number:0{digits}d}" for number, person in enumerate(shuffled, 1)}


def _ratio(due: DueStratum) -> tuple[int, int]:
    """Give num and den as they are frozen; a typed count cannot exceed what the registry still holds."""
    typed = None if due.override is None else min(due.override, due.population)
    return frozen_ratio(due.population, due.ratio, typed) or _ANY_RATIO


def stratum_of(due: DueStratum) -> Stratum:
    """Give a stratum as it is frozen."""
    numerator, denominator = _ratio(due)
    frame = Frame(
        tuple(row.code for row in due.frame),
        bytes(row.weight for row in due.frame),
        "".join(row.state for row in due.frame),
    )
    return Stratum(due.item, due.code, numerator, denominator, due.scope, due.repeat, frame)


def drawn_strata(preview: DrawPreview) -> tuple[DueStratum, ...]:
    """Give the strata that go into the frozen input; a typed count of 0 leaves its line out.

    UserError where a count must still be typed, where nothing is left to draw, or nobody may go along.
    """
    if preview.kind is DrawKind.COMPANIONS and not preview.total:
        raise UserError(preview.warnings[0])
    for stratum in preview.strata:
        if stratum.ratio is None and stratum.override is None:
            raise UserError(
                f"{stratum.number} {stratum.label}：还没有录入抽取家数，请先在年度计划里填写家数和文号。"
            )
    kept = tuple(stratum for stratum in preview.strata if stratum.override != 0)
    if not kept:
        raise UserError(f"{preview.title}没有要抽的类别，不必抽取。")
    return kept


def draft_of(
    preview: DrawPreview, prev: str, roles: Sequence[Role], salt: str, team: int, secret: str
) -> Draft:
    """Give all that is frozen for a period."""
    strata = drawn_strata(preview)
    names = aliases(preview.inspectors, secret)
    units = {row.code: area_of(row.town) for stratum in strata for row in stratum.frame}
    return Draft(
        period=preview.period,
        prev=prev,
        roles=tuple(as_identifier(role.word) for role in roles),
        commitment=NO_SALT if salt == NO_SALT else commitment(salt),
        team=team,
        items=tuple({Item(stratum.item, as_identifier(stratum.skill)): None for stratum in strata}),
        strata=tuple(stratum_of(stratum) for stratum in strata),
        units=units,
        inspectors=tuple(
            Inspector(
                names[person.id],
                person.prior,
                person.cap,
                tuple(area_of(area) for area in person.areas),
                tuple(as_identifier(skill) for skill in person.skills),
            )
            for person in preview.inspectors
        ),
        recusals=tuple(Recusal(names[who], unit) for who, unit, _ in preview.recusals if unit in units),
    )


def _require_right_store(period_id: str, office: Office) -> None:
    """Keep rehearsals out of the office's file, and draws out of a rehearsal's copy."""
    if (office.watermark == REHEARSAL) != (period_of(period_id).mark == REHEARSAL):
        raise UserError("彩排只在名录的副本里进行，不写进正式的文件；正式抽取也不能在彩排里做。")


def freeze(store: Store, period_id: str, salt: str, secret: str, act: Act) -> int:
    """Freeze an occasion's input and give the draw's id; the registry is not read again for this draw.

    ``salt`` is 64 hex from the operating system or ``-``; ``secret`` orders the aliases. Both come from the
    caller. Backs up first. UserError where what was settled beforehand does not hold (app.services.terms).
    """
    backup.keep_one(store, act.at)
    with store.writing() as session:
        office = office_of(session)
        _require_right_store(period_id, office)
        preview = preview_for(session, period_id, act.day)
        require_open_period(session, preview.period)
        terms = terms_to_freeze(session, period_id, office.roles, act)
        head = draw_log.head(session)
        try:
            frozen = write(draft_of(preview, head, office.roles, salt, office.team, secret))
        except Refused as refused:
            raise UserError(f"名单不能冻结：{refused.reason}。请按提示修改名录后再试。") from refused
        draw = Draw(
            plan_id=preview.plan,
            period=preview.period,
            kind=preview.kind,
            title=preview.title,
            year=preview.year,
            quarter=preview.quarter,
            attempt=preview.attempt,
            state=DrawState.FROZEN,
            frozen=frozen,
            digest=digest(frozen),
            salt=salt,
            roles=[[role.word, role.person] for role in office.roles],
            place=office.place,
            reveal_mode=terms.reveal,
            decided_by=terms.decided_by,
            sources=list(terms.sources),
            targeting=preview.targeting,
            due_on=preview.due_on,
            excluded=[
                [stratum.code, row.code, row.reason]
                for stratum in preview.strata
                for row in stratum.frame
                if row.state in "XV"
            ],
            frozen_at=act.stamp,
            digits=[],
        )
        session.add(draw)
        session.flush()
        for person, alias in aliases(preview.inspectors, secret).items():
            session.add(DrawAlias(draw_id=draw.id, alias=alias, inspector_id=person))
        draw_log.add(
            session,
            Freeze(draw.digest, draw.period, draw.attempt, act.stamp, code_of(session, act.by)),
            draw.period,
        )
        log.record(session, act, "冻结名单", f"{draw.period} 第 {draw.attempt} 次，名单校验码 {draw.digest}")
        return draw.id


def get_draw(session: Session, draw_id: int) -> Draw:
    """Give a draw by id."""
    return session.get_one(Draw, draw_id)


def check_digits(store: Store, draw_id: int, digits: Sequence[str]) -> str:
    """Give K for digits before they are confirmed; UserError where they do not fit (draw-spec.md §3)."""
    with store.reading() as session:
        draw = get_draw(session, draw_id)
        try:
            return seed_of(parse(draw.frozen), digits, draw.salt)
        except Refused as refused:
            raise UserError(f"{refused.reason}。") from refused


def take_digits(store: Store, draw_id: int, digits: Sequence[str], act: Act) -> str:
    """Confirm the roles' digits and give K; a frozen input has one seed, ever."""
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        draw.state = move(DRAW_MOVES, DrawState(draw.state), DrawState.SEEDED, "本次抽取")
        require_published(session, draw, act)
        try:
            draw.seed = seed_of(parse(draw.frozen), digits, draw.salt)
        except Refused as refused:
            raise UserError(f"{refused.reason}。") from refused
        draw.digits = list(digits)
        draw.seeded_at = act.stamp
        entry = Seed(draw.digest, draw.seed, tuple(digits), act.stamp, code_of(session, act.by))
        draw_log.add(session, entry, draw.period)
        log.record(session, act, "确认现场数字", f"{draw.period} 第 {draw.attempt} 次")
        return draw.seed


def perform(store: Store, draw_id: int, act: Act) -> str:
    """Draw from the frozen input alone and give the result digest."""
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        draw.state = move(DRAW_MOVES, DrawState(draw.state), DrawState.DRAWN, "本次抽取")
        result = perform_with_seed(parse(draw.frozen), draw.seed)
        draw.result = json.dumps(result_json(result), ensure_ascii=False, indent=1)
        draw.result_digest = result.result_digest
        draw.drawn_at = act.stamp
        entry = Result(draw.digest, draw.seed, draw.result_digest, act.stamp, code_of(session, act.by))
        draw_log.add(session, entry, draw.period)
        log.record(
            session, act, "抽取", f"{draw.period} 第 {draw.attempt} 次，结果校验码 {draw.result_digest}"
        )
        return draw.result_digest


def void(store: Store, draw_id: int, reason: str, second: str, act: Act) -> None:
    """Void an attempt with its reason and a second person; it stays on record and on later records."""
    if not reason.strip() or not second.strip():
        raise UserError("作废要写明理由，并有第二人同意，请填写两项。")
    if same_person(second, act.by):
        raise UserError("作废要由另一人同意，第二人不能是经办人自己。")
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        take_back_visits(session, draw)
        draw.state = move(DRAW_MOVES, DrawState(draw.state), DrawState.VOID, "本次抽取")
        draw.voided_at, draw.void_reason = act.stamp, reason.strip()
        draw_log.add(
            session,
            Void(
                draw.digest,
                draw.void_reason,
                act.stamp,
                code_of(session, act.by),
                code_of(session, second),
            ),
            draw.period,
        )
        log.record(session, act, "作废抽取", f"{draw.period} 第 {draw.attempt} 次：{draw.void_reason}")


def reveal(store: Store, draw_id: int, act: Act) -> None:
    """Make the salt public once all visits of the draw are over."""
    with store.writing() as session:
        draw = get_draw(session, draw_id)
        if draw.salt == NO_SALT:
            raise UserError("本次抽取没有保密码，不必公开。")
        visits = visits_of(session, draw)
        if draw.result_digest and not draw.voided_at and not visits and performed(draw)[1].visits:
            raise UserError("检查任务还没有生成，检查结束后才能公开保密码。")
        waiting = [visit for visit in visits if visit.state not in OVER]
        if waiting:
            raise UserError(f"还有 {len(waiting)} 次检查没有完成，检查结束后才能公开保密码。")
        draw_log.add(
            session, Reveal(draw.digest, draw.salt, act.stamp, code_of(session, act.by)), draw.period
        )
        draw.revealed_at = act.stamp
        log.record(session, act, "公开保密码", f"{draw.period} 第 {draw.attempt} 次")
