"""Disclosure: by when, what a notice says, what the rate counts (domain.md §5, rules 8 and 9)."""

from datetime import date

import pytest

from app.core.errors import UserError
from app.core.states import Outcome
from app.services import disclosure, draw, plan, results, visit_list, visits
from app.services.disclosure_rate import disclosure_rate
from app.services.office import Store
from app.services.rows.visit import ItemResult, VisitEntry
from tests import stages
from tests.stages import YEAR, act

TODAY = date(2024, 3, 6)


def due(store: Store, period: str = "2024Q1") -> list[int]:
    return [row.id for row in visit_list.list_visits(store, YEAR, period) if row.state == "待检查"]


def finish(store: Store, visit: int, day: str, outcome: Outcome = Outcome.CLEAN) -> None:
    detail = visit_list.visit_detail(store, visit)
    measures = "" if outcome == Outcome.CLEAN else "台账记录不全，责令限期补齐"
    found = {item.item: ItemResult(outcome, measures) for item in detail.items}
    results.enter(store, visit, VisitEntry(date.fromisoformat(day), found), act(day))


def release(store: Store, visit: int, day: str, outcome: Outcome = Outcome.CLEAN) -> int:
    finish(store, visit, day, outcome)
    results.approve(store, visit, act(day, "郑例衡"))
    return visit


def withhold(store: Store, visit: int, day: str) -> int:
    finish(store, visit, day)
    results.withhold(store, visit, "涉及国家安全", act(day, "郑例衡"))
    return visit


def test_twenty_workdays_by_the_calendar_and_the_most_urgent_first(drawn: Store) -> None:
    first, second, third = due(drawn)[:3]
    release(drawn, third, "2024-02-20")
    release(drawn, second, "2024-02-05")
    release(drawn, first, "2024-02-01")  # spring festival and make-up days lie between
    rows = disclosure.list_disclosures(drawn, YEAR, TODAY)
    assert [row.visit for row in rows] == [first, second, third]
    assert [row.deadline for row in rows] == [date(2024, 3, 5), date(2024, 3, 8), date(2024, 3, 19)]
    assert [row.days_left for row in rows] == [-1, 2, 9]
    assert [row.ready for row in rows] == [True, True, True]


def test_the_day_itself_is_not_late(drawn: Store) -> None:
    release(drawn, due(drawn)[0], "2024-02-01")
    left = [disclosure.list_disclosures(drawn, YEAR, date(2024, 3, day))[0].days_left for day in (4, 5, 6)]
    assert left == [1, 0, -1]


def test_only_released_results_of_one_period_make_a_notice(drawn: Store) -> None:
    one, other = due(drawn)[:2]
    finish(drawn, one, "2024-02-01")
    with pytest.raises(UserError, match="先勾选"):
        disclosure.make_notice(drawn, [], "示环公〔2024〕1号", act("2024-03-06"))
    with pytest.raises(UserError, match="结果待审核，审核通过后"):
        disclosure.make_notice(drawn, [one], "示环公〔2024〕1号", act("2024-03-06"))
    results.approve(drawn, one, act("2024-02-02", "郑例衡"))
    disclosure.make_notice(drawn, [one], "示环公〔2024〕1号", act("2024-03-06"))
    release(drawn, other, "2024-02-05")
    with pytest.raises(UserError, match="已在另一份公告里"):
        disclosure.make_notice(drawn, [one, other], "示环公〔2024〕2号", act("2024-03-06"))


def test_a_notice_of_two_quarters_is_refused(drawn: Store) -> None:
    one = release(drawn, due(drawn)[0], "2024-03-28")
    second = stages.freeze(drawn, 2, salt="6b" * 32)
    draw.take_digits(drawn, second, stages.DIGITS, act("2024-04-01"))
    draw.perform(drawn, second, act("2024-04-01"))
    visits.open_visits(drawn, second, act("2024-04-01"))
    other = release(drawn, due(drawn, "2024Q2")[0], "2024-04-02")
    with pytest.raises(UserError, match="一份公告只写一次抽取"):
        disclosure.make_notice(drawn, [one, other], "示环公〔2024〕1号", act("2024-04-08"))


