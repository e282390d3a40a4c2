"""The line at the foot of the window: the file, that it is saved, the latest backup, help."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.buttons import Button, Kind
from app.ui.sign import SignedWords
from app.ui.surface import Strip, row
from app.ui.theme import px

_HEIGHT = 29


class StatusLine(Strip):
    """Says where the work lies; asks for help or for the place of backups."""

    help_asked = Signal()
    backup_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", "t", parent)
        self.setFixedHeight(px(_HEIGHT))
        self._file = SignedWords("database", "还没有打开文件")
        self._saved = SignedWords("check")
        self._backup = SignedWords("triangle-alert")
        self._set_up = Button("去设置", kind=Kind.LINK, height=24)
        self._set_up.clicked.connect(self.backup_asked)
        self._help = Button("F1 本页说明", kind=Kind.QUIET, height=24)
        self._help.clicked.connect(self.help_asked)
        layout = row(self, (20, 1, 20, 0), 20)
        for widget in (self._file, self._saved, self._backup, self._set_up):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._help)
        self._saved.hide()
        self._backup.hide()
        self._set_up.hide()

    def set_file(self, place: str) -> None:
        """Show the place of the file the work goes into."""
        self._file.set_words("database", f"文件：{place}")
        self._file.setToolTip(place)

    def set_saved(self, words: str = "已保存") -> None:
        """Say that all is written, or what else holds (只读)."""
        self._saved.set_words("check", words)
        self._saved.show()

    def set_backup(self, latest: str) -> None:
        """Show the latest backup in words; empty says that no place for backups is set."""
        if latest:
            self._backup.set_words("", f"最近备份 {latest}")
        else:
            self._backup.set_words("triangle-alert", "还没有设备份位置", "amber")
        self._backup.show()
        self._set_up.setVisible(not latest)
