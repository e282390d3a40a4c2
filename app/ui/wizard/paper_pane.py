"""The paper of a step beside its content; where there is no room it opens in a window of its own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.preview import Preview
from app.ui.preview_window import PreviewWindow
from app.ui.progress import Progress
from app.ui.surface import Surface, column
from app.ui.theme import px

_WIDTH = 336


def paper_name(word: str, title: str, attempt: int) -> str:
    """Name a paper's file: 2024年第一季度冻结单; later attempts with their number."""
    return f"{title}{word}" if attempt == 1 else f"{title}第{attempt}次{word}"


class PaperPane(Surface):
    """Makes a paper once for each draw and state of it, off the screen's thread.

    `taken` tells that the paper was printed or saved, here or in its window.
    """

    taken = Signal()

    def __init__(self, desk: Desk, word: str, parent: QWidget | None = None) -> None:
        super().__init__("window", "l", parent)
        self._desk = desk
        self._word = word
        self._shown = ""
        self._data = b""
        self._name = ""
        self.preview = Preview(desk.jobs)
        self.preview.taken.connect(self.taken)
        column(self, (1, 0, 0, 0)).addWidget(self.preview)

    def fix_width(self) -> None:
        """Stand beside the content at the width of a pane."""
        self.setFixedWidth(px(_WIDTH))

    def show_paper(self, key: str, name: str, make: Callable[[Progress], bytes]) -> None:
        """Make the paper unless the one of this key is shown; `name` is the file's name without suffix."""
        if key == self._shown:
            return
        self._shown = key

        def ready(data: bytes) -> None:
            self._data, self._name = data, name
            self.preview.show_document(name, data, self.folder())
            self.preview.call(self._word)

        self._desk.jobs.run(self, make, ready, doing=f"正在生成{name}", cancelled=self._forget)

    def _forget(self) -> None:
        """Let the paper be made again when the step is next shown."""
        self._shown = ""

    def folder(self) -> Path:
        """Give the folder that is offered for saving: where the database lies."""
        return self._desk.store.path.parent

    def open_window(self) -> None:
        """Show the same paper in a window of its own."""
        if self._data:
            window = PreviewWindow(self, self._desk.jobs)
            window.preview.taken.connect(self.taken)
            window.show_document(self._name, self._data, self.folder())
