"""What the rows of lists that update the registries are understood as; what a file leaves out is empty."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple

from app.intake.records import R, RegistryTable


class PermitRow(NamedTuple):
    """One holder of a permit (排污许可证清单); where it is and what it does is for those newly added."""

    name: str
    uscc: str
    town: str
    permit_class: str
    permit_number: str
    industry_code: str
    industry_name: str
    address: str
    longitude: float | None
    latitude: float | None
    sheet: str
    row: int


class CreditRow(NamedTuple):
    """One firm as it was evaluated (信用评价结果)."""

    name: str
    uscc: str
    town: str
    credit_grade: str
    credit_score: int | None
    sheet: str
    row: int


class PenaltyRow(NamedTuple):
    """One decision of penalty (行政处罚清单)."""

    name: str
    uscc: str
    town: str
    document: str
    decided_on: date
    reason: str
    measure: str
    sheet: str
    row: int


class RecusalRow(NamedTuple):
    """One person and what the person must not inspect (回避名单): an object, or all objects of an owner."""

    name: str
    cert: str
    department: str
    object_name: str
    object_uscc: str
    owner: str
    relation: str
    reason: str
    sheet: str
    row: int


class AuxiliaryRow(NamedTuple):
    """One who may go along (随同、辅助人员)."""

    name: str
    organisation: str
    kind: str
    skills: tuple[str, ...]
    scope: str
    phone: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class ListTable(Generic[R]):
    """A list as understood, and who stands in its faulty rows: nobody may take these for missing."""

    table: RegistryTable[R]
    faulty_names: frozenset[str]
    faulty_codes: frozenset[str]
