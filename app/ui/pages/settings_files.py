"""The file and its backups: where they lie, one more now, one put back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services import backup
from app.ui import choosers, desktop
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.label import Label
from app.ui.page import Page
from app.ui.panel import fact
from app.ui.progress import Progress
from app.ui.saving import tell_saved
from app.ui.surface import column, row

_LABEL = 108  # with the gap behind it, as far in as the fields of the form


class FileSection(QWidget):
    """Facts and buttons; what they do is told in the page's banner."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self._page, self._desk = page, desk
        self._kept = Label()
        path = desk.store.path
        lines = column(self, gap=8)
        lines.addWidget(fact("数据文件", str(path), _LABEL))
        lines.addWidget(
            fact("自动备份", f"每次打开时备份到“{backup.folder_of(path)}”，留最近 {backup.KEPT} 份", _LABEL)
        )
        lines.addWidget(fact("现有备份", self._kept, _LABEL))
        self.back_up = Button("备份到…", "save")
        self.back_up.clicked.connect(lambda _checked=False: self._ask_folder())
        self.put_back = Button("用备份恢复…", "history")
        self.put_back.clicked.connect(lambda _checked=False: self._ask_backup())
        self.show_folder = Button("打开数据文件夹", "folder-open")
        self.show_folder.clicked.connect(lambda _checked=False: desktop.open_folder(path.parent))
        self.other = Button("打开另一个文件…", "file-input")
        self.other.clicked.connect(lambda _checked=False: self._ask_file())
        for pair in ((self.back_up, self.put_back), (self.show_folder, self.other)):
            tools = QWidget()
            tools_row = row(tools, gap=8)
            for button in pair:
                tools_row.addWidget(button)
            tools_row.addStretch(1)
            lines.addWidget(tools)

    def read(self) -> None:
        """Read which backups there are."""
        path = self._desk.store.path
        self._desk.jobs.run(self, lambda _progress: backup.existing(path), self._told)

    def _told(self, copies: Sequence[Path]) -> None:
        latest = next((made for copy in copies if (made := backup.made_at(copy))), None)
        self._kept.setText(f"{len(copies)} 份，最近一份 {latest:%Y-%m-%d %H:%M}" if latest else "还没有")

    def _ask_folder(self) -> None:
        choosers.choose_folder(self, "备份到哪个文件夹", self._back_up)

    def _back_up(self, folder: Path) -> None:
        path, now = self._desk.store.path, self._desk.act().at

        def work(_progress: Progress) -> Path:
            return backup.back_up(path, folder, now)

        self._desk.jobs.run(self, work, partial(tell_saved, self._page), doing="正在备份")

    def _ask_backup(self) -> None:
        choosers.open_file(self, "选择备份", choosers.DATABASE, self._confirm)

    def _confirm(self, copy: Path) -> None:
        choosers.confirm(
            self,
            "用备份恢复",
            f"“{self._desk.store.path.name}”现在的内容会先自动备份，再换成“{copy.name}”的内容。",
            "恢复",
            lambda: self._desk.backup_wanted.emit(copy),
        )

    def _ask_file(self) -> None:
        choosers.open_file(self, "打开文件", choosers.DATABASE, self._desk.file_wanted.emit)
