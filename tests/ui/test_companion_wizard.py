"""A draw of companions, driven through the window from the list of occasions to the visits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.periods import RevealMode
from app.services import auxiliaries, companion_ask, companions, draw_view, visit_list
from app.services.office import Store
from app.services.rows.companion import CompanionAsk
from app.services.terms import choose_reveal
from app.ui.fields import Combo
from app.ui.form_dialog import FormDialog
from app.ui.pages.draw import DrawPage
from app.ui.row_button import RowButton
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.companions import CompanionsStep
from app.ui.wizard.counts import CountsStep
from app.ui.wizard.digits import DigitsStep
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.items import ItemsStep
from app.ui.wizard.no_staffing import NoStaffStep
from app.ui.wizard.record import RecordStep
from app.ui.wizard.result import ResultStep
from app.ui.wizard.standing import Place
from app.ui.wizard.tasks import TasksStep
from tests import stages
from tests.services import companion_samples
from tests.services.companion_samples import PEOPLE, PERIOD
from tests.ui import office
from tests.ui.draw_steps import Opened, State, agree, arrives, step, type_digits, words
from tests.ui.driving import LONG, dialog, press

TITLE = "2024年第一季度随同人员"


def _registered(path: Path) -> Store:
    store = office.mid_year(path)
    companion_samples.registered(store)
    return store


def _drawn(path: Path) -> Store:
    store = _registered(path)
    companion_samples.performed(store)
    return store


def _walk(qtbot: QtBot, page: DrawPage, period: str = PERIOD) -> None:
    page.quarters.buttons[period].click()
    qtbot.waitUntil(
        lambda: page.wizard.standing is not None and page.wizard.standing.period == period, timeout=LONG
    )


def _choose(form: FormDialog, name: str, words: str) -> None:
    field = next(found for found in form.findChildren(Combo) if found.accessibleName() == name)
    field.setCurrentIndex(next(n for n in range(field.count()) if field.itemText(n) == words))


def test_the_occasion_stands_under_its_quarter(
    draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(_registered))
    assert [*page.quarters.buttons][:3] == ["2024Q1", PERIOD, "2024Q2"]
    assert page.quarters.buttons[PERIOD].text() == "开始抽取"
    said = words(page.quarters)
    assert f"{TITLE}\n检查任务已经生成，可为还没有开始的检查抽取" in said


def test_without_anybody_to_go_along_nothing_is_offered(
    draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    assert PERIOD not in draw_page(draw_file(office.mid_year)).quarters.buttons


def test_companions_are_drawn_from_the_list_to_the_visits(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(_registered)
    page = draw_page(store)
    _walk(qtbot, page)
    items = step(page, CompanionsStep)
    due = [row for row in visit_list.list_visits(store, stages.YEAR) if row.state == "待检查"]
    assert items.table.rows.rowCount() == len(due)
    items.onward.click()

    before = step(page, BeforeFreezeStep)
    qtbot.waitUntil(lambda: "检查人员已经派定" in before._trial.label.text(), timeout=LONG)
    assert "可派人员" not in words(before)
    assert "要求" in words(before)
    assert "定向" not in words(before)
    before.onward.click()
    agree(qtbot, before, "冻结名单")
    qtbot.waitUntil(lambda: isinstance(page.wizard.current(), FrozenStep), timeout=LONG)

    sheet = step(page, FrozenStep)
    sheet.paper.taken.emit()
    for box in sheet.roles.boxes:
        box.click()
    sheet.onward.click()
    typing = step(page, DigitsStep)
    type_digits(qtbot, typing, stages.DIGITS)
    typing.onward.click()
    qtbot.waitUntil(typing._reading, timeout=LONG)
    typing.onward.click()
    agree(qtbot, typing, "确认数字")
    qtbot.waitUntil(arrives(page, Place.RESULT), timeout=LONG)

    result = step(page, ResultStep)
    result.onward.click()
    qtbot.waitUntil(lambda: result.ceremony is not None, timeout=LONG)
    assert result.ceremony is not None
    result.ceremony.leave()
    assert f"{len(due)} 人次" in words(result)
    result.onward.click()
    nobody = step(page, NoStaffStep)
    assert "不占席位，本次不派检查人员" in words(nobody)
    nobody.onward.click()
    step(page, RecordStep).onward.click()
    tasks = step(page, TasksStep)
    assert tasks.onward.text() == f"派到检查任务 {len(due)} 人次"
    tasks.onward.click()
    qtbot.waitUntil(lambda: tasks.onward.text() == "去检查任务", timeout=LONG)
    assert all(visit_list.visit_detail(store, row.id).companions for row in due)
    assert [row.team for row in visit_list.list_visits(store, stages.YEAR) if row.state == "待检查"] == [
        row.team for row in due
    ]


def test_what_is_asked_is_changed_before_the_freeze_and_kept(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(_registered)
    page = draw_page(store)
    _walk(qtbot, page)
    items = step(page, CompanionsStep)
    everything = items.table.rows.rowCount()
    items.change.click()
    form = dialog(qtbot, items)
    _choose(form, "哪些检查", "有辐射事项的检查")
    _choose(form, "哪些人", "业务专长有危废的")
    _choose(form, "每次人数", "2 人")
    press(qtbot, form, lambda: 0 < items.table.rows.rowCount() < everything)
    assert items.asked.text() == "要求：有辐射事项的检查每次抽业务专长有危废的2人"
    assert companion_ask.read_ask(store, PERIOD) == CompanionAsk("辐射", "危废", 2)
    table = items.table.rows
    assert str(table.data(table.index(0, 3))) == "示例固废研究所、严例明"
    page._pause.click()
    _walk(qtbot, page)
    assert items.asked.text().endswith("危废的2人")


def test_what_finds_nobody_is_said_and_can_be_changed_again(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(_registered)
    companion_samples.asked(store, CompanionAsk(skill="环评"))
    auxiliaries.retire(store, 5, office.clerk())
    page = draw_page(store)
    _walk(qtbot, page)
    items = step(page, CompanionsStep)
    assert "名录里没有可用、业务专长有环评的随同、辅助人员" in words(items)
    assert not items.onward.isEnabled()
    items.change.click()
    form = dialog(qtbot, items)
    _choose(form, "哪些人", "全部可用的人")
    press(qtbot, form, items.onward.isEnabled)


def test_a_quarter_and_its_companions_keep_their_own_steps(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(_drawn))
    _walk(qtbot, page)
    assert page.wizard.at() is Place.RESULT
    assert TITLE in [button.toolTip() for button in page.wizard.findChildren(RowButton)]
    assert step(page, ResultStep).table.rows.columns[0].title == "次序"
    page.wizard.go(Place.ITEMS)
    titles = [column.title for column in step(page, CountsStep).table.rows.columns]
    assert titles[:3] == ["次序", "检查任务", "人数"]
    page.show_list()
    _walk(qtbot, page, "2024Q1")
    page.wizard.go(Place.ITEMS)
    titles = [column.title for column in step(page, CountsStep).table.rows.columns]
    assert titles[:3] == ["序号", "抽查类别", "家数"]
    page.show_list()
    page.quarters.buttons["2024Q2"].click()
    qtbot.waitUntil(lambda: isinstance(page.wizard.current(), ItemsStep), timeout=LONG)


def test_voiding_says_that_the_visits_stay(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(_drawn))
    _walk(qtbot, page)
    page.ask_void()
    assert "已派出的随同人员一并撤回，检查任务不变" in words(dialog(qtbot, page))


@pytest.mark.parametrize("mode", RevealMode)
def test_the_room_learns_neither_whom_a_closed_draw_picks_nor_where_they_go(
    qtbot: QtBot, tmp_path: Path, mode: RevealMode
) -> None:
    store = _registered(tmp_path / "示例.db")
    choose_reveal(store, PERIOD, mode, "王例正", companion_samples.DAY)
    view = draw_view.draw_view(store, companion_samples.performed(store))
    ceremony = Ceremony("示例区生态环境局", view)
    qtbot.addWidget(ceremony)
    scene = ceremony.scene()
    said = {line.words for line in scene.picks}
    assert scene.number == "次序"
    assert not said & {row.name for row in visit_list.list_visits(store, stages.YEAR)}
    if mode is RevealMode.CLOSED:
        assert scene.heading == "检查任务"
        assert said == {f"第 {pick.number} 次检查" for pick in view.picks}
    else:
        assert scene.heading == "中签人员"
        assert said <= {values.name for values in PEOPLE}


def test_who_was_picked_already_is_not_drawn_for_the_same_visit(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(_registered)
    first = next(row for row in visit_list.list_visits(store, stages.YEAR) if row.state == "待检查")
    companions.choose(store, first.id, 1, "采样", office.clerk())
    page = draw_page(store)
    _walk(qtbot, page)
    table = step(page, CompanionsStep).table.rows
    assert "示例检测有限公司" not in str(table.data(table.index(0, 3)))
    assert "示例检测有限公司" in str(table.data(table.index(1, 3)))
