from datetime import date

import pytest

from app.core.errors import UserError
from app.models.draw import Draw
from app.sampling import Replay, Substitute
from app.services import draw, draw_log, draw_papers, draw_view, results, visit_list, visits
from app.services.check import check_database
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.people import names
from app.services.replayed import performed
from app.services.rows.visit import ItemResult, VisitDetail, VisitEntry, VisitRow
from tests.stages import DIGITS, YEAR, act, freeze

DAY = date(2024, 2, 20)
PERIOD = "2024Q1"


def _rows(store: Store) -> dict[str, VisitRow]:
    return {row.code: row for row in visit_list.list_visits(store, YEAR, PERIOD)}


def _state(store: Store) -> Replay:
    with store.reading() as session:
        return Replay(*performed(session.get_one(Draw, 1)))


def _joining(store: Store) -> tuple[str, str]:
    """Find a unit whose strike gives an item to a unit that has a visit already."""
    for unit in _rows(store):
        joined = _state(store).strike("*", unit).joined
        if joined:
            return unit, joined[0]
    raise AssertionError


def _entry(detail: VisitDetail, outcome: str = "未发现问题") -> VisitEntry:
    found = {item.item: ItemResult(outcome, "说明") for item in detail.items if not item.struck_reason}
    return VisitEntry(DAY, found)


def _enter(store: Store, visit: int, outcome: str = "未发现问题") -> None:
    results.enter(store, visit, _entry(visit_list.visit_detail(store, visit), outcome), act("2024-02-20"))


def test_each_unit_drawn_is_one_visit_with_its_items_and_team(drawn: Store) -> None:
    rows, state = _rows(drawn), _state(drawn)
    assert set(rows) == set(state.visits)
    assert any(row.joint for row in rows.values())
    for code, row in rows.items():
        assert len(row.items) == len(state.visits[code].items)
        assert len(row.team) == len(state.teams_after()[code])
        assert "空缺" not in row.team
        assert (row.state, row.finding_state, row.due_on) == ("待检查", "待录入", date(2024, 3, 31))


def test_visits_are_opened_once(drawn: Store) -> None:
    with pytest.raises(UserError, match="已经生成"):
        visits.open_visits(drawn, 1, act())


def test_visits_wait_for_the_draw(frozen: Store) -> None:
    with pytest.raises(UserError, match="还没有结果"):
        visits.open_visits(frozen, 1, act())


def test_what_was_announced_stays_and_says_what_became_of_it(drawn: Store) -> None:
    told = draw_view.draw_view(drawn, 1).announced
    assert told == draw_view.draw_view(drawn, 1).picks
    rows = _rows(drawn)
    struck = next(code for code in rows if _state(drawn).strike("*", code).opened)
    raised = _state(drawn).strike("*", struck).opened

    visits.strike(drawn, rows[struck].id, "已关闭", b"", act("2024-02-20"))

    since = draw_view.draw_view(drawn, 1).announced
    kept = [pick for pick in since if not pick.raised]
    assert [(pick.code, pick.ticket, pick.rank) for pick in kept] == [
        (pick.code, pick.ticket, pick.rank) for pick in told
    ]
    assert {pick.code for pick in kept if pick.struck == "已关闭"} == {struck}
    assert {pick.code for pick in since if pick.raised} >= set(raised)
    places = {pick.stratum: pick.rank for pick in told}  # the last of each stratum
    assert all(pick.rank > places[pick.stratum] for pick in since if pick.raised)
    ranks = {(pick.stratum, pick.rank) for pick in since}
    assert not ranks & {(pick.stratum, pick.rank) for pick in draw_view.draw_view(drawn, 1).reserves}


def test_a_strike_lets_the_next_reserve_in(drawn: Store) -> None:
    before = _rows(drawn)
    struck = next(code for code in before if _state(drawn).strike("*", code).opened)
    opened = _state(drawn).strike("*", struck).opened
    visits.strike(drawn, before[struck].id, "已关闭", "照片".encode(), act("2024-02-20"))
    after = _rows(drawn)
    assert set(after) - set(before) == set(opened)
    assert after[struck].state == "已取消"
    assert all(after[code].state == "待检查" for code in opened)
    with pytest.raises(UserError, match="已取消"):
        visits.strike(drawn, before[struck].id, "已关闭", b"", act("2024-02-20"))
    assert check_database(drawn.path).ok


