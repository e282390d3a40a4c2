from datetime import date

import pytest

from app.core.errors import UserError
from app.core.states import Outcome, VisitState
from app.services import draw_view, results, visit_list, visits
from app.services.check import check_database
from app.services.office import Store
from app.services.rows.draw import PickRow
from app.services.rows.visit import ItemResult, VisitEntry, VisitRow
from tests.stages import YEAR, act

DRAW = 1
DAY = date(2024, 2, 5)
NOW = act("2024-02-05")


def _visits(store: Store, code: str) -> list[VisitRow]:
    return [row for row in visit_list.list_visits(store, YEAR) if row.code == code]


def _finish(store: Store, visit: int, outcome: Outcome = Outcome.CLEAN) -> None:
    detail = visit_list.visit_detail(store, visit)
    entered = {item.item: ItemResult(outcome, "限期整改") for item in detail.items if not item.struck_reason}
    results.enter(store, visit, VisitEntry(DAY, entered), NOW)


def _struck_and_next(store: Store) -> tuple[PickRow, PickRow]:
    """Give a pick drawn for one item, and the next in its line where that one already has a visit."""
    view = draw_view.draw_view(store, DRAW)
    visited = {pick.code for pick in view.picks}
    for reserve in view.reserves:
        picks = [pick for pick in view.picks if pick.stratum == reserve.stratum]
        first = reserve.rank == len(picks) + 1
        if first and reserve.code in visited:
            for pick in picks:
                if len([other for other in view.picks if other.code == pick.code]) == 1:
                    return pick, reserve
    raise AssertionError("the demonstration draw has no such case")


def test_an_item_joins_the_visit_that_is_still_to_be_made(drawn: Store) -> None:
    pick, reserve = _struck_and_next(drawn)
    before = _visits(drawn, reserve.code)[0]
    visits.strike(drawn, _visits(drawn, pick.code)[0].id, "已关闭", b"", NOW)
    after = _visits(drawn, reserve.code)
    assert [row.id for row in after] == [before.id]
    assert set(after[0].items) > set(before.items)
    assert check_database(drawn.path).ok


def test_an_item_that_comes_after_the_visit_is_inspected_on_a_second_one(drawn: Store) -> None:
    pick, reserve = _struck_and_next(drawn)
    first = _visits(drawn, reserve.code)[0]
    _finish(drawn, first.id)
    visits.strike(drawn, _visits(drawn, pick.code)[0].id, "已关闭", b"", NOW)
    kept, second = _visits(drawn, reserve.code)
    assert (kept.items, kept.team, kept.state) == (first.items, first.team, VisitState.DONE)
    assert (second.state, second.team[: len(first.team)]) == (VisitState.DUE, first.team)
    assert not set(second.items) & set(first.items)
    assert check_database(drawn.path).ok


def test_what_was_inspected_stands_when_the_unit_is_struck_on_its_second_visit(drawn: Store) -> None:
    pick, reserve = _struck_and_next(drawn)
    _finish(drawn, _visits(drawn, reserve.code)[0].id)
    visits.strike(drawn, _visits(drawn, pick.code)[0].id, "已关闭", b"", NOW)
    visits.strike(drawn, _visits(drawn, reserve.code)[1].id, "已关闭", b"", NOW)
    assert [row.state for row in _visits(drawn, reserve.code)] == [VisitState.DONE, VisitState.CANCELLED]
    assert check_database(drawn.path).ok


def test_a_unit_struck_for_one_item_is_visited_when_another_draws_it(drawn: Store) -> None:
    pick, reserve = _struck_and_next(drawn)
    first = _visits(drawn, reserve.code)[0]
    entered = {
        item.item: ItemResult(Outcome.NOT_APPLICABLE)
        for item in visit_list.visit_detail(drawn, first.id).items
    }
    results.enter(drawn, first.id, VisitEntry(DAY, entered), NOW)
    visits.strike(drawn, _visits(drawn, pick.code)[0].id, "已关闭", b"", NOW)
    cancelled, again = _visits(drawn, reserve.code)
    assert (cancelled.state, again.state) == (VisitState.CANCELLED, VisitState.DUE)
    assert check_database(drawn.path).ok


def test_a_strike_or_a_change_of_people_needs_its_reason(drawn: Store) -> None:
    visit = visit_list.list_visits(drawn, YEAR)[0].id
    with pytest.raises(UserError, match="理由"):
        visits.strike(drawn, visit, "  ", b"", NOW)
    with pytest.raises(UserError, match="理由"):
        visits.substitute(drawn, visit, 1, "", "王例正", NOW)
    with pytest.raises(UserError, match=r"^剔除的理由不能空着，也不能含竖线.*请改正后再试。$"):
        visits.strike(drawn, visit, "关闭|搬迁", b"", NOW)
