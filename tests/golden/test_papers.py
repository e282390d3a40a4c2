"""Every paper of one office, as text; after a wanted change: pytest tests/golden --snapshot-update."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from app.core.filter import OneOf
from app.core.states import Outcome, VisitState
from app.documents.sheet_year import build_year_table_xlsx
from app.models.visit import Visit
from app.services import (
    companion_draw,
    companions,
    disclosure,
    draw,
    draw_papers,
    object_list,
    packages,
    plan_papers,
    results,
    visit_list,
    visits,
)
from app.services.list_print import ListHead, PrintColumn, list_pdf
from app.services.office import Store, open_store, read_office, save_office
from app.services.rows.companion import Chosen, CompanionAsk
from app.services.rows.registry import RegistryQuery
from app.services.rows.visit import ItemResult, VisitEntry
from tests import stages
from tests.documents.test_sheet_year import TABLE
from tests.golden.texts import docx_text, pdf_text, xlsx_text
from tests.services import campaign_samples, companion_samples

Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> stages.Stages:
    return stages.build(tmp_path_factory.mktemp("office"))


@pytest.fixture
def second_quarter(built: stages.Stages, tmp_path: Path) -> Iterator[Store]:
    """An office whose first quarter is drawn, in a file of the test's own."""
    path = tmp_path / "示例.db"
    path.write_bytes(built.drawn.read_bytes())
    with closing(open_store(path)) as store:
        yield store


@pytest.fixture
def drawn_apart(second_quarter: Store) -> Store:
    """The first quarter with companions: two picked, the others drawn for six visits; one was struck."""
    picked = companion_samples.registered(second_quarter)
    first, *_ = rows = visit_list.list_visits(second_quarter, stages.YEAR)
    day = companion_samples.DAY
    companions.choose(second_quarter, first.id, picked[0], "需要现场采样监测", day)
    companions.choose(second_quarter, first.id, picked[3], "贮存设施的判断", day)
    companion_samples.asked(second_quarter, CompanionAsk(of_skill="辐射", count=2))
    visits.open_visits(second_quarter, companion_samples.performed(second_quarter), day)
    sent = [one for row in rows for one in visit_list.visit_detail(second_quarter, row.id).companions]
    struck = next(one for one in sent if one.chosen == Chosen.DRAWN)
    companion_draw.strike_companion(second_quarter, struck.id, "当天另有任务", b"", day)
    return second_quarter


@pytest.fixture(scope="module")
def office(built: stages.Stages) -> Iterator[Store]:
    """An office that drew its first quarter; one unit was struck since."""
    with closing(open_store(built.signed)) as store:
        settings = replace(read_office(store), place="局三楼会议室", contact="周例远", phone="000-00000000")
        save_office(store, settings, stages.act())
        stages.perform(store, stages.freeze(store))
        gone = visit_list.list_visits(store, stages.YEAR)[-1]
        visits.strike(store, gone.id, "现场已关闭", b"", stages.act("2024-02-05"))
        yield store


def test_plan(office: Store, golden: Golden) -> None:
    golden("年度计划", pdf_text(plan_papers.plan_pdf(office, 1)))
    golden("年度计划表", xlsx_text(plan_papers.plan_xlsx(office, 1)))


def test_freeze_sheet(office: Store, golden: Golden) -> None:
    golden("冻结单", pdf_text(draw_papers.freeze_sheet_pdf(office, 1)))


def test_draw_record(office: Store, golden: Golden) -> None:
    golden("抽取记录", pdf_text(draw_papers.draw_record_pdf(office, 1)))