def test_an_item_that_joins_a_finished_visit_leaves_its_result_alone(drawn: Store) -> None:
    struck, joined = _joining(drawn)
    rows = _rows(drawn)
    _enter(drawn, rows[joined].id)
    results.approve(drawn, rows[joined].id, act("2024-02-21"))
    visits.strike(drawn, rows[struck].id, "无法联系", b"", act("2024-02-22"))
    detail = visit_list.visit_detail(drawn, rows[joined].id)
    assert (detail.row.state, detail.row.finding_state, detail.row.finished_on) == ("已检查", "可公开", DAY)
    assert {item.outcome for item in detail.items} == {"未发现问题"}
    second = _rows(drawn)[joined]
    assert (second.state, second.finding_state) == ("待检查", "待录入")
    _enter(drawn, second.id)
    assert _rows(drawn)[joined].state == "已检查"
    assert check_database(drawn.path).ok


def test_a_seat_goes_to_the_first_in_turn_and_no_other(drawn: Store) -> None:
    row = next(iter(_rows(drawn).values()))
    named = visits.candidate(drawn, row.id, 1, act("2024-02-01")).name
    assert named
    assert named not in row.team
    assert visits.substitute(drawn, row.id, 1, "出差", "王例正", act("2024-02-01")) == named
    assert _rows(drawn)[row.code].team == (named, *row.team[1:])
    assert visits.candidate(drawn, row.id, 1, act("2024-02-01")).name not in (named, *row.team)
    assert check_database(drawn.path).ok


def test_where_nobody_is_left_the_seat_stays_empty_and_is_told(drawn: Store) -> None:
    row = next(iter(_rows(drawn).values()))
    while visits.substitute(drawn, row.id, 1, "回避", "王例正", act("2024-02-01")):
        pass
    left = _rows(drawn)[row.code]
    assert left.team[0] == "空缺"
    assert left.state == "待安排"
    assert check_database(drawn.path).ok


def test_the_object_says_what_became_of_the_visits_of_a_void_draw(drawn: Store) -> None:
    row = next(iter(_rows(drawn).values()))
    draw.void(drawn, 1, "名单有误", "郑例衡", act("2024-02-01"))
    found = object_detail(drawn, row.object_id, YEAR, act("2024-02-01").day)
    assert [(note.when, note.what) for note in found.visits] == [("2024年第一季度", "已作废")]


def test_nobody_is_looked_for_where_the_visit_is_over(drawn: Store) -> None:
    row = next(iter(_rows(drawn).values()))
    visits.strike(drawn, row.id, "关闭", b"", act("2024-02-01"))
    with pytest.raises(UserError, match="已取消，不能再换人"):
        visits.candidate(drawn, row.id, 1, act("2024-02-01"))


def test_a_visit_is_begun_once(drawn: Store) -> None:
    row = next(iter(_rows(drawn).values()))
    visits.start(drawn, row.id, act("2024-02-01"))
    assert _rows(drawn)[row.code].state == "检查中"
    with pytest.raises(UserError, match="检查中"):
        visits.start(drawn, row.id, act("2024-02-01"))


def test_a_draw_without_enough_people_opens_no_visit(signed: Store) -> None:
    with signed.writing() as session:
        session.connection().exec_driver_sql("UPDATE inspector SET cap = 1")
    draw_id = freeze(signed, salt="-")
    draw.take_digits(signed, draw_id, DIGITS, act("2024-01-30"))
    draw.perform(signed, draw_id, act("2024-01-30"))
    with pytest.raises(UserError, match=r"派不齐：\d+ 家共需 \d+ 人次，可派 \d+ 人，最多 \d+ 人次"):
        visits.open_visits(signed, draw_id, act("2024-01-30"))
    draw.void(signed, draw_id, "人员派不齐", "郑例衡", act("2024-01-30"))
    assert check_database(signed.path).ok


def test_the_registry_may_change_after_freezing(frozen: Store) -> None:
    """From the freeze on nothing of the draw depends on the registry (architecture.md)."""
    with frozen.writing() as session:
        session.connection().exec_driver_sql("UPDATE inspection_object SET town='别镇', marks='、违法记录、'")
        session.connection().exec_driver_sql("UPDATE inspector SET skills='', state='调离'")
    draw.take_digits(frozen, 1, DIGITS, act("2024-01-30"))
    draw.perform(frozen, 1, act("2024-01-30"))
    visits.open_visits(frozen, 1, act("2024-01-30"))
    assert check_database(frozen.path).ok


def test_a_change_of_officers_is_decided_by_the_head(drawn: Store) -> None:
    row = visit_list.list_visits(drawn, YEAR)[0]
    with pytest.raises(UserError, match="负责人"):
        visits.substitute(drawn, row.id, 1, "回避", " ", act("2024-02-01"))
    visits.substitute(drawn, row.id, 1, "回避", "王例正", act("2024-02-01"))
    with drawn.reading() as session:
        (changed,) = [entry for _, entry in draw_log.own(session, draw.get_draw(session, 1).digest)][-1:]
        assert isinstance(changed, Substitute)
        assert names(session)[changed.by] == "王例正"
    assert draw_papers.draw_record(drawn, 1).changes[-1].decided_by == "王例正"
