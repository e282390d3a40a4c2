"""Visits, results and disclosure as pages and papers show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.states import FindingState
from app.services.rows.companion import CompanionRow


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list; ``title`` is its draw's, ``items`` are printed numbers, ``team`` in seat order."""

    id: int
    object_id: int
    period: str
    title: str
    position: int
    code: str
    name: str
    town: str
    items: tuple[str, ...]
    team: tuple[str, ...]
    state: str
    finding_state: str
    finished_on: date | None
    due_on: date

    @property
    def joint(self) -> bool:
        """Several items on one going-out."""
        return len(self.items) > 1


@dataclass(frozen=True, slots=True)
class VisitItemRow:
    """One item of a visit with the plan's words and what was found."""

    item: str
    number: str
    name: str
    departments: tuple[str, ...]
    method: str
    contents: tuple[str, ...]
    outcome: str
    measures: str
    mend_by: date | None
    struck_reason: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat: its number, required skill (or -) and who sits there (or nobody)."""

    number: int
    skill: str
    inspector: str


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """Everything the entry form shows of one visit.

    ``nameable`` is false where only 不予公开 is left, on ``secrecy_basis`` where the object has one.
    ``drawn_as`` is the code under which it was drawn where the object was merged into another since.
    ``object_state`` is what the registry says of an object that is no longer at work, else empty.
    """

    row: VisitRow
    items: tuple[VisitItemRow, ...]
    seats: tuple[SeatRow, ...]
    companions: tuple[CompanionRow, ...]
    recused: tuple[str, ...]
    remark: str
    withheld_basis: str
    public_wording: str
    disclose_by: date | None
    nameable: bool
    secrecy_basis: str
    drawn_as: str = ""
    object_state: str = ""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who may take a seat, empty where nobody is left; ``passed`` come before him and cannot go, with why.

    ``back`` is the day on which one of them returns from leave, where nobody can go today.
    """

    name: str
    passed: tuple[str, ...]
    back: date | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What the clerk enters for one item; measures and day only where something must be mended."""

    outcome: str
    measures: str = ""
    mend_by: date | None = None


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """What the clerk enters for one visit: results by item code."""

    finished_on: date
    results: Mapping[str, ItemResult]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """One finished visit on its way to the public; ``days_left`` counts workdays, negative when overdue.

    ``notice`` is the notice it stands in, or is counted in as withheld. ``nameable`` is false of an object
    whose name stays in the office.
    """

    visit: int
    period: str
    code: str
    name: str
    items: tuple[str, ...]
    departments: tuple[str, ...]
    finished_on: date
    deadline: date
    days_left: int
    result: str
    state: str
    notice: int | None
    nameable: bool = True

    @property
    def ready(self) -> bool:
        """Whether it is released, may be named and is in no notice yet."""
        return self.state == FindingState.READY and self.notice is None and self.nameable


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice that was made, with the ids of the visits it discloses."""

    id: int
    title: str
    number: str
    issued_on: date
    visits: tuple[int, ...]
    published: bool
