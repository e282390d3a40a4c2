"""A dressed application without a screen, and workers that are gone when a test ends."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.ui import choosers
from app.ui.application import dress
from app.ui.jobs import Jobs
from app.ui.pages.draw import DrawPage
from app.ui.theme import Scheme
from tests.ui.draw_steps import DAY as DRAW_DAY
from tests.ui.draw_steps import State
from tests.ui.driving import LONG, desk_of, shown

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    if qapp.property("dressed") is None:
        dress(qapp, Scheme.LIGHT)
        qapp.setProperty("dressed", True)  # noqa: FBT003 (Qt's own signature)


@pytest.fixture(autouse=True)
def _own_preferences(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "preferences"))


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    workers = Jobs(qapp)
    yield workers
    workers.close()
    assert [
        thread for thread in threading.enumerate() if thread.name.startswith(("database", "list", "other"))
    ] == []


@pytest.fixture
def draw_page(draw_file: Callable[[State], Store], qtbot: QtBot, jobs: Jobs) -> Callable[[Store], DrawPage]:
    del draw_file  # closed after the workers, which may still be reading

    def page_on(store: Store) -> DrawPage:
        page = shown(qtbot, DrawPage(desk_of(store, jobs, DRAW_DAY)))
        qtbot.waitUntil(lambda: bool(page.quarters.buttons), timeout=LONG)
        return page

    return page_on


@pytest.fixture
def draw_file(tmp_path: Path) -> Iterator[Callable[[State], Store]]:
    stores: list[Store] = []

    def of(state: State) -> Store:
        stores.append(state(tmp_path / "示例.db"))
        return stores[-1]

    yield of
    for store in stores:
        store.close()


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Let the next file asked for be the one given."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(choosers, "open_file", lambda *asked: asked[-1](path))

    return answer
