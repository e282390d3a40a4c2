"""The preview in a window of its own over the page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.jobs import Jobs
from app.ui.preview import Preview
from app.ui.surface import column
from app.ui.theme import px

_WIDTH = 900


class PreviewWindow(QDialog):
    """As high as the window below it; Esc closes."""

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("预览与打印")
        self.preview = Preview(jobs)
        column(self).addWidget(self.preview)
        below = parent.window().size()
        self.resize(min(px(_WIDTH), below.width()), below.height())

    def show_document(
        self, name: str, data: bytes, folder: Path, word: Callable[[], bytes] | None = None
    ) -> None:
        """Open with a document, as `Preview.show_document` takes it."""
        self.preview.show_document(name, data, folder, word)
        self.open()
