"""批量修改, driven as the clerk drives it: choose rows, see what would change, change, take back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.object_detail import object_detail
from app.services.office import Store
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.fields import TextField
from app.ui.form_values import Ticks
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_bulk import BulkTask, key_of
from app.ui.pages.registry_lists import AUXILIARIES, INSPECTORS, OBJECTS
from app.ui.window import Window
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk))
    table = made.lists.objects.table
    qtbot.waitUntil(lambda: table.rows.rowCount() == 425 and bool(made.lists.choices), timeout=LONG)
    return made


def words(page: RegistryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def select(page: RegistryPage, count: int) -> None:
    table = page.lists.objects.table
    table.select(table.rows.id_at(0))
    for _ in range(count - 1):
        QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)


def begun(qtbot: QtBot, page: RegistryPage, tab: str = OBJECTS) -> BulkTask:
    task = page.begin_task(key_of(tab))
    assert isinstance(task, BulkTask)
    qtbot.waitUntil(lambda: bool(task.lines), timeout=LONG)
    return task


def wish(task: BulkTask, place: int, key: str, way: str) -> None:
    task.lines[place].field.set_key(key)
    task.lines[place].way.set_key(way)


def value(task: BulkTask, place: int, words_: str) -> None:
    field = task.lines[place].value
    assert isinstance(field, TextField)
    field.setText(words_)


def looked(qtbot: QtBot, task: BulkTask) -> str:
    qtbot.waitUntil(lambda: task.preview is not None, timeout=LONG)
    return task.told.text()


def fields(store: Store, desk: Desk, row_id: int) -> tuple[str, tuple[str, ...]]:
    found = object_detail(store, row_id, desk.year, desk.today()).fields
    return found.town, found.tags


def test_selected_rows_are_changed_after_a_look_and_taken_back_from_the_banner(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [fields(store, desk, row_id) for row_id in (1, 2, 3, 4)]
    select(page, 3)
    [link] = [one for one in page.lists.findChildren(Button) if one.text() == "批量修改" and one.isVisible()]
    link.click()
    task = page.in_front()
    assert isinstance(task, BulkTask)
    qtbot.waitUntil(lambda: bool(task.lines), timeout=LONG)
    assert "选中的 3 家" in words(page)
    wish(task, 0, "town", "改为")
    assert not task.act.isEnabled()
    value(task, 0, "示例新镇")
    task.lines[0].add.click()
    wish(task, 1, "tags", "加上")
    value(task, 1, "新名录")

    assert looked(qtbot, task) == "将改 3 家。"
    assert task.act.text() == "批量修改 3 家"
    shown_rows = [task.groups.rows.row_at(line) for line in range(task.groups.rows.rowCount())]
    assert next((row.field, row.after) for row in shown_rows if row and row.field == "所在地") == (
        "所在地",
        "示例新镇",
    )
    qtbot.waitUntil(lambda: task.changing.rows.row_at(0) is not None, timeout=LONG)
    assert f"所在地：{before[0][0]} → 示例新镇" in str(task.changing.rows.index(0, 2).data())

    task.act.click()
    assert task.reason.accessibleDescription() == "请写明原因"
    task.reason.setText("区划调整")
    task.act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    assert [fields(store, desk, row_id)[0] for row_id in (1, 2, 3)] == ["示例新镇"] * 3
    assert fields(store, desk, 4) == before[3]
    assert "所在地改为示例新镇，标签加上新名录：3 家，区划调整。" in words(page)

    asked: list[str] = []

    def agree(*told: object) -> None:
        asked.append(str(told[2]))
        told[-1]()  # type: ignore[operator]  # the work to be done

    monkeypatch.setattr(choosers, "confirm", agree)
    [undo] = [one for one in page.lists.banners.findChildren(Button) if one.text() == "撤销"]
    undo.click()
    qtbot.waitUntil(lambda: "已撤销：批量修改检查对象" in words(page), timeout=LONG)
    assert "涉及 3 家，将全部恢复原样" in asked[0]
    assert [fields(store, desk, row_id) for row_id in (1, 2, 3, 4)] == before


def test_without_a_selection_it_is_the_whole_list_and_the_page_says_so(
    qtbot: QtBot, page: RegistryPage
) -> None:
    task = begun(qtbot, page)
    assert "列表里的 425 家" in words(page)
    wish(task, 0, "monitoring", "清空")
    told = looked(qtbot, task)
    assert task.preview is not None
    assert told.startswith(f"将改 {len(task.preview.ids)} 家")
    assert task.preview.chosen == 425


def test_ticks_and_choices_are_those_of_the_form(qtbot: QtBot, page: RegistryPage) -> None:
    select(page, 2)
    task = begun(qtbot, page)
    wish(task, 0, "marks", "加上")
    field = task.lines[0].value
    assert isinstance(field, Ticks)
    qtbot.waitUntil(lambda: "请填写频次标识要加上什么" in words(page), timeout=LONG)
    field.set_words(("正面清单",))
    looked(qtbot, task)
    wish(task, 0, "supervision_class", "改为")
    qtbot.waitUntil(lambda: "请填写监管类别要改为什么" in words(page), timeout=LONG)
    assert not task.act.isEnabled()


def test_what_cannot_be_is_said_and_nothing_can_be_done(qtbot: QtBot, page: RegistryPage) -> None:
    select(page, 2)
    task = begun(qtbot, page)
    wish(task, 0, "credit_score", "改为")
    value(task, 0, "八十")
    qtbot.waitUntil(lambda: "这里要填整数" in words(page), timeout=LONG)
    value(task, 0, "900")
    qtbot.waitUntil(lambda: "信用分应在 0 到 200 之间" in words(page), timeout=LONG)
    assert not task.act.isEnabled()


def test_people_who_would_be_faulty_are_listed_apart(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.tabs.set_current(INSPECTORS)
    qtbot.waitUntil(lambda: page.lists.inspectors.table.rows.rowCount() > 0, timeout=LONG)
    task = begun(qtbot, page, INSPECTORS)
    wish(task, 0, "cert_expiry", "清空")
    assert "改了会有问题，不改" in looked(qtbot, task)
    assert task.faults.rows.rowCount() > 0
    assert not task.moved.isVisibleTo(task)
    wish(task, 0, "department", "改为")
    qtbot.waitUntil(lambda: task.moved.isVisibleTo(task), timeout=LONG)
    task.since.setText("去年")
    value(task, 0, "执法二大队")
    looked(qtbot, task)
    task.reason.setText("内设机构调整")
    task.act.click()
    assert "日期请写成" in task.since.accessibleDescription()
    task.since.setText("2024-03-01")
    task.act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)


def test_those_who_go_along_have_it_too(qtbot: QtBot, page: RegistryPage) -> None:
    task = begun(qtbot, page, AUXILIARIES)
    wish(task, 0, "state", "改为")
    assert task.lines[0].field.count() > 4


def test_leaving_asks_where_something_was_filled_in(
    qtbot: QtBot, page: RegistryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(choosers, "confirm", lambda *told: asked.append(told[2]))
    task = begun(qtbot, page)
    task.leave()
    assert page.in_front() is page.lists
    task = begun(qtbot, page)
    wish(task, 0, "town", "改为")
    task.leave()
    page.show_argument("unvisited")
    assert page.in_front() is task
    assert [one[:12] for one in asked] == ["“批量修改检查对象”里填"] * 2
    assert page.unsaved() == "批量修改检查对象"


def test_closing_the_window_asks_about_a_task_that_was_begun(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(choosers, "confirm", lambda *told: asked.append(told[2]))
    window = Window()
    qtbot.addWidget(window)
    pages: dict[str, RegistryPage] = {}

    def build(key: str) -> RegistryPage:
        return pages.setdefault(key, RegistryPage(desk))

    window.serve(build)
    window.show()
    window.go("registry")
    task = begun(qtbot, pages["registry"])
    task.reason.setText("区划调整")
    assert not window.close()
    assert asked
    task.reason.clear()
    assert window.close()
