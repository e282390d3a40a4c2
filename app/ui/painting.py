"""Strokes that all self-drawn widgets share: faces with their focus ring, lines and cut words."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

_RADIUS = 3.0
_RING = 2
_GAP = 1


def fill(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Fill a rectangle as `fillRect` does, for which PySide would load gradients with their 180 names."""
    painter.setBackground(colour)
    painter.eraseRect(rect)


def paint_face(painter: QPainter, rect: QRect, fill: QColor, edge: QColor) -> None:
    """Fill a face with corners of 3 px and a line of 1 px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.restore()


def paint_ring(painter: QPainter, rect: QRect, accent: QColor) -> QRect:
    """Draw the focus ring just inside `rect`; give what is left for the face after a gap of 1 px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, _RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    painter.restore()
    inset = _RING + _GAP
    return rect.adjusted(inset, inset, -inset, -inset)


def paint_frame(painter: QPainter, rect: QRect, ink: QColor, sides: str = "trbl", width: int = 1) -> None:
    """Fill the named sides of a rectangle; filled, for a drawn line is lost at 125 % and 150 %."""
    bars = {
        "t": QRect(rect.left(), rect.top(), rect.width(), width),
        "r": QRect(rect.right() + 1 - width, rect.top(), width, rect.height()),
        "b": QRect(rect.left(), rect.bottom() + 1 - width, rect.width(), width),
        "l": QRect(rect.left(), rect.top(), width, rect.height()),
    }
    for side in sides:
        fill(painter, bars[side], ink)


def paint_words(
    painter: QPainter,
    rect: QRect,
    words: str,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write one line in the painter's font, cut with an ellipsis where it does not fit."""
    painter.setPen(ink)
    cut = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
