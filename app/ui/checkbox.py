"""Tick boxes: as a widget with its words, and as a stroke for tables."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.icons import paint_icon
from app.ui.painting import paint_face, paint_ring
from app.ui.theme import font, px
from app.ui.tokens import Tokens, tokens

SIDE = 16
_GAP = 12


def paint_tick(painter: QPainter, place: QRect, colours: Tokens, *, ticked: bool) -> None:
    """Draw a box in the middle of `place`, filled and ticked or empty."""
    side = px(SIDE)
    box = QRect(
        place.left() + (place.width() - side) // 2, place.top() + (place.height() - side) // 2, side, side
    )
    if not ticked:
        paint_face(painter, box, QColor(colours.base), QColor(colours.edge))
        return
    paint_face(painter, box, QColor(colours.accent), QColor(colours.accent))
    paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), QColor(colours.on_accent))


class CheckBox(QCheckBox):
    """A tick box with its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Room for ring, box and words."""
        words = QFontMetrics(font()).horizontalAdvance(self.text())
        return QSize(px(SIDE) + px(_GAP) + words + 8, px(28))

    def hitButton(self, pos: object) -> bool:
        """Let the whole widget be clicked."""
        del pos
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, words and focus."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        place = self.rect()
        if self.hasFocus():
            paint_ring(painter, place, QColor(colours.accent))
        box = QRect(4, 0, px(SIDE), self.height())
        paint_tick(painter, box, colours, ticked=self.isChecked())
        painter.setFont(font())
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.quiet))
        words = place.adjusted(4 + px(SIDE) + px(_GAP) - 4, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
