"""Plain charts: bars and squares with their numbers beside them, no axes, nothing that moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting import fill, paint_words
from app.ui.theme import font, px
from app.ui.tokens import Tokens, tokens

_BAR = 16
_SIDE = 28
_LEGEND = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar; `colour` names a colour of the tokens."""

    label: str
    value: float
    colour: str


class StackedBar(QWidget):
    """One bar of several parts with its legend under it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._parts: Sequence[Part] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts of a whole."""
        self._parts = parts
        said = "，".join(f"{part.label} {part.value:g}" for part in parts)
        self.setAccessibleName(f"{self._name}：{said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give a bar and a line of legend."""
        return QSize(px(240), px(_BAR + 12 + 20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, then its legend."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        bar = QRect(0, 0, self.width(), px(_BAR))
        _paint_parts(painter, bar, self._parts, sum(part.value for part in self._parts), colours)
        left = 0
        painter.setFont(font())
        for part in self._parts:
            side = px(_LEGEND)
            top = px(_BAR + 12)
            square = QRect(left, top + (px(20) - side) // 2, side, side)
            fill(painter, square, QColor(getattr(colours, part.colour)))
            words = f"{part.label} {part.value:g}"
            width = QFontMetrics(painter.font()).horizontalAdvance(words)
            place = QRect(left + side + px(6), top, width + 2, px(20))
            paint_words(painter, place, words, QColor(colours.second))
            left = place.right() + px(8)


@dataclass(frozen=True, slots=True)
class BarLine:
    """A line of bars: name before, parts, words behind; `whole` is the length of a full bar."""

    label: str
    parts: tuple[Part, ...]
    whole: float
    words: str
    aside: str = ""


class BarLines(QWidget):
    """Bars one under the other, as of quarters or of people."""

    def __init__(self, name: str, line: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._line = line
        self._lines: Sequence[BarLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[BarLine]) -> None:
        """Show these lines."""
        self._lines = lines
        said = "；".join(f"{line.label} {line.words}" for line in lines)
        self.setAccessibleName(f"{self._name}：{said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give a line to each."""
        return QSize(px(240), px(self._line) * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw names, bars and figures in three columns."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.setFont(font())
        metrics = QFontMetrics(painter.font())
        names = max((metrics.horizontalAdvance(line.label) for line in self._lines), default=0) + px(16)
        asides = max((metrics.horizontalAdvance(line.aside) for line in self._lines), default=0)
        asides += px(12) if asides else 0
        figures = max((metrics.horizontalAdvance(line.words) for line in self._lines), default=0) + px(20)
        height = px(_BAR if self._line >= _SIDE else 12)
        for place, line in enumerate(self._lines):
            band = QRect(0, place * px(self._line), self.width(), px(self._line))
            paint_words(painter, band, line.label, QColor(colours.second))
            paint_words(painter, band.adjusted(names, 0, 0, 0), line.aside, QColor(colours.second))
            right = Qt.AlignmentFlag.AlignRight
            paint_words(painter, band, line.words, QColor(colours.text), right)
            left = names + asides
            bar = QRect(
                left, band.top() + (band.height() - height) // 2, self.width() - left - figures, height
            )
            _paint_parts(painter, bar, line.parts, line.whole, colours)


class SquareState(Enum):
    """What a numbered square says."""

    DONE = "已检查"
    DRAWN = "已抽取待检查"
    OPEN = "未抽取"


class NumberedSquares(QWidget):
    """One square for each item, filled, outlined or plain."""

    def __init__(self, name: str, across: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._across = across
        self._squares: Sequence[tuple[str, SquareState]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_squares(self, squares: Sequence[tuple[str, SquareState]]) -> None:
        """Show these numbers."""
        self._squares = squares
        said = "；".join(
            f"{state.value} {'、'.join(number for number, found in squares if found is state) or '无'}"
            for state in SquareState
        )
        self.setAccessibleName(f"{self._name}：{said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give rows of squares and the legend."""
        rows = -(-len(self._squares) // self._across)
        return QSize(self._across * px(32), rows * px(32) + px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares, then what their looks mean."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.setFont(font())
        side, step = px(_SIDE), px(32)
        for place, (number, state) in enumerate(self._squares):
            line, across = divmod(place, self._across)
            square = QRect(across * step, line * step, side, side)
            _paint_square(painter, square, state, colours)
            ink = {SquareState.DONE: colours.on_accent, SquareState.DRAWN: colours.accent}.get(
                state, colours.second
            )
            painter.setPen(QColor(ink))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, number)
        top = self.height() - px(22)
        left = 0
        for state in SquareState:
            _paint_square(painter, QRect(left, top + px(4), px(_LEGEND), px(_LEGEND)), state, colours)
            width = QFontMetrics(painter.font()).horizontalAdvance(state.value)
            place_of_words = QRect(left + px(18), top, width + 2, px(20))
            paint_words(painter, place_of_words, state.value, QColor(colours.second))
            left = place_of_words.right() + px(10)


def _paint_parts(painter: QPainter, bar: QRect, parts: Sequence[Part], whole: float, colours: Tokens) -> None:
    fill(painter, bar, QColor(colours.head))
    left = bar.left()
    for part in parts:
        width = round(bar.width() * part.value / whole) if whole else 0
        place = QRect(left, bar.top(), max(0, width - 1), bar.height())
        fill(painter, place, QColor(getattr(colours, part.colour)))
        left += width


def _paint_square(painter: QPainter, square: QRect, state: SquareState, colours: Tokens) -> None:
    if state is SquareState.DONE:
        fill(painter, square, QColor(colours.accent))
        return
    drawn = state is SquareState.DRAWN
    fill(painter, square, QColor(colours.accent if drawn else colours.edge))
    inset = 2 if drawn else 1
    fill(painter, square.adjusted(inset, inset, -inset, -inset), QColor(colours.base))
