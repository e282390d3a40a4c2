"""Windows on the demonstration office for tools/screens.py: one for each state, used for all its pictures."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic, sleep
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from app.services.office import Store, open_store
from app.services.rehearse import rehearse
from app.ui.busy import BusyNotice
from app.ui.jobs import Lane
from app.ui.page import Page
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_import import ImportPage
from app.ui.pages.registry_task_page import TaskPage
from app.ui.start import Start
from app.ui.window import Window
from tests import stages
from tests.ui import living_samples, office


def _rehearsed(path: Path) -> Store:
    """Live through a year from January to December."""
    with TemporaryDirectory() as papers:
        rehearse(Path(papers), path, stages.OBJECTS, stages.INSPECTORS, office.YEAR, lambda _step: None)
    return open_store(path)


_STATES: Final[Mapping[str, tuple[Callable[[Path], Store], str]]] = {
    "empty": (office.empty, "2024-01-08"),
    "imported": (office.imported, "2024-01-08"),
    "drafted": (office.drafted, "2024-01-18"),
    "planned": (office.planned, "2024-01-30"),
    "mid_year": (office.mid_year, "2024-03-06"),
    "living": (living_samples.living, "2024-03-06"),
    "rehearsed": (_rehearsed, "2024-12-20"),
}
_FILE: Final = "示例区2024.db"
_SHOWN: Final = rf"D:\双随机\{_FILE}"  # pictures for the manual show an office's folder, not the builder's
_ROUNDS: Final = 3
_PATIENCE: Final = 30.0
_LEAST: Final = 0.15


class Office:
    """The office at its states, made in `states` by `build`; copies of one process lie in `folder`."""

    def __init__(self, states: Path, folder: Path, room: tuple[int, int]) -> None:
        self.folder = folder
        self._states = states
        self._room = room
        self._starts: dict[str, Start] = {}
        self._windows: list[Start] = []

    @staticmethod
    def build(folder: Path) -> None:
        """Build the file of every state once, for all processes that draw."""
        for name, (make, _) in _STATES.items():
            (folder / name).mkdir()
            with closing(make(folder / name / _FILE)):
                pass

    def window(self, key: str, argument: str = "", state: str = "mid_year") -> Window:
        """Give the window of a state with a page in front, asked for an argument."""
        start = self.start(state)
        page = start.window.front()
        if page is not None:
            page.banners.clear()
        if start.book is not None:
            start.book.desk.go(key, argument)
        self.settle(start)
        start.window.status.set_file(_SHOWN)  # a picture before may have opened the file anew
        return start.window

    def page(self, key: str, state: str = "mid_year") -> Page:
        """Give a page, to press its buttons before it is drawn."""
        page = self.window(key, state=state).front()
        if page is None:
            raise LookupError(key)
        return page

    def registry(self, state: str = "mid_year") -> RegistryPage:
        """Give 名录库 with its lists in front; what an earlier picture began is left."""
        page = self.page("registry", state)
        if not isinstance(page, RegistryPage):
            raise TypeError(page)
        front = page.in_front()
        if isinstance(front, FormPage | ImportPage | TaskPage):
            front.left.emit()
            self.settle(self.start(state))
        page.lists.banners.clear()
        return page

    def start(self, state: str = "mid_year") -> Start:
        """Give what holds the file of a state open, a copy of this process's own."""
        if state not in self._starts:
            self._starts[state] = self._open(state)
        return self._starts[state]

    def settle(self, start: Start) -> None:
        """Wait until both workers have answered all that was asked, and what that led to."""
        for _ in range(_ROUNDS):
            for lane in Lane:
                _answered(start, lane)
        QApplication.processEvents()

    def settle_all(self) -> None:
        """Wait for every window, and for widgets with workers of their own."""
        for start in self._windows:
            self.settle(start)
        until = monotonic() + _LEAST
        process_until(lambda: monotonic() > until and not _busy())

    def close(self) -> None:
        """Let go of every file."""
        for start in self._windows:
            start.close()

    def closed(self, day: str = "2024-03-06") -> Start:
        """Give a window without a file."""
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(self.folder))
        seconds = count()
        start = Start(
            Window(), lambda: datetime.fromisoformat(f"{day}T09:00:{next(seconds) % 60:02}+08:00"), "周例远"
        )
        start.window.resize(*self._room)
        start.window.show()
        self._windows.append(start)
        return start

    def _open(self, state: str) -> Start:
        _, day = _STATES[state]
        file = self.folder / state / _FILE
        file.parent.mkdir()
        file.write_bytes((self._states / state / _FILE).read_bytes())
        start = self.closed(day)
        start.open(file)
        process_until(lambda: start.book is not None)
        start.window.status.set_file(_SHOWN)
        return start


def _answered(start: Start, lane: Lane) -> None:
    answered = Event()
    start.jobs.run(start.window, lambda _progress: None, lambda _none: answered.set(), lane=lane)
    process_until(answered.is_set)


def _busy() -> bool:
    return any(isinstance(widget, BusyNotice) and widget.isVisible() for widget in QApplication.allWidgets())


def process_until(done: Callable[[], bool]) -> None:
    """Let the window work until something is the case."""
    until = monotonic() + _PATIENCE
    while not done():
        if monotonic() > until:
            raise TimeoutError
        QApplication.processEvents()
        sleep(0.005)


Picture = Callable[[Office], QWidget]
