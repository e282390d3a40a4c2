"""Who goes (draw-spec.md §6), against a reference that tries everything."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sampling import (
    FrozenInput,
    Inspector,
    Recusal,
    Shortage,
    Staffing,
    Visit,
    parse,
    perform,
    perform_with_seed,
    rehearse,
    result_json,
)
from app.sampling.rehearsal import rehearsal_seed
from app.sampling.staffing import staff, visit_order
from tests.sampling import plain
from tests.sampling.cases import DIGITS, INPUT, SEED, frozen, stratum

AREAS, SKILLS = ("甲", "乙"), ("危废", "辐射")


def subsets(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> tuple[FrozenInput, dict[str, Visit]]:
    """Build at most three visits with two or three seats each, and few inspectors with low caps."""
    units = ("U1", "U2", "U3")[: draw(st.integers(1, 3))]
    people = [
        Inspector(
            f"I{n}",
            draw(st.integers(0, 2)),
            draw(st.sampled_from([None, 0, 1, 1, 2])),
            draw(subsets(AREAS)),
            draw(subsets(SKILLS)),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    recusals = draw(
        st.lists(
            st.builds(Recusal, st.sampled_from([i.code for i in people]), st.sampled_from(units)),
            unique=True,
            max_size=2,
        )
    )
    areas = {unit: draw(st.sampled_from(AREAS)) for unit in units}
    given_input = frozen(stratum(*units), inspectors=people, recusals=recusals, areas=areas)
    seats = st.sampled_from([("-", "-"), ("危废", "-"), ("危废", "辐射"), ("-", "-", "-")])
    return given_input, {unit: Visit(unit, ("1",), draw(seats)) for unit in units}


@settings(max_examples=150, deadline=None)
@given(cases())
def test_teams_are_those_of_trying_everything(case: tuple[FrozenInput, dict[str, Visit]]) -> None:
    given_input, visits = case
    reference = plain.Teams(given_input, SEED, list(visits.values()))
    found = staff(given_input, SEED, visits)
    expected = reference.first()
    if expected is None:
        assert isinstance(found, Shortage)
        figures = (found.seats_needed, found.seats_available, list(found.visits), list(found.inspectors))
        assert figures == reference.blocking()
    else:
        assert isinstance(found, Staffing)
        assert tuple(name for unit in found.visit_order for name in found.teams[unit]) == expected
        assert {unit: len(team) for unit, team in found.teams.items()} == {
            unit: len(visit.seats) for unit, visit in visits.items()
        }


def test_skills_take_a_seat_each_in_bytewise_order_and_the_rest_is_open() -> None:
    strata = [stratum("U", item=item) for item in "1234"]
    skills = {"1": "辐射", "2": "危废", "3": "危废"}
    visit = perform_with_seed(frozen(*strata, skills=skills, team=4), SEED).visits["U"]
    assert visit == Visit("U", ("1", "2", "3", "4"), ("危废", "辐射", "-", "-"))


def test_more_skills_than_the_team_size_make_a_larger_team() -> None:
    strata = [stratum("U", item=item) for item in "123"]
    visit = perform_with_seed(frozen(*strata, skills={"1": "水", "2": "大气", "3": "土壤"}), SEED).visits["U"]
    assert visit.seats == ("土壤", "大气", "水")


def test_a_draw_without_inspectors_is_not_staffed() -> None:
    result = perform_with_seed(frozen(stratum("U")), SEED)
    assert result.staffing is None
    assert "staffing" not in result_json(result)


def test_a_draw_without_picks_is_staffed_with_nothing() -> None:
    result = perform_with_seed(frozen(stratum("U 2 X"), inspectors=[Inspector("I", 0)]), SEED)
    assert result.staffing == Staffing((), {})


def test_whoever_has_been_out_least_goes_first() -> None:
    people = [Inspector("A", 5), Inspector("B", 0), Inspector("C", 4)]
    result = perform_with_seed(frozen(stratum("U"), inspectors=people), SEED)
    assert isinstance(result.staffing, Staffing)
    assert result.staffing.teams == {"U": ("B", "C")}


def test_seats_that_cannot_be_filled_are_told_in_numbers_and_names() -> None:
    people = [Inspector("甲", 0, 2, (), ("危废",)), Inspector("乙", 0), Inspector("丙", 0)]
    draft = frozen(stratum("U1", "U2", "U3"), inspectors=people, skills={"1": "危废"})
    result = perform_with_seed(draft, SEED)
    assert result_json(result)["staffing"] == {
        "feasible": False,
        "seats_needed": 3,
        "seats_available": 2,
        "blocking_visits": ["U1", "U2", "U3"],
        "blocking_inspectors": ["甲"],
    }
    others = perform_with_seed(frozen(stratum("U1", "U2", "U3"), skills={"1": "危废"}), SEED)
    assert len(result.result_digest) == len(others.result_digest) == 64


def test_the_seats_are_part_of_the_digest_only_if_all_are_filled() -> None:
    def digest_lines(people: list[Inspector]) -> tuple[str, str]:
        draft = frozen(stratum("U"), inspectors=people)
        result = perform_with_seed(draft, SEED)
        picks = f"SSJ1-RESULT\ndigest|{draft.digest}\nseed|{SEED}\npick|1|1|1|U\n"
        return result.result_digest, picks

    alone, picks = digest_lines([Inspector("A", 0)])
    assert alone == sha256(picks.encode()).hexdigest()
    both, picks = digest_lines([Inspector("A", 0), Inspector("B", 1)])
    assert both == sha256(f"{picks}seat|U|1|A\nseat|U|2|B\n".encode()).hexdigest()


def test_what_if_a_unit_had_never_been_picked_gives_other_teams() -> None:
    changed = perform(parse(INPUT), DIGITS, struck=["WL-0009"])
    assert isinstance(changed.staffing, Staffing)
    assert "WL-0009" not in changed.staffing.teams
    assert changed.result_digest != perform(parse(INPUT), DIGITS).result_digest


def test_looking_ahead_still_asks_in_turn() -> None:
    """The plain pass sends A1 to the first visit and gets stuck; C, not B, then takes the seat he leaves."""
    first, second = visit_order(SEED, ("U1", "U2"))
    people = [
        Inspector("A1", 0, 1),
        Inspector("B", 5, None, ("甲",)),
        Inspector("C", 3, None, ("甲",)),
        Inspector("D", 1),
    ]
    draft = frozen(stratum("U1", "U2"), inspectors=people, areas={first: "甲", second: "乙"})
    found = perform_with_seed(draft, SEED).staffing
    assert isinstance(found, Staffing)
    assert found.teams == {first: ("D", "C"), second: ("A1", "D")}


@pytest.mark.parametrize("people", [40, 60])
def test_a_tight_office_is_staffed_when_a_way_exists(people: int) -> None:
    """Every seat of every inspector is needed, and the towns are short: the plain pass gets stuck."""
    towns = [f"T{n}" for n in range(people // 4)]
    units = [f"U{n:03}" for n in range(people * 2)]
    inspectors = [
        Inspector(f"I{n:02}", n % 3, 4, (towns[n // 4], towns[(n // 4 + 1) % len(towns)]))
        for n in range(people)
    ]
    areas = {unit: towns[n % len(towns)] for n, unit in enumerate(units)}
    found = perform_with_seed(frozen(stratum(*units), inspectors=inspectors, areas=areas), SEED).staffing
    assert isinstance(found, Staffing)
    held = [name for team in found.teams.values() for name in team]
    assert all(held.count(inspector.code) == 4 for inspector in inspectors)
    assert all(len(set(team)) == 2 for team in found.teams.values())


def test_rehearsals_tell_how_often_a_draw_cannot_be_staffed() -> None:
    people = [Inspector("A", 0, None, ("甲",)), Inspector("B", 0), Inspector("C", 0)]
    areas = {f"U{n}": "甲" if n % 2 else "乙" for n in range(8)}
    recusals = [Recusal("B", "U2")]
    draft = frozen(stratum(*areas, ratio="1/8"), inspectors=people, areas=areas, recusals=recusals)
    found = list(rehearse(draft, 40))
    short = [each for each in found if isinstance(each, Shortage)]
    assert short == [Shortage(2, 1, ("U2",), ("C",))] * len(short)
    assert 0 < len(short) < 20
    assert list(rehearse(draft, 40)) == found
    assert rehearsal_seed(draft.digest, 1) != rehearsal_seed(draft.digest, 2)
    assert len(list(rehearse(frozen(stratum("U"), inspectors=people)))) == 200
