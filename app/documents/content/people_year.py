"""检查人员年度情况: what every inspector did, learned and was marked in a year, for appraisal."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One inspector: drawn visits on the spot and checks of papers, what became of them, and the rest.

    ``struck`` are drawn visits struck before they were made; ``out`` and ``incoming`` substitutions.
    """

    code: str
    name: str
    department: str
    post: str
    prior: int
    drawn: int
    written: int
    done: int
    targeted: int
    struck: int
    out: int
    incoming: int
    trainings: int
    hours: float
    leave_days: int
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One training of one inspector."""

    held_on: date
    subject: str
    hours: float | None
    code: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class PeopleYear:
    """All of it. ``watermark`` is a word that marks every sheet as a rehearsal, or empty."""

    office: str
    year: int
    people: tuple[PersonLine, ...]
    trainings: tuple[TrainingLine, ...]
    watermark: str
