"""The year as a strip of eight steps, the current one on the soft accent."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.office import YearStep
from app.ui.icons import paint_icon
from app.ui.label import BOLD, NORMAL
from app.ui.painting import fill, paint_frame, paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

_HEIGHT = 60
_SIGN = 16
_PAD = 8
_SIGNS: Final[Mapping[str, str]] = {"done": "check", "current": "arrow-right", "ahead": "circle"}
_SAID: Final[Mapping[str, str]] = {"done": "已完成", "current": "进行中", "ahead": "未开始"}


class YearStrip(QWidget):
    """Draws the steps side by side; said as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[YearStep] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[YearStep]) -> None:
        """Show these steps."""
        self._steps = steps
        said = "；".join(f"{step.word} {step.detail} {_SAID[step.state]}" for step in steps)
        self.setAccessibleName(f"本年进度：{said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give the height; the width is what there is."""
        return QSize(px(600), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, lines, signs and words."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        fill(painter, self.rect(), QColor(colours.base))
        for place, step in enumerate(self._steps):
            left = self.width() * place // len(self._steps)
            right = self.width() * (place + 1) // len(self._steps)
            self._paint_step(painter, QRect(left, 0, right - left, self.height()), step)
        paint_frame(painter, self.rect(), QColor(colours.line))

    def _paint_step(self, painter: QPainter, box: QRect, step: YearStep) -> None:
        colours = tokens(self.palette())
        now = step.state == "current"
        if now:
            fill(painter, box, QColor(colours.soft))
        paint_frame(painter, box, QColor(colours.line), "l")
        sign = QRect(box.left() + px(_PAD), box.top() + px(12), px(_SIGN), px(_SIGN))
        ink = QColor(colours.second if step.state == "ahead" else colours.accent)
        paint_icon(painter, _SIGNS[step.state], sign, ink)
        left = sign.right() + px(4)
        words = QRect(left, box.top() + px(10), box.right() - left, px(20))
        painter.setFont(font(weight=BOLD if now else NORMAL))
        paint_words(painter, words, step.word, QColor(colours.text))
        painter.setFont(font())
        paint_words(painter, words.translated(0, px(20)), step.detail, QColor(colours.second))
