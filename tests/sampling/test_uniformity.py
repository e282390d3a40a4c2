"""Every unit, every pair and every sample comes up as often as every other (draw-spec.md §5).

Whole draws from dice digits; the digits are counted up, so each run gives the same figures.
"""

from collections import Counter
from collections.abc import Iterator
from math import comb

import pytest

from app.sampling import FrozenInput, perform
from tests.sampling.cases import frozen, stratum
from tests.sampling.chi_square import (
    BOUNDS,
    Z_OF_A_THOUSANDTH,
    Sample,
    pairs_statistic,
    samples_statistic,
    units_statistic,
    wilson_hilferty,
)
from tests.sampling.test_order import many

UNITS, PICKS, DRAWS = 26, 3, 100_000
CODES = [line.split()[0] for line in many(UNITS)]
OF_UNITS, OF_PAIRS, OF_SAMPLES = (BOUNDS[comb(UNITS, size) - 1] for size in (1, 2, PICKS))


def samples(pool: FrozenInput, times: int) -> Iterator[Sample]:
    """Draw again and again from one frozen input of one stratum, with other dice each time."""
    for number in range(times):
        (drawn,) = perform(pool, (f"{number:08}", "27182818", "16180339")).strata
        yield frozenset(drawn.picks)


@pytest.fixture(scope="module")
def drawn() -> Counter[Sample]:
    return Counter(samples(frozen(stratum(*many(UNITS), ratio="1/10")), DRAWS))


def test_the_bounds_are_those_of_the_known_approximation() -> None:
    for freedom, bounds in BOUNDS.items():
        near = [wilson_hilferty(freedom, z) for z in (-Z_OF_A_THOUSANDTH, Z_OF_A_THOUSANDTH)]
        assert near == pytest.approx(bounds, rel=0.01)


def test_units_pairs_and_samples_come_up_alike(drawn: Counter[Sample]) -> None:
    assert (drawn.total(), {len(sample) for sample in drawn}) == (DRAWS, {PICKS})
    assert OF_UNITS[0] < units_statistic(drawn, UNITS, PICKS) < OF_UNITS[1]
    assert OF_PAIRS[0] < pairs_statistic(drawn, UNITS, PICKS) < OF_PAIRS[1]
    assert OF_SAMPLES[0] < samples_statistic(drawn, UNITS, PICKS) < OF_SAMPLES[1]


def test_one_unit_a_twentieth_too_lucky_would_be_seen(drawn: Counter[Sample]) -> None:
    lucky = Counter(drawn)
    having = [sample for sample in sorted(drawn, key=sorted) if "U00" in sample and "U01" not in sample]
    for place in range(DRAWS * PICKS // UNITS // 20):
        lucky[having[place % len(having)]] += 1
        lucky[having[place % len(having)] ^ {"U00", "U01"}] -= 1
    assert lucky.total() == DRAWS
    assert units_statistic(lucky, UNITS, PICKS) > OF_UNITS[1]


def test_a_wheel_that_gives_each_unit_its_share_but_only_with_its_neighbours_would_be_seen() -> None:
    turns = (frozenset((CODES[at - 2], CODES[at - 1], CODES[at])) for at in range(UNITS))
    wheel = Counter(dict.fromkeys(turns, DRAWS // UNITS))
    assert units_statistic(wheel, UNITS, PICKS) < OF_UNITS[0]
    assert pairs_statistic(wheel, UNITS, PICKS) > OF_PAIRS[1]


def four_quarters(codes: list[str], ratio: str, year: int) -> list[tuple[str, ...]]:
    """Draw four times with the repeat rule `forbid`; whoever was drawn counts as visited from then on."""
    quarters: list[tuple[str, ...]] = []
    visited: set[str] = set()
    for quarter in range(1, 5):
        lines = [f"{code} 2 {'V' if code in visited else 'E'}" for code in codes]
        pool = frozen(stratum(*lines, ratio=ratio, repeat="forbid"), period=f"{year}Q{quarter}")
        (drawn,) = perform(pool, (f"{year:08}", "27182818", "16180339")).strata
        quarters.append(drawn.picks)
        visited |= set(drawn.picks)
    return quarters


def test_four_quarters_repeat_nobody_and_favour_nobody() -> None:
    last: Counter[Sample] = Counter()
    for year in range(2000):
        quarters = four_quarters(CODES, "1/10", year)
        assert [len(picks) for picks in quarters] == [PICKS] * 4
        assert len({unit for picks in quarters for unit in picks}) == 4 * PICKS
        last[frozenset(quarters[-1])] += 1
    assert OF_UNITS[0] < units_statistic(last, UNITS, PICKS) < OF_UNITS[1]


def test_where_all_were_visited_nobody_is_left_for_the_fourth_quarter() -> None:
    for year in range(200):
        *three, fourth = four_quarters(CODES[:9], "1/3", year)
        assert sorted(unit for picks in three for unit in picks) == CODES[:9]
        assert fourth == ()
