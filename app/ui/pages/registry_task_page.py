"""The base of the pages that 整理 leads to."""

from PySide6.QtCore import Signal

from app.ui.actions import install
from app.ui.page import Page


class TaskPage(Page):
    """Stands in front of the lists until its work is done.

    `done` hands on the sentence that the lists then show (what was written), `left` tells that the user goes
    back without. Esc leaves; a page that holds what is not kept yet says so in `unsaved`.
    """

    done = Signal(str)
    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        install("close", self, self.left.emit)
