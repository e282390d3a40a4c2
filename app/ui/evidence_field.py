"""Files that prove something, chosen and read one by one, before they are kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.states import EvidenceFile
from app.services.state_evidence import LIMITS, SUFFIXES, read_evidence
from app.ui import choosers
from app.ui.buttons import Button, Kind
from app.ui.jobs import Jobs, Lane
from app.ui.label import Label
from app.ui.surface import clear, column, row, scrolling
from app.ui.theme import px

_KINDS = f"照片、PDF、Word ({' '.join('*' + suffix for suffix in SUFFIXES)})"
_KIBI = 1024
_LINE = 28
_SEEN = 3  # of the files at once, or the buttons are pushed off a small screen


def size_words(size: int) -> str:
    """Say a size in KB or MB."""
    return f"{size / _KIBI / _KIBI:.1f} MB" if size >= _KIBI * _KIBI else f"{max(1, size // _KIBI)} KB"


class EvidenceField(QWidget):
    """A button that adds files, and a line for each with what takes it out again.

    A file that cannot be taken is told by the window as every error is.
    """

    changed = Signal()

    def __init__(self, name: str, jobs: Jobs) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._jobs = jobs
        self._files: list[EvidenceFile] = []
        lines = column(self, gap=4)
        top = QWidget()
        buttons = row(top)
        self.add = Button("添加文件", "plus", height=28)
        self.add.clicked.connect(lambda _checked=False: self._choose())
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        lines.addWidget(top)
        lines.addWidget(Label(LIMITS, "second"))
        listed = QWidget()
        self._lines = column(listed, gap=0)
        self._listed = scrolling(listed)
        lines.addWidget(self._listed)
        self._show()
        self.setFocusProxy(self.add)

    def files(self) -> tuple[EvidenceFile, ...]:
        """Give the files that were read."""
        return tuple(self._files)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files off the screen's thread; the same one twice is there once."""

        def read() -> list[EvidenceFile]:
            return [read_evidence(path) for path in paths]

        self._jobs.run(self, lambda _progress: read(), self._took, lane=Lane.OTHER, doing="正在读取文件")

    def _choose(self) -> None:
        choosers.open_files(self, "选择证明材料", _KINDS, self.take)

    def _took(self, files: Sequence[EvidenceFile]) -> None:
        self._files = [*dict.fromkeys((*self._files, *files))]
        self._show()

    def _drop(self, file: EvidenceFile) -> None:
        self._files.remove(file)
        self._show()
        self.add.setFocus()

    def _show(self) -> None:
        clear(self._lines)
        for file in self._files:
            line = QWidget()
            line.setFixedHeight(px(_LINE))
            parts = row(line, gap=8)
            parts.addWidget(Label(file.name))
            parts.addWidget(Label(size_words(len(file.content)), "second"))
            drop = Button("去掉", "x", Kind.LINK, height=28)
            drop.setAccessibleName(f"去掉 {file.name}")
            drop.clicked.connect(lambda _checked=False, file=file: self._drop(file))
            parts.addWidget(drop)
            parts.addStretch(1)
            self._lines.addWidget(line)
        self._lines.addStretch(1)
        self._listed.setFixedHeight(px(_LINE) * min(len(self._files), _SEEN))
        self._listed.setVisible(bool(self._files))
        self.changed.emit()
