"""The main window: moves between pages, and nothing else."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from app.ui.actions import PAGES, install
from app.ui.density import LEAST, density_of, edge_of
from app.ui.rail import Rail, RailEntry
from app.ui.status_line import StatusLine
from app.ui.surface import column, row
from app.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.page import Page

_START = QSize(1366, 768)


class Window(QMainWindow):
    """Rail at the left, page at the right, status line under the page.

    It stands before it can be served: what makes its pages is loaded while it is already on the screen.
    """

    help_asked = Signal(str)
    page_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("双随机抽查台")
        self._build: Callable[[str], Page] | None = None
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._leaving = False
        self.rail = Rail([RailEntry(each.key, each.text, each.icon) for each in PAGES])
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
        self.setMinimumSize(px(LEAST.width()), px(LEAST.height()))
        self.resize(px(_START.width()), px(_START.height()))

    def serve(self, build: "Callable[[str], Page]") -> None:
        """Answer from now on; `build` makes the page of a key when it is first wanted."""
        self._build = build
        self.rail.chosen.connect(self.go)
        self.status.help_asked.connect(self._ask_help)
        install("help", self, self._ask_help)
        for each in PAGES:
            install(each.key, self, partial(self.go, each.key))

    def go(self, key: str) -> "Page":
        """Bring a page to the front, made on its first visit; the window must be served."""
        if key not in self._pages:
            if self._build is None:
                raise RuntimeError("nothing serves the window yet")
            page = self._build(key)
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

    def front(self) -> "Page | None":
        """Give the page in front."""
        return self._pages.get(self._current)

    def forget_pages(self) -> None:
        """Drop all pages, so that they are made anew (another file was opened)."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._current = ""

    def ask_to_leave(self, then: "Callable[[], object]") -> None:
        """Call `then`, after asking where a page, in front or behind, holds words nobody has kept yet."""
        waits = next(((key, page) for key, page in self._pages.items() if page.unsaved()), None)
        if waits is None:
            then()
            return
        from app.ui import choosers  # noqa: PLC0415 - the window stands before it asks anything

        key, page = waits
        self.go(key)
        words = f"“{page.unsaved()}”里填写的内容还没有保存，离开后就没有了。"
        choosers.confirm(self, "还没有保存", words, "放弃填写", then)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, but never over words that were typed and not kept."""
        if self._leaving or not any(page.unsaved() for page in self._pages.values()):
            super().closeEvent(event)
            return
        event.ignore()
        if not any(dialog.isVisible() for dialog in self.findChildren(QDialog)):  # else it asks already
            self.ask_to_leave(self._leave)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold rail and panels where the room is small."""
        super().resizeEvent(event)
        density = density_of(self.size())
        self.rail.set_density(density)
        self.status.set_edge(edge_of(density))
        if self._current:
            self._pages[self._current].set_density(density)

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _put_status_last(self) -> None:
        """Keep the foot behind the page in the order of Tab, which is the order of adoption."""
        self.status.setParent(None)
        self._lines.addWidget(self.status)
        self.status.show()

    def _ask_help(self) -> None:
        if self._current:
            self.help_asked.emit(self._current)
