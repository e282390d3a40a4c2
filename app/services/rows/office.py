"""Who acts, what the office is called, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something and when; handed in by the caller, never fetched inside."""

    by: str
    at: datetime

    @property
    def day(self) -> date:
        """The day of the act."""
        return self.at.date()

    @property
    def stamp(self) -> str:
        """ISO 8601 to the second with offset (draw-spec.md §7)."""
        return self.at.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Role:
    """One role at the ceremony: its word on the paper and the person."""

    word: str
    person: str


@dataclass(frozen=True, slots=True)
class Office:
    """Settings of the office; ``watermark`` is 演练 on a rehearsal's papers, else empty.

    ``contact`` and ``phone`` stand under its notices, where given. ``cap_ordinary`` warns of more visits a
    year to a 一般 object, ``cap_higher`` of more a quarter to a 重点 or 特殊 one; 0 warns of nothing. Objects
    that nobody confirmed for more than ``confirm_months`` are listed, 0 lists none.
    """

    name: str = "示例区生态环境局"
    abbreviation: str = "示环"
    department: str = "执法支队"
    clerk: str = ""
    reviewer: str = ""
    head: str = ""
    roles: tuple[Role, ...] = (Role("主持人", ""), Role("监督人", ""), Role("见证人", ""))
    place: str = ""
    platform: str = ""
    basis: str = ""
    team: int = 2
    watermark: str = ""
    code_prefix: str = "WL"
    cap_ordinary: int = 1
    cap_higher: int = 1
    contact: str = ""
    phone: str = ""
    confirm_months: int = 12


@dataclass(frozen=True, slots=True)
class DueTask:
    """One line of 工作台: ``tone`` is red, amber or blue; the button leads to ``page``, ``argument``."""

    tone: str
    word: str
    what: str
    why: str
    button: str
    page: str
    argument: str = ""

    @property
    def keeps_lists(self) -> bool:
        """A task of 整理, which waits for the work of the year itself."""
        return self.argument.startswith("task:")


def first_of(tasks: Sequence[DueTask]) -> DueTask | None:
    """Give what is to be done first: the first line of the year's own work, else the first of all."""
    own = (task for task in tasks if not task.keeps_lists)
    return next(own, next(iter(tasks), None))


@dataclass(frozen=True, slots=True)
class YearStep:
    """One of the eight steps of the year; ``state`` is done, current or ahead."""

    word: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Disclosed ÷ (finished − withheld), with what is still on its way."""

    finished: int
    disclosed: int
    withheld: int
    ready: int
    under_review: int

    @property
    def text(self) -> str:
        """The rate in whole percent, or a dash where nothing is finished."""
        due = self.finished - self.withheld
        return f"{self.disclosed * 100 // due} %" if due else "–"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One item of the catalogue: ``state`` is inspected, drawn or open."""

    number: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class QuarterLoad:
    """Picks done and planned of one quarter."""

    quarter: int
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything 工作台 shows; ``objects`` and ``inspectors`` are 0 on an empty database."""

    today: date
    year: int
    subtitle: str
    objects: int
    inspectors: int
    tasks: tuple[DueTask, ...]
    steps: tuple[YearStep, ...]
    next_step: str
    rate: Rate
    coverage: tuple[Coverage, ...]
    quarters: tuple[QuarterLoad, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of 操作记录."""

    n: int
    at: str
    by: str
    act: str
    detail: str
