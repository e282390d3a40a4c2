"""Plain grounds with lines of 1 px at their sides: all that the drawings are made of."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.painting import fill, paint_frame
from app.ui.theme import px
from app.ui.tokens import Ground, tokens

_VIEWPORT = "qt_scrollarea_viewport"
"""How Qt calls the ground of what scrolls, and its style sheets know it."""


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
        fill(painter, event.rect(), colours.named(self._ground))
        paint_frame(painter, self.rect(), QColor(colours.line), self._lines)


class Strip(Surface):
    """A surface over the whole width of a page; its content stands as far in as all else on the page."""

    def set_edge(self, edge: int) -> None:
        """Keep this far from both sides."""
        layout = self.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            layout.setContentsMargins(edge, margins.top(), edge, margins.bottom())


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


class _Area(QScrollArea):
    """Keeps the scroll bar off the content while there is one."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def _make_room(self, _least: int, most: int) -> None:
        self.setViewportMargins(0, 0, self._gap if most else 0, 0)


def scrolling(content: QWidget, gap: int = 0) -> QScrollArea:
    """Let the content scroll up and down where the window is too low for it; `gap` keeps the bar apart."""
    area = _Area(px(gap)) if gap else QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    ground = QWidget()  # Qt's own is filled, and asked for it PySide loads every widget there is
    ground.setObjectName(_VIEWPORT)
    area.setViewport(ground)
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
