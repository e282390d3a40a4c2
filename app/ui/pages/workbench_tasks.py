"""The lines of 工作台: what is due, why and until when, and the button that does it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.rows.office import DueTask
from app.ui.buttons import Button
from app.ui.label import MEDIUM, Label
from app.ui.state_word import StateLabel, StateWord, amber, blue, red
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import px

_LINE = 56
_STATE = 148
_BUTTON = 84
_WORDS: Final[Mapping[str, Callable[[str], StateWord]]] = {"red": red, "amber": amber, "blue": blue}


class TaskList(Surface):
    """One line a task; `act` is called with the task whose button was pressed."""

    def __init__(self, act: Callable[[DueTask], object], parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self.setAccessibleName("现在要办")
        self._act = act
        self._rows = column(self, (1, 1, 1, 1))

    def set_tasks(self, tasks: Sequence[DueTask]) -> None:
        """Show these tasks; none leaves one line that says so."""
        clear(self._rows)
        for place, task in enumerate(tasks):
            self._rows.addWidget(self._line(task, "" if place == len(tasks) - 1 else "b"))
        if not tasks:
            nothing = Surface("base")
            nothing.setFixedHeight(px(_LINE))
            row(nothing, (12, 0, 12, 0)).addWidget(Label("现在没有到期的事项。", "second"))
            self._rows.addWidget(nothing)

    def _line(self, task: DueTask, lines: str) -> Surface:
        line = Surface("base", lines)
        line.setFixedHeight(px(_LINE))
        line.setAccessibleName(f"{task.word}：{task.what}，{task.why}")
        layout = row(line, (12, 0, 12, 0), 16)
        state = QWidget()
        state.setFixedWidth(px(_STATE))
        state_row = row(state)
        state_row.addWidget(StateLabel(_WORDS[task.tone](task.word)))
        state_row.addStretch(1)
        layout.addWidget(state)
        words = QWidget()
        words_column = column(words)
        words_column.addStretch(1)
        for label in (Label(task.what, weight=MEDIUM), Label(task.why, "second")):
            label.setMinimumWidth(1)
            label.setToolTip(label.text())
            words_column.addWidget(label)
        words_column.addStretch(1)
        layout.addWidget(words, 1)
        button = Button(task.button)
        button.setMinimumWidth(px(_BUTTON))
        button.setAccessibleName(f"{task.button}：{task.what}")
        button.clicked.connect(lambda _checked=False: self._act(task))
        layout.addWidget(button)
        return line
