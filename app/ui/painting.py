"""Strokes that all self-drawn widgets share: faces with their focus ring, lines and cut words."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

_RADIUS = 3.0
_RING = 2
_GAP = 1


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


def paint_dash(painter: QPainter, start: QPointF, end: QPointF, ink: QColor) -> None:
    """Draw a straight line of 1 px on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(ink, 1))
    painter.drawLine(start, end)
    painter.restore()


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
