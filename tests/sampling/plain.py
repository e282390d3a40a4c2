"""The rules of draw-spec.md §5-6 as plainly as can be, by trying everything: for tiny cases only."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

from app.sampling import FrozenInput, Inspector, Stratum, Visit

Seat = tuple[str, str]


def number(*fields: str) -> int:
    return int(sha256("|".join(fields).encode()).hexdigest(), 16)


def order(seed: str, stratum: Stratum) -> list[str]:
    tiers = {
        "forbid": {"M": 0, "E": 1},
        "prefer": {"M": 0, "E": 1, "V": 2},
        "allow": {"M": 0, "E": 1, "V": 1},
    }[stratum.repeat]
    keys = []
    for unit, weight, state in zip(
        stratum.frame.units, stratum.frame.weights, stratum.frame.states, strict=True
    ):
        if state in tiers:
            ticket = number("SSJ1", "UNIT", seed, stratum.scope, unit)
            keys.append((tiers[state], Fraction(ticket, weight), ticket, unit.encode(), unit))
    return [key[-1] for key in sorted(keys)]


class Teams:
    """Fill the seats of visits in their order, looking ahead by trying every way to fill the rest."""

    def __init__(self, draft: FrozenInput, seed: str, visits: Sequence[Visit]) -> None:
        self.draft, self.seed = draft, seed
        units = sorted(
            visits, key=lambda visit: (number("SSJ1", "VISIT", seed, visit.unit), visit.unit.encode())
        )
        self.seats: list[Seat] = [(visit.unit, skill) for visit in units for skill in visit.seats]

    def suits(self, inspector: Inspector, seat: Seat) -> bool:
        unit, skill = seat
        at_home = not inspector.areas or self.draft.units[unit] in inspector.areas
        recused = any((r.inspector, r.unit) == (inspector.code, unit) for r in self.draft.recusals)
        return at_home and not recused and (skill == "-" or skill in inspector.skills)

    def choices(self, seats: Sequence[Seat], given: Sequence[str]) -> Iterator[Inspector]:
        """Inspectors for seat number len(given), first in turn first; `-` in `given` is a seat left empty."""
        seat = seats[len(given)]
        team = [name for (unit, _), name in zip(seats, given, strict=False) if unit == seat[0]]
        free = [
            i
            for i in self.draft.inspectors
            if self.suits(i, seat) and i.code not in team and (i.cap is None or given.count(i.code) < i.cap)
        ]
        return iter(
            sorted(
                free,
                key=lambda i: (
                    i.prior + given.count(i.code),
                    number("SSJ1", "STAFF", self.seed, seat[0], i.code),
                    i.code.encode(),
                ),
            )
        )

    def first(self, given: tuple[str, ...] = ()) -> tuple[str, ...] | None:
        """The first full assignment by trying in turn: it gives each seat to the first that leaves a way."""
        if len(given) == len(self.seats):
            return given
        for inspector in self.choices(self.seats, given):
            whole = self.first((*given, inspector.code))
            if whole is not None:
                return whole
        return None

    def most(self, seats: Sequence[Seat], given: tuple[str, ...] = ()) -> int:
        """How many of some seats can be filled at best."""
        if len(given) == len(seats):
            return 0
        filled = (1 + self.most(seats, (*given, i.code)) for i in self.choices(seats, given))
        return max([*filled, self.most(seats, (*given, "-"))])

    def blocking(self) -> tuple[int, int, list[str], list[str]]:
        """The smallest set of seats that lacks as many people as all the seats do."""
        lacking = len(self.seats) - self.most(self.seats)
        for size in range(1, len(self.seats) + 1):
            sets = [s for s in combinations(self.seats_by_number(), size) if self.lack(s) == lacking]
            if sets:
                (numbers,) = sets
                seats = [self.seats[n] for n in numbers]
                names = {i.code for i in self.draft.inspectors for seat in seats if self.suits(i, seat)}
                return size, size - lacking, sorted({unit for unit, _ in seats}), sorted(names)
        raise AssertionError

    def seats_by_number(self) -> range:
        return range(len(self.seats))

    def lack(self, numbers: Sequence[int]) -> int:
        return len(numbers) - self.most([self.seats[n] for n in numbers])
