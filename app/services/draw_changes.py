"""剔除 and 换人 in words: what became of each since the record before (draw-spec.md §5, §6, §8 B)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.content.draw import DrawChange
from app.models.draw import Draw
from app.models.draw_record import DrawEntry
from app.sampling import Replay, Result, Strike, Substitute
from app.sampling.outcome import StratumResult
from app.services import draw_log
from app.services.draw_names import DrawNames, names_of
from app.services.people import names
from app.services.replayed import performed

_EVERY_ITEM: Final = "*"


def changes_for(session: Session, draw: Draw) -> tuple[DrawChange, ...]:
    """Give, in order of time, what happened to earlier draws since the last record and to this one so far."""
    begin, end = _since_last_record(session, draw)
    statement = (
        select(DrawEntry.digest)
        .where(DrawEntry.n > begin, DrawEntry.n < end, DrawEntry.digest != draw.digest)
        .where(DrawEntry.kind.in_((Strike.kind, Substitute.kind)))
    )
    earlier = select(Draw).where(Draw.digest.in_(statement)).order_by(Draw.id)
    found = [
        change
        for old in session.scalars(earlier)
        for n, change in _of(session, old, f"{old.title}：")
        if begin < n < end
    ]
    return (*found, *(change for _, change in _of(session, draw, "")))


def _since_last_record(session: Session, draw: Draw) -> tuple[int, int]:
    """Give the log numbers of the result before this draw's, 0 where there is none, and of its own."""
    results = select(DrawEntry).where(DrawEntry.kind == Result.kind).order_by(DrawEntry.n)
    last = 0
    for entry in session.scalars(results):
        if entry.digest == draw.digest:
            return last, entry.n
        last = entry.n
    return last, last


def _of(session: Session, draw: Draw, prefix: str) -> Iterator[tuple[int, DrawChange]]:
    """Go through a draw's log and give each change with its number in the log."""
    frozen, result = performed(draw)
    known, state = names_of(session, draw, frozen), Replay(frozen, result)
    people = names(session)
    for line, entry in draw_log.own(session, draw.digest):
        if isinstance(entry, Strike):
            before = {stratum.key: stratum for stratum in state.strata}
            opened = state.strike(entry.item, entry.unit).opened
            outcome = "；".join((*_replaced(known, before, state), *_sent(known, state, opened)))
            scope = "" if entry.item == _EVERY_ITEM else f"，{known.item_words(entry.item)}"
            subject = f"{prefix}{known.units[entry.unit].name}（{entry.unit}）{scope}"
            yield line.n, _change(entry, people, "剔除", subject, outcome or "未抽中，不影响结果")
        elif isinstance(entry, Substitute):
            state.substitute(entry.unit, entry.seat, entry.out, entry.incoming)
            subject = f"{prefix}{known.units[entry.unit].name}（{entry.unit}）第{entry.seat}席"
            outcome = f"{known.person(entry.out)}换为{known.person(entry.incoming)}"
            yield line.n, _change(entry, people, "换人", subject, outcome)


def _change(
    entry: Strike | Substitute, people: Mapping[str, str], kind: str, subject: str, outcome: str
) -> DrawChange:
    by = people.get(entry.by, entry.by)
    return DrawChange(kind, datetime.fromisoformat(entry.at), subject, outcome, entry.reason, by)


def _replaced(known: DrawNames, before: Mapping[str, StratumResult], state: Replay) -> Iterator[str]:
    """Say for each stratum that lost a pick who takes the place."""
    for stratum in sorted(state.strata, key=lambda one: known.order(one.code)):
        old, new = set(before[stratum.key].picks), stratum.picks
        if old <= set(new):
            continue
        where = known.stratum_words(stratum.code)
        added = [f"{known.units[unit].name}（{unit}）" for unit in new if unit not in old]
        yield f"{where}{'、'.join(added)}递补" if added else f"{where}没有候补，{known.fewer}"


def _sent(known: DrawNames, state: Replay, opened: tuple[str, ...]) -> Iterator[str]:
    teams = state.teams_after()
    for unit in opened:
        yield f"{known.units[unit].name}派{'、'.join(map(known.person, teams.get(unit, ())))}"
