"""What 公平检验 shows: what was drawn beside what chance alone would have drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were drawn (家次), and how many chance would have drawn on average."""

    observed: int
    expected: float


@dataclass(frozen=True, slots=True)
class StratumFairness:
    """One stratum over the draws of a year, of those units alone about which chance decided.

    ``front`` counts the first half of the list, ``heavy`` the units of raised weight (None: there are none).
    ``chance`` is how often simulated draws are as far out, of all three aspects together; ``too_few``: so
    little was drawn that no deviation could be seen.
    """

    number: str
    label: str
    draws: int
    drawable: int
    picks: int
    front: Tally
    heavy: Tally | None
    chance: float
    by_order: float
    by_spacing: float
    by_weight: float
    too_few: bool
    deviates: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the year beside the same figure of simulated staffings: mean, and 5 % to 95 % of them."""

    observed: int
    expected: float
    low: int
    high: int
    chance: float
    deviates: bool


@dataclass(frozen=True, slots=True)
class OfficerFairness:
    """One inspector: visits before the year's first draw, seats since, and what fair staffing gives.

    ``all_year``: listed in every draw, so that the loads can be compared.
    """

    name: str
    department: str
    prior: int
    seats: int
    expected: float
    low: int
    high: int
    all_year: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """An inspector and an object that met more than once; ``periods`` are the draws, in order."""

    officer: str
    code: str
    name: str
    times: int
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt at a draw; ``reached`` says how far a void one had come."""

    title: str
    attempt: int
    state: str
    frozen_at: str
    by: str
    reached: str
    voided_at: str
    reason: str
    second: str


@dataclass(frozen=True, slots=True)
class ClerkRow:
    """What one person wrote into the draw log; ``reasons`` of his strikes with their numbers."""

    name: str
    freezes: int
    voids: int
    agreed: int
    strikes: int
    with_proof: int
    reasons: str
    substitutions: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it for one year; the strata that deviate come first.

    ``settled`` counts the strata in which nothing was left to chance; ``repeats`` says how often an inspector
    met an object again; ``limit`` is the chance below which one of the ``judged`` figures is marked;
    ``unstaffed`` of the simulated staffings could not fill every seat and are left out.
    """

    year: int
    strata: tuple[StratumFairness, ...]
    settled: int
    officers: tuple[OfficerFairness, ...]
    spread: Measured | None
    meetings: tuple[Meeting, ...]
    repeats: Measured | None
    attempts: tuple[AttemptRow, ...]
    clerks: tuple[ClerkRow, ...]
    picks: int
    trials: int
    staffings: int
    unstaffed: int
    judged: int
    limit: float
