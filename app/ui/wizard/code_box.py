"""Codes that people compare by eye or take a picture of: the 名单校验码 with its QR, the commitment."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.qr import Modules
from app.ui.label import MEDIUM
from app.ui.painting import paint_frame
from app.ui.theme import Size, font, px
from app.ui.tokens import tokens
from app.ui.wizard.words import fours

_ACROSS = 4
_LINE, _STEP = 38, 129
_PAD = 20
_CODE_HEIGHT = 178
_LOW_LINE, _LOW_HEIGHT, _LOW_STEP = 27, 130, 100
_QR = 111
_QUIET = 8
_LINE_HEIGHT = 44


class CodeBox(QWidget):
    """64 hex as 4 × 4 groups in the largest type, the QR code beside them on white, also in the dark."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._groups: tuple[str, ...] = ()
        self._modules: Modules = ()
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, *, low: bool) -> None:
        """Make do with less height: at 125 % the smaller type is as large as 28 px on a plain screen."""
        self._low = low
        self.updateGeometry()
        self.update()

    def set_code(self, code: str, modules: Modules) -> None:
        """Show a code and the dark modules of its QR code."""
        self._groups = fours(code)
        self._modules = modules
        self.setAccessibleName(f"{self._name} {' '.join(self._groups)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for four lines of groups."""
        return QSize(px(460), px(_LOW_HEIGHT if self._low else _CODE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Keep all groups in sight."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the groups, then the code."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.base))
        paint_frame(painter, self.rect(), QColor(colours.line))
        painter.setFont(font(Size.TITLE if self._low else Size.CODE, MEDIUM))
        painter.setPen(QColor(colours.text))
        side, height = px(_QR), px(_LOW_LINE if self._low else _LINE)
        room = (self.width() - side - px(4 * _QUIET) - px(_PAD)) // _ACROSS
        step = min(room, px(_LOW_STEP if self._low else _STEP))
        top = (self.height() - height * _ACROSS) // 2
        for number, group in enumerate(self._groups):
            line, across = divmod(number, _ACROSS)
            place = QRect(px(_PAD) + across * step, top + line * height, step, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, group)
        left = self.width() - side - px(_PAD) - px(_QUIET)
        self._paint_qr(painter, QRect(left, (self.height() - side) // 2, side, side))

    def _paint_qr(self, painter: QPainter, place: QRect) -> None:
        """Draw the code on white: modules are filled to whole pixels, so that no seam shows."""
        if not self._modules:
            return
        quiet = px(_QUIET)
        painter.fillRect(place.adjusted(-quiet, -quiet, quiet, quiet), Qt.GlobalColor.white)
        count = len(self._modules)
        edges = [place.width() * number // count for number in range(count + 1)]
        for line, modules in enumerate(self._modules):
            for across, dark in enumerate(modules):
                if dark:
                    painter.fillRect(
                        place.left() + edges[across],
                        place.top() + edges[line],
                        edges[across + 1] - edges[across],
                        edges[line + 1] - edges[line],
                        Qt.GlobalColor.black,
                    )


class CodeLine(QWidget):
    """A code in groups of four, on one line where there is room and on two where there is not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._groups: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_code(self, code: str) -> None:
        """Show a code."""
        self._groups = fours(code)
        self.setAccessibleName(f"{self._name} {' '.join(self._groups)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for two lines."""
        return QSize(px(420), px(_LINE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the groups."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.base))
        paint_frame(painter, self.rect(), QColor(colours.line))
        painter.setFont(font())
        painter.setPen(QColor(colours.text))
        inner = self.rect().adjusted(px(12), 0, -px(12), 0)
        half = -(-len(self._groups) // 2)
        whole = " ".join(self._groups)
        lines = [self._groups]
        if QFontMetrics(painter.font()).horizontalAdvance(whole) > inner.width():
            lines = [self._groups[:half], self._groups[half:]]
        height = px(20)
        top = (self.height() - height * len(lines)) // 2
        for number, groups in enumerate(lines):
            step = inner.width() // max(len(groups), 1)
            for across, group in enumerate(groups):
                place = QRect(inner.left() + across * step, top + number * height, step, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, group)
