"""对照: two objects side by side, the differing fields marked, and whose word wins in each."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.merging_review import LineKind, MergeReview, ReviewLine
from app.services.merging_values import UNITED, is_list
from app.ui.at_hand import AtHand
from app.ui.buttons import Button
from app.ui.label import paragraph
from app.ui.pages.registry_duplicates_columns import line_kind, review_columns
from app.ui.pages.registry_duplicates_reason import MergeReason
from app.ui.surface import clear, column, row
from app.ui.table import Table
from app.ui.theme import px

_HINT: Final = "选中一行，按以哪一家为准；也可以直接点那一家的值。"


class ComparePane(QWidget):
    """Shows one review and takes the clerk's choices into it; `changed` tells of each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.review: MergeReview | None = None
        self.table: Table[ReviewLine] | None = None
        self._lines: tuple[ReviewLine, ...] = ()
        self.reason = MergeReason()
        self._place = QVBoxLayout()
        self._buttons = QWidget()
        self._tools = row(self._buttons, gap=8)
        self.choices: list[tuple[int, Button]] = []
        layout = column(self, (0, 0, 0, 8), 8)
        layout.addWidget(paragraph(_HINT, "second"))
        layout.addLayout(self._place, 1)
        layout.addWidget(self._buttons)
        layout.addWidget(self.reason)

    def show_review(self, review: MergeReview) -> None:
        """Begin with what is proposed."""
        self.review = review
        self.reason.begin()
        clear(self._place)
        clear(self._tools)
        codes = [side.code for side in review.sides]
        table: Table[ReviewLine] = Table(review_columns(codes), "对照", AtHand[ReviewLine](), line_kind)
        table.clicked.connect(self._clicked)
        table.picked.connect(self._offer)
        self._place.addWidget(table)
        self.table = table
        self.choices = [
            *((side.id, Button(f"以 {side.code} 为准", height=28)) for side in review.sides),
            (UNITED, Button("合在一起", height=28)),
        ]
        for who, button in self.choices:
            button.clicked.connect(self._chooser(who))
            self._tools.addWidget(button)
        self._tools.addStretch(1)
        self._show(1)

    def take_focus(self) -> None:
        """Begin in the table."""
        (self.table or self).setFocus()

    def _chooser(self, who: int) -> Callable[[], None]:
        return lambda: self._choose(who)

    def _clicked(self, index: QModelIndex) -> None:
        """Take the value that was clicked."""
        if self.review is not None and 0 < index.column() <= len(self.review.sides):
            self._choose(self.review.sides[index.column() - 1].id)

    def _choose(self, who: int) -> None:
        line = self._current()
        if self.review is None or line is None or line.kind is not LineKind.CHOICE:
            return
        self.review.choose(line.key, who)
        self._show(self._lines.index(line))
        self.changed.emit()

    def _current(self) -> ReviewLine | None:
        if self.table is None or not self.table.currentIndex().isValid():
            return None
        return self._lines[self.table.currentIndex().row()]

    def _show(self, current: int) -> None:
        if self.review is None or self.table is None:
            return
        self._lines = self.review.lines()
        source = self.table.rows.source
        if isinstance(source, AtHand):
            source.rows = dict(enumerate(self._lines))
        top = self.table.verticalScrollBar().value()
        self.table.set_ids(range(len(self._lines)))
        self.table.clearSpans()
        for place, line in enumerate(self._lines):
            if line.kind is LineKind.BAND:
                self.table.setSpan(place, 0, 1, self.table.rows.columnCount())
        self.table.selectRow(current)
        self.table.verticalScrollBar().setValue(top)
        self.table.setMinimumHeight(px(160))
        self._offer()

    def _offer(self, _line: int = 0) -> None:
        """Let only the choices be pressed that there are for the current line."""
        line = self._current()
        for who, button in self.choices:
            able = line is not None and line.kind is LineKind.CHOICE
            if who == UNITED:
                able = able and line is not None and bool(line.key) and is_list(line.key)
                button.setVisible(able)
            button.setEnabled(able)
