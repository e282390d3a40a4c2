"""Who is picked to go along with a visit: with a reason, in no seat, only while the visit is not over."""

from datetime import date

import pytest

from app.core.errors import UserError
from app.services import auxiliaries, companions, draw, log, results, visit_list, visits
from app.services.check import check_database
from app.services.office import Store
from app.services.rows.auxiliary import AuxiliaryFields
from app.services.rows.visit import ItemResult, VisitDetail, VisitEntry
from tests.services.companion_samples import DAY, frozen, registered
from tests.stages import YEAR, act


def _first(store: Store) -> VisitDetail:
    return visit_list.visit_detail(store, visit_list.list_visits(store, YEAR)[0].id)


def _finish(store: Store, detail: VisitDetail) -> None:
    found = {item.item: ItemResult("未发现问题") for item in detail.items}
    results.enter(store, detail.row.id, VisitEntry(date(2024, 2, 20), found), act("2024-02-20"))


def test_a_companion_is_picked_with_a_reason_and_takes_no_seat(drawn: Store) -> None:
    ids = registered(drawn)
    before = _first(drawn)
    companions.choose(drawn, before.row.id, ids[1], " 现场采样监测 ", DAY)
    after = _first(drawn)
    [companion] = after.companions
    assert (companion.name, companion.chosen, companion.reason) == (
        "示例区环境监测站",
        "挑选",
        "现场采样监测",
    )
    assert companion.title == "示例区环境监测站（示例区生态环境局）"
    assert (after.seats, after.row.team) == (before.seats, before.row.team)
    event = log.newest(drawn)[0]
    said = f"{before.row.code} {before.row.name}：FZ-002 示例区环境监测站，现场采样监测"
    assert (event.act, event.detail) == ("挑选随同人员", said)
    assert check_database(drawn.path).ok


def test_nobody_is_picked_without_a_reason_or_twice(drawn: Store) -> None:
    ids, visit = registered(drawn), _first(drawn).row.id
    with pytest.raises(UserError, match="写明理由"):
        companions.choose(drawn, visit, ids[0], "  ", DAY)
    companions.choose(drawn, visit, ids[0], "采样", DAY)
    assert "FZ-001" not in [row.code for row in companions.choosable(drawn, visit)]
    with pytest.raises(UserError, match="已经随同这次检查"):
        companions.choose(drawn, visit, ids[0], "采样", DAY)


def test_who_was_picked_is_taken_back_with_a_reason(drawn: Store) -> None:
    ids, visit = registered(drawn), _first(drawn).row.id
    companions.choose(drawn, visit, ids[0], "采样", DAY)
    [companion] = _first(drawn).companions
    with pytest.raises(UserError, match="写明理由"):
        companions.take_back(drawn, companion.id, "", DAY)
    companions.take_back(drawn, companion.id, "设备送检", DAY)
    assert _first(drawn).companions == ()
    event = log.newest(drawn)[0]
    assert event.act == "撤回随同人员"
    assert event.detail.endswith("FZ-001 示例检测有限公司，设备送检")


def test_a_visit_that_is_over_keeps_who_went_along(drawn: Store) -> None:
    ids, detail = registered(drawn), _first(drawn)
    companions.choose(drawn, detail.row.id, ids[0], "采样", DAY)
    visits.start(drawn, detail.row.id, DAY)
    companions.choose(drawn, detail.row.id, ids[1], "补充监测", DAY)  # under way is not over
    _finish(drawn, detail)
    with pytest.raises(UserError, match="已检查"):
        companions.choose(drawn, detail.row.id, ids[2], "采样", DAY)
    with pytest.raises(UserError, match="已检查"):
        companions.take_back(drawn, _first(drawn).companions[0].id, "写错了", DAY)
    assert [one.code for one in _first(drawn).companions] == ["FZ-001", "FZ-002"]


def test_a_substitution_leaves_companions_where_they_are(drawn: Store) -> None:
    ids, detail = registered(drawn), _first(drawn)
    companions.choose(drawn, detail.row.id, ids[0], "采样", DAY)
    incoming = visits.substitute(drawn, detail.row.id, 1, "出差", "王例正", DAY)
    after = _first(drawn)
    assert after.row.team[0] == incoming
    assert [one.code for one in after.companions] == ["FZ-001"]
    assert check_database(drawn.path).ok


def test_whom_a_frozen_draw_decides_on_is_not_picked_beside_it(drawn: Store) -> None:
    ids, visit = registered(drawn), _first(drawn).row.id
    companions.choose(drawn, visit, ids[0], "采样", DAY)
    draw_id = frozen(drawn)
    later = auxiliaries.add_auxiliary(drawn, AuxiliaryFields("示例后来站"), DAY)
    assert [row.id for row in companions.choosable(drawn, visit)] == [later]
    with pytest.raises(UserError, match="已列入“2024年第一季度随同人员”的待抽名单"):
        companions.choose(drawn, visit, ids[1], "采样", DAY)
    draw.void(drawn, draw_id, "名单有误", "郑例衡", DAY)
    companions.choose(drawn, visit, ids[1], "采样", DAY)
