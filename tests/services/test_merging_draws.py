"""Frozen inputs hold codes for ever: after merges every draw still verifies and can be worked off."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.core.states import Outcome, VisitState
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Visit
from app.services import draw, draw_papers, draw_view, results, statistics, visit_list, visits
from app.services.check import check_database
from app.services.companion_draw import strike_companion
from app.services.edit_undo import undo
from app.services.office import Store, open_store
from app.services.past_visits import past_visits
from app.services.rows.companion import CompanionAsk
from app.services.rows.visit import ItemResult, VisitEntry, VisitRow
from tests import stages
from tests.services import companion_samples
from tests.services.merging_samples import LATER, dump, merge, proposed, seen
from tests.stages import YEAR, act

DAY = date(2024, 2, 5)


def two_visits(store: Store) -> tuple[VisitRow, VisitRow]:
    """Give two visits of the first quarter to different objects."""
    first, second, *_ = visit_list.list_visits(store, YEAR)
    return first, second


def a_merge(store: Store) -> tuple[VisitRow, VisitRow]:
    """Merge the object of one visit into that of another, and give the visits as they were."""
    stays, goes = two_visits(store)
    merge(store, proposed(store, [stays.object_id, goes.object_id], stay=stays.object_id))
    return stays, goes


def test_both_visits_are_those_of_the_one_that_stays(drawn: Store) -> None:
    stays, goes = two_visits(drawn)
    count = len(visit_list.list_visits(drawn, YEAR))
    a_merge(drawn)
    after = {row.id: row for row in visit_list.list_visits(drawn, YEAR)}
    assert len(after) == count
    assert after[goes.id].code == after[stays.id].code == stays.code
    assert (after[goes.id].items, after[goes.id].team) == (goes.items, goes.team)
    assert seen(drawn, [stays.object_id])[0].visits == 2
    drawn_as = [visit_list.visit_detail(drawn, row.id).drawn_as for row in (stays, goes)]
    assert drawn_as == ["", goes.code]
    assert check_database(drawn.path).ok


def test_papers_of_the_draw_stay_the_same(drawn: Store) -> None:
    record, sheet = draw_papers.draw_record(drawn, 1), draw_papers.freeze_sheet(drawn, 1)
    view = draw_view.draw_view(drawn, 1)
    a_merge(drawn)
    assert draw_papers.draw_record(drawn, 1) == record
    assert draw_papers.freeze_sheet(drawn, 1) == sheet
    assert draw_view.draw_view(drawn, 1) == view


def test_a_strike_and_a_change_of_people_find_the_visit_of_the_merged_object(drawn: Store) -> None:
    stays, goes = a_merge(drawn)
    name = visits.substitute(drawn, goes.id, 1, "临时有事", "王例正", LATER)
    after = {row.id: row for row in visit_list.list_visits(drawn, YEAR)}
    assert after[goes.id].team[0] == (name or "空缺")
    assert after[stays.id].team == stays.team
    visits.strike(drawn, goes.id, "已关闭", b"", LATER)
    after = {row.id: row for row in visit_list.list_visits(drawn, YEAR)}
    assert (after[goes.id].state, after[stays.id].state) == (VisitState.CANCELLED, stays.state)
    assert check_database(drawn.path).ok


def test_a_reserve_that_was_merged_is_visited_where_it_stays(drawn: Store) -> None:
    view = draw_view.draw_view(drawn, 1)
    visited = {pick.code for pick in view.picks}
    reserve = next(one for one in view.reserves if one.code not in visited and one.rank < 99)
    stratum = [pick for pick in view.picks if pick.stratum == reserve.stratum]
    assert reserve.rank == len(stratum) + 1
    struck = next(row for row in visit_list.list_visits(drawn, YEAR) if row.code == stratum[0].code)
    other = next(
        row for row in visit_list.list_visits(drawn, YEAR) if row.code not in {p.code for p in stratum}
    )
    with drawn.reading() as session:
        goes = session.scalars(select(InspectionObject.id).where(InspectionObject.code == reserve.code)).one()
    _, back = merge(drawn, proposed(drawn, [other.object_id, goes], stay=other.object_id))
    visits.strike(drawn, struck.id, "已关闭", b"", LATER)
    with drawn.reading() as session:
        opened = session.scalars(select(Visit).where(Visit.drawn_as == reserve.code)).one()
        assert opened.object_id == other.object_id
    assert check_database(drawn.path).ok
    with pytest.raises(UserError, match="合并之后又有检查任务"):
        undo(drawn, back, LATER)


def test_what_was_inspected_once_in_its_life_is_known_of_the_one_that_stays(drawn: Store) -> None:
    stays, goes = two_visits(drawn)
    with drawn.reading() as session:
        before = past_visits(session, YEAR)
    a_merge(drawn)
    with drawn.reading() as session:
        after = past_visits(session, YEAR)
    for item, codes in before.ever.items():
        renamed = {stays.code if code == goes.code else code for code in codes}
        assert after.ever[item] == renamed


def test_a_finished_visit_stays_finished_and_is_counted(drawn: Store) -> None:
    stays, goes = a_merge(drawn)
    detail = visit_list.visit_detail(drawn, goes.id)
    entered = {item.item: ItemResult(Outcome.CLEAN) for item in detail.items}
    results.enter(drawn, goes.id, VisitEntry(DAY, entered), LATER)
    counted = next(row for row in statistics.year_table(drawn, YEAR).objects if row.code == stays.code)
    assert counted.visits == 1
    assert check_database(drawn.path).ok


@pytest.mark.parametrize("stage", ["frozen", "seeded", "drawn"])
def test_while_a_draw_waits_for_its_visits_nothing_in_it_is_merged(
    stage: str, frozen: Store, stages_seeded: Path
) -> None:
    store = open_store(stages_seeded) if stage != "frozen" else frozen
    with closing(store):
        if stage == "drawn":
            draw.perform(store, 1, act("2024-01-30"))
        with store.reading() as session:
            codes = session.get_one(Draw, 1).frozen.decode().split("\nunit|")[1:3]
            wanted = [code.split("|")[0] for code in codes]
            ids = list(session.scalars(select(InspectionObject.id).where(InspectionObject.code.in_(wanted))))
        before = dump(store)
        assert "名单" in seen(store, ids)[0].in_the_way
        with pytest.raises(UserError, match="已列入“2024年第一季度”的名单，检查任务还没有生成"):
            merge(store, proposed(store, ids))
        assert dump(store) == before
        if stage == "drawn":
            visits.open_visits(store, 1, act("2024-01-30"))
        else:
            draw.void(store, 1, "名单有误", "郑例衡", act("2024-01-30"))
        merge(store, proposed(store, ids))
        assert check_database(store.path).ok


def test_a_merge_with_visits_is_taken_back_byte_for_byte(drawn: Store) -> None:
    before = dump(drawn)
    stays, goes, third, *_ = visit_list.list_visits(drawn, YEAR)
    _, back = merge(
        drawn,
        proposed(drawn, [stays.object_id, goes.object_id], stay=goes.object_id),
    )
    _, second = merge(drawn, proposed(drawn, [goes.object_id, third.object_id], stay=third.object_id))
    assert check_database(drawn.path).ok
    undo(drawn, second, LATER)
    undo(drawn, back, LATER)
    assert dump(drawn) == before
    assert check_database(drawn.path).ok


def test_after_a_later_freeze_a_merge_stays(drawn: Store) -> None:
    stays, goes = two_visits(drawn)
    _, back = merge(drawn, proposed(drawn, [stays.object_id, goes.object_id], stay=stays.object_id))
    stages.freeze(drawn, quarter=2)
    with drawn.reading() as session:
        listed = f"\nunit|{stays.code}|" in session.get_one(Draw, 2).frozen.decode()
    assert listed
    with pytest.raises(UserError, match="合并之后已列入“2024年第二季度”的名单"):
        undo(drawn, back, LATER)


def test_companions_are_drawn_for_both_visits_of_one_object_and_struck_off_the_right_one(
    drawn: Store,
) -> None:
    stays, goes = a_merge(drawn)
    companion_samples.registered(drawn)
    companion_samples.asked(drawn, CompanionAsk(count=1))
    draw_id = companion_samples.performed(drawn)
    assert visits.open_visits(drawn, draw_id, companion_samples.DAY) > 1
    assert check_database(drawn.path).ok
    alone, along = (visit_list.visit_detail(drawn, row.id).companions for row in (stays, goes))
    strike_companion(drawn, along[0].id, "当天另有任务", b"", LATER)
    assert visit_list.visit_detail(drawn, stays.id).companions == alone
    [instead] = visit_list.visit_detail(drawn, goes.id).companions
    assert instead.code != along[0].code
    checked = check_database(drawn.path)
    assert checked.ok, checked.fault


def test_companions_drawn_before_a_merge_stay_with_their_visits(drawn: Store) -> None:
    companion_samples.registered(drawn)
    companion_samples.asked(drawn, CompanionAsk(count=1))
    draw_id = companion_samples.performed(drawn)
    stays, goes = two_visits(drawn)
    with pytest.raises(UserError, match="随同人员”的名单，检查任务还没有生成"):
        a_merge(drawn)
    visits.open_visits(drawn, draw_id, companion_samples.DAY)
    record = draw_papers.draw_record(drawn, draw_id)
    before = [visit_list.visit_detail(drawn, row.id).companions for row in (stays, goes)]
    a_merge(drawn)
    assert [visit_list.visit_detail(drawn, row.id).companions for row in (stays, goes)] == before
    assert draw_papers.draw_record(drawn, draw_id) == record
    assert check_database(drawn.path).ok
