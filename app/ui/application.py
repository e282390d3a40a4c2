"""Sets the program up: fonts, language, colours, the crash path; shows the shell before it reads anything."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import theme
from app.ui.crash import CrashPath
from app.ui.preferences import Preferences
from app.ui.window import Window

NAME = "双随机抽查台"
_RESTING_MS = 2000


def make_application(arguments: Sequence[str], scheme: theme.Scheme = theme.Scheme.SYSTEM) -> QApplication:
    """Make the one application, dressed and speaking Chinese, also in Qt's own dialogs."""
    QLocale.setDefault(QLocale("zh_CN"))
    app = QApplication([*arguments, "-style", "Fusion"])  # by name: a style made by us takes Python 10 ms
    app.setApplicationName(NAME)
    dress(app, scheme)
    qInstallMessageHandler(_message)
    return app


def run(db: Path | None) -> int:
    """Open the window on a file, or on the last one; give the exit code.

    Python's collector, which main.py rests, works again once the window stands.
    """
    preferences = Preferences()
    app = make_application(sys.argv[:1], preferences.scheme())
    QTimer.singleShot(_RESTING_MS, app, _resume_collector)
    crashes = CrashPath(preferences.folder())
    crashes.install()
    window = Window()
    after_first_paint(window, lambda: _begin(app, window, db))
    window.show()
    code = app.exec()
    crashes.remove()
    return code


def _begin(app: QApplication, window: Window, db: Path | None) -> None:
    """Load what serves the window, and let it bring the file."""
    from datetime import datetime

    from app.ui.start import Start

    start = Start(window, lambda: datetime.now().astimezone(), _who())
    app.aboutToQuit.connect(start.close)
    start.begin(db)


def _resume_collector() -> None:
    """Collect again after the start, but never search what it has loaded: that stays to the end."""
    gc.freeze()
    gc.enable()


def _who() -> str:
    """Name the user and the machine, for others who want to write in the same file."""
    from PySide6.QtCore import QSysInfo

    user = os.environ.get("USERNAME") or os.environ.get("USER") or "用户"
    return f"{user}（{QSysInfo.machineHostName()}）"


def dress(app: QApplication, scheme: theme.Scheme) -> None:
    """Give an application in Fusion style the house's fonts, language and colours."""
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.load_fonts()
    theme.apply(app, scheme)


class _FirstPaint(QObject):
    """Waits until a widget has been painted once."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        self._waits = True
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._waits and event.type() is QEvent.Type.Paint:
            self._waits = False
            QTimer.singleShot(0, self, self._then)
        return super().eventFilter(watched, event)


def after_first_paint(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` once the widget stands on the screen, so that the shell never waits for the database."""
    _FirstPaint(widget, then)


def _message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Write Qt's warnings to standard error in one form; a frozen window program has none."""
    if kind is not QtMsgType.QtDebugMsg and sys.stderr is not None:
        sys.stderr.write(f"Qt: {words}\n")
