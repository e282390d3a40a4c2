"""Who takes a seat that somebody must leave: the first in turn who can go on that day (draw-spec.md §6).

The order is the draw's own and nobody may be passed over. Whoever comes first and cannot go (he is on leave,
his certificate has ended, or he was kept from the object since the freeze) takes the seat and leaves it
again, both on record, until the first who can go has it. So a verifier replays every step by the rule of a
late recusal.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.models.draw import Draw
from app.models.registry import Inspector
from app.models.visit import Visit
from app.services.away import away_on, last_days
from app.services.barred import barred
from app.services.officer_standing import READY, standing
from app.services.replayed import people_of, replayed
from app.services.rows.office import Act

NOBODY = "-"
_RECUSED = "回避"  # why, and from whom, is the office's own: the log becomes public


class Turn(NamedTuple):
    """One step: who leaves, who takes the seat (`-`: nobody), and why he cannot go; empty where he can."""

    out: str
    incoming: str
    person: Inspector | None
    why: str


def turns(session: Session, visit: Visit, unit: str, seat: int, act: Act) -> tuple[Turn, ...]:
    """Move a visit's draw on until somebody who can go has the seat, or nobody is left; give the steps.

    ``unit`` is the code under which the visit was drawn. `Refused` where there is no such seat.
    """
    draw = session.get_one(Draw, visit.draw_id)
    state, people = replayed(session, draw), people_of(session, draw)
    away = away_on(session, act.day)
    kept = {each.inspector for each in barred(session, visit.object_id)}
    steps: list[Turn] = []
    while True:
        incoming = state.candidate(unit, seat)
        out = state.teams_after()[unit][seat - 1]
        state.substitute(unit, seat, out, incoming)
        person = people.get(incoming)
        found = _found(person, act, away, kept) if person else READY
        steps.append(Turn(out, incoming, person, "" if found == READY else found))
        if found == READY:
            return tuple(steps)


def first_back(session: Session, visit: Visit, steps: Sequence[Turn], today: date) -> date | None:
    """Give the day, not after the time limit, on which the first who is passed over is back from leave.

    None where somebody can go today, or nobody comes back in time.
    """
    if steps[-1].person is not None:
        return None
    last = last_days(session, today)
    back = [last[step.person.id] + timedelta(1) for step in steps if step.person and step.person.id in last]
    return min((day for day in back if day <= visit.due_on), default=None)


def _found(person: Inspector, act: Act, away: Collection[int], kept: Collection[int]) -> str:
    if person.id in kept:
        return _RECUSED
    return standing(person, act.day, away)
