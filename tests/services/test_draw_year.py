import pytest

from app.core.errors import UserError
from app.services import draw, results, visit_list, visits
from app.services.draw_year import draw_progress, year_of_draws
from app.services.office import Store
from app.services.qr import qr_modules
from app.services.review_notes import returned_reason
from app.services.rows.draw_year import DrawProgress
from app.services.rows.visit import ItemResult, VisitEntry
from tests.services import campaign_samples, companion_samples
from tests.stages import YEAR, act, perform
from tests.ui import office

DAY = act("2024-01-30").day


def test_quarters_tell_what_is_planned_and_what_stands(frozen: Store) -> None:
    quarters = year_of_draws(frozen, YEAR, DAY).quarters
    assert quarters[0].title == "2024年第一季度"
    assert sum(quarter.planned for quarter in quarters) == 211
    first, second, *_ = quarters
    assert first.standing is not None
    assert first.standing.state == "已冻结"
    assert first.progress == DrawProgress()
    assert second.standing is None


def test_a_void_attempt_is_listed_beside_its_quarter(frozen: Store) -> None:
    draw.void(frozen, 1, "见证人未到场", "郑例衡", act("2024-01-30"))
    first = year_of_draws(frozen, YEAR, DAY).quarters[0]
    assert first.standing is None
    assert [(row.attempt, row.void_reason) for row in first.void] == [(1, "见证人未到场")]


def test_without_a_signed_plan_there_is_nothing_to_draw(imported: Store) -> None:
    with pytest.raises(UserError, match="签发"):
        year_of_draws(imported, YEAR, DAY)


def test_visits_are_counted_by_where_they_stand(drawn: Store) -> None:
    first = visit_list.list_visits(drawn, YEAR)[0]
    before = draw_progress(drawn, 1)
    assert before == DrawProgress(opened=before.opened, waiting=before.opened)
    items = visit_list.visit_detail(drawn, first.id).items
    day = act("2024-02-05")
    entry = VisitEntry(day.day, {item.item: ItemResult("未发现问题") for item in items})
    results.enter(drawn, first.id, entry, day)
    after = draw_progress(drawn, 1)
    assert (after.waiting, after.done) == (before.waiting - 1, 1)


def test_the_latest_reason_of_a_return_is_told(drawn: Store) -> None:
    first = visit_list.list_visits(drawn, YEAR)[0]
    items = visit_list.visit_detail(drawn, first.id).items
    day = act("2024-02-05")
    entry = VisitEntry(day.day, {item.item: ItemResult("未发现问题") for item in items})
    results.enter(drawn, first.id, entry, day)
    assert returned_reason(drawn, first.id) == ""
    for reason in ("缺日期", "仍缺日期"):
        results.send_back(drawn, first.id, reason, act("2024-02-06", "郑例衡"))
        assert returned_reason(drawn, first.id) == reason
        results.correct(drawn, first.id, entry, day)


def test_a_visit_is_made_between_the_draw_and_today(drawn: Store) -> None:
    first = visit_list.list_visits(drawn, YEAR)[0]
    items = visit_list.visit_detail(drawn, first.id).items
    found = {item.item: ItemResult("未发现问题") for item in items}
    with pytest.raises(UserError, match="还没有到"):
        results.enter(drawn, first.id, VisitEntry(act("2024-02-06").day, found), act("2024-02-05"))
    with pytest.raises(UserError, match="早于抽取日期"):
        results.enter(drawn, first.id, VisitEntry(act("2024-01-29").day, found), act("2024-02-05"))


def test_a_code_is_square_with_a_finder_in_three_corners() -> None:
    modules = qr_modules("0f" * 32)
    assert len({len(line) for line in modules} | {len(modules)}) == 1
    for top, left in ((0, 0), (0, -7), (-7, 0)):
        assert all(modules[top + step][left] and modules[top][left + step] for step in range(7))


def test_campaigns_and_what_is_drawn_apart_stand_beside_the_quarters(signed: Store) -> None:
    assert year_of_draws(signed, YEAR, DAY).further == ()
    period = campaign_samples.made(signed)
    office.withhold(signed, "示例白马化工有限公司")
    further = year_of_draws(signed, YEAR, DAY).further
    assert [(row.period, row.planned, row.changeable) for row in further] == [
        ("2024D01", 5, True),
        ("2024D01-B", 1, False),
        ("2024Q1-B", 3, False),
        ("2024Q2-B", 5, False),
        ("2024Q3-B", 2, False),
        ("2024Q4-B", 3, False),
    ]
    assert (further[0].title, further[0].due_on) == (
        campaign_samples.TARGETED.title,
        campaign_samples.TARGETED.due_on,
    )
    assert further[1].title == f"{campaign_samples.TARGETED.title}（涉密）"
    campaign_samples.drawn(signed, period)
    drawn = year_of_draws(signed, YEAR, DAY).further[0]
    assert (drawn.standing is not None, drawn.changeable) == (True, False)


def test_what_was_drawn_apart_is_listed_when_nothing_is_withheld_any_more(signed: Store) -> None:
    office.withhold(signed, "示例白马化工有限公司")
    campaign_samples.drawn(signed, "2024Q2-B")
    office.withhold(signed, "示例白马化工有限公司", "")
    assert [row.period for row in year_of_draws(signed, YEAR, DAY).further] == ["2024Q2-B"]


def test_companions_are_drawn_beside_their_quarter_once_its_visits_are_open(frozen: Store) -> None:
    companion_samples.registered(frozen)
    assert [quarter.companions for quarter in year_of_draws(frozen, YEAR, DAY).quarters] == [None] * 4
    perform(frozen, 1)
    found = year_of_draws(frozen, YEAR, DAY).quarters[0].companions
    visits_there = len(visit_list.list_visits(frozen, YEAR))
    assert found is not None
    assert (found.period, found.title, found.planned) == ("2024Q1-F", "2024年第一季度随同人员", visits_there)
    assert (found.standing, found.companions) == (None, None)
    draw_id = companion_samples.performed(frozen)
    assert draw_progress(frozen, draw_id) == DrawProgress()
    visits.open_visits(frozen, draw_id, companion_samples.DAY)
    assert draw_progress(frozen, draw_id) == DrawProgress(opened=visits_there, waiting=visits_there)
    draw.void(frozen, draw_id, "见证人未到场", "郑例衡", companion_samples.DAY)
    again = year_of_draws(frozen, YEAR, DAY).quarters[0].companions
    assert again is not None
    assert [attempt.void_reason for attempt in again.void] == ["见证人未到场"]


def test_no_companions_are_offered_where_nobody_could_go(drawn: Store) -> None:
    assert year_of_draws(drawn, YEAR, DAY).quarters[0].companions is None
    companion_samples.registered(drawn)
    for row in visit_list.list_visits(drawn, YEAR):
        visits.start(drawn, row.id, companion_samples.DAY)
    assert year_of_draws(drawn, YEAR, DAY).quarters[0].companions is None


def test_the_visits_of_a_campaign_have_companions_too(signed: Store) -> None:
    period = campaign_samples.made(signed)
    visits.open_visits(signed, campaign_samples.drawn(signed, period), campaign_samples.DAY)
    companion_samples.registered(signed)
    [campaign] = year_of_draws(signed, YEAR, DAY).further
    assert campaign.companions is not None
    assert campaign.companions.title == f"{campaign_samples.TARGETED.title}随同人员"
