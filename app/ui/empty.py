"""Designed emptiness: one sentence, and the next steps as lines with a button each."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.buttons import Button, Kind
from app.ui.label import BOLD, Label
from app.ui.sign import Sign
from app.ui.surface import Surface, column, row
from app.ui.theme import Size, px

_WIDTH = 680
_LINE = 76
_BUTTON = 112


class NextStep(NamedTuple):
    """A line of the empty state: what it is, what it does, the words on its button."""

    icon: str
    title: str
    sentence: str
    button: str
    act: Callable[[], object]


class EmptyState(QWidget):
    """Heading, sentence and lines, 680 px wide in the middle of its place; the first button is the accent."""

    def __init__(
        self, head: str, sentence: str, steps: Sequence[NextStep] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(head)
        block = QWidget()
        block.setMaximumWidth(px(_WIDTH))
        self.lines = column(block, gap=8)
        self.lines.addWidget(Label(head, weight=BOLD, size=Size.TITLE))
        self.lines.addWidget(Label(sentence, "second"))
        if steps:
            self.lines.addSpacing(px(8))
            box = Surface("base", "trbl")
            rows = column(box, (1, 1, 1, 1))
            for number, step in enumerate(steps):
                rows.addWidget(
                    _line(step, Kind.PLAIN if number else Kind.ACCENT, last=number == len(steps) - 1)
                )
            self.lines.addWidget(box)
        outer = row(self, (20, 0, 20, 0))
        outer.addStretch(1)
        outer.addWidget(block, 100, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)


def _line(step: NextStep, kind: Kind, *, last: bool) -> Surface:
    line = Surface("base", "" if last else "b")
    line.setFixedHeight(px(_LINE))
    layout = row(line, (20, 0, 20, 0), 16)
    layout.addWidget(Sign(step.icon, "accent", 24))
    words = QWidget()
    lines = column(words)
    lines.addStretch(1)
    lines.addWidget(Label(step.title, weight=BOLD))
    lines.addWidget(Label(step.sentence, "second"))
    lines.addStretch(1)
    layout.addWidget(words, 1)
    button = Button(step.button, kind=kind, after="arrow-right")
    button.setMinimumWidth(px(_BUTTON))
    button.setAccessibleName(f"{step.title}：{step.button}")
    button.clicked.connect(lambda _checked=False: step.act())
    layout.addWidget(button)
    return line
