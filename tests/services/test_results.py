from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import UserError
from app.services import disclosure, results, visit_list, visits
from app.services.disclosure_rate import disclosure_rate
from app.services.office import Store
from app.services.rows.visit import ItemResult, VisitEntry
from app.services.visit_items import gravest
from tests.stages import YEAR, act

DAY = date(2024, 2, 20)
NOW = act("2024-02-20")
CLEAN, CORRECTED, CASE = "未发现问题", "发现问题已责令整改", "发现违法行为已立案调查"


def _first(store: Store, *, joint: bool = False) -> int:
    return next(row.id for row in visit_list.list_visits(store, YEAR) if row.joint == joint)


def _entry(store: Store, visit: int, *outcomes: ItemResult) -> VisitEntry:
    items = [item.item for item in visit_list.visit_detail(store, visit).items if not item.struck_reason]
    filled = (*outcomes, *[ItemResult(CLEAN)] * len(items))
    return VisitEntry(DAY, dict(zip(items, filled, strict=False)))


def _enter(store: Store, visit: int, *outcomes: ItemResult) -> None:
    results.enter(store, visit, _entry(store, visit, *outcomes), NOW)


def _states(store: Store, visit: int) -> tuple[str, str]:
    row = visit_list.visit_detail(store, visit).row
    return row.state, row.finding_state


def _released(store: Store, count: int) -> list[int]:
    visits = [row.id for row in visit_list.list_visits(store, YEAR)][:count]
    for visit in visits:
        _enter(store, visit)
        results.approve(store, visit, act("2024-02-21", "郑例衡"))
    return visits


def test_the_gravest_item_is_the_public_wording(drawn: Store) -> None:
    visit = _first(drawn, joint=True)
    _enter(drawn, visit, ItemResult(CASE, "超标排放，已立案"))
    detail = visit_list.visit_detail(drawn, visit)
    assert (detail.row.state, detail.row.finding_state) == ("已检查", "待审核")
    assert detail.public_wording == CASE
    assert gravest([CORRECTED, CLEAN]) == CORRECTED
    assert gravest(["不涉及本事项"]) == ""


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (ItemResult(CORRECTED), "整改要求"),
        (ItemResult(CASE, " "), "立案情况"),
        (ItemResult("很好"), "不在可选的结果里"),
    ],
)
def test_a_result_that_says_too_little_is_refused(drawn: Store, result: ItemResult, word: str) -> None:
    visit = _first(drawn)
    with pytest.raises(UserError, match=word):
        _enter(drawn, visit, result)
    assert _states(drawn, visit) == ("待检查", "待录入")


def test_every_item_needs_its_result(drawn: Store) -> None:
    with pytest.raises(UserError, match="事项没有结果"):
        results.enter(drawn, _first(drawn, joint=True), VisitEntry(DAY, {}), NOW)


@pytest.mark.parametrize("begun", [False, True])
def test_nobody_inspects_alone(drawn: Store, *, begun: bool) -> None:
    """domain.md §5, rule 3: two officers on every visit, also where a seat fell empty on the way."""
    visit = _first(drawn)
    if begun:
        visits.start(drawn, visit, act("2024-02-01"))
    while visits.substitute(drawn, visit, 1, "回避", "王例正", act("2024-02-01")):
        pass
    with pytest.raises(UserError, match=r"席位有空缺.*请先“换人”补齐"):
        _enter(drawn, visit)
    assert _states(drawn, visit)[1] == "待录入"


@pytest.mark.parametrize("outcome", ["已关闭", "搬迁", "无法联系", "停产"])
def test_a_unit_that_is_gone_is_struck(drawn: Store, outcome: str) -> None:
    visit = _first(drawn)
    before = len(visit_list.list_visits(drawn, YEAR))
    _enter(drawn, visit, ItemResult(outcome))
    assert _states(drawn, visit) == ("已取消", "待录入")
    assert len(visit_list.list_visits(drawn, YEAR)) >= before


def test_an_item_that_does_not_apply_is_struck_alone(drawn: Store) -> None:
    visit = _first(drawn, joint=True)
    _enter(drawn, visit, ItemResult("不涉及本事项"))
    detail = visit_list.visit_detail(drawn, visit)
    assert detail.row.state == "已检查"
    assert [bool(item.struck_reason) for item in detail.items].count(True) == 1


def test_a_visit_without_an_item_left_is_cancelled(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit, ItemResult("不涉及本事项"))
    assert _states(drawn, visit) == ("已取消", "待录入")


def test_who_refuses_is_visited_until_there_is_a_result(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit, ItemResult("不配合检查"))
    assert _states(drawn, visit) == ("检查中", "待录入")
    for way_out in (ItemResult("未发现问题"), ItemResult("无法联系"), ItemResult("不涉及本事项")):
        with pytest.raises(UserError, match="不配合检查，须以"):
            _enter(drawn, visit, way_out)
    _enter(drawn, visit, ItemResult(CASE, "拒不配合，已立案"))
    assert _states(drawn, visit) == ("已检查", "待审核")
    with pytest.raises(UserError, match="已检查"):
        _enter(drawn, visit)


