"""随同、辅助人员 as lists, panels and forms show them."""

from dataclasses import dataclass
from enum import StrEnum

from app.services.rows.registry import VisitNote


class AuxiliaryKind(StrEnum):
    """What somebody is who goes along; the last has no 执法证, the others are not of the office."""

    COMMISSIONED = "委托单位"
    MONITORING = "监测机构"
    INSTITUTE = "科研院所"
    EXPERT = "专家"
    STAFF = "随同人员"


class AuxiliaryState(StrEnum):
    """Whether somebody may go along from now on; what was settled before stays."""

    READY = "可用"
    RETIRED = "停用"


@dataclass(frozen=True, slots=True)
class AuxiliaryFields:
    """All that a form says of one who goes along; code and state are the program's own.

    ``scope`` is the work somebody was engaged for.
    """

    name: str
    organisation: str = ""
    kind: str = AuxiliaryKind.COMMISSIONED
    skills: tuple[str, ...] = ()
    phone: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class AuxiliaryRow:
    """One line of the list; ``visits`` counts those of the year that stand."""

    id: int
    code: str
    name: str
    organisation: str
    kind: str
    skills: tuple[str, ...]
    phone: str
    visits: int
    state: str
    scope: str = ""

    @property
    def title(self) -> str:
        """Name and organisation in one: 示例监测站（示例区监测中心）."""
        return f"{self.name}（{self.organisation}）" if self.organisation else self.name


@dataclass(frozen=True, slots=True)
class AuxiliaryDetail:
    """Everything the panel shows of one who goes along."""

    id: int
    code: str
    fields: AuxiliaryFields
    state: str
    visits: tuple[VisitNote, ...]


@dataclass(frozen=True, slots=True)
class Uncertified:
    """An inspector without 执法证 who is not yet among those who go along."""

    id: int
    code: str
    name: str
    department: str
    skills: tuple[str, ...]
