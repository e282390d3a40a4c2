"""Table heads: words aligned as their column, the order shown behind them, groups over neighbours."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.columns import LEFT, RIGHT, Heading
from app.ui.label import MEDIUM
from app.ui.painting import paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

HEADER_HEIGHT = 32
GROUPED_HEIGHT = 48
_PAD = 8
_LEAST, _READABLE = 96, 176  # a column that takes what room is left is read from the second width on
_THIN = " "  # between a title and the sign of its order


class Header(QHeaderView):
    """Draws itself; the table tells it the columns and the order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._headings: Sequence[Heading] = ()
        self._sorted = ""
        self._falling = False
        self._stretched: list[int] = []
        self.sectionResized.connect(lambda section, _old, _new: self._fit(section))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(28))
        self.setAccessibleName("表头，单击排序")

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Take what stands above the columns."""
        self._headings = headings
        self.updateGeometry()

    def stretch(self, section: int) -> None:
        """Give a column the room that the others leave; where they leave too little the table is scrolled."""
        self._stretched.append(section)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def set_order(self, sort: str, *, falling: bool) -> None:
        """Show by which column the rows are ordered."""
        self._sorted, self._falling = sort, falling
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Give one line, or two where columns are grouped."""
        grouped = any(heading.group for heading in self._headings)
        return QSize(super().sizeHint().width(), px(GROUPED_HEIGHT if grouped else HEADER_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        if section >= len(self._headings):
            return
        heading = self._headings[section]
        title, align = heading.title, heading.align
        colours = tokens(self.palette())
        painter.save()
        painter.fillRect(rect, QColor(colours.head))
        if heading.group:
            self._paint_group(painter, rect, section, heading.group)
            rect = rect.adjusted(0, rect.height() // 2, 0, 0)
        last = section == self.count() - 1
        if not last:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(colours.line))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.edge))
        sign = self._sign(section)
        painter.setFont(font(weight=MEDIUM) if sign else font())
        inner = rect.adjusted(px(_PAD), 0, -px(_PAD), -1)
        ink = QColor(colours.second)
        room = QFontMetrics(painter.font()).horizontalAdvance(sign) if sign and align is LEFT else 0
        words = f"{sign.strip()}{_THIN}{title}" if align is RIGHT and sign else title
        paint_words(painter, inner.adjusted(0, 0, -room, 0), words, ink, align)
        if room:
            width = QFontMetrics(painter.font()).horizontalAdvance(title)
            paint_words(painter, inner.adjusted(min(width, inner.width() - room), 0, 0, 0), sign, ink)
        painter.restore()

    def _fit(self, resized: int | None = None) -> None:
        sections = [section for section in self._stretched if not self.isSectionHidden(section)]
        if not sections or resized in sections:
            return
        taken = self.length() - sum(self.sectionSize(section) for section in sections)
        narrow = self.viewport().width() - taken < len(sections) * px(_LEAST)
        wanted = QHeaderView.ResizeMode.Fixed if narrow else QHeaderView.ResizeMode.Stretch
        for section in sections:
            if wanted is not self.sectionResizeMode(section):
                self.setSectionResizeMode(section, wanted)
            if narrow:
                self.resizeSection(section, px(_READABLE))

    def _sign(self, section: int) -> str:
        if not self._sorted or self._headings[section].sort != self._sorted:
            return ""
        return f"{_THIN}▾" if self._falling else f"{_THIN}▴"

    def _paint_group(self, painter: QPainter, rect: QRect, section: int, group: str) -> None:
        """Write the group's name over all its columns; each section draws its part of it."""
        colours = tokens(self.palette())
        runs = groupby(range(len(self._headings)), key=lambda place: self._headings[place].group)
        members = next(run for run in ([*places] for _, places in runs) if section in run)
        left = self.sectionViewportPosition(members[0])
        width = sum(self.sectionSize(member) for member in members)
        whole = QRect(left, rect.top(), width, rect.height() // 2)
        painter.setClipRect(rect)
        painter.fillRect(whole.left(), whole.bottom(), whole.width(), 1, QColor(colours.line))
        painter.fillRect(whole.right(), whole.top(), 1, whole.height(), QColor(colours.line))
        painter.setFont(font())
        paint_words(painter, whole, group, QColor(colours.second), Qt.AlignmentFlag.AlignHCenter)
        painter.setClipping(False)
