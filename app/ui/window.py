"""The main window: moves between pages, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.ui.actions import Command, install
from app.ui.density import density_of
from app.ui.page import Page
from app.ui.rail import Rail, RailEntry
from app.ui.status_line import StatusLine
from app.ui.surface import column, row
from app.ui.theme import px

_START = QSize(1366, 768)
_LEAST = QSize(880, 450)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the window; `build` is called when the page is first wanted."""

    command: Command
    build: Callable[[], Page]


class Window(QMainWindow):
    """Rail at the left, page at the right, status line under the page."""

    help_asked = Signal(str)
    page_shown = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], title: str = "双随机抽查台") -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._entries = {entry.command.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self.rail = Rail([RailEntry(e.command.key, e.command.text, e.command.icon) for e in entries])
        self.status = StatusLine()
        self._stack = QStackedWidget()
        whole = QWidget()
        sides = row(whole)
        sides.addWidget(self.rail)
        right = QWidget()
        self._lines = column(right)
        self._lines.addWidget(self._stack, 1)
        self._lines.addWidget(self.status)
        sides.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(px(_LEAST.width()), px(_LEAST.height()))
        self.resize(px(_START.width()), px(_START.height()))
        self.rail.chosen.connect(self.go)
        self.status.help_asked.connect(self._ask_help)
        install("help", self, self._ask_help)
        for key in self._entries:
            install(key, self, partial(self.go, key))

    def go(self, key: str) -> Page:
        """Bring a page to the front, made on its first visit."""
        if key not in self._pages:
            page = self._entries[key].build()
            self._pages[key] = page
            self._stack.addWidget(page)
            self._put_status_last()
        page = self._pages[key]
        self._current = key
        page.set_density(density_of(self.size()))
        self._stack.setCurrentWidget(page)
        self.rail.set_current(key)
        if not self.rail.isAncestorOf(self.focusWidget()):
            page.take_focus()
        page.opened()
        self.page_shown.emit(key)
        return page

    def current(self) -> str:
        """Give the key of the page in front."""
        return self._current

    def front(self) -> Page | None:
        """Give the page in front."""
        return self._pages.get(self._current)

    def forget_pages(self) -> None:
        """Drop all pages, so that they are made anew (another file was opened)."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._current = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold rail and panels where the room is small."""
        super().resizeEvent(event)
        density = density_of(self.size())
        self.rail.set_density(density)
        if self._current:
            self._pages[self._current].set_density(density)

    def _put_status_last(self) -> None:
        """Keep the foot behind the page in the order of Tab, which is the order of adoption."""
        self.status.setParent(None)
        self._lines.addWidget(self.status)
        self.status.show()

    def _ask_help(self) -> None:
        self.help_asked.emit(self._current)
