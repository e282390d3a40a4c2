"""The builder of a filter: conditions composed by choice, read aloud below, with N while one edits."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.filter import Filter, in_words
from app.core.filter_data import parse_filter, to_data
from app.services.filter_reach import words_for
from app.ui.desk import Desk
from app.ui.filter_group import ConditionList
from app.ui.filter_row import ConditionRow
from app.ui.jobs import Lane
from app.ui.label import BOLD, Label, paragraph
from app.ui.latest import Latest
from app.ui.surface import Surface, column, scrolling
from app.ui.theme import px

_QUIET_FOR: Final = 60
_LEAST_LINES: Final = 76
_SPOKEN_LINES: Final = 3
"""So many lines of the sentence are in sight; a longer one scrolls, or it would push the buttons off."""
_AROUND: Final = 24
_COUNTING: Final = "正在计数…"
Reach = Callable[[Filter], str]
"""Says how far conditions reach; called off the screen's thread."""


class FilterBuilder(QWidget):
    """`changed` tells that the filter asks for something else."""

    changed = Signal()

    def __init__(self, desk: Desk, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reach = reach
        self._count = Latest(desk.jobs, self, doing="")
        self._words: dict[str, tuple[str, ...]] = {}
        self._waiting: dict[str, list[Callable[[Sequence[str]], None]]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_FOR)
        self._timer.timeout.connect(self._ask_reach)
        self._asked: Filter | None = None
        self.lines = ConditionList(self._offer)
        self.lines.changed.connect(self._told)
        content = QWidget()
        stack = column(content, (0, 4, 0, 4))
        stack.addWidget(self.lines)
        stack.addStretch(1)
        self._area = scrolling(content, 8)
        self._area.setMinimumHeight(px(_LEAST_LINES))
        self.sentence = paragraph("")
        self._spoken = scrolling(self.sentence)
        self.reach = Label(_COUNTING, weight=BOLD)
        read_aloud = Surface("head", "trbl")
        spoken = column(read_aloud, (12, 8, 12, 8), 4)
        spoken.addWidget(self._spoken)
        spoken.addWidget(self.reach)
        whole = column(self, gap=8)
        whole.addWidget(self._area, 1)
        whole.addWidget(read_aloud)
        self.setFocusProxy(self.lines.add)
        self._told()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence the lines it takes in the new width."""
        super().resizeEvent(event)
        self._fit_sentence()

    def fill(self, conditions: Filter) -> None:
        """Show a filter."""
        self.lines.fill(to_data(conditions))

    def conditions(self) -> Filter:
        """Give what is composed so far; an unfinished line asks for nothing."""
        return parse_filter(self.lines.data())

    def mark_faults(self) -> bool:
        """Write under each unfinished line what is missing and go to the first; tell whether any is."""
        wrong = self.lines.mark_faults()
        first = next((line for line in self.lines.findChildren(ConditionRow) if line.is_marked()), None)
        if first is not None:
            first.value.setFocus()
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first, 0, px(_AROUND)))
        return wrong

    def take_focus(self) -> None:
        """Let the keyboard begin in the first line, or with the button that adds one."""
        (self.lines.parts[0] if self.lines.parts else self.lines.add).setFocus()

    def _told(self) -> None:
        conditions = self.conditions()
        if conditions == self._asked:
            return
        self._asked = conditions
        self.sentence.setText(f"{in_words(conditions)}。")
        self._fit_sentence()
        self.reach.set_ink("second")
        self._timer.start()
        self.changed.emit()

    def _fit_sentence(self) -> None:
        line = self.sentence.fontMetrics().lineSpacing()
        wanted = max(line, self.sentence.heightForWidth(self._spoken.viewport().width()))
        self.sentence.setFixedHeight(wanted)
        self._spoken.setFixedHeight(min(wanted, _SPOKEN_LINES * line + px(6)))

    def _ask_reach(self) -> None:
        conditions = self.conditions()
        self._count.ask(lambda: self._reach(conditions), self._show_reach)

    def _show_reach(self, words: str) -> None:
        self.reach.setText(words)
        self.reach.set_ink("text")

    def _offer(self, field: str, then: Callable[[Sequence[str]], None]) -> None:
        """Hand on the words of a field, read once while the builder is open."""
        if field in self._words:
            then(self._words[field])
            return
        first = field not in self._waiting
        self._waiting.setdefault(field, []).append(then)
        if first:
            store = self._desk.store
            self._desk.jobs.run(
                self,
                lambda _progress: words_for(store, field),
                lambda words: self._take(field, words),
                lane=Lane.OTHER,  # or the count would wait for a whole column to be read
                doing="",
            )

    def _take(self, field: str, words: tuple[str, ...]) -> None:
        self._words[field] = words
        for then in self._waiting.pop(field, ()):
            then(words)
