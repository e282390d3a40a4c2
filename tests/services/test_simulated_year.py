"""The states that a simulated year carries on, each alone (draw-spec.md §2, domain.md §5)."""

from dataclasses import replace
from fractions import Fraction

from app.core.catalogue import VisitedScope
from app.sampling import DrawResult, Frame, Inspector, Item, Staffing
from app.services.fair_picks import trial_seed
from app.services.simulated_year import YearCase, YearStratum, live_through

UNITS = tuple(f"U{number}" for number in range(8))
LINE = YearStratum(
    item=Item("2024-01"),
    code="2024-01",
    ratio=Fraction(1, 4),
    override=None,
    scope="联合",
    repeat="prefer",
    visited=VisitedScope.ITEM_YEAR,
    quarters=(1, 2, 3, 4),
    together=Frame(UNITS, bytes([2] * len(UNITS)), "E" * len(UNITS)),
    apart=Frame(),
)
CASE = YearCase(
    strata=(LINE,),
    team=2,
    units=dict.fromkeys(UNITS, "甲"),
    inspectors=tuple(Inspector(f"A{number}", 0) for number in range(4)),
    recusals=(),
    yearly=frozenset(),
)


def _lived(case: YearCase) -> list[tuple[int, DrawResult]]:
    return list(live_through(case, lambda quarter, apart: trial_seed(str(apart), quarter)))


def _picks(case: YearCase) -> list[tuple[str, ...]]:
    return [stratum.picks for _, result in _lived(case) for stratum in result.strata]


def test_a_list_is_walked_through_before_anybody_is_drawn_again() -> None:
    picks = _picks(CASE)
    assert [len(each) for each in picks] == [2, 2, 2, 2]
    assert {unit for each in picks for unit in each} == set(UNITS)


def test_once_in_a_life_the_list_grows_shorter() -> None:
    once = replace(LINE, visited=VisitedScope.ONCE, ratio=Fraction(1, 2), quarters=(1, 2, 3))
    results = [result.strata[0] for _, result in _lived(replace(CASE, strata=(once,)))]
    assert [(each.population, len(each.picks)) for each in results] == [(8, 4), (4, 2), (2, 1)]


def test_a_wider_scope_counts_what_other_items_drew() -> None:
    first = replace(LINE, ratio=Fraction(1, 2), quarters=(1,))
    other = replace(LINE, item=Item("2024-02"), code="2024-02", ratio=Fraction(1, 2), quarters=(2,))
    wider = replace(other, visited=VisitedScope.ANY_YEAR)
    drawn, after = _picks(replace(CASE, strata=(first, wider)))
    assert set(drawn) | set(after) == set(UNITS)
    assert set(_picks(replace(CASE, strata=(first, other)))[1]) & set(drawn)


def test_who_must_be_visited_is_in_the_last_quarter() -> None:
    yearly = frozenset(UNITS[:3])
    early = replace(LINE, quarters=(1,), ratio=Fraction(1, 8))
    late = replace(LINE, code="2024-02", item=Item("2024-02"), quarters=(4,), ratio=Fraction(1, 8))
    first, last = _picks(replace(CASE, strata=(early, late), yearly=yearly))
    assert yearly - {*first} <= {*last}
    assert len(last) == len(yearly - {*first})


def test_a_whole_line_saves_another_from_taking_more() -> None:
    whole = replace(LINE, ratio=Fraction(1), quarters=(4,))
    other = replace(LINE, code="2024-02", item=Item("2024-02"), quarters=(4,), ratio=Fraction(1, 8))
    picks = _picks(replace(CASE, strata=(other, whole), yearly=frozenset(UNITS)))
    assert [len(each) for each in picks] == [8, 1]


def test_a_typed_count_stands() -> None:
    typed = replace(LINE, ratio=None, override=3, quarters=(2,))
    assert [len(each) for each in _picks(replace(CASE, strata=(typed,)))] == [3]


def test_nothing_is_drawn_apart_where_nothing_is_withheld() -> None:
    assert [quarter for quarter, _ in _lived(CASE)] == [1, 2, 3, 4]
    apart = replace(LINE, apart=Frame(("U9",), bytes([2]), "E"))
    case = replace(CASE, strata=(apart,), units={**CASE.units, "U9": "甲"})
    assert [quarter for quarter, _ in _lived(case)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_seats_of_one_quarter_count_in_the_next() -> None:
    seats: dict[str, int] = {}
    for _, result in _lived(CASE):
        assert isinstance(result.staffing, Staffing)
        for name in (name for team in result.staffing.teams.values() for name in team):
            seats[name] = seats.get(name, 0) + 1
    assert seats == {"A0": 4, "A1": 4, "A2": 4, "A3": 4}
