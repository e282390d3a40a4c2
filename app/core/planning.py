"""The arithmetic of the annual plan: how many, in which quarters, and the load (domain.md §3).

Whole numbers and fractions only: 25 × 28 % is 7, and 8 in floating point.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.core.catalogue import PeriodKind
from app.core.errors import UserError
from app.core.text import natural_key

QUARTERS: Final = (1, 2, 3, 4)
HALF_YEAR_QUARTERS: Final = (1, 3)
TEAM: Final = 2


class Rounding(StrEnum):
    """What becomes of a part of one object."""

    UP = "进一取整"
    HALF_UP = "四舍五入"


@dataclass(frozen=True, slots=True)
class Line:
    """One stratum of the plan as the spread sees it; ``count`` is objects per period, overrides included."""

    item: str
    stratum: str
    department: str
    period: PeriodKind
    count: int


def per_period(population: int, ratio: Fraction, rounding: Rounding = Rounding.UP) -> int:
    """Give the number of objects a period takes from ``population`` (家)."""
    if rounding is Rounding.HALF_UP:
        return (2 * population * ratio.numerator + ratio.denominator) // (2 * ratio.denominator)
    return -(-population * ratio.numerator // ratio.denominator)


def counted(
    population: int,
    ratio: Fraction | None,
    override: int | None = None,
    rounding: Rounding = Rounding.UP,
) -> int:
    """Give the count per period of a line: the clerk's own, else by ratio; 0 leaves the line out.

    A line without a ratio counts 0 until the clerk has typed its count. UserError if the clerk's count is
    more than there are objects.
    """
    if override is None:
        return per_period(population, ratio, rounding) if ratio is not None else 0
    if not 0 <= override <= population:
        raise UserError(
            f"每期家数不能是 {override}：这一类共 {population} 家，请填 0 到 {population} 之间的数。"
        )
    return override


def frozen_ratio(
    population: int,
    ratio: Fraction | None,
    override: int | None = None,
    rounding: Rounding = Rounding.UP,
) -> tuple[int, int] | None:
    """Give numerator and denominator of a line as a draw freezes them (draw-spec.md §2), not reduced.

    A count that does not follow from the ratio by rounding up stands as count / population. None: the line
    is left out. Of an empty population the plan's ratio is kept, since a count of it says nothing.
    """
    if ratio is not None and (population == 0 or (override is None and rounding is Rounding.UP)):
        return ratio.numerator, ratio.denominator
    count = counted(population, ratio, override, rounding)
    return (count, population) if count else None


def spread(lines: Sequence[Line], team: int = TEAM) -> dict[str, tuple[int, ...]]:
    """Give the planned quarters of every stratum by the plan's fixed rule.

    Quarterly lines stand in every quarter and half-yearly ones in the first and third. Items with yearly
    lines follow in descending order of their seats, ties by number; each goes whole to the quarter with the
    fewest seats so far, ties to the earlier one. The quarterly lines weigh on all alike and are not counted.
    """
    planned: dict[str, tuple[int, ...]] = {}
    seats = dict.fromkeys(QUARTERS, 0)
    yearly: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.period is PeriodKind.YEAR:
            yearly[line.item].append(line)
        elif line.period is PeriodKind.QUARTER:
            planned[line.stratum] = QUARTERS
        else:
            planned[line.stratum] = HALF_YEAR_QUARTERS
            for quarter in HALF_YEAR_QUARTERS:
                seats[quarter] += line.count * team
    weights = {item: team * sum(line.count for line in together) for item, together in yearly.items()}
    for item in sorted(yearly, key=lambda item: (-weights[item], natural_key(item))):
        quarter = min(QUARTERS, key=lambda quarter: (seats[quarter], quarter))
        seats[quarter] += weights[item]
        planned.update((line.stratum, (quarter,)) for line in yearly[item])
    return planned


def load(lines: Iterable[Line], planned: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, int, int, int]]:
    """Give the visits of the four quarters by department, departments in the order of the lines."""
    totals: dict[str, list[int]] = {}
    for line in lines:
        quarters = totals.setdefault(line.department, [0] * len(QUARTERS))
        for quarter in planned[line.stratum]:
            quarters[quarter - 1] += line.count
    return {department: (one, two, three, four) for department, (one, two, three, four) in totals.items()}
