"""Checks outside the draw as lists, panels and forms show them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class TargetedKind(StrEnum):
    """Why a check was made that no draw asked for (domain.md §1); the last is no check of this office."""

    COMPLAINT = "投诉举报"
    ASSIGNED = "上级转办交办"
    HANDED_OVER = "其他部门移送"
    ACCIDENT = "突发环境事件"
    NUCLEAR = "核安全检查"
    LEAD = "数据或监测线索"
    OTHER_DEPARTMENT = "其他部门检查"


OWN_KINDS: Final = tuple(kind for kind in TargetedKind if kind is not TargetedKind.OTHER_DEPARTMENT)


@dataclass(frozen=True, slots=True)
class TargetedFields:
    """All that a form says of one check.

    ``object`` is a full name or a code, ``officers`` are names or codes of inspectors, ``source`` says where
    the check came from: a case number, the authority, or the department that made it.
    """

    object: str
    kind: str
    source: str
    checked_on: date
    officers: tuple[str, ...]
    outcome: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TargetedRow:
    """One line of the list; a withheld object goes without its name, so that no exported list bears it."""

    id: int
    checked_on: date
    kind: str
    code: str
    name: str
    town: str
    source: str
    officers: tuple[str, ...]
    outcome: str
    remark: str


@dataclass(frozen=True, slots=True)
class TargetedDetail:
    """Everything the panel shows of one check; ``fields`` go back into the form as they stand."""

    id: int
    code: str
    name: str
    fields: TargetedFields
