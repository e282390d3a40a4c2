"""Tabs under the title line, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.label import BOLD, NORMAL
from app.ui.painting import paint_frame
from app.ui.row_button import RowButton
from app.ui.surface import Strip, row
from app.ui.theme import font, px

_HEIGHT = 41
_PAD = 14


class _Tab(RowButton):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._count: int | None = None

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(weight=BOLD)).horizontalAdvance(self.text())
        count = 0 if self._count is None else px(6) + QFontMetrics(font()).horizontalAdvance(str(self._count))
        return QSize(words + count + 2 * px(_PAD), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self.colours()
        painter = QPainter(self)
        chosen = self.isChecked()
        ink = QColor(colours.accent if chosen else colours.text)
        painter.setFont(font(weight=BOLD if chosen else NORMAL))
        painter.setPen(ink)
        count = "" if self._count is None else str(self._count)
        width = QFontMetrics(painter.font()).horizontalAdvance(self.text())
        gap = px(6) if count else 0
        all_of_it = width + gap + QFontMetrics(font()).horizontalAdvance(count)
        left = (self.width() - all_of_it) // 2
        place = QRect(left, 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font())
        painter.setPen(QColor(colours.second))
        painter.drawText(place.adjusted(width + gap, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, count)
        if chosen:
            painter.fillRect(0, self.height() - px(3), self.width(), px(3), QColor(colours.accent))
        if self.hasFocus():
            ring = self.rect().adjusted(0, 2, 0, -px(3) - 1)
            paint_frame(painter, ring, QColor(colours.accent), width=2)


class Tabs(Strip):
    """Emits the key of the tab that was chosen."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("window", "b", parent)
        self.setFixedHeight(px(_HEIGHT))
        layout = row(self, (20, 0, 20, 0), 0)
        self._tabs: dict[str, _Tab] = {}
        for key, words in tabs:
            tab = _Tab(words)
            tab.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._tabs[key] = tab
            layout.addWidget(tab)
        layout.addStretch(1)
        next(iter(self._tabs.values())).setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show how many rows stand under a tab."""
        self._tabs[key].set_count(count)

    def set_current(self, key: str) -> None:
        """Choose a tab as if it had been clicked."""
        self._tabs[key].click()
