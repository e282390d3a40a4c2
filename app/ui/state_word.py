"""State words: a sign and a word on a muted ground, the same in tables, panels and lists."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import font, px
from app.ui.tokens import Tokens, Tone, tokens

_HEIGHT = 22
_SIGN = 14
_PAD = 6
_GAP = 5


@dataclass(frozen=True, slots=True)
class StateWord:
    """A word with its tone; `sign` is the name of an icon, empty for none."""

    word: str
    tone: Tone
    sign: str = ""


def red(word: str) -> StateWord:
    """逾期、不导入、已作废、已退回."""
    return StateWord(word, Tone.RED, "circle-alert")


def amber(word: str) -> StateWord:
    """临近、待审核、待录入、停产、未到位."""
    return StateWord(word, Tone.AMBER, "triangle-alert")


def blue(word: str) -> StateWord:
    """待检查（有期限）、检查中."""
    return StateWord(word, Tone.BLUE, "clock")


def noted(word: str) -> StateWord:
    """待核实."""
    return StateWord(word, Tone.BLUE, "info")


def green(word: str) -> StateWord:
    """已公开、已检查、已到位."""
    return StateWord(word, Tone.GREEN, "check")


def grey(word: str) -> StateWord:
    """不参加."""
    return StateWord(word, Tone.GREY, "minus")


def waiting(word: str) -> StateWord:
    """待检查（列表里）、已取消."""
    return StateWord(word, Tone.GREY, "circle")


def state_width(state: StateWord) -> int:
    """Give the width that a state word takes."""
    sign = px(_SIGN) + px(_GAP) if state.sign else 0
    return px(_PAD) * 2 + sign + QFontMetrics(font()).horizontalAdvance(state.word)


def paint_state(painter: QPainter, place: QRect, state: StateWord, colours: Tokens) -> None:
    """Draw a state word at the left of `place`, in the middle of its height; cut where it does not fit."""
    width = min(state_width(state), place.width())
    height = px(_HEIGHT)
    face = QRect(place.left(), place.top() + (place.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.ground(state.tone))
    painter.drawRoundedRect(face, 2, 2)
    left = face.left() + px(_PAD)
    ink = colours.ink(state.tone)
    if state.sign:
        side = px(_SIGN)
        paint_icon(painter, state.sign, QRect(left, face.top() + (height - side) // 2, side, side), ink)
        left += side + px(_GAP)
    painter.setPen(ink)
    painter.setFont(font())
    room = face.right() - px(_PAD) + 2 - left
    words = QFontMetrics(painter.font()).elidedText(state.word, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(left, face.top(), room, height), Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


class StateLabel(QWidget):
    """A state word as a widget of its own."""

    def __init__(self, state: StateWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(state.word)

    def set_state(self, state: StateWord) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(state.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for sign and word."""
        return QSize(state_width(self._state), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the state word."""
        paint_state(QPainter(self), self.rect(), self._state, tokens(self.palette()))
