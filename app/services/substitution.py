"""Who takes a seat that somebody must leave: the first in turn who can go on that day (draw-spec.md §6).

The order is the draw's own and nobody may be passed over. Whoever comes first and cannot go, because he is
on leave or his certificate has ended, takes the seat and leaves it again, both on record, until the first
who can go has it. So a verifier replays every step by the rule of a late recusal.
"""

from typing import NamedTuple

from sqlalchemy.orm import Session

from app.models.draw import Draw
from app.models.registry import Inspector
from app.sampling import Replay
from app.services.leave import away_on
from app.services.officers import READY, standing
from app.services.replayed import people_of
from app.services.rows.office import Act

NOBODY = "-"


class Turn(NamedTuple):
    """One step: who leaves, who takes the seat (`-`: nobody), and why he cannot go; empty where he can."""

    out: str
    incoming: str
    person: Inspector | None
    why: str


def turns(session: Session, draw: Draw, state: Replay, unit: str, seat: int, act: Act) -> tuple[Turn, ...]:
    """Move a draw on until somebody who can go has the seat, or nobody is left; give the steps.

    `Refused` where there is no such seat.
    """
    people = people_of(session, draw)
    away = away_on(session, act.day)
    steps: list[Turn] = []
    while True:
        incoming = state.candidate(unit, seat)
        out = state.teams_after()[unit][seat - 1]
        state.substitute(unit, seat, out, incoming)
        person = people.get(incoming)
        found = standing(person, act.day, away) if person else READY
        steps.append(Turn(out, incoming, person, "" if found == READY else found))
        if found == READY:
            return tuple(steps)
