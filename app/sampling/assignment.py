"""A full assignment of seats, repaired by augmenting paths (draw-spec.md §6).

Used only where the plain greedy pass gets stuck. Seats are numbered in the order in which they are settled.
An inspector sits at most once in a visit and holds at most `cap` seats.
"""

from collections.abc import Iterable, Sequence
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
    """What can be reached from empty seats: seats, with the seat that led there, and inspectors at their cap.

    `found` is a seat and one who has room for it, or None if the search ended without.
    """

    steps: dict[int, int | None]
    spent: set[str] = field(default_factory=set)
    found: tuple[int, str] | None = None


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
        """Fill all seats; where that cannot be, give the blocking set, the minimal minimum cut."""
        for number in self._empty():
            self._fill(number)
        empty = self._empty()
        return self._shortage(empty) if empty else None

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
        reach = self._fill(displaced)
        if reach is None:
            return True
        self._put(number, before)
        self._put(displaced, name)
        self._bind(reach)
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

    def _empty(self) -> list[int]:
        return [number for number, name in enumerate(self._holders) if name == NONE]

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

    def _fill(self, start: int) -> _Reach | None:
        """Fill an empty seat along an augmenting path; if there is none, give what was reached."""
        reach = self._explore([start])
        if reach.found is None:
            return reach
        number, name = reach.found
        while True:
            freed = self._holders[number]
            self._put(number, name)
            step = reach.steps[number]
            if step is None:
                return None
            number, name = step, freed

    def _explore(self, starts: Iterable[int]) -> _Reach:
        """Go from empty seats to inspectors eligible for them, and on from the seats that these free.

        One who sits in the visit frees that seat only; any other is at his cap and frees all his seats, or
        has room and ends the search.
        """
        queue = list(starts)
        reach = _Reach(dict.fromkeys(queue))
        for number in queue:
            unit = self.seats[number].unit
            for name in self._eligible[number]:
                seated = self._seat_of.get((unit, name))
                if seated is None and name in reach.spent:
                    continue
                if seated is None and len(self._held[name]) < self._caps[name]:
                    reach.found = (number, name)
                    return reach
                if seated is None:
                    reach.spent.add(name)
                for freed in self._held[name] if seated is None else (seated,):
                    if freed >= self._settled and freed not in reach.steps:
                        reach.steps[freed] = number
                        queue.append(freed)
        return reach

    def _shortage(self, empty: list[int]) -> Shortage:
        """Describe the blocking set around the seats that a maximum assignment leaves empty."""
        reached = self._explore(empty).steps
        return Shortage(
            seats_needed=len(reached),
            seats_available=len(reached) - len(empty),
            visits=tuple(sorted({self.seats[number].unit for number in reached})),
            inspectors=tuple(sorted({name for number in reached for name in self._eligible[number]})),
        )
