"""The digits in very large type, to be read back by every role before they count."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.office import Role
from app.ui.label import BOLD, Label, paragraph
from app.ui.painting import paint_frame
from app.ui.surface import clear, column
from app.ui.theme import font, px
from app.ui.tokens import tokens
from app.ui.wizard.code_box import CodeLine
from app.ui.wizard.words import fours

_LARGE = 44
_LINE = 54
_WORDS = 24
_APART = 8


class LargeDigits(QWidget):
    """One role's digits in groups of four, as many lines as they need."""

    def __init__(self, role: Role, digits: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = f"{role.word}　{role.person}　{len(digits)} 位"
        self._groups = fours(digits)
        self._face = QFont(font(weight=BOLD))
        self._face.setPixelSize(px(_LARGE))
        self.setAccessibleName(f"{self._words} {' '.join(self._groups)}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words and of all lines."""
        return px(_WORDS) + len(self._lines(width)) * px(_LINE) + px(_APART)

    def sizeHint(self) -> QSize:
        """Room for three groups side by side."""
        return QSize(px(480), self.heightForWidth(px(480)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a bar, the words, and the digits."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        paint_frame(painter, self.rect().adjusted(0, 0, 0, -px(_APART)), QColor(colours.accent), "l", px(3))
        left = px(20)
        painter.setFont(font())
        painter.setPen(QColor(colours.second))
        painter.drawText(left, 0, self.width(), px(_WORDS), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(self._face)
        painter.setPen(QColor(colours.text))
        for number, groups in enumerate(self._lines(self.width())):
            place = QRect(left, px(_WORDS) + number * px(_LINE), self.width() - left, px(_LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, " ".join(groups))

    def _lines(self, width: int) -> list[tuple[str, ...]]:
        group = QFontMetrics(self._face).horizontalAdvance("0000 ")
        across = max(1, (width - px(20)) // group)
        return [self._groups[start : start + across] for start in range(0, len(self._groups), across)]


class ReadBack(QWidget):
    """All roles' digits; once confirmed, the seed that came of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(self, gap=8)

    def set_digits(self, roles: Sequence[Role], digits: Sequence[str], seed: str) -> None:
        """Show the digits; `seed` is empty before they are confirmed."""
        clear(self._rows)
        self._rows.addWidget(Label("现场数字" if seed else "请各方听读核对", weight=BOLD))
        for role, typed in zip(roles, digits, strict=True):
            self._rows.addWidget(LargeDigits(role, typed))
        if seed:
            self._rows.addWidget(Label("抽取种子", weight=BOLD))
            line = CodeLine("抽取种子")
            line.set_code(seed)
            self._rows.addWidget(line)
            self._rows.addWidget(paragraph("由名单校验码、保密码和各方数字算出，不能挑选。", "second"))
        self._rows.addStretch(1)
