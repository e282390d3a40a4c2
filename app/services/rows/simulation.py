"""What 全年模拟 shows: a year of the plan, drawn many times over on the present registry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObjectChance:
    """One object: the share of the simulated years with a visit, and its visits a year on average.

    ``strata`` are the numbers of the lines that hold it; ``short``: 重点 or 特殊 and not visited every year.
    """

    code: str
    name: str
    town: str
    supervision_class: str
    state: str
    strata: tuple[str, ...]
    chance: float
    visits: float
    short: bool


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """Seats of one inspector in a simulated year: mean, and 5 % to 95 % of the years."""

    name: str
    department: str
    prior: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Usual:
    """The 5 %, 50 % and 95 % of the simulated years."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class QuarterSpread:
    """One quarter: picks (家次) before merging, visits and seats after; ``unstaffed`` years lacked people."""

    title: str
    picks: Usual
    visits: Usual
    seats: Usual
    unstaffed: int


@dataclass(frozen=True, slots=True)
class SimulatedYear:
    """All of it; those objects come first that are not sure to be visited though they must.

    ``staffed`` of the runs had teams too; ``number`` gives the seeds; ``uncounted`` are the lines whose count
    is not typed yet.
    """

    year: int
    number: int
    runs: int
    staffed: int
    plan: str
    objects: tuple[ObjectChance, ...]
    officers: tuple[OfficerLoad, ...]
    quarters: tuple[QuarterSpread, ...]
    whole: QuarterSpread
    uncounted: tuple[str, ...]
