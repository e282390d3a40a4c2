"""The draw's steps in the room there is, after closing, and made out of sight."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.services.office import Store, open_store
from app.ui.columns import as_table
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.draw import DrawPage
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.result import ResultStep
from app.ui.wizard.staffing import StaffStep
from app.ui.wizard.standing import Place
from tests.ui import office
from tests.ui.draw_steps import DAY, Opened, State, drawn, frozen, seeded, step, walk, words
from tests.ui.driving import LONG, desk_of, shown


@pytest.mark.parametrize("room", [(968, 513, Density.COMPACT), (862, 441, Density.FOLDED)])
@pytest.mark.parametrize(
    ("state", "places"),
    [(office.planned, (1, 2)), (frozen, (2, 3)), (seeded, (4,)), (drawn, (1, 4, 5, 6, 7))],
)
def test_no_button_or_field_of_a_step_is_outside(
    qtbot: QtBot,
    draw_page: Opened,
    draw_file: Callable[[State], Store],
    state: State,
    places: tuple[int, ...],
    room: tuple[int, int, Density],
) -> None:
    page = draw_page(draw_file(state))
    width, height, density = room
    page.resize(width, height)
    page.set_density(density)
    walk(qtbot, page)
    for place in places:
        page.wizard.go(Place(place))
        QApplication.processEvents()
        assert page.width() == width, place
        for control in page.findChildren(QWidget):
            if control.isVisible() and isinstance(control, QAbstractButton | QLineEdit):
                assert control.mapTo(page, control.rect().bottomRight()).x() < width, (place, control)
        found = page.wizard.current()
        assert found is not None
        assert found.onward.mapTo(page, found.onward.rect().bottomLeft()).y() < height


def test_a_draw_survives_closing_the_file(
    draw_file: Callable[[State], Store], qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    store = draw_file(seeded)
    page = shown(qtbot, DrawPage(desk_of(store, jobs, DAY)))
    qtbot.waitUntil(lambda: bool(page.quarters.buttons), timeout=LONG)
    store.close()
    with closing(open_store(tmp_path / "示例.db")) as again:
        second = shown(qtbot, DrawPage(desk_of(again, jobs, DAY)))
        qtbot.waitUntil(lambda: bool(second.quarters.buttons), timeout=LONG)
        walk(qtbot, second)
        found = step(second, ResultStep)
        assert found.onward.text() == "开始抽取并揭晓"


def test_a_paper_made_out_of_sight_stands_in_its_place(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(frozen))
    page.hide()
    walk(qtbot, page)
    sheet = step(page, FrozenStep)
    preview = sheet.paper.preview
    qtbot.waitUntil(lambda: preview.page_count() == 1, timeout=LONG)
    page.show()
    paper = next(
        found for found in preview.findChildren(QWidget) if found.accessibleName() == "第 1 页，共 1 页"
    )
    qtbot.waitUntil(lambda: paper.geometry().right() < sheet.paper.width())


def test_the_picks_once_announced_are_counted_the_same_after_a_strike(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.mid_year))
    walk(qtbot, page)
    page.wizard.go(Place.STAFF)
    staff = step(page, StaffStep)
    standing = page.wizard.standing
    assert standing is not None
    assert standing.view is not None
    assert len(standing.view.strikes) == 1
    drawn_then = sum(count.quota for count in standing.view.counts)
    assert f"抽中 {drawn_then} 家次，剔除后 {drawn_then - 1} 家次" in staff.aside.text()
    page.wizard.go(Place.RESULT)
    result = step(page, ResultStep)
    assert f"{drawn_then} 家次" in words(result)
    result._chips["全部检查"].click()
    assert "已剔除" in as_table(result.table.rows.columns, result._rows()["全部检查"])
    assert f"剔除后 {drawn_then - 1} 家次" in words(result)


def test_the_keyboard_is_in_the_step_each_time_a_quarter_is_opened(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.planned))
    for _ in range(2):
        page.quarters.buttons["2024Q1"].setFocus()
        page.wizard.standing = None
        walk(qtbot, page)
        found = page.wizard.current()
        assert found is not None
        assert page.window().focusWidget() is found.first
        page._pause.click()
        qtbot.waitUntil(page.quarters.isVisible, timeout=LONG)


def test_the_boxes_of_a_step_stand_apart_from_its_bar(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(frozen))
    page.resize(862, 441)
    page.set_density(Density.FOLDED)
    walk(qtbot, page)
    sheet = step(page, FrozenStep)
    area = sheet.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    qtbot.waitUntil(bar.isVisible)
    gap = (
        bar.mapTo(sheet, bar.rect().topLeft()).x() - sheet.code.mapTo(sheet, sheet.code.rect().topRight()).x()
    )
    assert gap > 4
