"""Strikes and substitutions after the announcement (draw-spec.md §5-6)."""

import json

import pytest

from app.sampling import (
    Change,
    DrawResult,
    FrozenInput,
    Inspector,
    Recusal,
    Refused,
    Replay,
    Staffing,
    Strike,
    Substitute,
    Void,
    parse,
    perform,
    perform_with_seed,
    replay,
)
from app.sampling.staffing import visit_order
from tests.sampling.cases import AT, DATA, SEED, frozen, sample_package, stratum

D = "d" * 64


def office(number: int, **common: object) -> list[Inspector]:
    return [Inspector(f"I{n}", 0, **common) for n in range(number)]  # type: ignore[arg-type]  # cap, areas, skills


def started(*strata: object, **more: object) -> tuple[Replay, DrawResult, FrozenInput]:
    draft = frozen(*strata, **more)  # type: ignore[arg-type]  # handed on as it came
    result = perform_with_seed(draft, SEED)
    return Replay(draft, result), result, draft


def teams(result: DrawResult) -> dict[str, list[str]]:
    assert isinstance(result.staffing, Staffing)
    return {unit: list(team) for unit, team in sorted(result.staffing.teams.items())}


def first(result: DrawResult) -> tuple[str, ...]:
    return result.strata[0].order


def test_the_sample_ends_as_published() -> None:
    files = sample_package()
    after = json.loads((DATA / "package.after.json").read_text(encoding="utf-8"))
    salt, *digits = files["reveal.txt"].decode().split()
    draft = parse(files["input.txt"])
    state = Replay(draft, perform(draft, digits, salt))
    assert state.strike("*", after["struck"]) == Change(("WL-0005",), tuple(after["opened"]), ())
    assert state.candidate("WL-0009", 1) == "A01"
    state.substitute("WL-0009", 1, "A04", "A01")
    assert state.picks_after() == after["picks_after"]
    assert state.teams_after() == after["teams_after"]


def test_nothing_changes_until_something_happens() -> None:
    state, result, _ = started(stratum("A", "B", "C"), inspectors=office(3))
    assert state.picks_after() == {"1|1": list(result.strata[0].picks)}
    assert state.teams_after() == teams(result)
    assert state.seats_after() == {unit: ["-", "-"] for unit in "ABC"}


def test_a_struck_unit_is_replaced_by_the_next_in_line() -> None:
    state, result, _ = started(stratum(*"ABCD", ratio="1/2"), inspectors=office(4))
    order = first(result)
    change = state.strike("*", order[0])
    assert change == Change((order[0],), (order[2],), ())
    assert state.picks_after() == {"1|1": [order[1], order[2]]}
    assert state.teams_after()[order[1]] == teams(result)[order[1]]
    assert order[0] not in state.teams_after()


def test_striking_a_reserve_or_striking_twice_opens_nothing() -> None:
    state, result, _ = started(stratum(*"ABCD", ratio="1/2"), inspectors=office(4))
    order = first(result)
    assert state.strike("1", order[3]) == Change((), (), ())
    assert state.teams_after() == teams(result)
    state.strike("*", order[0])
    assert state.strike("*", order[0]) == Change((), (), ())
    assert state.strike("*", order[1]) == Change((order[1],), (), ())
    assert state.picks_after() == {"1|1": [order[2]]}


def test_a_unit_that_no_frame_knows_cannot_be_struck() -> None:
    state, _, _ = started(stratum("A"), inspectors=office(2))
    for item, unit in (("*", "Z"), ("2", "A")):
        with pytest.raises(Refused, match="不在待抽名单中"):
            state.strike(item, unit)


def test_a_visit_that_loses_one_item_keeps_its_team() -> None:
    state, result, _ = started(
        stratum("A"), stratum("A", item="2"), skills={"2": "水"}, inspectors=office(2, skills=("水",))
    )
    assert state.strike("2", "A") == Change((), (), ())
    assert state.visits["A"].items == ("1",)
    assert state.teams_after() == teams(result)
    assert state.seats_after() == {"A": ["水", "-"]}
    assert state.strike("1", "A") == Change(("A",), (), ())
    assert state.teams_after() == {}


