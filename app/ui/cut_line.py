"""A name and words behind it on one line, cut where they do not fit; the whole stands in the tooltip."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.label import BOLD
from app.ui.painting import paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

_HEIGHT = 24
_GAP = 8


class CutLine(QWidget):
    """`name` in bold, `words` in the second ink; either may be empty."""

    def __init__(self, name: str = "", words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(name, words)

    def set_words(self, name: str, words: str, whole: str = "") -> None:
        """Show other words; `whole` is the tooltip where it is more than both."""
        self._name, self._words = name, words
        said = whole or "\n".join(part for part in (name, words) if part)
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Give one line of any width."""
        return QSize(px(120), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Give way to everything beside it."""
        return QSize(0, px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the name, then the words in what is left."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.setFont(font(weight=BOLD))
        place = self.rect()
        paint_words(painter, place, self._name, QColor(colours.text))
        used = QFontMetrics(painter.font()).horizontalAdvance(self._name) + px(_GAP) if self._name else 0
        rest = QRect(used, 0, place.width() - used, place.height())
        if rest.width() > px(_HEIGHT):
            painter.setFont(font())
            paint_words(painter, rest, self._words, QColor(colours.second))
