"""What 全年模拟 needs of the plan and the registries of today, read once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.errors import UserError
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION
from app.core.text import as_identifier
from app.models.database import Store
from app.models.plan import AnnualPlan, PlanLine
from app.models.registry import InspectionObject
from app.models.registry import Inspector as Person
from app.sampling import Frame, Inspector, Item, Recusal
from app.services.barred import barred
from app.services.catalogue import catalogue_of
from app.services.draw import aliases
from app.services.frame import area_of, frame_of
from app.services.office import office_of
from app.services.officers import seats_held, sendable
from app.services.past_visits import PastVisits, past_visits
from app.services.plan_versions import newest, plan_in_force
from app.services.preview import item_and_stratum
from app.services.rows.draw import FrameRow, InspectorLine
from app.services.rows.simulation import ObjectChance, OfficerLoad
from app.services.simulated_year import YearCase, YearStratum

_SECRET: Final = ""  # aliases are for the draw alone, nobody sees them here


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
                visited=stratum.visited,
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
    return tuple(Recusal(names[who], unit) for who, unit, _ in barred(session) if who in names)


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