def test_papers_of_companions(drawn_apart: Store, golden: Golden) -> None:
    golden("随同冻结单", pdf_text(draw_papers.freeze_sheet_pdf(drawn_apart, 2)))
    golden("随同抽取记录", pdf_text(draw_papers.draw_record_pdf(drawn_apart, 2)))
    of_visits = pdf_text(draw_papers.draw_record_pdf(drawn_apart, 1))
    golden("抽取记录的随同人员", of_visits[of_visits.index("六、随同人员") : of_visits.index("七、候补名单")])
    with drawn_apart.writing() as session:
        session.execute(update(Visit).values(state=VisitState.DONE))
    draw.reveal(drawn_apart, 2, stages.act("2024-04-08"))
    golden("随同公开包说明", packages.draw_package(drawn_apart, 2)["README.txt"].decode())


def test_notice(office: Store, golden: Golden) -> None:
    outcomes = (Outcome.CLEAN, Outcome.CORRECTED, Outcome.CASE, Outcome.CLEAN)
    chosen = visit_list.list_visits(office, stages.YEAR)[: len(outcomes)]
    for day, (row, outcome) in enumerate(zip(chosen, outcomes, strict=True), 1):
        when, measures = f"2024-02-0{day}", "" if outcome == Outcome.CLEAN else "台账记录不全，责令补齐"
        items = visit_list.visit_detail(office, row.id).items
        found = {item.item: ItemResult(outcome, measures) for item in items}
        results.enter(office, row.id, VisitEntry(date.fromisoformat(when), found), stages.act(when))
        results.approve(office, row.id, stages.act(when, "郑例衡"))
    ids = [row.id for row in chosen]
    notice = disclosure.make_notice(office, ids, "示环公〔2024〕1号", stages.act("2024-02-20"))
    golden("公告", docx_text(disclosure.notice_docx(office, notice)))
    golden("公告打印件", pdf_text(disclosure.notice_pdf(office, notice)))


def test_public_package(office: Store, golden: Golden) -> None:
    with office.writing() as session:
        session.execute(update(Visit).values(state=VisitState.DONE))
    draw.reveal(office, 1, stages.act("2024-04-08"))
    golden("公开包说明", packages.draw_package(office, 1)["README.txt"].decode())


def test_list_of_objects(second_quarter: Store, golden: Golden) -> None:
    columns = ("code", "name", "uscc", "town", "supervision_class", "permit_class", "visits", "state")
    titles = ("编号", "名称", "统一社会信用代码", "所在地", "监管类别", "排污许可", "本年检查", "状态")
    query = RegistryQuery(conditions=(OneOf("town", ("白马镇",)),), sort="name", year=stages.YEAR)
    ids = object_list.object_ids(second_quarter, query, date(2024, 3, 6))
    found = object_list.object_rows(second_quarter, ids, stages.YEAR)
    head = ListHead("检查对象名单", ("所在地是白马镇",), "按名称排列", f"列表里的 {len(ids)} 家")
    rows = [[str(getattr(found[key], name)) for name in columns] for key in ids]
    heads = [PrintColumn(title, title == "本年检查") for title in titles]
    golden("检查对象名单", pdf_text(list_pdf(second_quarter, head, heads, rows, date(2024, 3, 6))))


def test_year_table(golden: Golden) -> None:
    golden("年度统计表", xlsx_text(build_year_table_xlsx(replace(TABLE, watermark="演练"))))


def test_papers_of_a_targeted_draw(second_quarter: Store, golden: Golden) -> None:
    period = campaign_samples.made(second_quarter)
    draw_id = campaign_samples.drawn(second_quarter, period, stages.SALT)
    golden("定向冻结单", pdf_text(draw_papers.freeze_sheet_pdf(second_quarter, draw_id)))
    golden("定向抽取记录", pdf_text(draw_papers.draw_record_pdf(second_quarter, draw_id)))


def test_freeze_sheet_of_an_untargeted_campaign(second_quarter: Store, golden: Golden) -> None:
    period = campaign_samples.made(second_quarter, campaign_samples.UNTARGETED)
    draw_id = campaign_samples.drawn(second_quarter, period)
    golden("不定向冻结单", pdf_text(draw_papers.freeze_sheet_pdf(second_quarter, draw_id)))
