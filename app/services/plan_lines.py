"""The lines of a plan: counts per period, ratio in words, and the quarters planned by the fixed rule."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from app.core.catalogue import Catalogue, PeriodKind, Stratum
from app.core.planning import QUARTERS, Line, counted, spread
from app.models.plan import PlanLine

BY_SCHEME: Final = "按方案"
_YEARLY: Final = "全年"
_PER_WORDS: Final = {PeriodKind.QUARTER: "每季度", PeriodKind.HALF_YEAR: "每半年", PeriodKind.YEAR: _YEARLY}


def percent(ratio: Fraction) -> str:
    """Say a ratio: 20 %, or as a fraction where it is no whole percent."""
    hundredths = ratio * 100
    return (
        f"{hundredths.numerator} %"
        if hundredths.denominator == 1
        else f"{ratio.numerator}/{ratio.denominator}"
    )


def ratio_words(stratum: Stratum) -> str:
    """Say a stratum's ratio with its period: 每季度 20 %; 按方案录入 where the clerk types the count."""
    if stratum.ratio is None:
        return f"{BY_SCHEME}录入"
    return f"{_PER_WORDS[stratum.period]} {percent(stratum.ratio)}"


def ratio_on_paper(words: str) -> str:
    """Give a ratio as papers print it: 每季度20%, plainly 30% for a yearly line, 按方案."""
    return BY_SCHEME if words.startswith(BY_SCHEME) else words.replace(" ", "").removeprefix(_YEARLY)


def per_period(population: int, ratio: Fraction | None, override: int | None) -> int:
    """Give the count of each period; a typed count stands even when the registry has shrunk below it."""
    return counted(population, ratio, None if override is None else min(override, population))


def by_quarter(line: PlanLine, stratum: Stratum) -> tuple[int, int, int, int]:
    """Give how many objects a line of a plan takes in each of the four quarters."""
    each = per_period(line.population, stratum.ratio, line.override)
    one, two, three, four = (each if quarter in line.quarters else 0 for quarter in QUARTERS)
    return one, two, three, four


def fixed_quarters(period: PeriodKind) -> bool:
    """Whether a line stands in every quarter and cannot be moved."""
    return period is PeriodKind.QUARTER


def default_quarters(
    catalogue: Catalogue,
    populations: Mapping[str, int],
    typed: Mapping[str, int],
    team: int,
) -> dict[str, tuple[int, ...]]:
    """Give the planned quarters of every stratum by the fixed rule of the plan (domain.md §3)."""
    lines = [
        Line(
            item=item.number,
            stratum=stratum.code,
            department=item.department,
            period=stratum.period,
            count=per_period(populations[stratum.code], stratum.ratio, typed.get(stratum.code)),
        )
        for item in catalogue.items
        for stratum in item.strata
    ]
    return spread(lines, team)
