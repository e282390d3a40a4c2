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
from app.services.plan_lines import per_period
from app.services.rows.simulation import ObjectChance, OfficerLoad, QuarterSpread, SimulatedYear, Usual
from app.services.simulated_year import YearCase, live_through
from app.services.simulation_case import SimulationCase

RUNS: Final = 1000
SPARING: Final = 10
"""Where teams are much work, every so many runs have them."""
_MUCH_WORK: Final = 150_000  # seats a year × inspectors who may take them: about 50 ms
_MIDDLE: Final = 0.5
_WORDS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
WHOLE: Final = "全年"


class _Tallies:
    """Figures of one quarter, or of the year, in each run."""

    def __init__(self) -> None:
        self.picks, self.visits, self.seats = array("L"), array("L"), array("L")
        self.unstaffed = 0

    def count(self, picks: int, visits: int) -> None:
        self.picks.append(picks)
        self.visits.append(visits)

    def count_seats(self, seats: int, *, lacking: bool) -> None:
        self.seats.append(seats)
        self.unstaffed += lacking

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
        self.staffed_every = SPARING if _seat_work(case.case) > _MUCH_WORK else 1
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

        staffed = (run - 1) % self.staffed_every == 0
        case = self._case.case if staffed else replace(self._case.case, inspectors=())
        visits: Counter[str] = Counter()
        seats: Counter[str] = Counter()
        counted = {quarter: [0, 0, 0] for quarter in QUARTERS}
        lacking: set[int] = set()
        for quarter, result in live_through(case, seed_of):
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
        year = [sum(figures) for figures in zip(*counted.values(), strict=True)]
        for quarter, tallies in zip(QUARTERS, self._quarters, strict=True):
            tallies.count(*counted[quarter][:2])
        self._whole.count(*year[:2])
        if not staffed:
            return
        for name, loads in self._loads.items():
            loads.append(seats[name])
        for quarter, tallies in zip(QUARTERS, self._quarters, strict=True):
            tallies.count_seats(counted[quarter][2], lacking=quarter in lacking)
        self._whole.count_seats(year[2], lacking=bool(lacking))

    def found(self) -> SimulatedYear:
        """Give what the runs so far came to; there is at least one."""
        case = self._case
        return SimulatedYear(
            year=case.year,
            number=self._number,
            runs=self.done,
            staffed=len(self._whole.seats),
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


def _seat_work(case: YearCase) -> int:
    """Say how much work the teams of one year are: seats × those who may take them."""
    seats = sum(
        case.team
        * per_period(len(line.together.units) + len(line.apart.units), line.ratio, line.override)
        * len(line.quarters)
        for line in case.strata
    )
    return seats * len(case.inspectors)
