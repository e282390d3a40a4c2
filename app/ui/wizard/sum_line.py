"""The sum of a stratum as one line: 符合类别 − 不参加 ＝ 家数 × 比例 ＝ 算得 → 进一取整，抽取 n 家."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.draw import DueStratum
from app.ui.icons import paint_icon
from app.ui.label import BOLD, MEDIUM
from app.ui.painting import paint_frame, paint_words
from app.ui.theme import Size, font, px
from app.ui.tokens import Tokens, tokens
from app.ui.wizard.words import exact_words, percent_words

_HEIGHT = 64
_RESULT = 144
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class SumLine(QWidget):
    """Draws the figures with their signs; the last box is what will be drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms: list[tuple[str, str, str]] = []
        self._result = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stratum(self, stratum: DueStratum) -> None:
        """Show the sum of a stratum."""
        self._terms = _terms(stratum)
        self._result = (_result_label(stratum), f"{stratum.quota} 家")
        said = "，".join(f"{label} {figure}" for label, figure, _sign in self._terms)
        self.setAccessibleName(f"{said}，{self._result[0]} {self._result[1]}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give one box of 64 px."""
        return QSize(px(520), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the terms side by side, then the result on its soft ground."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.base))
        result = QRect(self.width() - px(_RESULT), 0, px(_RESULT), self.height())
        painter.fillRect(result, QColor(colours.soft))
        paint_frame(painter, self.rect(), QColor(colours.line))
        _paint_term(painter, result, *self._result, ink=colours.accent, colours=colours)
        room = result.left() - px(8)
        for number, (label, figure, sign) in enumerate(self._terms):
            left = px(8) + room * number // len(self._terms)
            place = QRect(left, 0, room // len(self._terms), self.height())
            _paint_term(painter, place.adjusted(0, 0, -px(20), 0), label, figure, colours.text, colours)
            self._paint_sign(painter, place, sign, colours)

    def _paint_sign(self, painter: QPainter, place: QRect, sign: str, colours: Tokens) -> None:
        box = QRect(place.right() - px(20), 0, px(20), place.height())
        if sign == "→":
            side = px(16)
            arrow = QRect(box.right() - side, (box.height() - side) // 2, side, side)
            paint_icon(painter, "arrow-right", arrow, QColor(colours.second))
            return
        painter.setFont(font(Size.TITLE))
        paint_words(painter, box, sign, QColor(colours.second), _CENTRE)


def _terms(stratum: DueStratum) -> list[tuple[str, str, str]]:
    """Give label, figure and the sign behind it."""
    terms = [
        ("符合类别", str(len(stratum.frame)), "−"),
        ("不参加", str(stratum.count("X")), "＝"),
    ]
    population = str(stratum.population)
    if stratum.override is not None or stratum.ratio is None:
        return [*terms, ("家数", population, "→")]
    return [
        *terms,
        ("家数", population, "×"),
        (stratum.per, percent_words(stratum.ratio), "＝"),
        ("算得", exact_words(stratum.exact), "→"),
    ]


def _result_label(stratum: DueStratum) -> str:
    if stratum.count("M") == stratum.quota and stratum.exact < stratum.quota - 1:
        return "必查多于算得，抽取"
    if stratum.override is not None:
        return "按录入家数，抽取"
    return "抽取" if stratum.exact.denominator == 1 else "进一取整，抽取"


def _paint_term(painter: QPainter, place: QRect, label: str, figure: str, ink: str, colours: Tokens) -> None:
    half = place.height() // 2
    top = QRect(place.left(), place.top() + px(8), place.width(), half - px(8))
    loud = ink == colours.accent
    painter.setFont(font(weight=MEDIUM) if loud else font())
    paint_words(painter, top, label, QColor(ink if loud else colours.second), _CENTRE)
    bottom = QRect(place.left(), place.top() + half, place.width(), half - px(6))
    painter.setFont(font(Size.TITLE, BOLD))
    paint_words(painter, bottom, figure, QColor(ink), _CENTRE)
