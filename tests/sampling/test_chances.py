"""The printed chance of being drawn (draw-spec.md §5)."""

from fractions import Fraction
from itertools import pairwise

import pytest

from app.sampling import chances
from app.sampling.draw import order
from app.sampling.probability import inclusion
from tests.sampling.cases import stratum
from tests.sampling.test_order import SEEDS, many

Polynomial = list[Fraction]


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    result = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return result


def plus(a: Polynomial, b: Polynomial) -> Polynomial:
    long, short = sorted((a, b), key=len, reverse=True)
    return [x + (short[i] if i < len(short) else 0) for i, x in enumerate(long)]


def exact(pool: dict[int, int], weight: int, picks: int) -> Fraction:
    """Integrate the Poisson-binomial distribution as the piecewise polynomial it is."""
    others = [w for w, number in pool.items() for _ in range(number)]
    others.remove(weight)
    cuts = sorted({Fraction(0), Fraction(1, weight), *(Fraction(1, w) for w in others if w > weight)})
    total = Fraction(0)
    for low, high in pairwise(cuts):
        before = [[Fraction(1)]]
        for w in others:
            sure = Fraction(1, w) <= low
            yes = [Fraction(1)] if sure else [Fraction(0), Fraction(w)]
            no = [Fraction(0)] if sure else [Fraction(1), Fraction(-w)]
            grown = [[Fraction(0)] for _ in range(len(before) + 1)]
            for k, chance in enumerate(before):
                grown[k] = plus(grown[k], times(chance, no))
                grown[k + 1] = plus(grown[k + 1], times(chance, yes))
            before = grown
        for chance in before[:picks]:
            total += sum(c * (high ** (i + 1) - low ** (i + 1)) / (i + 1) for i, c in enumerate(chance))
    return total * weight


@pytest.mark.parametrize(
    ("pool", "picks"),
    [
        ({1: 1, 2: 1}, 1),
        ({1: 3, 2: 4, 4: 2}, 2),
        ({1: 5, 4: 3, 10: 4}, 5),
        ({2: 10, 4: 1}, 1),
        ({1: 2, 10: 9}, 10),
    ],
)
def test_the_chance_is_the_exact_integral(pool: dict[int, int], picks: int) -> None:
    found = inclusion(pool, picks)
    for weight in pool:
        assert found[weight] == pytest.approx(float(exact(pool, weight, picks)), abs=1e-13)


def test_two_units_of_weights_one_and_two_have_a_quarter_and_three_quarters() -> None:
    assert inclusion({1: 1, 2: 1}, 1) == pytest.approx({1: 0.25, 2: 0.75})


@pytest.mark.parametrize("picks", [1, 10, 1000, 9999])
def test_the_chances_add_up_to_the_picks(picks: int) -> None:
    pool = {1: 300, 2: 9000, 4: 700}
    found = inclusion(pool, picks)
    assert sum(found[weight] * number for weight, number in pool.items()) == pytest.approx(picks, rel=1e-9)
    assert found[1] < found[2] < found[4] or picks == 9999  # where all but the lightest are certain


@pytest.mark.parametrize(("number", "picks"), [(26, 3), (57, 6), (9, 9), (9, 0)])
def test_equal_weights_give_exactly_the_ratio(number: int, picks: int) -> None:
    each = stratum(*many(number), ratio=f"{picks}/{number}") if picks else None
    assert inclusion({2: number}, picks) == {2: picks / number}
    if each:
        assert chances(each) == {("E", 2): picks / number}


def test_those_that_must_be_visited_are_certain_and_those_already_visited_come_last() -> None:
    lines = ("A 1 M", "B 1 E", "C 1 E", "D 4 V", "E 1 X", "F 1 V")
    assert chances(stratum(*lines, ratio="2/5")) == {("M", 1): 1, ("E", 1): 0.5, ("V", 4): 0, ("V", 1): 0}
    assert chances(stratum(*lines, ratio="4/5"))["E", 1] == 1
    assert chances(stratum(*lines, ratio="4/5"))["V", 4] == pytest.approx(1 - 1 / 8)
    assert chances(stratum(*lines, ratio="4/5", repeat="forbid")) == {("M", 1): 1, ("E", 1): 1}
    allowed = chances(stratum(*lines, ratio="2/5", repeat="allow"))
    assert allowed["V", 1] == allowed["E", 1] < allowed["V", 4]


def test_draws_come_up_as_often_as_is_printed() -> None:
    each = stratum(*many(5, weight=1), *(f"X{n} 4" for n in range(3)), ratio="2/8")
    seen = sum(unit.startswith("X") for seed in SEEDS for unit in order(seed, each)[:2])
    share = seen / len(SEEDS) / 3
    assert share == pytest.approx(chances(each)["E", 4], abs=0.02)
