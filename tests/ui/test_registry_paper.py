"""A list goes out as it is shown: exported, printed, copied; several selected rows are what is meant."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.ui import choosers, table
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.pages import list_paper
from app.ui.pages.registry import RegistryPage
from app.ui.preview_window import PreviewWindow
from tests.golden.texts import pdf_text
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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
    rows = made.lists.objects.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 425 and rows.row_at(0) is not None, timeout=LONG)
    return made


def preview(qtbot: QtBot, page: RegistryPage) -> str:
    """Give the words of the paper in the preview, and close it."""

    def found() -> PreviewWindow | None:
        return next((one for one in page.findChildren(PreviewWindow) if one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=LONG)
    window = found()
    assert window is not None
    words = pdf_text(window.preview._data)  # the very bytes that would be printed
    window.close()
    return words


def select(page: RegistryPage, first: int, last: int) -> None:
    """Select lines with Shift, as the keyboard does."""
    listed = page.lists.objects.table
    listed.setFocus()
    listed.select(listed.rows.id_at(first))
    for _ in range(last - first):
        press(page, Qt.Key.Key_Down, SHIFT)


def press(page: RegistryPage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(page.lists.objects.table, key, held)


def test_the_paper_has_the_rows_columns_order_and_conditions_shown(qtbot: QtBot, page: RegistryPage) -> None:
    tab = page.lists.objects
    tab.chips.set_values("town", ("白马镇",))
    tab.chips.set_values("supervision_class", ("重点",))
    qtbot.waitUntil(lambda: 0 < tab.table.rows.rowCount() < 50, timeout=LONG)
    tab.table.sort_asked.emit("name", True)  # noqa: FBT003 - the signal of a heading
    tab.table.show_columns(("code", "name", "visits"))
    qtbot.waitUntil(lambda: tab.table.rows.row_at(0) is not None, timeout=LONG)
    count = tab.table.rows.rowCount()

    tab.print_list()
    words = preview(qtbot, page)

    lines = words.splitlines()
    assert lines[:4] == [
        "== 1 ==",
        "检查对象名单",
        f"示例区生态环境局　2024年3月6日　列表里的 {count} 家，按名称倒着排列",
        "条件：监管类别是重点；所在地是白马镇",
    ]
    assert lines[4] == "编号 名称 本年检查"
    names = [str(tab.table.rows.index(line, 1).data()) for line in range(count)]
    assert [name for line in lines[5:] for name in names if f" {name} " in line] == names
    assert "第 1 页，共 1 页" in lines


def test_several_selected_rows_are_what_is_printed_and_exported(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.lists.objects
    select(page, 3, 3)
    assert tab._print.accessibleName() == "打印"
    select(page, 3, 5)
    assert (tab._print.accessibleName(), tab._export.accessibleName()) == ("打印选中", "导出选中")

    press(page, Qt.Key.Key_P, CTRL)
    assert "选中的 3 家" in preview(qtbot, page)

    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    tab.export()
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(lambda: target.stat().st_size > 0, timeout=LONG)
    qtbot.wait(50)
    rows = [*load_workbook(target).worksheets[0].values]
    assert [row[0] for row in rows] == ["编号", "WL-0004", "WL-0005", "WL-0006"]


def test_ctrl_a_takes_the_whole_list_and_copies_rows_nobody_has_looked_at(
    qtbot: QtBot, page: RegistryPage
) -> None:
    tab = page.lists.objects
    press(page, Qt.Key.Key_A, CTRL)
    assert tab.table.selected_array().tolist() == [*tab.table.rows.ids()]
    QGuiApplication.clipboard().clear()
    tab.table.copy_selection()
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()), timeout=LONG)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 426


def test_more_rows_than_the_clipboard_should_hold_are_to_be_exported(
    page: RegistryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_COPIED", 400)
    QGuiApplication.clipboard().clear()
    page.lists.objects.table.copy_all()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "一次最多复制 400 行，现为 425 行。请用“导出”。" in said
    assert QGuiApplication.clipboard().text() == ""


def test_a_very_long_list_is_asked_about_before_it_is_set(
    page: RegistryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(list_paper, "ASKED_ABOVE", 400)
    monkeypatch.setattr(choosers, "confirm", lambda *told: asked.append(told[2]))
    page.lists.objects.print_list()
    assert asked == ["检查对象名单有 425 行，约 11 页。可以先筛选或选中要打印的行。"]
