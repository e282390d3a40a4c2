"""操作记录, driven as the clerk drives it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.ui.jobs import Jobs
from app.ui.pages.log import LogPage
from tests.ui import office
from tests.ui.driving import desk_of, shown


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> LogPage:
    opened = shown(qtbot, LogPage(desk_of(office.planned(tmp_path / "示例.db"), jobs, "2024-01-30")))
    qtbot.waitUntil(lambda: opened.table.rows.rowCount() > 0)
    return opened


def acts(page: LogPage) -> list[str]:
    rows = (page.table.rows.row_at(line) for line in range(page.table.rows.rowCount()))
    return [row.act for row in rows if row is not None]


def test_the_newest_act_stands_first(page: LogPage) -> None:
    assert acts(page)[:3] == ["公示年度计划", "上报年度计划", "签发年度计划"]
    assert page._foot.words.text() == f"共 {len(acts(page))} 条"


def test_words_are_searched_together(qtbot: QtBot, page: LogPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.focusWidget() is page.search
    page.search.setText("签发 王例正")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: acts(page) == ["签发年度计划"])
    assert page._foot.words.text().startswith("找到 1 条，共")


def test_nothing_found_says_what_to_do(qtbot: QtBot, page: LogPage) -> None:
    page.search.setText("没有这样的事")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 0)


def test_the_log_can_be_copied_for_a_table(page: LogPage) -> None:
    page.table.copy_all()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "序号\t时间\t经办\t做了什么\t内容"
    assert len(lines) == len(acts(page)) + 1
