"""A period's draw as the wizard and the papers show it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.core.periods import DrawKind, RevealMode
from app.services.rows.office import Role


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One unit of 待抽名单; ``state`` is E, M, V or X and ``reason`` says why it is not E.

    A ``withheld`` one is drawn in an input of its own.
    """

    code: str
    name: str
    town: str
    weight: int
    weight_reason: str
    state: str
    reason: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class LineRule:
    """How many a line of a plan or a campaign takes: by ``ratio``, or a typed count with its reason.

    ``per`` says the ratio's period (每季度 …).
    """

    per: str
    ratio: Fraction | None
    override: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class DueStratum:
    """One stratum due in a period: what is checked, who is in the frame and how many will be drawn.

    ``per`` says the ratio's period (每季度 …); ``override`` is a count that replaced ⌈N × ratio⌉.
    """

    number: str
    item: str
    code: str
    item_name: str
    departments: tuple[str, ...]
    check_kind: str
    method: str
    contents: tuple[str, ...]
    label: str
    skill: str
    filter_words: str
    per: str
    ratio: Fraction | None
    override: int | None
    override_reason: str
    repeat: str
    scope: str
    frame: tuple[FrameRow, ...]

    def count(self, states: str) -> int:
        """How many units of the frame are in one of the states."""
        return sum(row.state in states for row in self.frame)

    @property
    def population(self) -> int:
        """N: everything but X."""
        return self.count("EMV")

    @property
    def exact(self) -> Fraction:
        """N × ratio before rounding, or the typed count."""
        if self.override is not None or self.ratio is None:
            return Fraction(min(self.override or 0, self.population))
        return self.population * self.ratio

    @property
    def quota(self) -> int:
        """How many are drawn: rounded up, at least every M."""
        return max(-(-self.exact.numerator // self.exact.denominator), self.count("M"))

    @property
    def all_inspected(self) -> bool:
        """全部检查，只抽人员: nothing is chosen here but the officers."""
        return self.ratio == 1 and self.override is None


@dataclass(frozen=True, slots=True)
class InspectorLine:
    """One inspector who may be sent in a draw."""

    id: int
    name: str
    prior: int
    cap: int | None
    areas: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawPreview:
    """Everything of a period before freezing.

    ``targeting`` states a campaign's conditions, or what companions are asked for.
    """

    kind: DrawKind
    plan: int
    year: int
    quarter: int
    period: str
    title: str
    attempt: int
    due_on: date
    strata: tuple[DueStratum, ...]
    inspectors: tuple[InspectorLine, ...]
    recusals: tuple[tuple[int, str, str], ...]
    warnings: tuple[str, ...]
    targeting: str = ""

    @property
    def total(self) -> int:
        """家次 of the whole draw."""
        return sum(stratum.quota for stratum in self.strata)


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Rehearsal seeds tried before freezing, how many could not be staffed, and one blocking set in words."""

    tried: int
    failed: int
    why: str


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One attempt in the list of draws."""

    id: int
    period: str
    title: str
    attempt: int
    state: str
    digest: str
    frozen_at: str
    drawn_at: str
    picks: int
    void_reason: str


@dataclass(frozen=True, slots=True)
class PickRow:
    """One pick: rank in its stratum, unit, ticket (64 hex) and weight.

    ``struck`` says why it fell out, ``raised`` tells of a reserve that took such a place. A ``withheld`` one
    got its basis after the freeze and is not named to the room.
    """

    number: str
    item: str
    stratum: str
    label: str
    rank: int
    code: str
    name: str
    town: str
    ticket: str
    weight: int
    all_inspected: bool
    struck: str = ""
    raised: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One visit in visit order: its items and who goes, each with the skill of the seat (or empty)."""

    position: int
    code: str
    name: str
    town: str
    items: tuple[str, ...]
    team: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One inspector's visits before this draw and by it."""

    name: str
    skills: tuple[str, ...]
    before: int
    added: int


@dataclass(frozen=True, slots=True)
class StratumCount:
    """One stratum of a frozen draw in figures."""

    number: str
    label: str
    population: int
    must: int
    visited: int
    excluded: int
    ratio: str
    quota: int
    shortfall: int
    repeat: str


@dataclass(frozen=True, slots=True)
class VoidRow:
    """One void attempt of a period."""

    attempt: int
    at: str
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class DrawView:
    """A frozen draw and what became of it; empty tuples where it has not got so far.

    ``announced`` are the picks as they were drawn, whatever became of them, and the reserves raised since;
    ``picks`` those that stand now.
    """

    id: int
    kind: DrawKind
    year: int
    quarter: int
    period: str
    title: str
    attempt: int
    state: str
    digest: str
    commitment: str
    log_head: str
    prev: str
    roles: tuple[Role, ...]
    place: str
    reveal: RevealMode
    decided_by: str
    sources: tuple[str, ...]
    targeting: str
    due_on: date
    frozen_at: str
    digits: tuple[str, ...]
    seed: str
    seeded_at: str
    drawn_at: str
    result_digest: str
    revealed_at: str
    counts: tuple[StratumCount, ...]
    announced: tuple[PickRow, ...]
    picks: tuple[PickRow, ...]
    reserves: tuple[PickRow, ...]
    teams: tuple[TeamRow, ...]
    loads: tuple[LoadRow, ...]
    shortage: str
    voids: tuple[VoidRow, ...]
    strikes: tuple[str, ...]
    substitutions: tuple[str, ...]
    excluded: tuple[tuple[str, str, str], ...]
    inspectors: int
    recusals: int

    @property
    def joint(self) -> int:
        """How many visits carry several items."""
        return sum(len(team.items) > 1 for team in self.teams)
