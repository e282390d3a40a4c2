"""The year in figures as 统计 shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stages:
    """Visits (家次) by how far they have come."""

    planned: int
    drawn: int
    visited: int
    disclosed: int


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One stratum of the plan; ``quarters`` are the planned visits of each quarter."""

    number: str
    item: str
    stratum: str
    year: Stages
    quarters: tuple[Stages, Stages, Stages, Stages]


@dataclass(frozen=True, slots=True)
class ObjectFigures:
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
class InspectorFigures:
    """One inspector: checks before the year's first draw, seats drawn, and visits made on them."""

    code: str
    name: str
    department: str
    prior: int
    drawn: int
    visited: int


@dataclass(frozen=True, slots=True)
class DisclosureFigures:
    """One period; ``rate`` is in words, a dash where nothing is due (domain.md §5 rule 9)."""

    period: str
    finished: int
    withheld: int
    disclosed: int
    late: int
    rate: str


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All of it; ``whole`` is the sum of the periods."""

    items: tuple[ItemFigures, ...]
    objects: tuple[ObjectFigures, ...]
    inspectors: tuple[InspectorFigures, ...]
    disclosure: tuple[DisclosureFigures, ...]
    whole: DisclosureFigures
