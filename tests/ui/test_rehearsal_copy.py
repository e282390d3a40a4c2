"""Nothing of a rehearsal's copy stays: not after a fault, under another file, or when the program ends."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.services.office import Store, read_office, save_office
from app.ui.jobs import Jobs
from app.ui.start import Start
from app.ui.window import Window
from app.ui.wizard.rehearsal_copy import RehearsalCopy
from app.ui.wizard.rehearsal_window import RehearsalWindow, open_rehearsal
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG, desk_of

DAY = "2024-01-30"
ACT = stages.act(DAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(office.planned(tmp_path / "示例.db")) as planned:
        yield planned


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that stands in for the system's place for what is temporary."""
    folder = tmp_path / "临时"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def left(place: Path) -> list[str]:
    return [found.name for found in place.iterdir()]


def opened() -> RehearsalWindow | None:
    return next(
        (found for found in QApplication.topLevelWidgets() if isinstance(found, RehearsalWindow)), None
    )


def test_a_copy_that_fails_half_way_is_gone_again(store: Store, place: Path) -> None:
    save_office(store, replace(read_office(store), watermark="彩排"), ACT)
    with pytest.raises(UserError, match="已经是彩排"):
        RehearsalCopy().make(store, ACT)
    assert left(place) == []


def test_no_place_for_a_copy_is_said_in_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不能建彩排用的副本：找不到这个位置"):
        RehearsalCopy(tmp_path / "没有").make(store, ACT)


def test_a_copy_whose_window_closes_when_no_work_is_begun_any_more_goes_with_the_program(
    qtbot: QtBot, qapp: QApplication, store: Store, place: Path
) -> None:
    jobs, parent = Jobs(qapp), QWidget()
    qtbot.addWidget(parent)
    copy = RehearsalCopy()
    made = copy.make(store, ACT)
    window = RehearsalWindow(desk_of(store, jobs, DAY), copy, made, "彩排2024Q1", parent)
    window.show()
    qtbot.waitUntil(lambda: window.wizard.standing is not None, timeout=LONG)
    jobs.close()
    window.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=LONG)
    assert left(place) != []
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    assert left(place) == []


def test_a_copy_made_while_the_program_ends_goes_with_it(
    qtbot: QtBot, qapp: QApplication, store: Store, place: Path
) -> None:
    jobs, parent = Jobs(qapp), QWidget()
    qtbot.addWidget(parent)
    open_rehearsal(parent, desk_of(store, jobs, DAY), "2024Q1")
    qtbot.waitUntil(lambda: left(place) != [], timeout=LONG)
    jobs.close()
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    assert left(place) == []
    assert opened() is None


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    made = Start(Window(), lambda: office.TODAY, "乙窗口")
    qtbot.addWidget(made.window)
    made.window.go("workbench")
    made.window.show()
    yield made
    made.close()


def stands(start: Start, path: Path) -> Callable[[], bool]:
    return lambda: start.book is not None and start.book.session.store.path == path


def test_a_rehearsal_outlives_the_page_it_was_asked_on(
    qtbot: QtBot, start: Start, place: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "甲.db", tmp_path / "乙.db"
    for path in (first, second):
        office.planned(path).close()
    start.begin(first)
    qtbot.waitUntil(stands(start, first), timeout=LONG)
    assert start.book is not None
    page = start.window.go("draw")
    open_rehearsal(page, start.book.desk, "2024Q1")
    qtbot.waitUntil(lambda: opened() is not None, timeout=LONG)
    start.book.desk.file_wanted.emit(second)
    qtbot.waitUntil(stands(start, second), timeout=LONG)
    qtbot.waitUntil(lambda: not shiboken6.isValid(page), timeout=LONG)
    window = opened()
    assert window is not None
    qtbot.waitUntil(lambda: window.wizard.standing is not None, timeout=LONG)
    window.close()
    qtbot.waitUntil(lambda: left(place) == [], timeout=LONG)