def test_a_result_sent_back_is_entered_again(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit)
    with pytest.raises(UserError, match="原因"):
        results.send_back(drawn, visit, "", NOW)
    results.send_back(drawn, visit, "漏写整改", NOW)
    with pytest.raises(UserError, match="已退回"):
        results.approve(drawn, visit, NOW)
    with pytest.raises(UserError, match="公开结果"):
        results.correct(drawn, visit, _entry(drawn, visit, ItemResult("停产")), NOW)
    again = _entry(drawn, visit, ItemResult(CORRECTED, "限期补齐台账"))
    results.correct(drawn, visit, replace(again, finished_on=date(2024, 2, 19)), NOW)
    assert visit_list.visit_detail(drawn, visit).row.finished_on == date(2024, 2, 19)
    results.approve(drawn, visit, NOW)
    assert _states(drawn, visit) == ("已检查", "可公开")
    assert visit_list.visit_detail(drawn, visit).public_wording == CORRECTED


def test_a_refusal_is_remembered_when_the_result_is_sent_back(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit, ItemResult("不配合检查"))
    _enter(drawn, visit, ItemResult(CASE, "拒不配合，已立案"))
    results.send_back(drawn, visit, "写明立案文号", NOW)
    with pytest.raises(UserError, match="记过不配合检查，须以"):
        results.correct(drawn, visit, _entry(drawn, visit), NOW)
    results.correct(drawn, visit, _entry(drawn, visit, ItemResult(CASE, "示环立〔2024〕1号")), NOW)
    assert _states(drawn, visit) == ("已检查", "待审核")


def test_one_refusal_holds_no_other_visit(drawn: Store) -> None:
    first, second = [row.id for row in visit_list.list_visits(drawn, YEAR) if len(row.items) == 1][:2]
    _enter(drawn, first, ItemResult("不配合检查"))
    _enter(drawn, second)
    assert _states(drawn, second) == ("已检查", "待审核")


def test_a_correction_also_needs_every_item(drawn: Store) -> None:
    visit = _first(drawn, joint=True)
    _enter(drawn, visit)
    results.send_back(drawn, visit, "漏写", NOW)
    with pytest.raises(UserError, match="事项没有结果"):
        results.correct(drawn, visit, VisitEntry(DAY, {}), NOW)


def test_what_is_withheld_has_its_basis_and_is_never_published(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit)
    with pytest.raises(UserError, match="依据"):
        results.withhold(drawn, visit, "", NOW)
    results.withhold(drawn, visit, "涉及国家安全", NOW)
    with pytest.raises(UserError, match="不予公开"):
        disclosure.make_notice(drawn, [visit], "示环公〔2024〕1号", NOW)
    with pytest.raises(UserError, match="不予公开"):
        disclosure.mark_published(drawn, [visit], DAY, "网站", NOW)
    assert disclosure_rate(drawn, YEAR).text == "–"


def test_a_released_result_is_in_one_notice_and_then_public(drawn: Store) -> None:
    visits = _released(drawn, 3)
    notice = disclosure.make_notice(drawn, visits[:2], "示环公〔2024〕1号", act("2024-02-22"))
    with pytest.raises(UserError, match="另一份公告"):
        disclosure.make_notice(drawn, visits, "示环公〔2024〕2号", act("2024-02-22"))
    with pytest.raises(UserError, match="平台"):
        disclosure.mark_published(drawn, visits[:2], DAY, " ", act("2024-02-23"))
    disclosure.mark_published(drawn, visits[:2], date(2024, 2, 23), "区政府网站", act("2024-02-23"))
    rate = disclosure_rate(drawn, YEAR)
    assert (rate.finished, rate.disclosed, rate.ready, rate.text) == (3, 2, 1, "66 %")
    (row,) = disclosure.list_notices(drawn, YEAR)
    assert (row.id, row.published) == (notice, True)
    names = {row.name for row in visit_list.list_visits(drawn, YEAR) if row.id in visits[:2]}
    assert disclosure.notice_docx(drawn, notice) == disclosure.notice_docx(drawn, notice)
    assert len(names) == 2


def test_a_result_is_due_twenty_workdays_after_the_visit(drawn: Store) -> None:
    visit = _first(drawn)
    _enter(drawn, visit)
    (row,) = disclosure.list_disclosures(drawn, YEAR, date(2024, 2, 20))
    assert row.deadline == date(2024, 3, 19)
    assert row.days_left == 20
    (late,) = disclosure.list_disclosures(drawn, YEAR, date(2024, 3, 20))
    assert late.days_left == -1


def test_nothing_chosen_makes_no_notice(drawn: Store) -> None:
    with pytest.raises(UserError, match="勾选"):
        disclosure.make_notice(drawn, [], "示环公〔2024〕1号", NOW)
