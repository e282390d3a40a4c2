"""The line of states of a plan: what is done, who did it, what is now, what must be done by when."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.plan import PlanStep
from app.ui.icons import paint_icon
from app.ui.label import BOLD, NORMAL
from app.ui.painting import paint_words
from app.ui.surface import Strip, clear, row
from app.ui.theme import font, px
from app.ui.tokens import tokens

_HEIGHT = 44
_SIGN = 16
_GAP = 8
_LINE = 3
_APART = 20


class _State(QWidget):
    """One state: sign, word, and who or when; its detail gives way where there is little room."""

    def __init__(self, step: PlanStep) -> None:
        super().__init__()
        self._step = step
        self._said = "已完成" if step.done else "当前" if step.current else "未到"
        self.setAccessibleName("，".join(part for part in (step.word, step.detail, self._said) if part))
        self.setToolTip(f"{step.word}　{step.detail}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        detail = QFontMetrics(font()).horizontalAdvance(self._step.detail)
        return QSize(self._words_end() + (px(_GAP) + detail if detail else 0) + 1, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_end(), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self.palette())
        painter = QPainter(self)
        step = self._step
        ink = QColor(colours.accent if step.current or step.done else colours.quiet)
        side = px(_SIGN)
        sign = "arrow-right" if step.current else "check" if step.done else "circle"
        paint_icon(painter, sign, QRect(0, (self.height() - side) // 2, side, side), ink)
        painter.setFont(font(weight=BOLD if step.current else NORMAL))
        word = QRect(side + px(_GAP), 0, self._words_end() - side - px(_GAP), self.height())
        paint_words(painter, word, step.word, QColor(colours.accent if step.current else colours.text))
        painter.setFont(font())
        left = self._words_end() + px(_GAP)
        room = QRect(left, 0, self.width() - left, self.height())
        if room.width() >= QFontMetrics(font()).horizontalAdvance(step.detail):
            paint_words(painter, room, step.detail, QColor(colours.second))
        if step.current:
            line = QRect(0, self.height() - px(_LINE), self.width(), px(_LINE))
            painter.fillRect(line, QColor(colours.accent))

    def _words_end(self) -> int:
        words = QFontMetrics(font(weight=BOLD)).horizontalAdvance(self._step.word)
        return px(_SIGN) + px(_GAP) + words + 2


class StateLine(Strip):
    """拟稿 → 送审 → 已签发 → 已上报 → 已公示, the current one underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "b", parent)
        self.setFixedHeight(px(_HEIGHT))
        self.setAccessibleName("计划状态")
        self._row = row(self, (20, 0, 20, 1), _APART)

    def set_steps(self, steps: Sequence[PlanStep]) -> None:
        """Show where the plan stands."""
        clear(self._row)
        for place, step in enumerate(steps):
            if place:
                self._row.addWidget(_Rule())
            self._row.addWidget(_State(step))
        self._row.addStretch(1)


class _Rule(QWidget):
    """A short upright line between two states."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        high = px(20)
        line = QRect(0, (self.height() - high) // 2, 1, high)
        QPainter(self).fillRect(line, QColor(tokens(self.palette()).line))
