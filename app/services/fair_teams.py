"""Were the seats of a year shared out as fair staffing shares them? The same visits are staffed anew.

A trial goes through the draws of the year in order with other seeds: what one draw gives an inspector counts
in the next, as it did. Areas, skills, recusals and caps are those of the frozen inputs; the visits are those
that stand after strikes. A draw that could not be staffed takes no part.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.core.chance import quantile, upper_end
from app.sampling import FrozenInput, Staffing, Visit, staff
from app.services.fair_picks import trial_seed
from app.services.rows.evidence import Measured

NOBODY: Final = "-"
LOW: Final = 0.05
HIGH: Final = 0.95


@dataclass(frozen=True, slots=True)
class StaffedDraw:
    """One draw that stands: its visits, who sits in them, and which inspector (by id) each alias is."""

    frozen: FrozenInput
    title: str
    visits: Mapping[str, Visit]
    teams: Mapping[str, Sequence[str]]
    ids: Mapping[str, int]

    def seats(self, teams: Mapping[str, Sequence[str]]) -> list[tuple[int, str]]:
        """Give the seats of such teams as pairs of inspector and unit."""
        return [(self.ids[name], unit) for unit, team in teams.items() for name in team if name != NOBODY]


@dataclass(frozen=True, slots=True)
class Range:
    """Seats of one inspector in the trials: mean, and 5 % to 95 % of them."""

    mean: float
    low: int
    high: int


class TeamTrials:
    """The seats of a year beside those of the trials so far."""

    def __init__(self, draws: Sequence[StaffedDraw]) -> None:
        self._draws = draws
        self._observed = [draw.seats(draw.teams) for draw in draws]
        self.prior: dict[int, int] = {}
        listed: Counter[int] = Counter()
        for draw in draws:
            for inspector in draw.frozen.inspectors:
                person = draw.ids[inspector.code]
                self.prior.setdefault(person, inspector.prior)
                listed[person] += 1
        self.all_year = frozenset(person for person, times in listed.items() if times == len(draws))
        self.seats = Counter(person for seats in self._observed for person, _ in seats)
        self._trials: defaultdict[int, array[int]] = defaultdict(lambda: array("L"))
        self._spreads = array("L")
        self._repeats = array("L")
        self.unstaffed = 0

    @property
    def trials(self) -> int:
        """How many trials filled every seat."""
        return len(self._spreads)

    def trial(self, number: int) -> None:
        """Staff the year once more; where seats stay empty the trial does not count."""
        held: Counter[int] = Counter()
        before: Counter[int] = Counter()
        met: Counter[tuple[int, str]] = Counter()
        for draw, observed in zip(self._draws, self._observed, strict=True):
            inspectors = tuple(
                replace(each, prior=each.prior + held[draw.ids[each.code]] - before[draw.ids[each.code]])
                for each in draw.frozen.inspectors
            )
            seed = trial_seed(draw.frozen.digest, number)
            found = staff(replace(draw.frozen, inspectors=inspectors), seed, draw.visits)
            if not isinstance(found, Staffing):
                self.unstaffed += 1
                return
            seats = draw.seats(found.teams)
            met.update(seats)
            held.update(person for person, _ in seats)
            before.update(person for person, _ in observed)
        for person in self.prior:
            self._trials[person].append(held[person])
        self._spreads.append(self._spread(held))
        self._repeats.append(sum(met.values()) - len(met))

    def _spread(self, seats: Mapping[int, int]) -> int:
        loads = [self.prior[person] + seats.get(person, 0) for person in self.all_year]
        return max(loads, default=0) - min(loads, default=0)

    def spread(self, limit: float) -> Measured:
        """Measure the greatest load of the year less the least, of those listed in every draw."""
        return measured(self._spread(self.seats), self._spreads, limit)

    def repeats(self, limit: float) -> Measured:
        """Count how often an inspector met an object again (次)."""
        again = sum(len(titles) - 1 for titles in self.meetings().values())
        return measured(again, self._repeats, limit)

    def meetings(self) -> dict[tuple[int, str], list[str]]:
        """Give the pairs that met more than once, with the draws in which they did."""
        met: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for draw, seats in zip(self._draws, self._observed, strict=True):
            for pair in seats:
                met[pair].append(draw.title)
        return {pair: titles for pair, titles in met.items() if len(titles) > 1}

    def range_of(self, person: int) -> Range:
        """Give what the trials gave an inspector; there is at least one trial."""
        return range_of(self._trials[person])


def range_of(figures: Sequence[int]) -> Range:
    """Give mean and 5 % to 95 % of figures; there is at least one."""
    return Range(sum(figures) / len(figures), quantile(figures, LOW), quantile(figures, HIGH))


def measured(observed: int, trials: Sequence[int], limit: float) -> Measured:
    """Set a figure beside those of the trials; it deviates where hardly any trial has as large a one."""
    found, chance = range_of(trials), upper_end(observed, trials)
    return Measured(observed, found.mean, found.low, found.high, chance, chance <= limit)
