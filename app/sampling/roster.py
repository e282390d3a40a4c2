"""Who is eligible, and whose turn it is (draw-spec.md §6)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from math import inf

from app.sampling.hashing import VERSION, numbers
from app.sampling.records import NONE, Draft, Inspector


class Roster:
    """The inspectors of a draw and the seats for which they are eligible; `cap` does not matter for that."""

    def __init__(self, draft: Draft) -> None:
        self._areas = draft.units
        self._recused: dict[str, set[str]] = {}
        for recusal in draft.recusals:
            self._recused.setdefault(recusal.unit, set()).add(recusal.inspector)
        self._inspectors = sorted(draft.inspectors, key=lambda inspector: inspector.code)
        self._by_place: dict[tuple[str, str], tuple[str, ...]] = {}
        self.priors = {inspector.code: inspector.prior for inspector in self._inspectors}
        self.caps = {i.code: inf if i.cap is None else i.cap for i in self._inspectors}
        self.skills = {inspector.code: frozenset(inspector.skills) for inspector in self._inspectors}

    def eligible(self, unit: str, skill: str) -> tuple[str, ...]:
        """Name the inspectors who may take a seat of this skill at this unit, bytewise."""
        place = (self._areas[unit], skill)
        if place not in self._by_place:
            self._by_place[place] = tuple(i.code for i in self._inspectors if _suits(i, *place))
        names = self._by_place[place]
        recused = self._recused.get(unit)
        return tuple(name for name in names if name not in recused) if recused else names


def _suits(inspector: Inspector, area: str, skill: str) -> bool:
    at_home = not inspector.areas or area in inspector.areas
    return at_home and (skill == NONE or skill in inspector.skills)


class Turns:
    """The seats given so far, and by them whose turn it is."""

    def __init__(self, roster: Roster, seed: str) -> None:
        self._seed = seed
        self._loads = dict(roster.priors)
        self._room = dict(roster.caps)

    def take(self, name: str) -> None:
        """Count one seat more."""
        self._loads[name] += 1
        self._room[name] -= 1

    def leave(self, name: str) -> None:
        """Count one seat less."""
        self._loads[name] -= 1
        self._room[name] += 1

    def ask(self, unit: str, names: Iterable[str], barred: Collection[str] = ()) -> Iterator[str]:
        """Give the names below their cap and not barred, whose turn it is first.

        In order of visits this year with the seats held, then a hash of unit and inspector, then id; the hash
        is computed only where loads are equal.
        """
        load = self._loads.__getitem__
        free = [name for name in names if self._room[name] > 0 and name not in barred]
        for _, group in groupby(sorted(free, key=load), load):
            equals = list(group)
            tickets = numbers((VERSION, "STAFF", self._seed, unit), equals)
            yield from (name for _, name in sorted(zip(tickets, equals, strict=True)))
