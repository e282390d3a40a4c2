"""What is kept of inspectors besides the registry's line, as panels, pages and papers show it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relation(StrEnum):
    """What keeps a person from an object."""

    SPOUSE = "配偶"
    LINEAL = "直系血亲"
    IN_LAW = "近姻亲"
    EMPLOYED = "曾任职"
    INTEREST = "利害关系"
    OTHER = "其他"


class Mark(StrEnum):
    """The usual marks of a yearly appraisal; others may be written."""

    EXCELLENT = "优秀"
    COMPETENT = "称职"
    BASIC = "基本称职"
    INCOMPETENT = "不称职"


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """Days away, both ends included."""

    id: int
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training somebody took part in; ``hours`` where they are known."""

    id: int
    held_on: date
    subject: str
    hours: float | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A department and post held from a day on; None where nobody knows since when."""

    since: date | None
    department: str
    post: str


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """The mark of one year, and what was noted."""

    year: int
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class RecusalFields:
    """What 登记回避 asks: the object by name or code, or an owner by name or 信用代码 with all objects."""

    subject: str
    whole_owner: bool
    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """What somebody is kept from: an object, or all ``objects`` of an owner, those added later too."""

    id: int
    whole_owner: bool
    subject: str
    why: str
    objects: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The visits a newcomer of this year enters with, and who has no more (draw-spec.md §6)."""

    year: int
    prior: int
    colleagues: int
    least: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonYear:
    """One inspector's year: what feeds appraisal (domain.md §5, rule 11).

    ``drawn`` are visits on the spot by draws, ``written`` the drawn checks of papers, ``done`` those of both
    that are finished, ``attempts`` drawn visits struck before they could be made; ``out`` and ``incoming``
    are substitutions, ``leave_days`` days of the calendar.
    """

    id: int
    code: str
    name: str
    department: str
    post: str
    prior: int
    drawn: int
    written: int
    done: int
    attempts: int
    targeted: int
    out: int
    incoming: int
    trainings: int
    hours: float
    leave_days: int
    mark: str
    note: str
