"""The annual plan as its page and its papers show it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """One stratum of the year: N, ratio in words, n per period, visits by quarter, and what was printed.

    ``agrees`` is None where nothing was printed; ``reason`` says why printed and computed differ;
    ``planned`` are the quarters of the line, also where nothing is counted yet.
    """

    stratum: str
    number: str
    item: str
    departments: tuple[str, ...]
    item_name: str
    label: str
    population: int
    ratio: str
    per_period: int
    periods: int
    quarters: tuple[int, int, int, int]
    total: int
    printed: str
    printed_count: int | None
    printed_row: int | None
    printed_approx: bool
    agrees: bool | None
    reason: str
    fixed: bool
    counted: bool
    override: int | None
    override_reason: str
    planned: tuple[int, ...]
    moved_reason: str
    skill: str
    written: bool


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the check page; ``state`` is 相符, 待确认, 已确认, 待填 or 请留意.

    ``key`` names the question to answer, ``stratum`` the line it leads to.
    """

    key: str
    number: str
    title: str
    text: str
    state: str
    stratum: str = ""
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether the plan cannot be signed before this is answered."""
        return self.state in ("待确认", "待填")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One of 拟稿 → 送审 → 已签发 → 已上报 → 已公示."""

    word: str
    detail: str
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything 年度计划 shows of one version."""

    id: int
    year: int
    version: int
    state: str
    reason: str
    document_number: str
    catalogue_title: str
    catalogue_number: str
    drafted_by: str
    drafted_on: date
    reviewed_by: str
    submitted_on: date | None
    signed_by: str
    signed_on: date | None
    reported_to: str
    reported_on: date | None
    reported_reference: str
    published_platform: str
    published_on: date | None
    lines: tuple[PlanLineRow, ...]
    checks: tuple[CheckRow, ...]
    steps: tuple[PlanStep, ...]
    seats: tuple[int, int, int, int]
    spread_seats: tuple[int, int, int, int]
    officers: int
    editable: bool

    @property
    def quarters(self) -> tuple[int, ...]:
        """家次 of each quarter."""
        return tuple(sum(line.quarters[place] for line in self.lines) for place in range(4))

    @property
    def total(self) -> int:
        """家次 of the year."""
        return sum(line.total for line in self.lines)

    @property
    def open_questions(self) -> tuple[CheckRow, ...]:
        """What must be answered before 送审."""
        return tuple(check for check in self.checks if check.open)
