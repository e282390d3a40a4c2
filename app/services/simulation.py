"""全年模拟: the plan's year drawn a thousand times on the present registry; nothing is written.

Read once, then run by run without the database. The seeds come from a number that the page shows, so that the
same number on the same registry shows the same figures.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.chance import quantile
from app.core.errors import UserError
from app.core.planning import QUARTERS
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION
from app.core.text import as_identifier
from app.models.database import Store
from app.models.plan import AnnualPlan, PlanLine
from app.models.registry import InspectionObject
from app.models.registry import Inspector as Person
from app.models.registry import Recusal as Recused
from app.sampling import Frame, Inspector, Item, Recusal, Staffing, digest
from app.services.catalogue import catalogue_of
from app.services.draw import aliases
from app.services.evidence import Told
from app.services.fair_teams import HIGH, LOW, range_of
from app.services.frame import PastVisits, area_of, frame_of, past_visits
from app.services.office import office_of
from app.services.plan import newest
from app.services.preview import item_and_stratum, plan_in_force, seats_held, sendable
from app.services.rows.draw import FrameRow, InspectorLine
from app.services.rows.simulation import ObjectChance, OfficerLoad, QuarterSpread, SimulatedYear, Usual
from app.services.simulated_year import YearCase, YearStratum, live_through

RUNS: Final = 1000
_MIDDLE: Final = 0.5
_SECRET: Final = ""  # aliases are for the draw alone, nobody sees them here
_WORDS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
_WHOLE: Final = "全年"


@dataclass(frozen=True, slots=True)
class SimulationCase:
    """The year as read, with the words for the rows."""

    year: int
    plan: str
    case: YearCase
    objects: tuple[ObjectChance, ...]
    officers: dict[str, OfficerLoad]
    uncounted: tuple[str, ...]


def _plan(session: Session, year: int) -> AnnualPlan | None:
    try:
        return plan_in_force(session, year)
    except UserError:
        return newest(session, year)


def _before(session: Session, year: int) -> PastVisits:
    """Give the visits of earlier years: the simulated year begins with none of its own."""
    past = past_visits(session, year)
    ever = {item: codes - past.this_year.get(item, frozenset()) for item, codes in past.ever.items()}
    return PastVisits({}, ever, frozenset())


def _frame(rows: Sequence[FrameRow]) -> Frame:
    return Frame(
        tuple(row.code for row in rows), bytes(row.weight for row in rows), "".join(row.state for row in rows)
    )


def _strata(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLine], today: date
) -> tuple[YearStratum, ...]:
    past = _before(session, catalogue.year)
    result = []
    for line in lines:
        item, stratum = item_and_stratum(catalogue, line.stratum)
        rows = frame_of(session, item, stratum, past, today)
        result.append(
            YearStratum(
                item=Item(item.code, as_identifier(item.skill)),
                code=stratum.code,
                ratio=stratum.ratio,
                override=line.override,
                scope=stratum.scope,
                repeat=stratum.repeat,
                once=stratum.once,
                quarters=tuple(line.quarters),
                together=_frame([row for row in rows if not row.withheld]),
                apart=_frame([row for row in rows if row.withheld]),
            )
        )
    return tuple(result)


def _people(session: Session, year: int, today: date) -> tuple[InspectorLine, ...]:
    """Give who may be sent, with the visits before the year's first draw."""
    held = seats_held(session, year)
    return tuple(
        replace(person, prior=person.prior - held.get(person.id, 0))
        for person in sendable(session, year, today)
    )


def _recusals(session: Session, names: dict[int, str]) -> tuple[Recusal, ...]:
    statement = select(Recused.inspector_id, InspectionObject.code).join(
        InspectionObject, Recused.object_id == InspectionObject.id
    )
    return tuple(Recusal(names[who], unit) for who, unit in session.execute(statement) if who in names)


def _objects(
    found: Sequence[InspectionObject], catalogue: Catalogue, strata: Sequence[YearStratum]
) -> tuple[ObjectChance, ...]:
    numbers: dict[str, list[str]] = defaultdict(list)
    for line in strata:
        number = item_and_stratum(catalogue, line.code)[1].number
        for unit in (*line.together.units, *line.apart.units):
            numbers[unit].append(number)
    return tuple(
        ObjectChance(
            each.code,
            each.name,
            each.town,
            each.supervision_class,
            each.state,
            tuple(numbers[each.code]),
            0.0,
            0.0,
            short=False,
        )
        for each in found
    )


def _inspector(person: InspectorLine, name: str) -> Inspector:
    areas = tuple(area_of(area) for area in person.areas)
    skills = tuple(as_identifier(skill) for skill in person.skills)
    return Inspector(name, person.prior, person.cap, areas, skills)


def read_year(store: Store, year: int, today: date) -> SimulationCase | None:
    """Read the plan in force, else the newest draft, and the registries of today; None without any plan."""
    with store.reading() as session:
        plan = _plan(session, year)
        if plan is None:
            return None
        catalogue = catalogue_of(session, year)
        known = {line.stratum: item_and_stratum(catalogue, line.stratum)[1] for line in plan.lines}
        waiting = [line for line in plan.lines if known[line.stratum].counted and line.override is None]
        lines = [line for line in plan.lines if line not in waiting and line.override != 0]
        strata = _strata(session, catalogue, lines, today)
        objects = list(session.scalars(select(InspectionObject).order_by(InspectionObject.code)))
        people = _people(session, year, today)
        names = aliases(people, _SECRET)
        departments = {person.id: person.department for person in session.scalars(select(Person))}
        case = YearCase(
            strata=strata,
            team=office_of(session).team,
            units={each.code: area_of(each.town) for each in objects},
            inspectors=tuple(_inspector(person, names[person.id]) for person in people),
            recusals=_recusals(session, names),
            yearly=frozenset(
                each.code
                for each in objects
                if each.supervision_class in YEARLY_CLASSES and each.state not in OUT_OF_POPULATION
            ),
        )
        return SimulationCase(
            year=year,
            plan=f"年度计划第 {plan.version} 稿（{plan.state}）",
            case=case,
            objects=_objects(objects, catalogue, strata),
            officers={
                names[each.id]: OfficerLoad(each.name, departments[each.id], each.prior, 0.0, 0, 0)
                for each in people
            },
            uncounted=tuple(
                f"{known[line.stratum].number} {known[line.stratum].short_label}" for line in waiting
            ),
        )


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
            objects=tuple(self._object(each) for each in case.objects),
            officers=tuple(sorted(map(self._officer, case.officers), key=lambda row: (-row.mean, row.name))),
            quarters=tuple(
                tallies.spread(word) for tallies, word in zip(self._quarters, _WORDS, strict=True)
            ),
            whole=self._whole.spread(_WHOLE),
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
