"""A campaign drawn like a quarter: who stands in it, who is sent, what papers say, what it counts for."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.filter import AnyOf, Before, Contains, Empty, NoneOf, OneOf, in_words
from app.core.periods import DrawKind
from app.core.targeting import InspectorConditions
from app.models.registry import InspectionObject
from app.sampling import parse
from app.services import (
    disclosure,
    draw,
    draw_papers,
    draw_view,
    inspectors,
    occasions,
    packages,
    registry,
    results,
    visit_list,
    visits,
)
from app.services.campaign_reach import campaign_reach
from app.services.catalogue import read_catalogue
from app.services.check import check_database
from app.services.dry_run import rehearsal_copy
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store
from app.services.rows.campaign import CampaignLine
from app.services.rows.draw import DueStratum, FrameRow
from app.services.rows.registry import RegistryQuery
from app.services.rows.visit import ItemResult, VisitEntry
from app.services.statistics import year_table
from app.services.workbench import workbench
from tests.documents.reading import pages
from tests.services.campaign_samples import (
    DAY,
    PERIOD,
    TARGETED,
    TOWNS,
    UNTARGETED,
    WATER,
    made,
)
from tests.services.campaign_samples import drawn as draw_all
from tests.stages import SALT, YEAR, act

QUARTER = "2024Q2"
WORDS = (
    "对象：区域是白马镇或江口镇或平桥镇；人员：从业满3年，且业务专长有水或执法；"
    "理由：示环办〔2024〕5号；第15项设定范围的理由：汛期前集中检查沿江乡镇"
)


def _rows(strata: Iterable[DueStratum], code: str) -> dict[str, FrameRow]:
    return {row.code: row for stratum in strata if stratum.code == code for row in stratum.frame}


def test_a_frame_is_the_stratum_narrowed_with_states_and_weights_as_in_a_quarter(signed: Store) -> None:
    made(signed)
    found = occasions.preview(signed, PERIOD, DAY)
    whole = _rows(occasions.preview(signed, QUARTER, DAY).strata, "2024-15b")
    here = _rows(found.strata, "2024-15b")
    assert here == {code: row for code, row in whole.items() if row.town in TOWNS.words}
    assert len(here) < len(whole)
    by_count = next(one for one in found.strata if one.code == "2024-15b")
    by_ratio = next(one for one in found.strata if one.code == "2024-04")
    assert by_count.quota == 3
    assert (by_ratio.population, by_ratio.quota) == (9, 3)  # 9 × 25 % = 2.25
    assert "区域是白马镇或江口镇或平桥镇" in by_ratio.filter_words


def test_what_a_form_counts_is_what_is_drawn(drawn: Store) -> None:
    everything = tuple(
        CampaignLine(stratum.code, Fraction(1, 10)) for stratum in read_catalogue(drawn, YEAR).strata
    )
    made(drawn, replace(UNTARGETED, lines=everything))
    _withhold(drawn, next(iter(_rows(occasions.preview(drawn, PERIOD, DAY).strata, "2024-15b"))))
    strata = occasions.preview(drawn, PERIOD, DAY).strata
    assert any(row.reason == "该事项已查过" for stratum in strata for row in stratum.frame)
    counted = campaign_reach(drawn, YEAR, UNTARGETED.targeting, DAY).populations
    assert {stratum.code: stratum.population for stratum in strata} == counted


def test_it_is_a_draw_of_its_own_kind_title_and_time_limit(signed: Store) -> None:
    made(signed)
    found = occasions.preview(signed, PERIOD, DAY)
    assert (found.kind, found.title) == (DrawKind.CAMPAIGN, TARGETED.title)
    assert (found.due_on, found.quarter) == (TARGETED.due_on, 2)
    assert found.targeting == WORDS


def test_only_who_meets_the_conditions_may_be_sent(signed: Store) -> None:
    made(signed)
    everybody = occasions.preview(signed, QUARTER, DAY).inspectors
    chosen = occasions.preview(signed, PERIOD, DAY).inspectors
    assert chosen == tuple(
        one for one in everybody if _served(signed, one.id) and {"水", "执法"} & {*one.skills}
    )
    assert len(chosen) < len(everybody)


def _served(store: Store, person: int) -> bool:
    begun = inspectors.inspector_detail(store, person, DAY.day).fields.service_start
    return begun is not None and begun <= date(2021, 4, 10)


def test_who_is_sent_everywhere_meets_any_area(signed: Store) -> None:
    asked = replace(WATER, inspectors=InspectorConditions(areas=("白马镇",), posts=("执法人员",)))
    made(signed, replace(TARGETED, targeting=asked))
    people = occasions.preview(signed, PERIOD, DAY).inspectors
    assert {person.areas == () or "白马镇" in person.areas for person in people} == {True}
    assert {person.areas == () for person in people} == {True, False}
    posts = {inspectors.inspector_detail(signed, one.id, DAY.day).fields.post for one in people}
    assert posts == {"执法人员"}


def test_who_was_drawn_for_the_item_stands_behind_in_the_next_quarter(
    drawn_campaign: Store,
) -> None:
    visits.open_visits(drawn_campaign, 1, DAY)
    picked = {pick.code for pick in draw_view.draw_view(drawn_campaign, 1).picks if pick.number == "15b"}
    later = occasions.preview(drawn_campaign, "2024Q3", act("2024-07-01"))
    states = {row.state for code, row in _rows(later.strata, "2024-15b").items() if code in picked}
    assert states == {"V"}


@pytest.fixture
def drawn_campaign(signed: Store) -> Store:
    made(signed)
    draw_all(signed)
    return signed


def test_conditions_of_every_kind_are_drawn_by_and_stand_whole_on_the_papers(signed: Store) -> None:
    towns = OneOf("town", (*TOWNS.words, *(f"示例{number}镇" for number in range(40))))
    groups = AnyOf(
        (
            (Contains("name", ("示例",)), NoneOf("tags", ("碳市场",))),
            (Empty("phone"), Before("approved_on", date(2022, 1, 1))),
        )
    )
    asked = replace(TARGETED, targeting=replace(WATER, objects=(towns, groups)))
    draw_id = draw_all(signed, made(signed, asked))
    said = in_words((towns, groups))
    assert draw_papers.freeze_sheet(signed, draw_id).targeting.startswith(f"对象：{said}；人员：")
    for paper in (draw_papers.freeze_sheet_pdf, draw_papers.draw_record_pdf):
        printed = "".join("".join(pages(paper(signed, draw_id))).split())
        assert "".join(said.split()) in printed
    allowed = object_ids(signed, RegistryQuery(conditions=(towns, groups), year=YEAR), DAY.day)
    with signed.reading() as session:
        codes = {session.get_one(InspectionObject, row_id).code for row_id in allowed}
        assert set(parse(draw.get_draw(session, draw_id).frozen).units) <= codes


def test_papers_state_both_filters_and_the_reasons(drawn_campaign: Store) -> None:
    sheet = draw_papers.freeze_sheet(drawn_campaign, 1)
    assert (sheet.task, sheet.period, sheet.targeting) == ("专项抽取", TARGETED.title, WORDS)
    assert sheet.basis == ""
    assert {line.label: line.ratio for line in sheet.strata} == {
        "涉气重点企业、油库加油站": "25%",
        "排污许可简化管理": "定3家",
    }
    assert [(line.number, line.count, line.reason) for line in sheet.typed] == [("15", 3, WATER.reason)]
    assert draw_papers.draw_record(drawn_campaign, 1).targeting == WORDS


def test_an_untargeted_campaign_states_no_filter_but_what_it_rests_on(signed: Store) -> None:
    made(signed, UNTARGETED)
    sheet = draw_papers.freeze_sheet(signed, draw_all(signed))
    assert (sheet.task, sheet.targeting, sheet.basis) == ("专项抽取", "", "示区环办函〔2024〕16号")
    assert [line.ratio for line in sheet.strata] == ["10%"]


def test_an_item_counted_by_scheme_is_drawn_by_the_campaigns_own_count(signed: Store) -> None:
    made(signed, replace(UNTARGETED, lines=(CampaignLine("2024-12", None, 2),)))
    sheet = draw_papers.freeze_sheet(signed, draw_all(signed))
    assert [(line.ratio, line.count) for line in sheet.strata] == [("按方案", 2)]
    assert [(line.count, line.reason) for line in sheet.typed] == [(2, "示区环办函〔2024〕16号")]


def test_a_second_draw_needs_the_first_to_be_void(drawn_campaign: Store) -> None:
    with pytest.raises(UserError, match="重抽须先作废"):
        draw_all(drawn_campaign)
    draw.void(drawn_campaign, 1, "见证人未到场", "郑例衡", DAY)
    second = draw_all(drawn_campaign)
    assert draw_view.draw_view(drawn_campaign, second).attempt == 2
    assert check_database(drawn_campaign.path).ok


def test_a_campaign_is_rehearsed_like_a_quarter(signed: Store, tmp_path: Path) -> None:
    made(signed)
    with closing(rehearsal_copy(signed, tmp_path / "彩排", DAY)) as copy:
        view = draw_view.draw_view(copy, draw_all(copy, f"彩排{PERIOD}"))
    assert (view.title, view.targeting) == (f"{TARGETED.title}（彩排）", WORDS)
    draw_all(signed)


def test_what_is_withheld_is_drawn_apart(signed: Store) -> None:
    made(signed)
    hidden = next(iter(_rows(occasions.preview(signed, PERIOD, DAY).strata, "2024-15b")))
    _withhold(signed, hidden)
    assert hidden not in _rows(occasions.preview(signed, PERIOD, DAY).strata, "2024-15b")
    apart = occasions.preview(signed, f"{PERIOD}-B", DAY)
    assert (apart.kind, apart.title) == (DrawKind.WITHHELD, f"{TARGETED.title}（涉密）")
    assert {row.code for stratum in apart.strata for row in stratum.frame} == {hidden}
    draw_all(signed)
    draw_all(signed, f"{PERIOD}-B")
    assert check_database(signed.path).ok


def _withhold(store: Store, code: str) -> None:
    [object_id] = object_ids(store, RegistryQuery(text=code), DAY.day)
    fields = object_detail(store, object_id, YEAR, DAY.day).fields
    registry.edit_object(store, object_id, replace(fields, secrecy_basis="涉及国家安全（演练）"), DAY)


def test_database_and_package_verify(signed: Store, tmp_path: Path) -> None:
    made(signed)
    draw_id = draw_all(signed, salt=SALT)
    visits.open_visits(signed, draw_id, DAY)
    for row in visit_list.list_visits(signed, YEAR):
        _finish(signed, row.id)
    draw.reveal(signed, draw_id, act("2024-06-03"))
    assert check_database(signed.path).ok
    package = tmp_path / "公开包.zip"
    package.write_bytes(packages.zipped(packages.draw_package(signed, draw_id)))
    assert packages.verify(package).fault is None
    assert TARGETED.title in packages.draw_package(signed, draw_id)["README.txt"].decode()


def _finish(store: Store, visit: int) -> None:
    items = visit_list.visit_detail(store, visit).items
    entry = VisitEntry(date(2024, 4, 20), {item.item: ItemResult("未发现问题") for item in items})
    results.enter(store, visit, entry, act("2024-04-22"))
    results.approve(store, visit, act("2024-04-23", "郑例衡"))


def test_a_frozen_campaign_is_parsed_under_its_own_id(drawn_campaign: Store) -> None:
    with drawn_campaign.reading() as session:
        assert parse(draw.get_draw(session, 1).frozen).period == PERIOD


def test_a_notice_bears_the_campaigns_name(drawn_campaign: Store) -> None:
    visits.open_visits(drawn_campaign, 1, DAY)
    first = visit_list.list_visits(drawn_campaign, YEAR)[0]
    _finish(drawn_campaign, first.id)
    notice = disclosure.make_notice(drawn_campaign, [first.id], "示环公〔2024〕9号", act("2024-05-06"))
    assert disclosure.notice_content(drawn_campaign, notice).period == TARGETED.title
    assert disclosure.list_notices(drawn_campaign, YEAR)[0].title.startswith(TARGETED.title)


def test_its_visits_count_for_object_and_inspector_and_fulfil_no_line_of_the_plan(
    drawn_campaign: Store,
) -> None:
    visits.open_visits(drawn_campaign, 1, DAY)
    first = visit_list.list_visits(drawn_campaign, YEAR)[0]
    _finish(drawn_campaign, first.id)
    table = year_table(drawn_campaign, YEAR)
    assert {one.code: one.visits for one in table.objects}[first.code] == 1
    assert sum(one.visited for one in table.inspectors) == 2
    assert [line.period for line in table.disclosure] == [TARGETED.title]
    own = [line for line in table.lines if line.number == "专项"]
    assert {line.item for line in own} == {TARGETED.title}
    assert [line.stratum for line in own] == ["4 涉气重点企业、油库加油站", "15 排污许可简化管理"]
    assert [(line.planned, line.drawn) for line in own] == [((0, 3, 0, 0), (0, 3, 0, 0))] * 2
    assert sum(line.visited[1] for line in own) == len(first.items)
    assert not any(any(line.drawn + line.visited) for line in table.lines if line.number != "专项")


def test_the_year_on_the_workbench_is_still_that_of_the_plan(drawn_campaign: Store) -> None:
    visits.open_visits(drawn_campaign, 1, DAY)
    _finish(drawn_campaign, visit_list.list_visits(drawn_campaign, YEAR)[0].id)
    found = workbench(drawn_campaign, YEAR, DAY.day)
    assert next(step for step in found.steps if step.word == "二季度抽取").state != "done"
    assert [load.done for load in found.quarters] == [0, 0, 0, 0]
    tasks = [task.what for task in found.tasks if task.page == "visits"]
    assert any(what.startswith(f"{TARGETED.title}检查任务") for what in tasks)


def test_an_inspectors_history_names_the_campaign(drawn_campaign: Store) -> None:
    visits.open_visits(drawn_campaign, 1, DAY)
    row = visit_list.list_visits(drawn_campaign, YEAR)[0]
    assert row.title == TARGETED.title
    people = inspectors.inspector_ids(drawn_campaign, RegistryQuery(text=row.team[0], year=YEAR))
    notes = inspectors.inspector_detail(drawn_campaign, people[0], DAY.day).visits
    assert {note.when for note in notes} == {TARGETED.title}
