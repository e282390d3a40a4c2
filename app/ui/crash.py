"""The crash path, which needs nothing: standard error, then a file, then a window, then leave."""

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from app.ui.buttons import Button, Kind
from app.ui.label import BOLD, Label, paragraph
from app.ui.surface import column, row
from app.ui.theme import Size, px

_FAULTS = "fault.txt"
_CRASH = "crash.txt"
EXIT_CODE = 70
_OPEN: list[
    "CrashDialog"
] = []  # held here, or Python would take the window away; the first crash is the cause


class CrashPath:
    """Where crashes are written; `install` makes it the way of every error that nobody caught."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faults: TextIO | None = None

    def install(self) -> str:
        """Begin to watch; give the text of a hard crash of the last run, or nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        last = self._folder / _FAULTS
        told = last.read_text(encoding="utf-8", errors="replace") if last.exists() else ""
        self._faults = last.open("w", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._write(
            "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback))
        )
        return told.strip()

    def remove(self) -> None:
        """Stop watching and close the file."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()
            self._faults = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        place = self._write(text)
        show_crash(text, place)

    def _write(self, text: str) -> Path | None:
        if sys.stderr is not None:  # a frozen window program has none
            sys.stderr.write(text)
        place = self._folder / _CRASH
        try:
            place.write_text(text, encoding="utf-8")
        except OSError:
            return None
        return place


def crash(error: BaseException) -> None:
    """Take the crash path for an error that was caught in a worker."""
    sys.excepthook(type(error), error, error.__traceback__)


def show_crash(text: str, place: Path | None) -> None:
    """Show the window of a crash; the program leaves when it is closed."""
    if QApplication.instance() is None or _OPEN:
        return
    _OPEN.append(CrashDialog(text, place))
    _OPEN[0].open()


class CrashDialog(QDialog):
    """Says what happened, where it is written down, and that saved work is safe."""

    def __init__(self, text: str, place: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(px(640))
        layout = column(self, (20, 16, 20, 16), 12)
        layout.addWidget(Label("程序出错，需要关闭", weight=BOLD, size=Size.TITLE))
        layout.addWidget(paragraph("已保存的内容没有受影响。请把下面的文字复制给维护人员，再重新打开程序。"))
        words = QPlainTextEdit(text)
        words.setReadOnly(True)
        words.setAccessibleName("出错的详细情况")
        layout.addWidget(words)
        if place is not None:
            layout.addWidget(paragraph(f"同样的文字已写入：{place}", "second"))
        buttons = QWidget()
        buttons_row = row(buttons, gap=12)
        buttons_row.addStretch(1)
        copy = Button("复制文字", "copy")
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(text))
        leave = Button("关闭程序", kind=Kind.ACCENT)
        leave.clicked.connect(self.accept)
        leave.setDefault(True)
        buttons_row.addWidget(copy)
        buttons_row.addWidget(leave)
        layout.addWidget(buttons)
        self.finished.connect(lambda _result: QCoreApplication.exit(EXIT_CODE))
