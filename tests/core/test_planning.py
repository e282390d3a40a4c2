from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.catalogue import PeriodKind
from app.core.errors import UserError
from app.core.planning import (
    QUARTERS,
    Line,
    Rounding,
    counted,
    frozen_ratio,
    load,
    per_period,
    spread,
)

QUARTER, HALF_YEAR, YEAR = PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR

# number, period, population, percent: the annex as the plan's pictures fill it in
ANNEX = [
    ("1.1", QUARTER, 1, 100), ("1.2", HALF_YEAR, 2, 50), ("1.3", YEAR, 23, 30), ("2", YEAR, 24, 10),
    ("3", QUARTER, 9, 20), ("4", QUARTER, 26, 10), ("5", YEAR, 57, 10), ("6", YEAR, 1, 100),
    ("7", YEAR, 5, 100), ("8", YEAR, 14, 10), ("9", YEAR, 3, 100), ("10", YEAR, 4, 100), ("11", YEAR, 46, 10),
    ("13", YEAR, 10, 60), ("14", YEAR, 4, 100), ("15a", QUARTER, 18, 100), ("15b", QUARTER, 39, 10),
    ("15c", HALF_YEAR, 2, 100), ("15d", QUARTER, 17, 10), ("16", YEAR, 7, 20), ("17", YEAR, 28, 20),
    ("18", YEAR, 39, 20), ("19a", YEAR, 1, 100), ("19b", YEAR, 6, 50), ("19c", YEAR, 37, 10),
    ("20", YEAR, 11, 100),
]  # fmt: skip


def line(number: str, period: PeriodKind, count: int, department: str = "水科") -> Line:
    item = number.split(".", maxsplit=1)[0].rstrip("abcd")
    return Line(item, number, department, period, count)


def annex_lines() -> list[Line]:
    return [line(number, kind, per_period(n, Fraction(share, 100))) for number, kind, n, share in ANNEX]


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("1.1", 4),
        ("1.2", 2),
        ("1.3", 7),
        ("3", 8),
        ("4", 12),
        ("5", 6),
        ("6", 1),
        ("13", 6),
        ("17", 6),
        ("18", 8),
    ],
)
def test_the_printed_counts_come_out(number: str, printed: int) -> None:
    _, kind, population, percent = next(row for row in ANNEX if row[0] == number)
    count = per_period(population, Fraction(percent, 100))
    assert count * kind.a_year == printed


@pytest.mark.parametrize("population", [21, 22, 23])
def test_row_1_3_prints_7_of_any_population_it_may_have_had(population: int) -> None:
    assert per_period(population, Fraction(3, 10)) == 7


def test_fractions_do_not_fall_into_the_float_trap() -> None:
    assert per_period(25, Fraction(28, 100)) == 7


@given(st.integers(0, 10**6), st.integers(1, 1000), st.integers(0, 1000))
def test_rounding_up_gives_the_least_count_that_reaches_the_ratio(
    population: int, num: int, more: int
) -> None:
    ratio = Fraction(num, num + more)
    count = per_period(population, ratio)
    assert population * ratio <= count < population * ratio + 1


@pytest.mark.parametrize(("population", "count"), [(0, 0), (4, 0), (5, 1), (14, 1), (15, 2), (26, 3)])
def test_half_up_rounds_a_half_upwards(population: int, count: int) -> None:
    assert per_period(population, Fraction(1, 10), Rounding.HALF_UP) == count


def test_the_clerks_count_stands_for_the_ratio() -> None:
    assert counted(26, Fraction(1, 10), 5) == 5
    assert counted(26, Fraction(1, 10), 0) == 0
    assert counted(8, None) == 0
    assert counted(8, None, 1) == 1


@pytest.mark.parametrize("override", [-1, 9])
def test_a_count_beyond_the_population_is_refused(override: int) -> None:
    with pytest.raises(UserError, match="共 8 家"):
        counted(8, None, override)


def test_what_a_draw_freezes() -> None:
    ratio = Fraction(1, 10)
    assert frozen_ratio(26, ratio) == (1, 10)
    assert frozen_ratio(26, ratio, 4) == (4, 26)
    assert frozen_ratio(24, ratio, None, Rounding.HALF_UP) == (2, 24)
    assert frozen_ratio(26, ratio, 0) is None
    assert frozen_ratio(0, ratio, None, Rounding.HALF_UP) == (1, 10)
    assert frozen_ratio(8, None, 1) == (1, 8)
    assert frozen_ratio(8, None) is None


def test_lines_of_fixed_periods_stand_where_they_must() -> None:
    planned = spread(annex_lines())
    assert planned["1.1"] == (1, 2, 3, 4)
    assert planned["1.2"] == (1, 3)
    assert planned["15c"] == (1, 3)


def test_yearly_lines_go_to_the_emptiest_quarter_largest_first() -> None:
    planned = spread(annex_lines())
    # after the half-year lines 6, 0, 6, 0 seats; then 20 (22), 18, 19 (16 each), 1 (14), 5, 13, 17 (12 each)
    assert [planned[number] for number in ("20", "18", "19a", "1.3", "5", "13", "17")] == [
        (2,),
        (4,),
        (1,),
        (3,),
        (4,),
        (3,),
        (1,),
    ]


def test_the_strata_of_an_item_stay_together() -> None:
    planned = spread(annex_lines())
    assert planned["19a"] == planned["19b"] == planned["19c"]


def test_ties_go_by_number_as_people_count() -> None:
    planned = spread([line("10", YEAR, 3), line("9", YEAR, 3), line("2", YEAR, 3), line("1.3", YEAR, 3)])
    assert planned == {"1.3": (1,), "2": (2,), "9": (3,), "10": (4,)}


def test_the_order_of_the_lines_does_not_matter() -> None:
    assert spread(annex_lines()[::-1]) == spread(annex_lines())


def test_the_year_is_balanced() -> None:
    lines = annex_lines()
    planned = spread(lines)
    quarters = load(lines, planned)["水科"]
    assert max(quarters) <= 1.3 * min(quarters)
    assert sum(quarters) == sum(each.count * len(planned[each.stratum]) for each in lines) == 207


def test_load_is_told_by_department_and_quarter() -> None:
    lines = [line("1.1", QUARTER, 1), line("15c", HALF_YEAR, 2, "执法支队"), line("3", YEAR, 4)]
    assert load(lines, spread(lines)) == {"水科": (1, 5, 1, 1), "执法支队": (2, 0, 2, 0)}


@given(st.lists(st.integers(0, 40), max_size=30))
def test_the_spread_never_leaves_a_gap_wider_than_the_largest_item(counts: list[int]) -> None:
    lines = [line(str(index), YEAR, count) for index, count in enumerate(counts, start=1)]
    totals = dict.fromkeys(QUARTERS, 0)
    planned = spread(lines)
    for each in lines:
        totals[planned[each.stratum][0]] += each.count
    assert max(totals.values()) - min(totals.values()) <= max(counts, default=0)
