"""检查对象, driven as the clerk drives it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.registry_choices import registry_choices
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.form_values import Ticks
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_objects import ObjectsTab
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

CODE = "91000000MA4JURQ28N"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.mid_year(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = RegistryPage(desk)
    shown(qtbot, made)
    made.set_density(Density.NORMAL)
    qtbot.waitUntil(lambda: filled(made) and made.lists.choices is not None, timeout=LONG)
    return made


def filled(page: RegistryPage) -> bool:
    rows = page.lists.objects.table.rows
    return bool(rows.ids()) and rows.row_at(0) is not None


def column(tab: ObjectsTab, key: str) -> list[str]:
    rows = tab.table.rows
    place = [one.key for one in rows.columns].index(key)
    return [str(rows.data(rows.index(line, place))) for line in range(rows.rowCount())]


def narrowed(qtbot: QtBot, tab: ObjectsTab, count: Callable[[int], bool]) -> None:
    def ready() -> bool:
        rows = tab.table.rows
        return count(rows.rowCount()) and all(rows.row_at(n) for n in range(min(200, rows.rowCount())))

    qtbot.waitUntil(ready, timeout=LONG)


def words(widget: RegistryPage) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def form_of(qtbot: QtBot, page: RegistryPage) -> FormPage:
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    form = page.in_front()
    assert isinstance(form, FormPage)
    return form


def line(form: FormPage, key: str) -> QLineEdit:
    field = form.form.field(key)
    assert isinstance(field, QLineEdit)
    return field


def test_the_list_counts_and_shows_everything(page: RegistryPage) -> None:
    assert page.lists.objects.foot.words.text() == "425 家，已选 0"
    assert column(page.lists.objects, "code")[:2] == ["WL-0001", "WL-0002"]


@pytest.mark.parametrize("typed", ["白马化工", "sblbmhg", "WL-0001", "示例白马化工有限公司"])
def test_one_box_finds_by_name_initials_and_code(qtbot: QtBot, page: RegistryPage, typed: str) -> None:
    tab = page.lists.objects
    known = "sl" + typed[3:] if typed.startswith("sbl") else typed
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    tab.search.setText(known)
    qtbot.keyClick(tab.search, Qt.Key.Key_Return)
    narrowed(qtbot, tab, lambda count: 0 < count < 425)
    assert "示例白马化工有限公司" in column(tab, "name")


def test_conditions_narrow_together_and_are_lifted(qtbot: QtBot, page: RegistryPage) -> None:
    tab = page.lists.objects
    tab.chips.set_values("supervision_class", ("重点", "特殊"))
    tab.chips.set_values("town", ("白马镇",))
    narrowed(qtbot, tab, lambda count: 0 < count < 50)
    assert set(column(tab, "town")) == {"白马镇"}
    assert set(column(tab, "supervision_class")) <= {"重点", "特殊"}
    tab.chips.clear()
    narrowed(qtbot, tab, lambda count: count == 425)
    tab.chips.set_values("stratum", ("3 城市、千吨万人集中式饮用水水源地",))
    narrowed(qtbot, tab, lambda count: count == 10)
    tab.search.setText("没有这一家")
    qtbot.keyClick(tab.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "没有符合条件的检查对象" in words(page), timeout=LONG)


def test_a_heading_sorts_up_and_down(qtbot: QtBot, page: RegistryPage) -> None:
    tab = page.lists.objects
    tab.table.horizontalHeader().sectionClicked.emit(8)
    tab.table.horizontalHeader().sectionClicked.emit(8)
    qtbot.waitUntil(lambda: filled(page) and column(tab, "visits")[0] != "0", timeout=LONG)


def test_the_panel_tells_strata_visits_and_history(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.objects.table.selectRow(0)
    qtbot.waitUntil(lambda: "列入的抽查类别" in words(page), timeout=LONG)
    said = words(page)
    assert "示例白马化工有限公司" in said
    assert "15 排污许可重点管理" in said
    assert "2024年第一季度" in said or "2024-0" in said


def test_unvisited_lists_what_the_workbench_counted(qtbot: QtBot, page: RegistryPage) -> None:
    page.show_argument("unvisited")
    tab = page.lists.objects
    narrowed(qtbot, tab, lambda count: 0 < count < 425)
    assert set(column(tab, "supervision_class")) <= {"重点", "特殊"}
    assert set(column(tab, "visits")) == {"0"}
    assert "停产" not in column(tab, "state")


def test_one_object_is_listed_for_the_workbench_whatever_was_chosen_before(
    qtbot: QtBot, page: RegistryPage
) -> None:
    tab = page.lists.objects
    page.show_argument("unvisited")
    narrowed(qtbot, tab, lambda count: 0 < count < 425)
    page.show_argument("object:WL-0003")
    narrowed(qtbot, tab, lambda count: count == 1)
    assert column(tab, "code") == ["WL-0003"]


def test_a_changed_state_shows_in_list_and_history(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    page.lists.objects.table.selectRow(1)
    qtbot.waitUntil(lambda: "WL-0002" in words(page), timeout=LONG)
    next(button for button in page.findChildren(Button) if button.text() == "变更状态").click()
    form = dialog(qtbot, page)
    form.act.click()
    assert form.isVisible()  # without a reason nothing is changed
    write(form, "原因", "企业已停产，现场核实")
    press(qtbot, form, lambda: column(page.lists.objects, "state")[1] == "停产")
    object_id = page.lists.objects.table.rows.id_at(1)
    detail = object_detail(store, object_id, 2024, office.TODAY.date())
    assert detail.fields.state_reason == "企业已停产，现场核实"
    assert detail.fields.state_since == office.TODAY.date()
    assert {change.field for change in detail.history} == {"状态", "状态日期", "状态原因"}


def test_a_new_object_is_entered_by_the_keyboard(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.take_focus()
    qtbot.keyClick(page.lists.objects.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(qtbot, page)
    assert form.form.field("name").hasFocus()
    QTest.keyClicks(form.form.field("name"), "SL")
    line(form, "name").setText("示例新建化工有限公司")
    QTest.keyClick(form.form.field("name"), Qt.Key.Key_Tab)
    assert form.form.field("uscc").hasFocus()
    line(form, "uscc").setText(CODE.lower())
    marks = form.form.field("marks")
    assert isinstance(marks, Ticks)
    marks.set_words(("投诉举报",))
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    tab = page.lists.objects
    qtbot.waitUntil(
        lambda: page.in_front() is page.lists and tab.table.current_id() is not None, timeout=LONG
    )
    new = tab.table.current_id()
    assert new is not None
    detail = object_detail(store, new, 2024, office.TODAY.date())
    assert (detail.fields.name, detail.fields.uscc) == ("示例新建化工有限公司", CODE)
    assert (detail.weight, detail.weight_reason) == (4, "投诉举报")
    assert registry_choices(store, 2024).objects == 426


def test_faults_stand_beside_their_fields_and_nothing_is_lost(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    tab = page.lists.objects
    tab.table.opened.emit(tab.table.rows.id_at(2))
    form = form_of(qtbot, page)
    line(form, "uscc").setText("91000000X")
    line(form, "approved_on").setText("去年")
    form.act.click()
    assert "应为 18 位，这里是 9 位" in form.form.field("uscc").accessibleDescription()
    assert "去年" in form.form.field("approved_on").accessibleDescription()
    assert form.form.field("uscc").hasFocus()
    assert "有 2 处填写有误" in words(page)
    line(form, "uscc").setText("")
    line(form, "approved_on").setText("2022.3.5")
    form.act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    detail = object_detail(store, tab.table.rows.id_at(2), 2024, office.TODAY.date())
    assert {change.field for change in detail.history} == {"统一社会信用代码", "批复日期"}


def test_an_object_that_is_there_is_refused_above_the_form(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.new.click()
    form = form_of(qtbot, page)
    line(form, "name").setText("示例白马化工有限公司")
    line(form, "town").setText("白马镇")
    first = page.lists.objects.table.rows.row_at(0)
    assert first is not None
    line(form, "uscc").setText(first.uscc)
    form.act.click()
    qtbot.waitUntil(lambda: "名录库里已有“示例白马化工有限公司”" in words(page), timeout=LONG)
    assert line(form, "name").text() == "示例白马化工有限公司"
    assert form.act.isEnabled()


def test_leaving_a_form_with_unsaved_words_asks(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.new.click()
    form = form_of(qtbot, page)
    line(form, "name").setText("示例")
    assert page.unsaved() == "新增检查对象"
    page.show_argument("inspectors")
    asked = next(found for found in form.findChildren(Question) if found.isVisible())
    assert page.in_front() is form
    asked.reject()
    assert line(form, "name").text() == "示例"
    form.leave()
    asked = next(found for found in form.findChildren(Question) if found.isVisible())
    next(button for button in asked.findChildren(Button) if button.text() == "放弃填写").click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)


def test_an_untouched_form_closes_at_once(qtbot: QtBot, page: RegistryPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    tab = page.lists.objects
    place = tab.table.visualRect(tab.table.rows.index(1, 1)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    qtbot.mouseDClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    form = form_of(qtbot, page)
    assert not page.unsaved()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.in_front() is page.lists


def test_the_list_is_exported_and_copied_as_shown(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.lists.objects
    tab.chips.set_values("stratum", ("3 城市、千吨万人集中式饮用水水源地",))
    narrowed(qtbot, tab, lambda count: count == 10)
    target = tmp_path / "导出.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    tab.export()
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(lambda: "已保存" in words(page), timeout=LONG)
    with closing(load_workbook(target)) as book:
        rows = [*book.worksheets[0].values]
    heads = ("编号", "名称", "所在地", "监管类别", "排污许可", "信用评价", "本年检查", "状态")
    assert rows[0] == heads
    assert len(rows) == 11
    assert isinstance(rows[1][6], int)
    tab.table.copy_all()
    qtbot.waitUntil(lambda: len(QGuiApplication.clipboard().text().splitlines()) == 11, timeout=LONG)


def test_an_empty_registry_offers_the_next_steps(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    made = RegistryPage(desk_of(office.empty(tmp_path / "空.db"), jobs, "2024-01-08"))
    shown(qtbot, made)
    qtbot.waitUntil(lambda: "还没有检查对象" in words(made), timeout=LONG)
    made.lists.tabs.set_current("items")
    qtbot.waitUntil(lambda: "还没有 2024 年的抽查事项清单" in words(made), timeout=LONG)
    next(one for one in made.findChildren(Button) if one.text() == "采用" and one.isVisible()).click()
    qtbot.waitUntil(lambda: "20 个事项，27 个抽查类别" in words(made), timeout=LONG)
