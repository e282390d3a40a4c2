"""Shares are honest whatever the figures are; the spacing tells equal steps and heaps from chance."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.chance import both_ends, compared, quantile, spacing, threshold, upper_end

FIGURES = st.lists(st.integers(0, 9), min_size=1, max_size=30)
COLUMNS = st.integers(1, 25).flatmap(
    lambda length: st.lists(
        st.lists(st.integers(0, 5), min_size=length, max_size=length), min_size=1, max_size=3
    )
)


@st.composite
def placed(draw: st.DrawFn) -> tuple[list[int], int]:
    size = draw(st.integers(2, 60))
    return sorted(draw(st.sets(st.integers(0, size - 1), min_size=2, max_size=size))), size


@given(COLUMNS)
def test_at_most_a_share_of_equals_is_said_to_be_that_rare(columns: list[list[int]]) -> None:
    whole = len(columns[0])
    chances = []
    for first in range(whole):
        turned = [[*column[first:], *column[:first]] for column in columns]
        chances.append(compared(turned).chance)
    for share in chances:
        assert sum(chance <= share for chance in chances) <= share * whole + 1e-9
    assert compared(columns).least == min(chances)


@given(FIGURES)
def test_what_never_varies_is_never_unusual(figures: list[int]) -> None:
    same = [figures[0]] * len(figures)
    assert both_ends(same) == [1.0] * len(same)
    assert compared([same]).least == 1.0


@given(FIGURES, st.integers(0, 9))
def test_a_larger_figure_is_never_more_usual(figures: list[int], observed: int) -> None:
    assert 0 < upper_end(observed + 1, figures) <= upper_end(observed, figures) <= 1
    assert upper_end(99, figures) == 1 / (len(figures) + 1)


def test_one_far_aspect_is_found_among_quiet_ones() -> None:
    quiet = [float(n % 7) for n in range(1000)]
    far = [99.0, *(float(n % 50) for n in range(999))]
    found = compared([quiet, far])
    assert found.chance <= 3 / 1000
    assert found.aspects[1] == pytest.approx(2 / 1000)


@given(FIGURES, st.floats(0.01, 1))
def test_a_quantile_is_a_figure_that_so_many_do_not_exceed(figures: list[int], share: float) -> None:
    found = quantile(figures, share)
    assert found in figures
    assert sum(figure <= found for figure in figures) >= share * len(figures) - 1e-9
    assert sum(figure < found for figure in figures) < max(1, share * len(figures)) + 1e-9


@given(placed(), st.integers(0, 59))
def test_spacing_knows_no_beginning_of_the_list(given_: tuple[list[int], int], turn: int) -> None:
    places, size = given_
    turned = sorted((place + turn) % size for place in places)
    mirrored = sorted(size - 1 - place for place in places)
    assert spacing(turned, size) == spacing(mirrored, size) == pytest.approx(spacing(places, size))
    assert 1 - 1e-9 <= spacing(places, size) <= len(places)


@pytest.mark.parametrize(("size", "picks"), [(57, 6), (48, 4), (100, 10)])
def test_a_random_start_with_a_fixed_step_is_far_from_chance(size: int, picks: int) -> None:
    chance = random.Random(2024)  # noqa: S311 - figures to compare with, no secret
    simulated = [spacing(sorted(chance.sample(range(size), picks)), size) for _ in range(999)]
    stepped = spacing([3 + number * (size // picks) for number in range(picks)], size)
    assert compared([[stepped, *simulated]]).chance <= 6 / 1000


def test_the_mean_spacing_of_chance_is_the_known_one() -> None:
    every = [(a, b, c) for a in range(6) for b in range(a + 1, 6) for c in range(b + 1, 6)]
    mean = Fraction(sum(round(spacing(each, 6) * 36) for each in every), len(every) * 36)
    assert mean == Fraction(2 * 12 + 6 * 18 + 12 * 14, 20 * 12)  # 2 even triples, 6 heaps, 12 of gaps 1 2 3


def test_the_more_is_judged_the_rarer_a_mark() -> None:
    assert threshold(19) == pytest.approx(0.05 / 19)
    assert threshold(0) == 0.05
