"""One start of a window, in a process of its own; says on standard output how far it has come.

`bare` and `bare-database` show an empty window, without and with SQLAlchemy; `shell`, `workbench` and `list`
open a database (the second argument) as main.py does: up to the first paint, to a filled 工作台, to the first
rows of 检查对象. Each line is a moment and the seconds since what led to it, 0 for the start of the process.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.pages.registry import RegistryPage
    from app.ui.window import Window

EVERY_MS = 2
SETTLED_MS = 3000
"""After this time the backup that follows every start is done."""


def say(moment: str, seconds: float = 0) -> None:
    """Tell who waits at the other end."""
    print(moment, seconds, flush=True)


def show_bare(*, with_database: bool) -> None:
    """Show an empty window and leave."""
    if with_database:
        import sqlalchemy.orm  # noqa: F401 - its import is what is measured
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
            super().paintEvent(event)
            say("painted")
            QTimer.singleShot(0, QApplication.quit)

    app = QApplication([])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    app.exec()


def open_database(database: str, target: str) -> None:
    """Start as main.py does, with a word when the shell is painted."""
    gc.disable()  # as main.py does before it loads the window, which has to be loaded here to be watched
    from PySide6.QtWidgets import QApplication

    from app.ui import application

    wait_for_paint = application.after_first_paint

    def go_on(window: "Window", then: Callable[[], object]) -> None:
        say("painted")
        if target == "shell":
            QApplication.quit()
            return
        then()
        watch(window, target)

    def told(widget: "QWidget", then: Callable[[], object]) -> None:
        wait_for_paint(widget, lambda: go_on(cast("Window", widget), then))

    application.after_first_paint = told
    from main import main

    main(["--db", database])


def watch(window: "Window", target: str) -> None:
    """Wait for what the target asks for, then leave."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def filled() -> None:
        window.repaint()
        say("filled")
        QApplication.quit()

    if target == "workbench":
        when_filled(window, filled)
    else:
        when_filled(window, lambda: QTimer.singleShot(SETTLED_MS, lambda: list_objects(window)))


def when_filled(window: "Window", then: Callable[[], object]) -> None:
    """Go on when 工作台 shows the year that was read.

    Its panel tells when it is shown: to look every now and then would take turns from the work that is timed.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
            if event.type() is QEvent.Type.Show:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    watch = Watch(window)

    def look(_key: str) -> None:
        page = window.front()
        if page is not None and page.panel is not None:
            page.panel.installEventFilter(watch)

    window.page_shown.connect(look)


def when(window: "Window", ready: "Callable[[Window], bool]", then: Callable[[], object]) -> None:
    """Look every now and then whether something has come, then go on."""
    from PySide6.QtCore import QTimer

    timer = QTimer(window)

    def look() -> None:
        if ready(window):
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start(EVERY_MS)


def list_objects(window: "Window") -> None:
    """Open 名录库 and wait for its first rows."""
    from PySide6.QtWidgets import QApplication

    begun = perf_counter()
    page = cast("RegistryPage", window.go("registry"))
    rows = page.lists.objects.table.rows

    def shown() -> None:
        window.repaint()
        say("listed", perf_counter() - begun)
        QApplication.quit()

    when(window, lambda _window: rows.rowCount() > 0 and rows.row_at(0) is not None, shown)


if __name__ == "__main__":
    what = sys.argv[1]
    if what.startswith("bare"):
        show_bare(with_database=what == "bare-database")
    else:
        open_database(sys.argv[2], what)
