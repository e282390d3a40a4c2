"""Boxes in a row that say what each list under them comes to; the chosen one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.label import BOLD
from app.ui.painting import paint_frame, paint_words
from app.ui.row_button import RowButton
from app.ui.state_word import StateWord
from app.ui.surface import Surface, row
from app.ui.theme import font, px
from app.ui.tokens import Tone

_HEIGHT = 58
_PAD = 12
_LINE = 22
_SIGN = 14
_MARK = 3


class _Topic(RowButton):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._found = StateWord("", Tone.GREY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_found(self, found: StateWord) -> None:
        self._found = found
        self.setAccessibleName(f"{self.text()}：{found.word}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self.colours()
        hovered = self._hovered and not self.isChecked()
        painter.fillRect(self.rect(), QColor(colours.band if hovered else colours.base))
        left, width = px(_PAD), self.width() - 2 * px(_PAD)
        top = (self.height() - 2 * px(_LINE)) // 2
        painter.setFont(font())
        title = QColor(colours.accent if self.isChecked() else colours.second)
        paint_words(painter, QRect(left, top, width, px(_LINE)), self.text(), title)
        ink = QColor(colours.text) if self._found.tone is Tone.GREY else colours.ink(self._found.tone)
        words = QRect(left, top + px(_LINE), width, px(_LINE))
        if self._found.sign:
            side = px(_SIGN)
            sign = QRect(left, words.top() + (words.height() - side) // 2, side, side)
            paint_icon(painter, self._found.sign, sign, ink)
            words = words.adjusted(side + px(6), 0, 0, 0)
        painter.setFont(font(weight=BOLD))
        paint_words(painter, words, self._found.word, ink)
        if self.isChecked():
            painter.fillRect(0, self.height() - px(_MARK), self.width(), px(_MARK), QColor(colours.accent))
        if self.hasFocus():
            paint_frame(painter, self.rect(), QColor(colours.accent), width=2)


class Topics(Surface):
    """Emits the key of the topic that was chosen; arrow keys walk them."""

    chosen = Signal(str)

    def __init__(self, topics: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self.setFixedHeight(px(_HEIGHT) + 2)
        layout = row(self, (1, 1, 1, 1))
        self._topics: dict[str, _Topic] = {}
        for place, (key, title) in enumerate(topics):
            if place:
                line = Surface("base", "l")
                line.setFixedWidth(1)
                layout.addWidget(line)
            topic = _Topic(title)
            topic.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._topics[key] = topic
            layout.addWidget(topic, 1)
        next(iter(self._topics.values())).setChecked(True)

    def set_found(self, key: str, found: StateWord) -> None:
        """Say what the list of a topic comes to."""
        self._topics[key].set_found(found)

    def set_current(self, key: str) -> None:
        """Choose a topic as if it had been clicked."""
        self._topics[key].click()
