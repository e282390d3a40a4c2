"""工作台, driven as the clerk drives it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import plan
from app.services.office import Store
from app.ui import choosers
from app.ui.busy import BusyNotice
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.jobs import Jobs
from app.ui.pages.workbench import WorkbenchPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

Opened = Callable[[Callable[[Path], Store], str], WorkbenchPage]


@pytest.fixture
def desks() -> list[Desk]:
    return []


@pytest.fixture
def opened(qtbot: QtBot, jobs: Jobs, tmp_path: Path, desks: list[Desk]) -> Opened:
    def page_on(state: Callable[[Path], Store], day: str) -> WorkbenchPage:
        desks.append(desk_of(state(tmp_path / "示例.db"), jobs, day))
        page = shown(qtbot, WorkbenchPage(desks[0]))
        qtbot.waitUntil(lambda: page._stack.currentIndex() > 0, timeout=LONG)
        QApplication.processEvents()  # what a layout takes in is shown by a queued call
        return page

    return page_on


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def press(page: QWidget, name: str) -> None:
    next(
        button
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.accessibleName() == name
    ).click()


def test_every_line_leads_to_the_page_that_does_it(qtbot: QtBot, opened: Opened, desks: list[Desk]) -> None:
    page = opened(office.mid_year, "2024-03-06")
    qtbot.waitUntil(lambda: "8 件，其中 1 件逾期" in words(page), timeout=LONG)
    for button, wanted in (
        ("去公开：公开检查结果 2 家", ["disclosure", ""]),
        ("去审核：检查结果 5 家", ["visits", "待审核"]),
        ("去更新：检查对象 1 家，现场已查不到或停产", ["registry", "object:WL-0003"]),
        ("看任务：第一季度检查任务 23 次", ["visits", "未完成"]),
        ("去换证：执法证 1 人：孟例久", ["registry", "task:certificates"]),
        ("看名单：重点、特殊监管对象 3 家", ["registry", "unvisited"]),
        ("录入检查结果", ["visits", "未完成"]),
        ("看统计", ["statistics", ""]),
    ):
        with qtbot.waitSignal(desks[0].wanted) as asked:
            press(page, button)
        assert asked.args == wanted


def test_the_year_is_told_in_figures_and_steps(opened: Opened) -> None:
    page = opened(office.mid_year, "2024-03-06")
    assert {"52 %", "12 / 23 次，不予公开 0", "8 / 20", "已检查 / 计划，全年 211 家次"} <= set(words(page))
    assert "检查与公开 23 / 46 次 进行中" in page.strip.accessibleName()
    assert "下一步：先办“公开检查结果 2 家”；4月1日起可以做第二季度抽取，53 家次。" in words(page)


def test_the_accent_button_does_what_is_first_where_no_visit_is_open(
    qtbot: QtBot, opened: Opened, desks: list[Desk]
) -> None:
    page = opened(office.planned, "2024-01-30")
    assert page.act.accessibleName() == "去抽取：第一季度抽取"
    with qtbot.waitSignal(desks[0].wanted) as asked:
        page.act.click()
    assert asked.args == ["draw", "1"]


def test_an_empty_file_shows_exactly_three_lines(qtbot: QtBot, opened: Opened, desks: list[Desk]) -> None:
    page = opened(office.empty, "2024-01-08")
    assert not page.act.isVisible()
    assert page.panel is not None
    assert not page.panel.isVisible()
    empty = page.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    names = [button.accessibleName() for button in empty.findChildren(QPushButton)]
    assert names == ["导入检查对象：选文件", "导入检查人员：选文件", "先看演练数据：打开演练"]
    for name, argument in zip(names, ("import", "import-inspectors"), strict=False):
        with qtbot.waitSignal(desks[0].wanted) as asked:
            press(page, name)
        assert asked.args == ["registry", argument]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = tmp_path / "演练的文件夹"
    monkeypatch.setattr(choosers, "choose_folder", lambda _parent, _title, then: then(chosen))
    return chosen


def test_the_rehearsal_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, opened: Opened, folder: Path
) -> None:
    page = opened(office.empty, "2024-01-08")
    press(page, "先看演练数据：打开演练")
    qtbot.waitUntil(lambda: any(text.startswith("正在演练：") for text in words(page)), timeout=LONG)
    press(page, "取消")
    qtbot.waitUntil(lambda: page.findChild(BusyNotice) is None, timeout=LONG)
    assert (folder / "演练.db").exists()
    assert not list(folder.rglob("公开包.zip"))


def test_a_rehearsal_never_covers_other_data(qtbot: QtBot, opened: Opened, folder: Path) -> None:
    folder.mkdir()
    office.imported(folder / "演练.db").close()
    page = opened(office.empty, "2024-01-08")
    press(page, "先看演练数据：打开演练")
    qtbot.waitUntil(lambda: any("演练不会覆盖它" in text for text in words(page)), timeout=LONG)


def test_what_another_page_wrote_is_read_at_once(qtbot: QtBot, opened: Opened, desks: list[Desk]) -> None:
    page = opened(office.imported, "2024-01-08")
    qtbot.waitUntil(lambda: "拟年度抽查计划" in words(page))
    plan.draft(desks[0].store, 2024, desks[0].act())
    desks[0].written()
    qtbot.waitUntil(lambda: "年度抽查计划送审" in words(page))
