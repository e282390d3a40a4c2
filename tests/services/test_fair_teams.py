"""Seats shared out by the rule pass; favourites and old acquaintances are found (draw-spec.md §6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from app.sampling import FrozenInput, Inspector, Staffing, perform_with_seed
from app.services.fair_picks import trial_seed
from app.services.fair_teams import StaffedDraw, TeamTrials
from tests.sampling.cases import frozen, stratum

LIMIT = 0.01
OFFICERS = [f"A{number:02d}" for number in range(1, 9)]
IDS = {alias: number for number, alias in enumerate(OFFICERS, 1)}
UNITS = [f"U{number:02d}" for number in range(12)]
QUARTERS = (1, 2, 3, 4)


def _input(quarter: int, prior: Mapping[str, int]) -> FrozenInput:
    people = [Inspector(alias, prior.get(alias, 0)) for alias in OFFICERS]
    return frozen(stratum(*UNITS), inspectors=people, period=f"2024Q{quarter}")


def _own(quarter: int, prior: Mapping[str, int]) -> StaffedDraw:
    found = _input(quarter, prior)
    result = perform_with_seed(found, trial_seed("somebody else's", quarter))
    assert isinstance(result.staffing, Staffing)
    return StaffedDraw(found, f"第 {quarter} 次", result.visits, result.staffing.teams, IDS)


def _year(favourites: Mapping[int, tuple[str, ...]] = MappingProxyType({})) -> list[StaffedDraw]:
    """Staff the quarters one after the other; in some, the same few go everywhere."""
    prior: Counter[str] = Counter()
    year = []
    for quarter in QUARTERS:
        drawn = _own(quarter, prior)
        if quarter in favourites:
            drawn = replace(drawn, teams=dict.fromkeys(drawn.visits, favourites[quarter]))
        year.append(drawn)
        prior.update(alias for team in drawn.teams.values() for alias in team)
    return year


def _tried(year: Sequence[StaffedDraw]) -> TeamTrials:
    trials = TeamTrials(year)
    for number in range(199):
        trials.trial(number)
    return trials


def test_teams_by_the_rule_are_usual() -> None:
    found = _tried(_year())
    spread, repeats = found.spread(LIMIT), found.repeats(LIMIT)
    assert (spread.observed, spread.deviates, repeats.deviates) == (0, False, False)  # 96 seats for 8
    assert repeats.low - 5 <= repeats.observed <= repeats.high + 5
    assert {found.range_of(person).mean for person in IDS.values()} == {12}
    assert found.unstaffed == 0


def test_two_who_go_everywhere_are_found() -> None:
    found = _tried(_year(dict.fromkeys(QUARTERS, ("A01", "A02"))))
    spread, repeats = found.spread(LIMIT), found.repeats(LIMIT)
    assert (spread.observed, spread.deviates) == (48, True)
    assert (repeats.observed, repeats.deviates) == (12 * 2 * 3, True)
    assert repeats.high < 40
    assert {found.range_of(person).mean for person in IDS.values()} == {12}


def test_what_one_draw_gave_is_made_up_for_by_the_next_as_it_was() -> None:
    found = _tried(_year({1: ("A01", "A02")}))
    assert found.seats[IDS["A01"]] == 12  # from then on others had their turn
    assert not found.spread(LIMIT).deviates
    assert {found.range_of(person).mean for person in IDS.values()} == {12}


def test_meetings_name_the_draws_in_order() -> None:
    year = _year()
    found = TeamTrials(year)
    for (person, unit), titles in found.meetings().items():
        held = [draw.title for draw in year if (person, unit) in draw.seats(draw.teams)]
        assert titles == held
        assert len(held) > 1


def test_empty_seats_are_nobodys() -> None:
    year = [replace(draw, teams=dict.fromkeys(draw.visits, ("A01", "-"))) for draw in _year()]
    assert TeamTrials(year).seats == {IDS["A01"]: 48}


def test_who_comes_later_is_not_compared() -> None:
    first, *later = _year()
    fewer = frozen(stratum(*UNITS), inspectors=first.frozen.inspectors[:-1], period="2024Q1")
    result = perform_with_seed(fewer, trial_seed("somebody else's", 1))
    assert isinstance(result.staffing, Staffing)
    year = [StaffedDraw(fewer, first.title, result.visits, result.staffing.teams, IDS), *later]
    assert TeamTrials(year).all_year == frozenset(IDS.values()) - {IDS["A08"]}
