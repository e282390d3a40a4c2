"""彩排: the clerk walks the whole ceremony over a copy; closing the window leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import draw, draw_view, log
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.rehearsal_window import RehearsalWindow, open_rehearsal
from app.ui.wizard.standing import Place
from tests import stages
from tests.ui import office
from tests.ui.draw_steps import Opened, State, agree, step, walk
from tests.ui.driving import LONG


def rehearsal() -> RehearsalWindow | None:
    return next(
        (found for found in QApplication.topLevelWidgets() if isinstance(found, RehearsalWindow)), None
    )


def test_a_rehearsal_is_walked_in_a_copy_and_thrown_away(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    entries = log.count(store)
    page = draw_page(store)
    walk(qtbot, page)
    page.wizard.go(Place.FREEZE)
    step(page, BeforeFreezeStep).rehearse.click()
    qtbot.waitUntil(lambda: rehearsal() is not None, timeout=LONG)
    window = rehearsal()
    assert window is not None
    assert window.windowTitle().startswith("彩排，不是抽取")
    qtbot.waitUntil(lambda: window.wizard.standing is not None, timeout=LONG)
    window.wizard.go(Place.FREEZE)
    before = window.wizard.current()
    assert isinstance(before, BeforeFreezeStep)
    assert before.rehearse.isHidden()
    qtbot.waitUntil(lambda: "每次都能派齐" in before._trial.label.text(), timeout=LONG)
    before.onward.click()
    agree(qtbot, before, "冻结名单")
    qtbot.waitUntil(lambda: isinstance(window.wizard.current(), FrozenStep), timeout=LONG)
    copy = window._desk.store
    assert draw_view.list_draws(copy, 2024)[0].period == "彩排2024Q1"
    window.close()
    qtbot.waitUntil(lambda: not copy.path.parent.exists(), timeout=LONG)
    assert draw_view.list_draws(store, 2024) == ()
    assert log.count(store) == entries


@pytest.mark.parametrize("size", [QSize(1092, 570), QSize(910, 470)])
def test_a_rehearsal_takes_no_more_room_than_the_window_it_was_asked_in(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store], size: QSize
) -> None:
    page = draw_page(draw_file(office.planned))
    page.resize(size)
    open_rehearsal(page, page._desk, "2024Q1")
    qtbot.waitUntil(lambda: rehearsal() is not None, timeout=LONG)
    window = rehearsal()
    assert window is not None
    qtbot.waitUntil(lambda: window.wizard.standing is not None, timeout=LONG)
    for place in (Place.ITEMS, Place.FREEZE):
        window.wizard.go(place)
        QApplication.processEvents()
        assert window.size() == size
        found = window.wizard.current()
        assert found is not None
        assert window.rect().contains(found.onward.mapTo(window, found.onward.rect().bottomRight()))
    copy = window._desk.store
    window.close()
    qtbot.waitUntil(lambda: not copy.path.parent.exists(), timeout=LONG)


def test_the_ceremony_of_a_rehearsal_is_marked(
    qtbot: QtBot, draw_file: Callable[[State], Store], tmp_path: Path
) -> None:
    store = draw_file(office.planned)
    copy = rehearsal_copy(store, tmp_path / "彩排", stages.act("2024-01-30"))
    draw_id = draw.freeze(copy, "彩排2024Q1", "-", "次序", stages.act("2024-01-30"))
    draw.take_digits(copy, draw_id, stages.DIGITS, stages.act("2024-01-30"))
    draw.perform(copy, draw_id, stages.act("2024-01-30"))
    room = Ceremony("示例区生态环境局", draw_view.draw_view(copy, draw_id))
    qtbot.addWidget(room)
    assert room.scene().mark == "彩排"
    assert "彩排" in room.scene().title
    copy.close()
