from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.core.states import ObjectState
from app.services.confirmations import mark_confirmed
from app.services.office import Store, create_store
from app.services.rows.office import DueTask, first_of
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from app.services.visit_list import list_visits, visit_detail
from app.services.visits import strike
from app.services.workbench import workbench
from tests import stages
from tests.services import campaign_samples
from tests.ui import office

TODAY = office.TODAY.date()


@pytest.fixture(scope="module")
def mid_year(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return office.mid_year(tmp_path_factory.mktemp("office") / "示例.db")


def test_what_is_late_stands_before_what_is_near(mid_year: Store) -> None:
    tasks = workbench(mid_year, office.YEAR, TODAY).tasks
    assert [(task.word, task.what, task.page) for task in tasks] == [
        ("逾期 1 个工作日", "公开检查结果 2 家", "disclosure"),
        ("已退回", "检查结果 1 家", "visits"),
        ("已过期 97 天", "执法证 1 人：孟例久", "registry"),
        ("还剩 2 个工作日", "公开检查结果 3 家", "disclosure"),
        ("待审核", "检查结果 5 家", "visits"),
        ("名录待改", "检查对象 1 家，现场已查不到或停产", "registry"),
        ("待检查", "第一季度检查任务 23 次", "visits"),
        ("本年未抽到", "重点、特殊监管对象 3 家", "registry"),
    ]


def test_checks_of_a_draw_come_before_the_next_draw(mid_year: Store) -> None:
    found = workbench(mid_year, office.YEAR, TODAY)
    assert [(step.word, step.state) for step in found.steps[2:5]] == [
        ("一季度抽取", "done"),
        ("检查与公开", "current"),
        ("二季度抽取", "ahead"),
    ]
    assert found.next_step == "先办“公开检查结果 2 家”；4月1日起可以做第二季度抽取，53 家次。"


def test_the_figures_agree_with_each_other(mid_year: Store) -> None:
    found = workbench(mid_year, office.YEAR, TODAY)
    assert found.rate.text == "52 %"
    assert sum(item.state == "inspected" for item in found.coverage) == 8
    assert [(load.done, load.planned) for load in found.quarters] == [(26, 53), (0, 53), (0, 52), (0, 53)]


def test_a_signed_plan_leads_to_the_draw_that_is_due(tmp_path: Path) -> None:
    with closing(office.planned(tmp_path / "示例.db")) as store:
        found = workbench(store, office.YEAR, date(2024, 1, 30))
    first = first_of(found.tasks)
    assert first is not None
    assert (first.what, first.page) == ("第一季度抽取", "draw")
    assert found.next_step == "先办“第一季度抽取”。"
    assert [(step.word, step.detail, step.state) for step in found.steps[2:5]] == [
        ("一季度抽取", "1月1日起", "current"),
        ("检查与公开", "待抽取", "ahead"),
        ("二季度抽取", "4月1日起", "ahead"),
    ]


def test_an_empty_file_asks_for_both_registries(tmp_path: Path) -> None:
    with closing(create_store(tmp_path / "示例.db")) as store:
        found = workbench(store, office.YEAR, date(2024, 1, 8))
    assert [task.argument for task in found.tasks] == ["import", "import-inspectors"]
    assert (found.objects, found.inspectors, found.coverage) == (0, 0, ())


def test_a_campaign_that_waits_is_due_until_it_is_drawn(tmp_path: Path) -> None:
    with closing(office.planned(tmp_path / "示例.db")) as store:
        period = campaign_samples.made(store)
        [waiting] = [task for task in _tasks(store) if task.argument == period]
        assert (waiting.tone, waiting.word, waiting.page) == ("blue", "待抽取", "draw")
        assert waiting.why == "规定时限 5月31日"
        [late] = [task for task in _tasks(store, date(2024, 6, 3)) if task.argument == period]
        assert (late.tone, late.why) == ("red", "规定时限 5月31日已过")
        campaign_samples.drawn(store)
        assert [task for task in _tasks(store) if task.argument == period] == []


def test_a_firm_that_closed_after_the_draw_is_to_be_looked_into(drawn: Store) -> None:
    day = date(2024, 2, 5)
    row = list_visits(drawn, stages.YEAR)[0]
    assert "要核实" not in {task.word for task in _tasks(drawn, day)}
    change = StateChange(ObjectState.CLOSED, day, "现场核实")
    change_states(drawn, [row.object_id], change, stages.act("2024-02-05"))
    [told] = [task for task in _tasks(drawn, day) if task.word == "要核实"]
    assert told.what == "检查任务 1 次，对象已停产、关闭或迁出"
    assert told.why == f"{row.name}，查不成的剔除"
    assert visit_detail(drawn, row.id).object_state == "关闭（2024-02-05 起）"
    strike(drawn, row.id, "关闭", b"", stages.act("2024-02-06"))
    assert "要核实" not in {task.word for task in _tasks(drawn, day)}


def test_what_a_visit_found_gone_is_to_be_put_right_in_the_registry(drawn: Store) -> None:
    def told() -> list[str]:
        tasks = _tasks(drawn, date(2024, 2, 7))
        return [task.argument for task in tasks if task.word == "名录待改"]

    first, second, third, *_ = list_visits(drawn, stages.YEAR)
    for row, reason in ((first, "关闭，现场已拆除"), (second, "停产"), (third, "人员派不出")):
        strike(drawn, row.id, reason, b"", stages.act("2024-02-05"))
    assert told() == [f"object:{min(first.code, second.code)}"]
    closed = StateChange(ObjectState.CLOSED, date(2024, 2, 5), "现场核实")
    change_states(drawn, [first.object_id], closed, stages.act("2024-02-06"))
    assert told() == [f"object:{second.code}"]
    mark_confirmed(drawn, [second.object_id], date(2024, 2, 6), stages.act("2024-02-06"))
    assert told() == []


def _tasks(store: Store, day: date = date(2024, 4, 10)) -> tuple[DueTask, ...]:
    return workbench(store, office.YEAR, day).tasks
