"""抽查事项清单 of a year: items, their printed rows and the strata that are drawn (domain.md §2, §3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.core.filter import Filter
from app.core.filter_data import to_data


class CheckKind(StrEnum):
    """检查类型 of an item and of a draw."""

    DAILY = "日常监督管理检查"
    ENFORCEMENT = "监督执法检查"
    SPECIAL = "专项检查"
    CROSS_DEPARTMENT = "部门联合检查"


class Method(StrEnum):
    """抽查方式: only an on-site check counts as entering the firm."""

    ON_SITE = "现场检查"
    WRITTEN = "书面检查"
    THIRD_PARTY = "委托第三方"


class PeriodKind(StrEnum):
    """The unit of time the ratio of a stratum applies to."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def a_year(self) -> int:
        """How many such periods a year has."""
        return {PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2, PeriodKind.YEAR: 1}[self]


class Repeat(StrEnum):
    """What becomes of units already visited this year (draw-spec.md §2)."""

    FORBID = "forbid"
    PREFER = "prefer"
    ALLOW = "allow"


class VisitedScope(StrEnum):
    """Which earlier visits make a unit "already visited" for a stratum."""

    ITEM_YEAR = "item-year"
    ANY_YEAR = "any-year"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Question:
    """A passage of the printed list that can be read in two ways, and the reading taken."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """抽查类别: one group of objects drawn by one ratio in one kind of period.

    ``ratio`` is None where the clerk types the count and its reference (按工作方案). ``printed_count`` is of
    this stratum alone; a count printed for several strata together is ``printed_row`` of each of them.
    ``filter_data`` is ``conditions`` as it stands in the file, for storage and for ``parse_filter``.
    """

    code: str
    number: str
    label: str
    short_label: str
    conditions: Filter
    filter_data: tuple[Mapping[str, object], ...]
    period: PeriodKind
    ratio: Fraction | None
    printed_population: int | None
    printed_population_approx: bool
    printed_count: int | None
    printed_row: int | None
    printed_count_approx: bool
    visited: VisitedScope
    repeat: Repeat
    scope: str
    question: str

    @property
    def once(self) -> bool:
        """Whether an object is inspected once in its life."""
        return self.visited is VisitedScope.ONCE

    @property
    def counted(self) -> bool:
        """Whether the clerk types the count of each period."""
        return self.ratio is None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the printed list; the four cells are the list's own words."""

    number: str
    objects: str
    frequency: str
    ratio: str
    count: str
    strata: tuple[Stratum, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """抽查事项. ``departments``, ``name`` and ``contents`` are the list's own words, merged cells filled in.

    The ``corrected_…`` fields hold the wording without the list's slips and are empty where there are none.
    """

    number: str
    code: str
    departments: tuple[str, ...]
    corrected_departments: tuple[str, ...]
    name: str
    corrected_name: str
    contents: tuple[str, ...]
    corrected_contents: tuple[str, ...]
    basis: str
    check_kind: CheckKind
    method: Method
    skill: str
    third_party: bool
    rows: tuple[Row, ...]

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """Give the strata of all rows, in the order of the list."""
        return tuple(stratum for row in self.rows for stratum in row.strata)

    @property
    def department(self) -> str:
        """Give the cell 发起部门 as printed."""
        return "、".join(self.departments)

    @property
    def responsible(self) -> tuple[str, ...]:
        """Give the departments by the names the registry of inspectors uses."""
        return self.corrected_departments or self.departments

    @property
    def wording(self) -> tuple[str, ...]:
        """Give the contents to be worked with: corrected where the list slips."""
        return self.corrected_contents or self.contents


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list of one year, as published under ``document_number`` with the plan named ``document``."""

    title: str
    year: int
    document: str
    document_number: str
    items: tuple[Item, ...]
    questions: tuple[Question, ...]

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """Give all strata in the order of the list."""
        return tuple(stratum for item in self.items for stratum in item.strata)

    def item(self, code: str) -> Item:
        """Give the item with this code; KeyError if there is none."""
        return {item.code: item for item in self.items}[code]

    def stratum(self, code: str) -> Stratum:
        """Give the stratum with this code; KeyError if there is none."""
        return {stratum.code: stratum for stratum in self.strata}[code]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What an office changed of a stratum's rules on visits made before."""

    stratum: str
    repeat: Repeat
    visited: VisitedScope


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """What an office made of a stratum's conditions on its objects."""

    stratum: str
    conditions: Filter


def with_rules(catalogue: Catalogue, changes: Sequence[RuleChange]) -> Catalogue:
    """Give the list with the changed rules in the place of its own; a stratum that is gone is passed over."""
    by_code = {change.stratum: change for change in changes}

    def ruled(stratum: Stratum) -> Stratum:
        change = by_code.get(stratum.code)
        return replace(stratum, repeat=change.repeat, visited=change.visited) if change else stratum

    return _with_strata(catalogue, ruled) if by_code else catalogue


def with_conditions(catalogue: Catalogue, changes: Sequence[ConditionChange]) -> Catalogue:
    """Give the list with the changed conditions in the place of its own; what is gone is passed over."""
    by_code = {change.stratum: change.conditions for change in changes}

    def narrowed(stratum: Stratum) -> Stratum:
        conditions = by_code.get(stratum.code, stratum.conditions)
        return replace(stratum, conditions=conditions, filter_data=tuple(to_data(conditions)))

    return _with_strata(catalogue, narrowed) if by_code else catalogue


def _with_strata(catalogue: Catalogue, change: Callable[[Stratum], Stratum]) -> Catalogue:
    items = tuple(
        replace(
            item,
            rows=tuple(replace(row, strata=tuple(map(change, row.strata))) for row in item.rows),
        )
        for item in catalogue.items
    )
    return replace(catalogue, items=items)
