"""Totals that stay at the foot of a table, each under its column."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.columns import RIGHT
from app.ui.label import BOLD
from app.ui.painting import paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

_HEIGHT = 32
_PAD = 8


class Totals(QWidget):
    """Follows the widths of the table's columns; what is added up is said at the left."""

    def __init__(self, header: QHeaderView, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = header
        self._keys = tuple(keys)
        self._words = ""
        self._totals: Mapping[str, str] = {}
        self.setFixedHeight(px(_HEIGHT))
        header.sectionResized.connect(lambda *_sizes: self.update())

    def set_totals(self, words: str, totals: Mapping[str, str]) -> None:
        """Show `words` (合计　22 行) and the totals by the keys of their columns."""
        self._words, self._totals = words, totals
        self.setAccessibleName(f"{words} {' '.join(totals.values())}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, then each total under its column."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.head))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours.edge))
        painter.setFont(font(weight=BOLD))
        ink = QColor(colours.text)
        left = self.width()
        for place, key in enumerate(self._keys):
            if key in self._totals:
                start = self._header.sectionViewportPosition(place)
                cell = QRect(
                    start + px(_PAD), 0, self._header.sectionSize(place) - 2 * px(_PAD), self.height()
                )
                paint_words(painter, cell, self._totals[key], ink, RIGHT)
                left = min(left, start)
        paint_words(painter, QRect(px(_PAD), 0, left - 2 * px(_PAD), self.height()), self._words, ink)
