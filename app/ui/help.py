"""F1: what the page in front is for, in short, and what the keyboard can do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from app.core.paths import resources
from app.ui.actions import COMMANDS, PAGES, command, spoken
from app.ui.buttons import Button, Kind
from app.ui.surface import column, row
from app.ui.theme import font, px

_WIDTH, _HEIGHT = 640, 520


def help_text(key: str) -> str:
    """Give the help of a page as Markdown: its own words, then the keyboard."""
    words = (resources() / "help" / f"{key}.md").read_text(encoding="utf-8")
    lines = [f"- {spoken(each.shortcut)}　{each.text}" for each in (*COMMANDS, *PAGES)]
    return "\n".join((words, "", "## 键盘", "", *lines))


def show_help(window: QWidget, key: str) -> None:
    """Show the help of a page over the window."""
    HelpDialog(window, key).open()


class HelpDialog(QDialog):
    """The help of one page; Esc closes."""

    def __init__(self, parent: QWidget, key: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{command(key).text}：本页说明")
        self.resize(min(px(_WIDTH), parent.width()), min(px(_HEIGHT), parent.height()))
        self.words = QTextBrowser()
        self.words.setFont(font())
        self.words.setAccessibleName(self.windowTitle())
        self.words.setMarkdown(help_text(key))
        document = self.words.document()
        document.setDocumentMargin(px(16))
        document.setIndentWidth(px(20))
        layout = column(self, (20, 16, 20, 16), 12)
        layout.addWidget(self.words)
        foot = QWidget()
        foot_row = row(foot)
        foot_row.addStretch(1)
        close = Button("关闭说明", kind=Kind.ACCENT, hint="Esc")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot_row.addWidget(close)
        layout.addWidget(foot)
