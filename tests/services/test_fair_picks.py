"""The program's own draws pass, what other programs do is found (domain.md §7)."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.chance import Comparison
from app.sampling import FrozenInput, Stratum, chances, counts, order
from app.services.fair_picks import DrawnPicks, PickTrials, StratumTrials, trial_seed
from tests.sampling.cases import frozen, stratum

KEY = "1|1"
TRIALS = 499


def _lines(number: int, weights: Iterable[int] = (2,)) -> list[str]:
    given_ = list(weights)
    return [f"U{place:03d} {given_[place % len(given_)]}" for place in range(number)]


def _of(drawn: Iterable[tuple[FrozenInput, Iterable[str]]], trials: int = TRIALS) -> StratumTrials:
    made = PickTrials([DrawnPicks(each, {KEY: tuple(picks)}) for each, picks in drawn])
    for number in range(trials):
        made.trial(number)
    return made.strata["1"]


def _compared(list_: Stratum, picks: Iterable[str], trials: int = TRIALS) -> Comparison:
    return _of([(frozen(list_), picks)], trials).comparison()


def _own(list_: Stratum, number: int) -> tuple[str, ...]:
    return order(trial_seed("somebody else's", number), list_)[: counts(list_).quota]


@pytest.mark.parametrize("weights", [(2,), (1, 2, 4)])
def test_our_own_draws_are_as_unusual_as_chance_says(weights: tuple[int, ...]) -> None:
    list_ = stratum(*_lines(30, weights), ratio="1/5")
    found = sorted(_compared(list_, _own(list_, number), 99).chance for number in range(60))
    assert found[0] < 0.2  # some of 60 are in the rarest fifth
    assert sum(chance <= 0.05 for chance in found) <= 8
    assert sum(chance <= 0.5 for chance in found) in range(18, 43)


def _fixed_step(list_: Stratum) -> list[str]:
    units, picks = list_.frame.units, counts(list_).quota
    step = len(units) // picks
    return [units[4 + number * step] for number in range(picks)]


def _first_of_list(list_: Stratum) -> list[str]:
    return list(list_.frame.units[: counts(list_).quota])


def _one_heap(list_: Stratum) -> list[str]:
    middle = len(list_.frame.units) // 2
    return list(list_.frame.units[middle - 3 : middle - 3 + counts(list_).quota])


def _lightest(list_: Stratum) -> list[str]:
    frame = list_.frame
    light = [unit for unit, weight in zip(frame.units, frame.weights, strict=True) if weight == 1]
    return light[2::2][: counts(list_).quota]


@pytest.mark.parametrize(
    ("unfair", "aspect"), [(_fixed_step, 1), (_first_of_list, 0), (_one_heap, 1), (_lightest, 2)]
)
def test_what_is_not_drawn_by_chance_is_found(unfair: Callable[[Stratum], list[str]], aspect: int) -> None:
    list_ = stratum(*_lines(57, (1, 2, 4)), ratio="6/57")
    found = _compared(list_, unfair(list_))
    assert found.chance <= 0.02
    assert found.aspects[aspect] == min(found.aspects)


def test_the_same_unit_again_and_again_is_found() -> None:
    lists = [frozen(stratum(*_lines(20), ratio="1/20", repeat="allow"), period=f"2024Q{n}") for n in range(4)]
    assert _of([(each, ["U007"]) for each in lists]).comparison().chance <= 0.02


@st.composite
def lists(draw: st.DrawFn) -> Stratum:
    size = draw(st.integers(1, 14))
    lines = [
        f"U{place:02d} {draw(st.sampled_from((1, 2, 4)))} {draw(st.sampled_from('EEEEMVX'))}"
        for place in range(size)
    ]
    ratio = f"{draw(st.integers(1, 5))}/5"
    return stratum(*lines, ratio=ratio, repeat=draw(st.sampled_from(("prefer", "forbid", "allow"))))


@given(lists(), st.integers(0, 9))
def test_expected_and_observed_are_of_the_units_in_play(list_: Stratum, number: int) -> None:
    picks = _own(list_, number)
    found = _of([(frozen(list_), picks)], 0)
    by_group = chances(list_)
    frame = list_.frame
    in_play = [
        chance
        for state, weight in zip(frame.states, frame.weights, strict=True)
        if 0 < (chance := by_group.get((state, weight), 0.0)) < 1
    ]
    assert found.open == bool(in_play)
    assert found.drawable == len(in_play)
    assert found.picks == pytest.approx(sum(in_play))
    assert 0 <= found.front().observed <= found.picks
    assert found.front().expected == pytest.approx(sum(in_play[: len(in_play) // 2]))
    heavy = found.heavy()
    assert heavy is None or heavy.expected <= found.picks + 1e-9


def test_where_everything_is_inspected_there_is_nothing_to_judge() -> None:
    list_ = stratum(*_lines(5), ratio="1/1")
    assert not _of([(frozen(list_), list_.frame.units)], 0).open


def test_the_same_draws_show_the_same_figures() -> None:
    list_ = stratum(*_lines(30, (2, 4)), ratio="1/6")
    assert _compared(list_, _own(list_, 1)) == _compared(list_, _own(list_, 1))
