"""The base of the pages that 整理 leads to."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal

from app.ui.actions import install
from app.ui.page import Page


class ChosenRows(NamedTuple):
    """Rows of a list by id, in the order shown; ``words`` say which they are (选中的 3 家)."""

    ids: Sequence[int]
    words: str


class TaskPage(Page):
    """Stands in front of the lists until its work is done.

    `done` hands on the sentence that the lists then show (what was written), `left` tells that the user goes
    back without, by `leave`, which asks where the page says in `unsaved` that it holds what is not kept yet.
    """

    done = Signal(str)
    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        install("close", self, self.leave)

    def leave(self) -> None:
        """Go back; what was typed is not lost without a word."""
        self.ask_to_leave(self.left.emit)

    def take_rows(self, rows: ChosenRows) -> None:
        """Learn which rows of the list were chosen when the page was opened, all of them where none was."""
