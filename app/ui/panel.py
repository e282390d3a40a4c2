"""The side panel: details of what is selected; folds to a strip that names itself."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.buttons import Button, icon_button
from app.ui.icons import paint_icon
from app.ui.label import BOLD, Label
from app.ui.painting import fill, paint_frame
from app.ui.surface import Surface, column, row, scrolling
from app.ui.theme import font, px
from app.ui.tokens import tokens

_STRIP = 36
_FOOT = 49


class _Strip(QPushButton):
    """The folded panel: an icon and the panel's name from top to bottom."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(f"打开侧栏：{name}")
        self.setToolTip(f"打开{name}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(px(_STRIP), px(_STRIP) * 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self.palette())
        painter = QPainter(self)
        fill(painter, self.rect(), QColor(colours.base))
        fill(painter, QRect(0, 0, 1, self.height()), QColor(colours.line))
        side, line = px(18), px(19)
        left = (self.width() - side) // 2
        paint_icon(painter, "panel-right", QRect(left, px(12), side, side), QColor(colours.text))
        painter.setFont(font())
        painter.setPen(QColor(colours.second))
        for number, character in enumerate(self.text()):
            place = QRect(0, px(42) + number * line, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, character)
        if self.hasFocus():
            paint_frame(painter, self.rect(), QColor(colours.accent), width=2)


class SidePanel(QWidget):
    """A panel of `width`; `head` and `body` are layouts to fill, `add_foot` takes the buttons at its foot."""

    folded = Signal(bool)

    def __init__(self, name: str, width: int = 340, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._strip = _Strip(name)
        self._strip.clicked.connect(lambda: self.set_folded(folded=False))
        self._open = Surface("base", "l")
        self._open.setFixedWidth(px(width))
        sides = row(self)
        sides.addWidget(self._strip)
        sides.addWidget(self._open)
        inner = column(self._open, (1, 0, 0, 0))
        top = Surface("base", "b")
        top_row = row(top, (16, 12, 10, 8), 8)
        self.head = QVBoxLayout()
        self.head.setSpacing(px(4))
        top_row.addLayout(self.head, 1)
        fold = icon_button("panel-right-close", f"收起{name}")
        fold.clicked.connect(lambda: self.set_folded(folded=True))
        tools = QWidget()
        self._tool_row = row(tools, gap=10)
        self._tool_row.addWidget(fold)
        top_row.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(top)
        content = QWidget()
        self.body = column(content, (16, 12, 16, 12), 4)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(scrolling(content), 1)
        self._foot = Surface("base", "t")
        self._foot.setFixedHeight(px(_FOOT))
        self._foot_row = row(self._foot, (12, 1, 12, 0), 8)
        self._foot_row.addStretch(1)
        self._foot.hide()
        inner.addWidget(self._foot)
        self.set_folded(folded=False)

    def add_tool(self, button: Button) -> None:
        """Put a small button beside the one that folds (修改)."""
        self._tool_row.insertWidget(self._tool_row.count() - 1, button)

    def add_foot(self, widget: QWidget) -> None:
        """Put a button or words at the panel's foot, from the left."""
        self._foot.show()
        self._foot_row.insertWidget(self._foot_row.count() - 1, widget)

    def show_foot(self, *, shown: bool) -> None:
        """Show the foot only while there is something to do."""
        self._foot.setVisible(shown)

    def set_folded(self, *, folded: bool) -> None:
        """Fold to the strip, or open."""
        self._strip.setVisible(folded)
        self._open.setVisible(not folded)
        self.folded.emit(folded)

    def is_folded(self) -> bool:
        """Tell whether only the strip is shown."""
        return self._open.isHidden()


class DetailPanel(SidePanel):
    """The panel of one row of a list."""

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        raise NotImplementedError

    def show_detail(self, detail: Any) -> None:  # noqa: ANN401 (each panel names its own)
        """Show one row with its records."""
        raise NotImplementedError


def heading(words: str, aside: str = "") -> QWidget:
    """Give a section's heading with words of less weight beside it."""
    widget = QWidget()
    layout = row(widget, (0, 12, 0, 0), 12)
    layout.addWidget(Label(words, weight=BOLD))
    layout.addWidget(Label(aside, "second"), 1)
    return widget


def fact(label: str, value: str | QWidget, width: int = 84) -> QWidget:
    """Give a line of label and value; a long value breaks."""
    widget = QWidget()
    widget.setAccessibleName(label)
    layout = row(widget, gap=12)
    name = Label(label, "second")
    name.setFixedWidth(px(width))
    layout.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    if isinstance(value, str):
        words = Label(value)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(words, 1)
    else:
        layout.addWidget(value, 1, Qt.AlignmentFlag.AlignLeft)
    return widget
