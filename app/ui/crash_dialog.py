"""The window of a crash; it is loaded after the crash has been written down, never before."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from app.ui.buttons import Button, Kind
from app.ui.label import BOLD, Label, paragraph
from app.ui.surface import column, row
from app.ui.theme import Size, px

EXIT_CODE = 70
_OPEN: list[
    "CrashDialog"
] = []  # held here, or Python would take the window away; the first crash is the cause


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