def test_seats_of_a_cancelled_visit_leave_the_loads_before_new_seats_are_filled() -> None:
    """Both inspectors are at their cap; only as the struck visit frees them can the reserve be visited."""
    state, result, _ = started(stratum("A", "B", ratio="1/2"), inspectors=office(2, cap=1))
    order = first(result)
    state.strike("*", order[0])
    assert set(state.teams_after()[order[1]]) == {"I0", "I1"}


def crossing(inspectors: list[Inspector], skills: dict[str, str]) -> tuple[Replay, str, str]:
    """Build a draw where the reserve of item 2 already has a visit for item 1."""
    for seed in (f"{n:064x}" for n in range(100)):
        draft = frozen(
            stratum("A"), stratum("A", "B", item="2", ratio="1/2"), skills=skills, inspectors=inspectors
        )
        result = perform_with_seed(draft, seed)
        if result.strata[1].picks == ("B",):
            return Replay(draft, result), "A", "B"
    raise AssertionError


def test_an_item_joins_the_visit_its_reserve_already_has() -> None:
    state, reserve, struck = crossing(office(4), {})
    before = state.teams_after()[reserve]
    assert state.strike("2", struck) == Change((struck,), (), (reserve,))
    assert state.visits[reserve].items == ("1", "2")
    assert state.teams_after() == {reserve: before}


def test_a_joining_item_adds_a_seat_for_a_skill_that_the_team_lacks() -> None:
    people = [*office(2), Inspector("水1", 9, None, (), ("水",)), Inspector("水2", 9, None, (), ("水",))]
    state, reserve, struck = crossing(people, {"2": "水"})
    assert set(state.teams_after()[reserve]) == {"I0", "I1"}
    state.strike("2", struck)
    assert state.seats_after()[reserve] == ["-", "-", "水"]
    assert state.teams_after()[reserve][2] in {"水1", "水2"}


def test_a_joining_item_adds_no_seat_if_somebody_in_the_team_has_the_skill() -> None:
    people = [Inspector("水1", 0, None, (), ("水",)), Inspector("水2", 0, None, (), ("水",))]
    state, reserve, struck = crossing(people, {"2": "水"})
    state.strike("2", struck)
    assert state.seats_after()[reserve] == ["-", "-"]


def test_a_seat_for_which_nobody_is_eligible_stays_empty_until_it_is_filled() -> None:
    people = [Inspector("A", 0, 2), Inspector("B", 0, 2), Inspector("C", 0, 1)]
    draft = frozen(stratum("U1", "U2", "U3", ratio="2/3"), inspectors=people)
    recusing = next(
        each
        for each in (
            frozen(
                stratum("U1", "U2", "U3", ratio="2/3"),
                inspectors=people,
                recusals=[Recusal("A", unit), Recusal("B", unit)],
            )
            for unit in ("U1", "U2", "U3")
        )
        if isinstance(perform_with_seed(each, SEED).staffing, Staffing)
    )
    assert draft.digest != recusing.digest
    result = perform_with_seed(recusing, SEED)
    state = Replay(recusing, result)
    order = first(result)
    state.strike("*", order[0])
    team = state.teams_after()[order[2]]
    assert team.count("-") >= 1
    empty = team.index("-") + 1
    assert state.candidate(order[2], empty) == "-"
    with pytest.raises(Refused, match="依次应由 -"):
        state.substitute(order[2], empty, "-", "A")
    state.substitute(order[2], empty, "-", "-")
    assert state.teams_after()[order[2]] == team


