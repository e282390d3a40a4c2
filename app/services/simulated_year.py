"""One year of draws on the present registry, lived through without a database: states, picks, teams.

What one quarter draws is V or X in the next, what nobody drew is M in the last, as app.services.frame freezes
it; the draw itself is app.sampling's. Nobody is struck, nothing in the registry changes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from app.core.catalogue import VisitedScope
from app.core.planning import QUARTERS, frozen_ratio
from app.sampling import (
    DrawResult,
    Frame,
    FrozenInput,
    Inspector,
    Item,
    Recusal,
    Staffing,
    Stratum,
    perform_with_seed,
)
from app.services.frame import LAST_QUARTER

_ANY_RATIO: Final = (1, 1)  # of an empty population whose count was typed: every ratio of it is 0


@dataclass(frozen=True, slots=True)
class YearStratum:
    """One line of the plan: its quarters, its rule, and its frame at the beginning of the year (E and X).

    ``apart`` are the units that are drawn in an input of their own (draw-spec.md §2, State).
    """

    item: Item
    code: str
    ratio: Fraction | None
    override: int | None
    scope: str
    repeat: str
    visited: VisitedScope
    quarters: tuple[int, ...]
    together: Frame
    apart: Frame

    @property
    def all_inspected(self) -> bool:
        """全部检查: nothing is chosen here."""
        return self.ratio == 1 and self.override is None


@dataclass(frozen=True, slots=True)
class YearCase:
    """All that a year's draws need; strata in the order of the plan, inspectors with their visits before it.

    ``yearly`` are the units that must be visited once a year (重点、特殊).
    """

    strata: tuple[YearStratum, ...]
    team: int
    units: Mapping[str, str]
    inspectors: tuple[Inspector, ...]
    recusals: tuple[Recusal, ...]
    yearly: frozenset[str]


@dataclass(slots=True)
class _Past:
    """What the year has drawn so far: units by item, units of any item, seats by inspector."""

    by_item: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    visited: set[str] = field(default_factory=set)
    seats: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


SeedOf = Callable[[int, bool], str]
"""Gives the seed of a quarter's input: that of the published lists, or (True) of the units drawn apart."""


def live_through(case: YearCase, seed_of: SeedOf) -> Iterator[tuple[int, DrawResult]]:
    """Draw all quarters; gives each input that had anything to draw, with its quarter."""
    past = _Past()
    for quarter in QUARTERS:
        due = [stratum for stratum in case.strata if quarter in stratum.quarters]
        must = _last_chances(due, case.yearly, past) if quarter == LAST_QUARTER else {}
        for apart in (False, True):
            strata = [
                _stratum(line, frame, past, must.get(line.code, frozenset()))
                for line in due
                if (frame := line.apart if apart else line.together).units or not apart
            ]
            if not strata:
                continue
            items = tuple({line.item: None for line in due})
            result = perform_with_seed(_input(case, items, strata, past), seed_of(quarter, apart))
            yield quarter, result
            _remember(past, result)


def _last_chances(
    due: Iterable[YearStratum], yearly: AbstractSet[str], past: _Past
) -> dict[str, AbstractSet[str]]:
    """Give the units that are M, by stratum; the rule of app.services.frame.with_last_chances."""
    missing = set(yearly - past.visited)
    for line in due:
        if line.all_inspected:
            missing -= _eligible(line, past)
    must: dict[str, AbstractSet[str]] = {}
    for line in due:
        here = missing & _eligible(line, past)
        missing -= here
        must[line.code] = here
    return must


def _eligible(line: YearStratum, past: _Past) -> set[str]:
    units = {
        unit
        for frame in (line.together, line.apart)
        for unit, state in zip(frame.units, frame.states, strict=True)
        if state != "X"
    }
    return units - _seen_by(line, past)


def _seen_by(line: YearStratum, past: _Past) -> AbstractSet[str]:
    """Give the units that a stratum counts as visited; the rule of app.services.frame."""
    return past.visited if line.visited is VisitedScope.ANY_YEAR else past.by_item[line.item.code]


def _stratum(line: YearStratum, frame: Frame, past: _Past, must: AbstractSet[str]) -> Stratum:
    visited = _seen_by(line, past)
    seen = "X" if line.visited is VisitedScope.ONCE else "V"
    states = "".join(
        state if state == "X" else seen if unit in visited else "M" if unit in must else state
        for unit, state in zip(frame.units, frame.states, strict=True)
    )
    population = len(states) - states.count("X")
    typed = None if line.override is None else min(line.override, population)
    numerator, denominator = frozen_ratio(population, line.ratio, typed) or _ANY_RATIO
    now = replace(frame, states=states)
    return Stratum(line.item.code, line.code, numerator, denominator, line.scope, line.repeat, now)


def _input(case: YearCase, items: tuple[Item, ...], strata: Sequence[Stratum], past: _Past) -> FrozenInput:
    return FrozenInput(
        period="",
        prev="",
        roles=(),
        commitment="-",
        team=case.team,
        items=items,
        strata=tuple(strata),
        units=case.units,
        inspectors=tuple(replace(each, prior=each.prior + past.seats[each.code]) for each in case.inspectors),
        recusals=case.recusals,
        digest="",
    )


def _remember(past: _Past, result: DrawResult) -> None:
    for stratum in result.strata:
        past.by_item[stratum.item].update(stratum.picks)
    past.visited.update(result.visits)
    if isinstance(result.staffing, Staffing):
        for team in result.staffing.teams.values():
            for name in team:
                past.seats[name] += 1
