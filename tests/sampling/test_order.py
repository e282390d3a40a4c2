"""How many, and which (draw-spec.md §4-5)."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sampling import Frame, Refused, Stratum, counts, parse, perform, perform_with_seed, ticket
from app.sampling.draw import arranged, order
from tests.sampling import plain
from tests.sampling.cases import DIGITS, INPUT, SEED, frozen, stratum

SEEDS = [sha256(str(n).encode()).hexdigest() for n in range(4000)]


@st.composite
def strata(draw: st.DrawFn, ratio: str = "1/3") -> Stratum:
    """Build a stratum of a few units with any weights, states and repeat rule."""
    states = draw(st.lists(st.tuples(st.integers(1, 10), st.sampled_from("EMVX")), max_size=9))
    lines = [f"U{n} {weight} {state}" for n, (weight, state) in enumerate(states)]
    return stratum(*lines, ratio=ratio, repeat=draw(st.sampled_from(["forbid", "prefer", "allow"])))


def many(number: int, *, weight: int = 2, state: str = "E") -> list[str]:
    return [f"U{n:02} {weight} {state}" for n in range(number)]


@given(strata(), st.sampled_from(SEEDS))
def test_the_order_is_that_of_exact_fractions(each: Stratum, seed: str) -> None:
    assert list(order(seed, each)) == plain.order(seed, each)


def test_equal_quotients_go_to_the_smaller_ticket_and_then_to_the_smaller_code() -> None:
    assert arranged(["A", "B", "C"], [8, 4, 8], bytes([4, 2, 4])) == ["B", "A", "C"]
    assert arranged(["C", "A"], [5, 5], bytes([1, 1])) == ["A", "C"]


def test_tickets_that_a_rounded_number_could_not_tell_apart_are_put_in_order() -> None:
    large = 1 << 255
    tickets = [large + 2, large, large + 1, 3]
    assert arranged(list("ABCD"), tickets, bytes([1] * 4)) == ["D", "B", "C", "A"]


@pytest.mark.parametrize(
    ("number", "ratio", "computed"),
    [(0, "1/10", 0), (1, "1/10", 1), (10, "1/10", 1), (11, "1/10", 2), (25, "28/100", 7), (57, "1/10", 6)],
)
def test_a_ratio_is_rounded_up_exactly(number: int, ratio: str, computed: int) -> None:
    found = counts(stratum(*many(number), ratio=ratio))
    assert (found.population, found.computed, found.quota) == (number, computed, computed)


def test_a_million_with_a_fine_ratio_is_counted_without_rounding() -> None:
    huge = stratum(*many(99), ratio="999999998/999999999")
    assert counts(huge).computed == 99


def test_all_that_must_be_visited_are_drawn_even_beyond_the_ratio() -> None:
    each = stratum("A 1 M", "B 1 M", "C 10 E", "D 10 E", "E 10 E", ratio="1/5")
    for seed in SEEDS[:50]:
        (found,) = perform_with_seed(frozen(each), seed).strata
        assert found.quota == 2
        assert set(found.picks) == {"A", "B"}


def test_those_outside_are_neither_counted_nor_drawn() -> None:
    (found,) = perform_with_seed(frozen(stratum("A", "B 2 X", "C 9 X")), SEED).strata
    assert (found.population, found.order) == (1, ("A",))


@pytest.mark.parametrize(
    ("repeat", "order_length", "picks", "shortfall"),
    [("forbid", 2, 2, 1), ("prefer", 5, 3, 0), ("allow", 5, 3, 0)],
)
def test_those_already_visited_stay_out_come_last_or_count_as_fresh(
    repeat: str, order_length: int, picks: int, shortfall: int
) -> None:
    each = stratum("A", "B", "C 2 V", "D 2 V", "E 2 V", ratio="3/5", repeat=repeat)
    fresh_first = []
    for seed in SEEDS[:60]:
        (found,) = perform_with_seed(frozen(each), seed).strata
        assert (len(found.order), len(found.picks), found.shortfall) == (order_length, picks, shortfall)
        fresh_first.append(set(found.order[:2]) == {"A", "B"})
    assert all(fresh_first) == (repeat != "allow")


@given(strata(), st.sampled_from(SEEDS), st.data())
def test_a_struck_unit_moves_nobody_else(each: Stratum, seed: str, data: st.DataObject) -> None:
    if not each.frame.units:
        return
    gone = data.draw(st.sampled_from(each.frame.units))
    (before,), (after,) = (perform_with_seed(frozen(each), seed, struck).strata for struck in ((), (gone,)))
    assert after.order == before.order
    assert (after.population, after.quota) == (before.population, before.quota)
    rest = [unit for unit in before.order if unit != gone]
    assert list(after.picks) == rest[: before.quota]


@given(strata("1/10"), st.sampled_from(SEEDS))
def test_a_higher_ratio_only_adds_units(each: Stratum, seed: str) -> None:
    more = Stratum(each.item, each.code, 2, 10, each.scope, each.repeat, each.frame)
    few, many_more = (order(seed, stratum) for stratum in (each, more))
    assert few == many_more
    low, high = (set(few[: counts(stratum).quota]) for stratum in (each, more))
    assert low <= high


@given(strata(), st.sampled_from(SEEDS), st.data())
def test_a_greater_weight_never_moves_a_unit_back(each: Stratum, seed: str, data: st.DataObject) -> None:
    if not each.frame.units:
        return
    place = data.draw(st.integers(0, len(each.frame.units) - 1))
    weights = bytearray(each.frame.weights)
    weights[place] = data.draw(st.integers(weights[place], 10))
    heavier = Frame(each.frame.units, bytes(weights), each.frame.states)
    unit = each.frame.units[place]
    before = order(seed, each)
    after = order(seed, Stratum(each.item, each.code, 1, 3, each.scope, each.repeat, heavier))
    assert (unit in before) == (unit in after)
    if unit in before:
        assert after.index(unit) <= before.index(unit)
        assert [u for u in before if u != unit] == [u for u in after if u != unit]


def test_items_of_one_scope_share_their_tickets() -> None:
    both = frozen(stratum(*many(20), ratio="1/5"), stratum(*many(20), item="2", ratio="1/5"))
    first, second = perform_with_seed(both, SEED).strata
    assert first.order == second.order
    assert ticket(SEED, "联合", "U00") != ticket(SEED, "别的", "U00")


def test_strata_are_ordered_by_their_joined_name_and_not_by_their_lines() -> None:
    both = frozen(stratum("U", item="A"), stratum("U", item="A-1"))
    assert [each.item for each in both.strata] == ["A-1", "A"]
    assert [each.item for each in perform_with_seed(both, SEED).strata] == ["A-1", "A"]
    third = frozen(stratum("U", item="A"), stratum("U", item="A", code="x"), stratum("U", item="A!"))
    assert [each.key for each in perform_with_seed(third, SEED).strata] == ["A!|1", "A|1", "A|x"]


def test_drawing_twice_gives_the_same_and_changes_nothing() -> None:
    given_input = parse(INPUT)
    assert perform(given_input, DIGITS) == perform(given_input, DIGITS)
    assert given_input == parse(INPUT)


def test_a_strike_names_a_unit_or_an_item_and_a_unit() -> None:
    def picks(*struck: str) -> list[tuple[str, ...]]:
        return [each.picks for each in perform(parse(INPUT), DIGITS, struck=struck).strata]

    assert picks("WL-0003") == [("WL-0009", "WL-0005"), ("WL-0002",)]
    assert picks("2024-15|WL-0003") == [("WL-0009", "WL-0005"), ("WL-0003",)]
    assert picks("2024-20|WL-0003", "WL-0009") == [("WL-0003", "WL-0005"), ("WL-0002",)]


@pytest.mark.parametrize(
    "struck", ["WL-0010", "2024-20|WL-0009", "2024-99|WL-0001", "", "|", "|WL-0001", "*|WL-0001"]
)
def test_a_strike_that_no_frame_knows_is_refused(struck: str) -> None:
    with pytest.raises(Refused, match="不在待抽名单中"):
        perform(parse(INPUT), DIGITS, struck=[struck])


def test_three_of_twenty_six_come_up_equally_often() -> None:
    each = stratum(*many(26), ratio="3/26")
    times = dict.fromkeys(each.frame.units, 0)
    for seed in SEEDS:
        for unit in order(seed, each)[:3]:
            times[unit] += 1
    expected = len(SEEDS) * 3 / 26
    chi_squared = sum((seen - expected) ** 2 / (expected * (1 - 3 / 26)) for seen in times.values())
    assert chi_squared < 52.6  # 25 degrees of freedom, one in a thousand; the seeds are fixed


def test_pairs_come_up_together_as_often_as_chance_has_it() -> None:
    each = stratum(*many(6), ratio="1/3")
    times: dict[frozenset[str], int] = {}
    for seed in SEEDS:
        pair = frozenset(order(seed, each)[:2])
        times[pair] = times.get(pair, 0) + 1
    expected = len(SEEDS) / 15
    assert len(times) == 15
    assert sum((seen - expected) ** 2 / expected for seen in times.values()) < 36.1  # 14 degrees of freedom
