"""名录库 by keys alone: an object is added, changed, taken back and brought again without the mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store
from app.services.rows.registry import ObjectFields, RegistryQuery
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

NAME = "示例甲水泥厂"
CTRL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk))
    with qtbot.waitActive(made):
        made.activateWindow()
    made.take_focus()
    qtbot.waitUntil(
        lambda: made.lists.objects.table.rows.rowCount() > 0 and bool(made.lists.choices), timeout=LONG
    )
    return made


def focused() -> QWidget:
    """Give where the keyboard is; without a screen nobody activates a window when a list of words closes."""
    if QApplication.focusWidget() is None:
        window = next(one for one in QApplication.topLevelWidgets() if one.isVisible())
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(focused(), key, held)


def write(text: str) -> None:
    """Write as an input method does: the words stand at once."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def tab_to(label: str) -> None:
    """Press Tab until the field of this name has the keyboard."""
    for _ in range(60):
        if focused().accessibleName() == label:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(label)


def words(page: RegistryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def begin_new(qtbot: QtBot, page: RegistryPage) -> None:
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    qtbot.waitUntil(lambda: focused().accessibleName() == "名称", timeout=LONG)


def fields_of(store: Store, desk: Desk, row_id: int) -> ObjectFields:
    return object_detail(store, row_id, desk.year, desk.today()).fields


def found(store: Store, desk: Desk) -> list[int]:
    return [*object_ids(store, RegistryQuery(NAME), desk.today())]


def added(qtbot: QtBot, page: RegistryPage) -> int:
    begin_new(qtbot, page)
    write(NAME)
    tab_to("种类")
    press(Qt.Key.Key_Down)  # 污水处理厂 comes after 排污单位
    tab_to("所在地")
    write("白马镇")
    tab_to("监管类别")
    press(Qt.Key.Key_Down)
    tab_to("正面清单")
    press(Qt.Key.Key_Space)
    tab_to("批复日期")
    write("2024-3-5")
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    table = page.lists.objects.table
    qtbot.waitUntil(lambda: table.selected_ids() == [426], timeout=LONG)
    return 426


def test_an_object_is_added_by_keys_alone_and_stands_selected(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    row_id = added(qtbot, page)
    kept = fields_of(store, desk, row_id)
    assert (kept.name, kept.kind, kept.town, kept.supervision_class, str(kept.approved_on)) == (
        NAME,
        "污水处理厂",
        "白马镇",
        "重点",
        "2024-03-05",
    )
    assert kept.marks == ("正面清单",)
    qtbot.waitUntil(lambda: NAME in words(page), timeout=LONG)  # in the panel at the right


def test_a_fault_is_mended_without_the_mouse(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    begin_new(qtbot, page)
    press(Qt.Key.Key_S, CTRL)
    assert focused().accessibleDescription() == "请填写名称"
    write(NAME)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: found(store, desk) == [426], timeout=LONG)


def test_ctrl_z_takes_the_addition_back_and_ctrl_y_brings_it_again(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    added(qtbot, page)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "已撤销：新增检查对象" in words(page), timeout=LONG)
    assert found(store, desk) == []
    press(Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "已重做：新增检查对象" in words(page), timeout=LONG)
    assert found(store, desk) == [426]


def test_ctrl_z_in_the_search_box_takes_back_what_was_typed_there(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    added(qtbot, page)
    press(Qt.Key.Key_F, CTRL)
    write("白马")
    press(Qt.Key.Key_Z, CTRL)
    assert page.lists.objects.search.text() == ""
    assert found(store, desk) == [426]


def test_a_change_is_opened_by_enter_kept_and_taken_back(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    row_id = added(qtbot, page)
    tab_to("检查对象")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    tab_to("所在地")
    press(Qt.Key.Key_A, CTRL)
    write("平桥镇")
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    assert fields_of(store, desk, row_id).town == "平桥镇"
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "已撤销：修改检查对象" in words(page), timeout=LONG)
    assert fields_of(store, desk, row_id).town == "白马镇"
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "已撤销：新增检查对象" in words(page), timeout=LONG)
    press(Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "已重做：新增检查对象" in words(page), timeout=LONG)
    press(Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "已重做：修改检查对象" in words(page), timeout=LONG)
    assert fields_of(store, desk, row_id).town == "平桥镇"
    press(Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "检查对象没有可以重做的修改。" in words(page), timeout=LONG)


def test_esc_asks_before_what_was_typed_is_given_up(qtbot: QtBot, page: RegistryPage) -> None:
    begin_new(qtbot, page)
    write(NAME)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "还没有保存" in words_of_dialog(), timeout=LONG)
    press(Qt.Key.Key_Escape)
    assert isinstance(page.in_front(), FormPage)


def words_of_dialog() -> str:
    over = QApplication.activeModalWidget()
    return "\n".join(label.text() for label in over.findChildren(QLabel)) if over else ""