def test_opened_visits_are_staffed_in_visit_order() -> None:
    strata = (stratum("A", *"BC", ratio="1/3"), stratum("A", *"DE", item="2", ratio="1/3"))
    people = [Inspector("I0", 0), Inspector("I1", 0), Inspector("I2", 1), Inspector("I3", 1)]
    for seed in (f"{n:064x}" for n in range(200)):
        draft = frozen(*strata, inspectors=people)
        result = perform_with_seed(draft, seed)
        if all(each.picks == ("A",) for each in result.strata):
            state = Replay(draft, result)
            change = state.strike("*", "A")
            assert change.opened == visit_order(seed, change.opened)
            assert len(change.opened) == 2
            assert set(state.teams_after()[change.opened[0]]) == {"I0", "I1"}
            return
    raise AssertionError


def test_the_first_in_turn_takes_the_seat_and_the_one_who_left_does_not_come_back() -> None:
    people = [*office(2), Inspector("later", 2), Inspector("last", 5)]
    state, _, _ = started(stratum("A"), inspectors=people)
    assert sorted(state.teams_after()["A"]) == ["I0", "I1"]
    out = state.teams_after()["A"][0]
    state.substitute("A", 1, out, "later")
    assert state.candidate("A", 1) == "last"
    state.substitute("A", 1, "later", "last")
    assert state.candidate("A", 1) == "-"
    state.substitute("A", 1, "last", "-")
    assert state.teams_after()["A"][0] == "-"


def test_one_who_left_a_visit_is_free_for_another() -> None:
    state, _, _ = started(stratum("A", "B"), inspectors=[*office(2, cap=2), Inspector("X", 5, 1)])
    out = state.teams_after()["A"][0]
    state.substitute("A", 1, out, "X")
    assert state.candidate("B", 1) == "-"  # the colleague sits there and X is at his cap
    assert state.teams_after()["B"] != []


@pytest.mark.parametrize(
    ("unit", "seat", "out", "incoming", "word"),
    [
        ("Z", 1, "I0", "I2", "没有派往"),
        ("A", 0, "I0", "I2", "没有第 0 席"),
        ("A", 3, "I0", "I2", "没有第 3 席"),
        ("A", 1, "nobody", "I2", "现为"),
        ("A", 1, "holder", "I3", "依次应由 I2"),
        ("A", 1, "holder", "-", "依次应由 I2"),
        ("A", 1, "holder", "holder", "依次应由 I2"),
    ],
)
def test_the_head_may_not_name_another(unit: str, seat: int, out: str, incoming: str, word: str) -> None:
    people = [*office(2), Inspector("I2", 1), Inspector("I3", 2)]
    state, result, _ = started(stratum("A"), inspectors=people)
    before = state.teams_after()
    holder = teams(result)["A"][0]
    names = {"holder": holder}
    with pytest.raises(Refused, match=word):
        state.substitute(unit, seat, names.get(out, out), names.get(incoming, incoming))
    assert state.teams_after() == before


def test_a_draw_that_was_not_staffed_has_no_teams_afterwards() -> None:
    for people in ([], office(1)):
        state, result, _ = started(stratum("A", "B", ratio="1/2"), inspectors=people)
        order = first(result)
        assert state.strike("*", order[0]) == Change((order[0],), (order[1],), ())
        assert state.picks_after() == {"1|1": [order[1]]}
        assert state.teams_after() == {}
        with pytest.raises(Refused, match="没有派往"):
            state.candidate(order[1], 1)


def test_entries_are_replayed_in_their_order() -> None:
    people = [*office(4), Inspector("X", 3)]
    _, result, draft = started(stratum(*"ABC", ratio="2/3"), inspectors=people)
    order = first(result)
    by_hand = Replay(draft, result)
    by_hand.strike("1", order[0])
    holder = by_hand.teams_after()[order[1]][1]
    incoming = by_hand.candidate(order[1], 2)
    by_hand.substitute(order[1], 2, holder, incoming)
    entries = (
        Strike(D, "1", order[0], "关闭", "-", AT, "U01"),
        Substitute(D, order[1], 2, holder, incoming, "回避", AT, "U01"),
        Void(D, "有误", AT, "U01", "U02"),
    )
    found = replay(draft, result, entries)
    assert found.teams_after() == by_hand.teams_after()
    assert found.picks_after() == by_hand.picks_after()
