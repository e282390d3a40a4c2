"""全年模拟: the plan's year drawn a thousand times on the present registry; nothing is written.

Run by run, without the database. The seeds come from a number that the page shows, so that the same number on
the same registry shows the same figures.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.core.chance import quantile
from app.core.planning import QUARTERS
from app.sampling import Staffing, digest
from app.services.evidence import Told
from app.services.fair_teams import HIGH, LOW, range_of
from app.services.rows.simulation import ObjectChance, OfficerLoad, QuarterSpread, SimulatedYear, Usual
from app.services.simulated_year import live_through
from app.services.simulation_case import SimulationCase

RUNS: Final = 1000
_MIDDLE: Final = 0.5
_WORDS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
WHOLE: Final = "全年"


class _Tallies:
    """Figures of one quarter, or of the year, in each run."""

    def __init__(self) -> None:
        self.picks, self.visits, self.seats = array("L"), array("L"), array("L")
        self.unstaffed = 0

    def spread(self, title: str) -> QuarterSpread:
        return QuarterSpread(
            title, _usual(self.picks), _usual(self.visits), _usual(self.seats), self.unstaffed
        )


def _usual(figures: Sequence[int]) -> Usual:
    return Usual(quantile(figures, LOW), quantile(figures, _MIDDLE), quantile(figures, HIGH))


class Simulation:
    """The runs of a case under one number, made a few at a time."""

    total: Final = RUNS

    def __init__(self, case: SimulationCase, number: int) -> None:
        self._case = case
        self._number = number
        self._visits: Counter[str] = Counter()
        self._reached: Counter[str] = Counter()
        self._loads = {name: array("L") for name in case.officers}
        self._quarters = [_Tallies() for _ in QUARTERS]
        self._whole = _Tallies()
        self.done = 0

    def advance(self, runs: int, told: Told) -> None:
        """Live through so many years more, but no more than all."""
        for _ in range(min(runs, self.total - self.done)):
            told(self.done, self.total)
            self._run(self.done + 1)
            self.done += 1

    def _run(self, run: int) -> None:
        def seed_of(quarter: int, apart: bool) -> str:  # noqa: FBT001 - as SeedOf says
            return digest(f"SSJ1|SIMULATE|{self._number}|{run}|{quarter}|{int(apart)}".encode())

        visits: Counter[str] = Counter()
        seats: Counter[str] = Counter()
        counted = {quarter: [0, 0, 0] for quarter in QUARTERS}
        lacking: set[int] = set()
        for quarter, result in live_through(self._case.case, seed_of):
            visits.update(result.visits.keys())
            counted[quarter][0] += sum(len(stratum.picks) for stratum in result.strata)
            counted[quarter][1] += len(result.visits)
            if isinstance(result.staffing, Staffing):
                for team in result.staffing.teams.values():
                    seats.update(team)
                    counted[quarter][2] += len(team)
            elif result.visits:
                lacking.add(quarter)
        self._visits.update(visits)
        self._reached.update(visits.keys())
        for name, loads in self._loads.items():
            loads.append(seats[name])
        for quarter, tallies in zip(QUARTERS, self._quarters, strict=True):
            _add(tallies, counted[quarter], lacking=quarter in lacking)
        year = [sum(figures) for figures in zip(*counted.values(), strict=True)]
        _add(self._whole, year, lacking=bool(lacking))

    def found(self) -> SimulatedYear:
        """Give what the runs so far came to; there is at least one."""
        case = self._case
        return SimulatedYear(
            year=case.year,
            number=self._number,
            runs=self.done,
            plan=case.plan,
            objects=tuple(sorted(map(self._object, case.objects), key=lambda row: not row.short)),
            officers=tuple(sorted(map(self._officer, case.officers), key=lambda row: (-row.mean, row.name))),
            quarters=tuple(
                tallies.spread(word) for tallies, word in zip(self._quarters, _WORDS, strict=True)
            ),
            whole=self._whole.spread(WHOLE),
            uncounted=case.uncounted,
        )

    def _object(self, row: ObjectChance) -> ObjectChance:
        chance = self._reached[row.code] / self.done
        short = row.code in self._case.case.yearly and chance < 1
        return replace(row, chance=chance, visits=self._visits[row.code] / self.done, short=short)

    def _officer(self, name: str) -> OfficerLoad:
        found = range_of(self._loads[name])
        return replace(self._case.officers[name], mean=found.mean, low=found.low, high=found.high)


def _add(tallies: _Tallies, figures: Sequence[int], *, lacking: bool) -> None:
    picks, visits, seats = figures
    tallies.picks.append(picks)
    tallies.visits.append(visits)
    tallies.seats.append(seats)
    tallies.unstaffed += lacking
