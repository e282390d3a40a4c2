"""A full assignment of seats, repaired by augmenting paths (draw-spec.md §6).

Used only where the plain greedy pass gets stuck. Seats are numbered in the order in which they are settled.
An inspector sits at most once in a visit and holds at most `cap` seats.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from app.sampling.outcome import Shortage
from app.sampling.records import NONE
from app.sampling.roster import Roster


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a visit: the unit and the skill it asks for (`-`: none)."""

    unit: str
    skill: str


@dataclass(slots=True)
class _Reach:
    """What a search reaches: seats, each with the seat that led there, and inspectors at their cap."""

    steps: dict[int, int | None] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)


class Assignment:
    """Who holds which seat (`-`: nobody), from a partial assignment onwards; what is settled stays."""

    def __init__(self, roster: Roster, seats: Sequence[Seat], holders: Sequence[str]) -> None:
        self.seats = seats
        self._caps = roster.caps
        self._eligible = [roster.eligible(seat.unit, seat.skill) for seat in seats]
        self._holders = [NONE] * len(seats)
        self._held: dict[str, set[int]] = {name: set() for name in roster.caps}
        self._seat_of: dict[tuple[str, str], int] = {}
        self._settled = 0
        self._bound: dict[str, set[int]] = {}
        for number, name in enumerate(holders):
            self._put(number, name)

    def complete(self) -> Shortage | None:
        """Fill all seats; where that cannot be, give the blocking set, the minimal minimum cut.

        What one search reaches in vain stays beyond help whatever is filled later, so no other search enters
        it; all of it together is what can be reached from the seats that stay empty.
        """
        vain = _Reach()
        lacking = 0
        for number, name in enumerate(self._holders):
            if name == NONE and not self._fill(number, vain):
                lacking += 1
        return self._shortage(vain.steps.keys(), lacking) if lacking else None

    def candidates(self, number: int) -> list[str]:
        """Name those who are eligible for the next seat and not settled in its visit."""
        unit = self.seats[number].unit
        return [name for name in self._eligible[number] if self._seat_of.get((unit, name), number) >= number]

    def settle(self, number: int, name: str) -> bool:
        """Seat a candidate below his cap for good if all later seats can be filled; else change nothing."""
        self._settled = number + 1
        before = self._holders[number]
        if before == name:
            return True
        if number not in self._bound.get(name, (number,)):
            return False
        displaced = self._seat_to_give_up(number, name)
        if displaced is None:
            self._put(number, name)
            return True
        self._put(displaced, NONE)
        self._put(number, name)
        vain = _Reach()
        if self._fill(displaced, vain):
            return True
        self._put(number, before)
        self._put(displaced, name)
        self._bind(vain)
        return False

    def _seat_to_give_up(self, number: int, name: str) -> int | None:
        """Find the later seat that a candidate must leave: in this visit, else any if he is at his cap."""
        seated = self._seat_of.get((self.seats[number].unit, name))
        if seated is not None:
            return seated
        held = self._held[name]
        return None if len(held) < self._caps[name] else max(held)

    def _bind(self, reach: _Reach) -> None:
        """Remember that the reached seats need every seat that those at their cap can still take.

        With one of these given elsewhere the reached seats were one too many, so it holds for every later
        step too, and most hopeless candidates are passed over without a search.
        """
        for name in reach.spent:
            self._bound[name] = self._bound.get(name, reach.steps.keys()) & reach.steps.keys()

    def _put(self, number: int, name: str) -> None:
        """Let `name` hold the seat instead of whoever holds it."""
        unit, before = self.seats[number].unit, self._holders[number]
        if before != NONE:
            self._held[before].remove(number)
            del self._seat_of[unit, before]
        self._holders[number] = name
        if name != NONE:
            self._held[name].add(number)
            self._seat_of[unit, name] = number

    def _fill(self, start: int, vain: _Reach) -> bool:
        """Fill an empty seat along an augmenting path; if there is none, add what was reached to `vain`.

        From a seat the search goes to each inspector eligible for it. One who sits in the visit frees that
        seat only; any other is at his cap and frees all his seats, or has room and ends the search.
        """
        reach = _Reach({start: None})
        queue = [start]
        for number in queue:
            unit = self.seats[number].unit
            for name in self._eligible[number]:
                seated = self._seat_of.get((unit, name))
                if seated is None and (name in reach.spent or name in vain.spent):
                    continue
                if seated is None and len(self._held[name]) < self._caps[name]:
                    self._pass_on(reach, number, name)
                    return True
                if seated is None:
                    reach.spent.add(name)
                for freed in self._held[name] if seated is None else (seated,):
                    if freed >= self._settled and freed not in reach.steps and freed not in vain.steps:
                        reach.steps[freed] = number
                        queue.append(freed)
        vain.steps.update(reach.steps)
        vain.spent.update(reach.spent)
        return False

    def _pass_on(self, reach: _Reach, number: int, name: str) -> None:
        """Give the last seat of a path to one who has room, and each one before to whoever had the next."""
        step: int | None = number
        while step is not None:
            freed = self._holders[step]
            self._put(step, name)
            step, name = reach.steps[step], freed

    def _shortage(self, reached: Collection[int], lacking: int) -> Shortage:
        """Describe the blocking set around the seats that a maximum assignment leaves empty."""
        return Shortage(
            seats_needed=len(reached),
            seats_available=len(reached) - lacking,
            visits=tuple(sorted({self.seats[number].unit for number in reached})),
            inspectors=tuple(sorted({name for number in reached for name in self._eligible[number]})),
        )
