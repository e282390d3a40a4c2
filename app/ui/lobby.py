"""What the window shows while no file is open: what is being opened, or why not and what can be done."""

from collections.abc import Sequence
from typing import NamedTuple

from app.ui.empty import EmptyState, NextStep
from app.ui.page import Page


class Lobby(NamedTuple):
    """A heading, a sentence, and the ways on."""

    head: str
    sentence: str
    steps: Sequence[NextStep] = ()

    def page(self, title: str) -> Page:
        """Give the page that stands in the place of another while no file is open."""
        page = Page(title)
        page.body.addWidget(EmptyState(self.head, self.sentence, self.steps), 1)
        return page
