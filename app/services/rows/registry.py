"""Objects and inspectors as lists and panels show them."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.catalogue import Catalogue
from app.core.filter import Filter
from app.services.rows.filters import KeptFilter
from app.services.rows.marks import MarkRow
from app.services.rows.personnel import AppraisalRow, LeaveRow, PostRow, RecusalRow, TrainingRow
from app.services.rows.states import EvidenceRow


class Lacking(Enum):
    """What a listed object has not had this year."""

    NOTHING = "nothing"
    CHECK = "check"
    """No finished visit and no 针对性检查, as the list counts them."""
    DRAW = "draw"
    """No visit that stands, finished or not, as 工作台 counts 重点 and 特殊."""


@dataclass(frozen=True, slots=True)
class RegistryQuery:
    """What a list asks for: one search text, conditions, and a column to sort by."""

    text: str = ""
    conditions: Filter = ()
    lacking: Lacking = Lacking.NOTHING
    sort: str = "code"
    descending: bool = False
    year: int = 0


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """One line of the list of objects; ``visits`` counts those finished this year, 针对性检查 with them."""

    id: int
    code: str
    name: str
    uscc: str
    kind: str
    town: str
    supervision_class: str
    permit_class: str
    credit_grade: str
    visits: int
    state: str


@dataclass(frozen=True, slots=True)
class ObjectFields:
    """All that a form or a file says of one object; the code is the program's own."""

    name: str
    uscc: str = ""
    owner: str = ""
    kind: str = "排污单位"
    supervision_class: str = "一般"
    permit_class: str = "无"
    permit_number: str = ""
    credit_grade: str = "未评价"
    credit_score: int | None = None
    industry_code: str = ""
    industry_name: str = ""
    town: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    construction: str = ""
    discharge_type: str = ""
    scale: str = ""
    cycle: str = ""
    monitoring: str = ""
    weather_grade: str = ""
    tags: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    approval_level: str = ""
    approved_on: date | None = None
    started_on: date | None = None
    completed_on: date | None = None
    operated_on: date | None = None
    waste_tonnes: float | None = None
    state: str = "正常"
    state_since: date | None = None
    state_reason: str = ""
    secrecy_basis: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of an object's history."""

    at: str
    by: str
    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class VisitNote:
    """One visit of an object or an inspector, in one line."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class ObjectDetail:
    """Everything the panel shows of one object."""

    id: int
    code: str
    fields: ObjectFields
    weight: int
    weight_reason: str
    marks: tuple[MarkRow, ...]
    strata: tuple[str, ...]
    visits: tuple[VisitNote, ...]
    history: tuple[ChangeRow, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    penalties: tuple[VisitNote, ...] = ()
    confirmed_on: date | None = None
    """The last day on which it was confirmed, visited, checked or changed its state."""
    other_class: tuple[str, str] = ("", "")
    """The class by the rule and its reasons, where the object has another."""


@dataclass(frozen=True, slots=True)
class InspectorRow:
    """One line of the list of inspectors; ``standing`` is 可派, or why not."""

    id: int
    code: str
    name: str
    department: str
    post: str
    skills: tuple[str, ...]
    cert: str
    cert_expiry: date | None
    visits: int
    standing: str


@dataclass(frozen=True, slots=True)
class InspectorFields:
    """All that a form or a file says of one inspector."""

    name: str
    department: str = ""
    post: str = ""
    areas: tuple[str, ...] = ()
    service_start: date | None = None
    cert: str = ""
    cert_expiry: date | None = None
    skills: tuple[str, ...] = ()
    cap: int | None = None
    state: str = "在岗"
    prior: int = 0


@dataclass(frozen=True, slots=True)
class InspectorDetail:
    """Everything the panel shows of one inspector; leaves, trainings, posts and marks from the newest."""

    id: int
    code: str
    fields: InspectorFields
    standing: str
    recusals: tuple[RecusalRow, ...]
    visits: tuple[VisitNote, ...]
    leaves: tuple[LeaveRow, ...]
    trainings: tuple[TrainingRow, ...]
    posts: tuple[PostRow, ...]
    appraisals: tuple[AppraisalRow, ...]
    undated: bool = False
    """Whether 年初已查次数 says of no year that it is its own, as files of older days were read."""


@dataclass(frozen=True, slots=True)
class RegistryChoices:
    """What the registries hold: counts of the tabs, words and kept filters on offer, the item list."""

    objects: int
    inspectors: int
    towns: tuple[str, ...]
    filters: tuple[KeptFilter, ...]
    departments: tuple[str, ...]
    catalogue: Catalogue | None
    auxiliaries: int = 0
    targeted: int = 0
