"""What every step of the wizard is: content, a pane at the right where it has one, and the foot."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.page import WIZARD_FOOT, Foot
from app.ui.surface import column, row, scrolling
from app.ui.theme import px
from app.ui.wizard.standing import Place, Standing

_APART = 8


class DrawStep(QWidget):
    """One step. `moved` asks for another step, `acted` tells that the database changed and where to go.

    The accent button at the right of the foot goes on; `refuse` disables it and says why beside it.
    """

    moved = Signal(int)
    acted = Signal(int)
    void_asked = Signal()

    def __init__(self, name: str, onward: str, back: str = "上一步", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.first: QWidget | None = None
        self._sides = row(self)
        self.centre = QWidget()
        lines = column(self.centre)
        content = QWidget()
        self.body = column(content, (20, 12, 20, 12), 8)
        lines.addWidget(content, 1)
        self.foot = Foot(WIZARD_FOOT)
        self.back = Button(back, "arrow-left")
        self.onward = Button(onward, kind=Kind.ACCENT, after="arrow-right")
        self.foot.add_left(self.back)
        self.foot.add(self.onward)
        lines.addWidget(self.foot)
        self._sides.addWidget(self.centre, 1)
        self.back.clicked.connect(lambda _checked=False: self.go_back())
        self.onward.clicked.connect(lambda _checked=False: self.go_on())

    def add_pane(self, pane: QWidget) -> None:
        """Put a pane right of content and foot."""
        self._sides.addWidget(pane)

    def show_standing(self, standing: Standing) -> None:
        """Show where the draw stands; called after every read."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Go to the step before."""
        self.moved.emit(self.place() - 1)

    def go_on(self) -> None:
        """Go to the next step, or do what the accent button says."""
        self.moved.emit(self.place() + 1)

    def place(self) -> Place:
        """Tell which step this is."""
        raise NotImplementedError

    def refuse(self, reason: str) -> None:
        """Disable the way onward and say why; an empty reason opens it."""
        self.onward.setEnabled(not reason)
        self.foot.reason.setText(f"还差：{reason}" if reason else "")
        self.foot.reason.set_ink("amber" if reason else "second")

    def set_density(self, density: Density) -> None:
        """Make do with the room there is."""


class _Apart(QObject):
    """Keeps the boxes of a step off the bar that scrolls them."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.verticalScrollBar().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when the bar appears, give it back when it goes."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            gap = px(_APART) if event.type() is QEvent.Type.Show else 0
            layout = self._area.widget().layout()
            if layout is not None:
                edges = layout.contentsMargins()
                layout.setContentsMargins(edges.left(), edges.top(), gap, edges.bottom())
        return super().eventFilter(watched, event)


def scrolled(content: QWidget) -> QScrollArea:
    """Let a step's content scroll, a little apart from its bar; the content has no right edge of its own."""
    area = scrolling(content)
    _Apart(area)
    return area
