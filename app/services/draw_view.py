"""A frozen draw and what became of it, as the wizard and the papers show it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind, RevealMode
from app.core.states import DrawState
from app.core.text import natural_key
from app.models.database import Store
from app.models.draw import Draw
from app.models.draw_record import DrawEntry
from app.sampling import (
    DrawResult,
    Replay,
    Shortage,
    Staffing,
    Stratum,
    StratumResult,
    Strike,
    Substitute,
    Void,
    counts,
    parse,
    replay,
    ticket,
)
from app.sampling.staffing import visit_order
from app.services import draw_log
from app.services.draw_names import DrawNames, names_of
from app.services.feasibility import shortage_words
from app.services.people import names
from app.services.plan_lines import percent
from app.services.replayed import performed
from app.services.rows.draw import (
    DrawRow,
    DrawView,
    LoadRow,
    PickRow,
    StratumCount,
    TeamRow,
    VoidRow,
)
from app.services.rows.office import Role

RESERVES_SHOWN = 3


def _ratio(stratum: Stratum) -> str:
    if stratum.denominator > 100:  # noqa: PLR2004 - no percent was meant: a typed count of N
        return f"{stratum.numerator}/{stratum.denominator}"
    return percent(Fraction(stratum.numerator, stratum.denominator))


def _count(known: DrawNames, stratum: Stratum, shortfalls: Mapping[str, int]) -> StratumCount:
    figures = counts(stratum)
    return StratumCount(
        number=known.number(stratum.code),
        label=known.label(stratum.code),
        population=figures.population,
        must=figures.must,
        visited=figures.visited,
        excluded=figures.excluded,
        ratio=_ratio(stratum),
        quota=figures.quota,
        shortfall=shortfalls.get(stratum.key, 0),
        repeat=stratum.repeat,
    )


def _pick_rows(
    known: DrawNames, seed: str, stratum: Stratum, ranked: Iterable[tuple[int, str]]
) -> Iterable[PickRow]:
    weights = dict(zip(stratum.frame.units, stratum.frame.weights, strict=True))
    figures = counts(stratum)
    for rank, unit in ranked:
        yield PickRow(
            number=known.number(stratum.code),
            item=stratum.item,
            stratum=stratum.code,
            label=known.label(stratum.code),
            rank=rank,
            code=unit,
            name=known.units[unit].name,
            town=known.units[unit].town,
            ticket=ticket(seed, stratum.scope, unit),
            weight=weights[unit],
            all_inspected=figures.quota >= figures.population,
            withheld=known.units[unit].withheld,
        )


def _announced(
    known: DrawNames,
    seed: str,
    stratum: Stratum,
    before_after: tuple[StratumResult, StratumResult],
    struck: Mapping[tuple[str, str], str],
) -> Iterable[PickRow]:
    """Give the picks as drawn with why they fell out, and the reserves in their places by their own rank."""
    before, after = before_after
    drawn = set(before.picks)
    wanted = drawn.union(after.picks)
    ranked = ((rank, unit) for rank, unit in enumerate(before.order, 1) if unit in wanted)
    for row in _pick_rows(known, seed, stratum, ranked):
        reason = struck.get((stratum.item, row.code)) or struck.get(("*", row.code), "")
        yield replace(row, struck=reason, raised=row.code not in drawn)


def _reserves(result: StratumResult, struck: Container[tuple[str, str]]) -> list[tuple[int, str]]:
    """Give the next reserves with their ranks, which no strike changes."""
    standing = [
        (rank, unit)
        for rank, unit in enumerate(result.order, 1)
        if (result.item, unit) not in struck and ("*", unit) not in struck and unit not in result.picks
    ]
    return standing[:RESERVES_SHOWN]


def _team_rows(known: DrawNames, state: Replay, seed: str) -> tuple[TeamRow, ...]:
    teams, skills = state.teams_after(), state.seats_after()
    rows = []
    for position, unit in enumerate(visit_order(seed, list(state.visits)), 1):
        numbers = sorted((known.item_number(item) for item in state.visits[unit].items), key=natural_key)
        barred = [recusal.inspector for recusal in known.frozen.recusals if recusal.unit == unit]
        rows.append(
            TeamRow(
                position=position,
                code=unit,
                name=known.units[unit].name,
                town=known.units[unit].town,
                items=tuple(numbers),
                team=tuple(
                    (known.person(member), "" if skill == "-" else skill)
                    for member, skill in zip(teams.get(unit, ()), skills.get(unit, ()), strict=True)
                ),
                note="、".join(f"{name}回避" for name in map(known.person, barred)),
            ),
        )
    return tuple(rows)


def _load_rows(known: DrawNames, state: Replay) -> tuple[LoadRow, ...]:
    added: dict[str, int] = {}
    for team in state.teams_after().values():
        for member in team:
            added[member] = added.get(member, 0) + 1
    rows = [
        LoadRow(known.person(person.code), person.skills, person.prior, added.get(person.code, 0))
        for person in known.frozen.inspectors
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.before + row.added), row.name)))


def _voids(session: Session, draw: Draw) -> tuple[VoidRow, ...]:
    statement = select(Draw).where(Draw.period == draw.period, Draw.attempt < draw.attempt)
    people = names(session)
    rows = []
    for old in session.scalars(statement.order_by(Draw.attempt)):
        entry = next(entry for _, entry in draw_log.own(session, old.digest) if isinstance(entry, Void))
        by, second = (people.get(code, code) for code in (entry.by, entry.second))
        rows.append(VoidRow(old.attempt, entry.at, entry.reason, by, second))
    return tuple(rows)


def _strike_words(known: DrawNames, entries: Iterable[object]) -> tuple[str, ...]:
    words = []
    for entry in entries:
        if isinstance(entry, Strike):
            scope = "" if entry.item == "*" else f"（{known.item_words(entry.item)}）"
            words.append(
                f"{known.units[entry.unit].name}（{entry.unit}）{scope}：{entry.reason}，{entry.at[:10]}"
            )
    return tuple(words)


def _substitute_words(known: DrawNames, entries: Iterable[object]) -> tuple[str, ...]:
    return tuple(
        f"{known.units[entry.unit].name} 第 {entry.seat} 席：{known.person(entry.out)} → "
        f"{known.person(entry.incoming)}，{entry.reason}，{entry.at[:10]}"
        for entry in entries
        if isinstance(entry, Substitute)
    )


def head_of(session: Session, draw: Draw) -> str:
    """Give the 存证码 after the draw's own last entry."""
    statement = (
        select(DrawEntry.head).where(DrawEntry.digest == draw.digest).order_by(DrawEntry.n.desc()).limit(1)
    )
    return session.scalars(statement).one()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The part of a view that is there only once the draw was performed."""

    announced: tuple[PickRow, ...] = ()
    picks: tuple[PickRow, ...] = ()
    reserves: tuple[PickRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    loads: tuple[LoadRow, ...] = ()
    shortage: str = ""
    strikes: tuple[str, ...] = ()
    substitutions: tuple[str, ...] = ()


def _outcome(session: Session, draw: Draw, known: DrawNames, result: DrawResult) -> _Outcome:
    entries = [entry for _, entry in draw_log.own(session, draw.digest)]
    state = replay(known.frozen, result, entries)
    after = {stratum.key: stratum for stratum in state.strata}
    struck = {(entry.item, entry.unit): entry.reason for entry in entries if isinstance(entry, Strike)}
    drawn = {stratum.key: stratum for stratum in result.strata}
    announced: list[PickRow] = []
    picks: list[PickRow] = []
    reserves: list[PickRow] = []
    for stratum in known.strata():
        found = after[stratum.key]
        announced += _announced(known, draw.seed, stratum, (drawn[stratum.key], found), struck)
        picks += _pick_rows(known, draw.seed, stratum, enumerate(found.picks, 1))
        reserves += _pick_rows(known, draw.seed, stratum, _reserves(found, struck))
    staffed = isinstance(result.staffing, Staffing)
    return _Outcome(
        announced=tuple(announced),
        picks=tuple(picks),
        reserves=tuple(reserves),
        teams=_team_rows(known, state, draw.seed) if staffed else (),
        loads=_load_rows(known, state) if staffed else (),
        shortage=(
            shortage_words(result.staffing, known.unit_names(), known.person_names())
            if isinstance(result.staffing, Shortage)
            else ""
        ),
        strikes=_strike_words(known, entries),
        substitutions=_substitute_words(known, entries),
    )


def view_of(session: Session, draw: Draw) -> DrawView:
    """Give everything of a frozen draw, inside a session."""
    frozen = parse(draw.frozen)
    known = names_of(session, draw, frozen)
    outcome, shortfalls = _Outcome(), {}
    if draw.result_digest:
        _, result = performed(draw)
        outcome = _outcome(session, draw, known, result)
        shortfalls = {stratum.key: stratum.shortfall for stratum in result.strata}
    return DrawView(
        id=draw.id,
        kind=DrawKind(draw.kind),
        year=draw.year,
        quarter=draw.quarter,
        period=draw.period,
        title=draw.title,
        attempt=draw.attempt,
        state=draw.state,
        digest=draw.digest,
        commitment=frozen.commitment,
        log_head=head_of(session, draw),
        prev=frozen.prev,
        roles=tuple(Role(*role) for role in draw.roles),
        place=draw.place,
        reveal=RevealMode(draw.reveal_mode),
        decided_by=draw.decided_by,
        sources=tuple(draw.sources),
        targeting=draw.targeting,
        due_on=draw.due_on,
        frozen_at=draw.frozen_at,
        digits=tuple(draw.digits),
        seed=draw.seed,
        seeded_at=draw.seeded_at,
        drawn_at=draw.drawn_at,
        result_digest=draw.result_digest,
        revealed_at=draw.revealed_at,
        counts=tuple(_count(known, stratum, shortfalls) for stratum in known.strata()),
        announced=outcome.announced,
        picks=outcome.picks,
        reserves=outcome.reserves,
        teams=outcome.teams,
        loads=outcome.loads,
        shortage=outcome.shortage,
        voids=_voids(session, draw),
        strikes=outcome.strikes,
        substitutions=outcome.substitutions,
        excluded=tuple((row[0], row[1], row[2]) for row in draw.excluded),
        inspectors=len(frozen.inspectors),
        recusals=len(frozen.recusals),
    )


def draw_view(store: Store, draw_id: int) -> DrawView:
    """Give everything of a frozen draw."""
    with store.reading() as session:
        return view_of(session, session.get_one(Draw, draw_id))


def list_draws(store: Store, year: int) -> tuple[DrawRow, ...]:
    """Give the attempts of a year in order."""
    with store.reading() as session:
        draws = session.scalars(select(Draw).where(Draw.year == year).order_by(Draw.id))
        return tuple(
            DrawRow(
                id=draw.id,
                period=draw.period,
                title=draw.title,
                attempt=draw.attempt,
                state=draw.state,
                digest=draw.digest,
                frozen_at=draw.frozen_at,
                drawn_at=draw.drawn_at,
                picks=sum(len(stratum.picks) for stratum in performed(draw)[1].strata)
                if draw.result_digest
                else 0,
                void_reason=draw.void_reason,
            )
            for draw in draws
        )


def standing_draw(store: Store, period: str) -> int | None:
    """Give the id of the draw of a period that is not void, or None."""
    with store.reading() as session:
        statement = select(Draw.id).where(Draw.period == period, Draw.state != DrawState.VOID)
        return session.scalars(statement).first()
