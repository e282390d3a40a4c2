"""What a registry file is understood as: frozen rows, faults, and what was done with its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from app.intake.columns import Fault
from app.intake.grid import NO_TABLES, Sheet, Tables
from app.intake.office_words import UnknownWord


class ObjectRow(NamedTuple):
    """One inspection object as the file has it; what the file leaves out has its usual value."""

    code: str
    name: str
    uscc: str
    owner: str
    kind: str
    supervision_class: str
    permit_class: str
    permit_number: str
    credit_grade: str
    credit_score: int | None
    industry_code: str
    industry_name: str
    town: str
    address: str
    longitude: float | None
    latitude: float | None
    construction: str
    discharge_type: str
    scale: str
    cycle: str
    monitoring: str
    weather_grade: str
    tags: tuple[str, ...]
    marks: tuple[str, ...]
    contact: str
    phone: str
    approval_level: str
    approved_on: date | None
    started_on: date | None
    completed_on: date | None
    operated_on: date | None
    waste_tonnes: float | None
    state: str
    state_since: date | None
    state_reason: str
    secrecy_basis: str
    sheet: str
    row: int


class InspectorRow(NamedTuple):
    """One inspector as the file has it; what the file leaves out has its usual value."""

    code: str
    name: str
    department: str
    post: str
    areas: tuple[str, ...]
    service_start: date | None
    cert: str
    cert_expiry: date | None
    skills: tuple[str, ...]
    cap: int | None
    state: str
    prior: int
    recused: tuple[str, ...]
    recused_reason: str
    sheet: str
    row: int


R = TypeVar("R", bound=NamedTuple)
"""A row of a file; its last two fields are ``sheet`` and ``row``."""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet, its first row below the heading (from 0) and the column (from 0) of each field."""

    sheet: Sheet
    first_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RegistryTable(Generic[R]):
    """A registry as understood: ``len(rows) + faulty + skipped`` are all rows of the sheets read."""

    rows: Sequence[R]
    """The rows without an error, in the order of the file."""
    faulty: int
    """How many rows have an error."""
    skipped: int
    """How many rows are titles, headings, totals, notes or blank."""
    faults: Sequence[Fault]
    mapping: Mapping[str, str]
    """The file's own heading -> field; a column of both coordinates is ``coordinates``."""
    ignored_columns: Sequence[str]
    fields: Mapping[str, frozenset[str]]
    """Sheet -> the fields its columns give; all other fields of its rows are usual values, not the file's."""
    headings: Sequence[str]
    """All headings, whatever became of them: by these a file is known as of the same source."""
    notes: Sequence[str]
    """Chinese sentences for the reader: sheets left out, columns decided between."""

    unknown: Sequence[UnknownWord] = ()
    """Words that no list has, each once."""
    read: Sequence[SheetRead] = ()
    """The sheets whose rows these are."""
    tables: Tables = NO_TABLES
    """The whole file as it was read."""

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)


ObjectTable: TypeAlias = RegistryTable[ObjectRow]
InspectorTable: TypeAlias = RegistryTable[InspectorRow]

OBJECT_BLANKS: Final[Mapping[str, object]] = {
    "kind": "排污单位",
    "supervision_class": "一般",
    "permit_class": "无",
    "credit_grade": "未评价",
    "state": "正常",
    "tags": (),
    "marks": (),
} | dict.fromkeys(
    (
        "credit_score",
        "longitude",
        "latitude",
        "approved_on",
        "started_on",
        "completed_on",
        "operated_on",
        "waste_tonnes",
        "state_since",
    )
)
INSPECTOR_BLANKS: Final[Mapping[str, object]] = {
    "areas": (),
    "skills": (),
    "recused": (),
    "state": "在岗",
    "prior": 0,
    "service_start": None,
    "cert_expiry": None,
    "cap": None,
}
