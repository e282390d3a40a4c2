"""Plain grounds with lines of 1 px at their sides: all that the drawings are made of."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.painting import paint_frame
from app.ui.theme import px
from app.ui.tokens import Ground, tokens


class Surface(QFrame):
    """A ground; `lines` names the sides that have a line: t, r, b, l."""

    def __init__(self, ground: Ground = "window", lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground = ground
        self._lines = lines

    def set_ground(self, ground: Ground) -> None:
        """Stand on another ground from now on."""
        self._ground = ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground, then its lines."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(event.rect(), colours.named(self._ground))
        paint_frame(painter, self.rect(), QColor(colours.line), self._lines)


def column(widget: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QVBoxLayout:
    """Lay the widget's children one under the other; margins are left, top, right, bottom."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(*(px(margin) for margin in margins))
    layout.setSpacing(px(gap))
    return layout


def row(widget: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QHBoxLayout:
    """Lay the widget's children side by side; margins are left, top, right, bottom."""
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(*(px(margin) for margin in margins))
    layout.setSpacing(px(gap))
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """Let the content scroll up and down where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)  # setWidget turned it on
    return area


def clear(layout: QLayout) -> None:
    """Take out every widget that was put into a layout."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