def test_withheld_results_are_left_out_and_counted_in_one_notice_only(drawn: Store) -> None:
    ids = due(drawn)
    early = release(drawn, ids[0], "2024-02-01")
    withhold(drawn, ids[1], "2024-02-01")
    later = release(drawn, ids[2], "2024-02-20")
    withhold(drawn, ids[3], "2024-02-05")  # between the two notices: counted in the second
    withhold(drawn, ids[4], "2024-02-26")  # after both: waits for the next
    first = disclosure.make_notice(drawn, [early], "示环公〔2024〕1号", act("2024-02-21"))
    second = disclosure.make_notice(drawn, [later], "示环公〔2024〕2号", act("2024-02-27"))
    said = [disclosure.notice_content(drawn, notice) for notice in (first, second)]
    assert [len(notice.rows) for notice in said] == [1, 1]
    assert [notice.withheld for notice in said] == [1, 1]
    assert [notice.batch for notice in said] == ["第一批", "第二批"]
    assert [row.visits for row in disclosure.list_notices(drawn, YEAR)] == [(later,), (early,)]


def test_a_draft_says_what_the_notice_will_say_and_writes_nothing(drawn: Store) -> None:
    ids = due(drawn)
    chosen = [
        release(drawn, ids[0], "2024-02-01"),
        release(drawn, ids[1], "2024-02-05", Outcome.CORRECTED),
    ]
    withhold(drawn, ids[2], "2024-02-05")
    number, moment = disclosure.next_number(drawn, YEAR), act("2024-03-06")
    assert number == "示环公〔2024〕1号"
    draft = disclosure.draft_notice(drawn, chosen, number, moment)
    assert disclosure.list_notices(drawn, YEAR) == ()
    notice = disclosure.make_notice(drawn, chosen, number, moment)
    assert disclosure.notice_content(drawn, notice) == draft
    assert [row.result for row in draft.rows] == [Outcome.CLEAN, Outcome.CORRECTED]
    assert (draft.first_day, draft.last_day, draft.withheld) == (date(2024, 2, 1), date(2024, 2, 5), 1)
    assert disclosure.next_number(drawn, YEAR) == "示环公〔2024〕2号"


def test_a_notice_rests_on_the_plan_of_its_day(drawn: Store) -> None:
    visit = release(drawn, due(drawn)[0], "2024-02-01")
    notice = disclosure.make_notice(drawn, [visit], "示环公〔2024〕1号", act("2024-03-06"))
    before = disclosure.notice_docx(drawn, notice)
    old = plan.newest_view(drawn, YEAR)
    assert old is not None
    new = plan.revise(drawn, old.id, "新增重点单位", act("2024-05-06"))
    plan.submit(drawn, new, "郑例衡", act("2024-05-07"))
    plan.sign(drawn, new, "示环发〔2024〕9号", date(2024, 5, 8), "王例正", act("2024-05-08"))
    assert disclosure.notice_content(drawn, notice).basis == "示环发〔2024〕3号"
    assert disclosure.notice_docx(drawn, notice) == before


def test_the_rate_counts_what_is_public_of_what_may_be(drawn: Store) -> None:
    ids = due(drawn)
    public = [release(drawn, visit, "2024-02-01") for visit in ids[:3]]
    release(drawn, ids[3], "2024-02-05")
    withhold(drawn, ids[4], "2024-02-05")
    finish(drawn, ids[5], "2024-02-20")
    assert disclosure_rate(drawn, YEAR).text == "0 %"
    with pytest.raises(UserError, match="填写公开的平台"):
        disclosure.mark_published(drawn, public, date(2024, 3, 6), " ", act("2024-03-06"))
    for day, word in ((date(2024, 3, 7), "还没有到"), (date(2024, 1, 31), "早于检查结束")):
        with pytest.raises(UserError, match=word):
            disclosure.mark_published(drawn, public, day, "示例区人民政府网站", act("2024-03-06"))
    disclosure.mark_published(drawn, public, date(2024, 3, 6), "示例区人民政府网站", act("2024-03-06"))
    rate = disclosure_rate(drawn, YEAR)
    assert (rate.finished, rate.disclosed, rate.withheld, rate.ready, rate.under_review) == (6, 3, 1, 1, 1)
    assert rate.text == "60 %"


def test_what_is_not_released_cannot_be_marked_public(drawn: Store) -> None:
    visit = due(drawn)[0]
    finish(drawn, visit, "2024-02-01")
    with pytest.raises(UserError, match="不能变为“已公开”"):
        disclosure.mark_published(drawn, [visit], TODAY, "示例区人民政府网站", act("2024-03-06"))


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "第一批"), (10, "第十批"), (12, "第十二批"), (31, "第三十一批")],
)
def test_batches_are_counted_in_chinese(number: int, word: str) -> None:
    assert disclosure.batch_word(number) == word
