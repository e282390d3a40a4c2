"""冻结单 and 抽取记录 of a real draw: what was frozen, what was announced, what changed since."""

from app.services import draw, visits
from app.services.draw_papers import draw_record, freeze_sheet
from app.services.office import Store
from app.services.visit_list import list_visits
from tests import stages

REASON = "现场已关闭"


def _struck(store: Store, code: str) -> None:
    visit = next(row for row in list_visits(store, stages.YEAR) if row.code == code)
    visits.strike(store, visit.id, REASON, b"", stages.act("2024-02-05"))


def test_a_typed_count_is_no_ratio_and_says_where_it_comes_from(frozen: Store) -> None:
    sheet = freeze_sheet(frozen, 1)
    [typed] = sheet.typed
    assert (typed.number, typed.count, typed.reason) == ("12", 1, "示环办〔2024〕1号")
    assert {line.number: line.ratio for line in sheet.strata}["12"] == "按方案"


def test_the_record_shows_what_was_announced_and_who_took_the_place_of_the_struck(drawn: Store) -> None:
    before = draw_record(drawn, 1)
    stratum = next(one for one in before.strata if one.reserves and one.number == "4")
    gone, reserve = stratum.picks[0], stratum.reserves[0]
    _struck(drawn, gone.code)
    after = draw_record(drawn, 1)
    assert (after.strata, after.visits) == (before.strata, before.visits)
    [change] = after.changes
    assert change.kind == "剔除"
    assert change.subject == f"{gone.name}（{gone.code}）"
    assert f"第4项{reserve.name}（{reserve.code}）递补" in change.outcome
    assert (change.reason, change.decided_by) == (REASON, "周例远")


def test_the_last_of_a_stratum_has_no_reserve(drawn: Store) -> None:
    whole = next(one for one in draw_record(drawn, 1).strata if one.everyone and one.number == "15")
    _struck(drawn, whole.picks[0].code)
    [change] = draw_record(drawn, 1).changes
    assert "第15项没有候补，少查1家" in change.outcome


def test_a_change_after_the_last_record_stands_in_the_next(drawn: Store) -> None:
    code = draw_record(drawn, 1).visits[0].code
    _struck(drawn, code)
    second = stages.freeze(drawn, 2)
    draw.take_digits(drawn, second, stages.DIGITS, stages.act("2024-04-01"))
    draw.perform(drawn, second, stages.act("2024-04-01"))
    [change] = draw_record(drawn, second).changes
    assert change.subject.startswith("2024年第一季度：")
    assert f"（{code}）" in change.subject
