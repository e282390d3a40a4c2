"""The year in figures: what was planned, drawn, visited and disclosed, for whom and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from app.documents.content.joint import Joint

Quarters: TypeAlias = tuple[int, int, int, int]
"""Visits of each quarter."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One stratum: visits (家次) of each quarter, by how far they have come."""

    number: str
    item: str
    stratum: str
    planned: Quarters
    drawn: Quarters
    visited: Quarters
    disclosed: Quarters


@dataclass(frozen=True, slots=True)
class ObjectCount:
    """One object: goings-out of the year, the items drawn for them, and the 针对性检查 among them.

    ``others`` are checks by other departments, which are no going-out of this office.
    """

    code: str
    name: str
    town: str
    supervision_class: str
    visits: int
    items: int
    targeted: int
    others: int


@dataclass(frozen=True, slots=True)
class InspectorCount:
    """One inspector: checks before the year's first draw, seats drawn, and visits made on them."""

    code: str
    name: str
    department: str
    prior: int
    drawn: int
    visited: int


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One period: visits finished, withheld with a basis, disclosed, and those of them late."""

    period: str
    finished: int
    withheld: int
    disclosed: int
    late: int

    @property
    def rate(self) -> Fraction | None:
        """Give disclosed ÷ (finished − withheld), or None where nothing is due (domain.md §5 rule 9)."""
        due = self.finished - self.withheld
        return Fraction(self.disclosed, due) if due else None


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One attempt at a draw, void ones too; what is not known yet is empty.

    ``joint`` is what joining spares those who were drawn, None before the result.
    """

    period: str
    attempt: int
    state: str
    drawn_on: date | None
    joint: Joint | None
    d: str
    k: str
    result_digest: str
    log_head: str


@dataclass(frozen=True, slots=True)
class ClerkLine:
    """What one person did to the year's draws; ``reasons`` of his strikes with their numbers."""

    name: str
    freezes: int
    voids: int
    agreed: int
    strikes: int
    with_proof: int
    reasons: str
    substitutions: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One row of the annex: the count it prints (约12, or empty) and the count computed from the registry."""

    number: str
    item: str
    stratum: str
    population: int | None
    ratio: str
    computed: int
    printed: str
    remark: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """All of it. ``watermark`` is a word that marks every sheet as a rehearsal, or empty."""

    office: str
    year: int
    lines: tuple[YearLine, ...]
    objects: tuple[ObjectCount, ...]
    inspectors: tuple[InspectorCount, ...]
    disclosure: tuple[DisclosureLine, ...]
    draws: tuple[DrawLine, ...]
    clerks: tuple[ClerkLine, ...]
    printed: tuple[PrintedLine, ...]
    watermark: str


def title(table: YearTable) -> str:
    """Give the title of the whole book."""
    return f"{table.year}年度“双随机、一公开”抽查情况统计表"


def whole_year(lines: Iterable[DisclosureLine]) -> DisclosureLine:
    """Add up the periods."""
    known = tuple(lines)
    return DisclosureLine(
        period="全年",
        finished=sum(line.finished for line in known),
        withheld=sum(line.withheld for line in known),
        disclosed=sum(line.disclosed for line in known),
        late=sum(line.late for line in known),
    )
