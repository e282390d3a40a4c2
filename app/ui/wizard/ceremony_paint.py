"""How the projector shows a draw: its own scale of type, every size multiplied by height / 768."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.services.rows.draw import PickRow
from app.ui.label import BOLD, MEDIUM, NORMAL
from app.ui.painting import paint_frame, paint_words
from app.ui.theme import font
from app.ui.tokens import Tokens
from app.ui.wizard.words import fours, printed_number

DRAWN_FOR = 768
_EDGE = 32
_TICKET = 16
_WORDS, _ITEM, _TICKETS, _DIGITS = 20, 24, 26, 68
_LEAST_DIGITS = 26
_HEAD, _LINE = 40, 54
_TABLE_TOP = 200
_SIDE_WIDTH, _SIDE_GAP = 304, 24
_FOOT = 68
_COLUMNS = (72, 0, 72, 328)
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight
_HOW = (
    ("名单校验码摇号前已签字",),
    ("各方数字、保密码", "合成抽取种子"),
    ("种子算出各家抽签号",),
    ("除以权重，小的中签",),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the room may see: no name of a unit stands in it."""

    title: str
    aside: str
    digits: tuple[tuple[str, str], ...]
    picks: Sequence[PickRow]
    shown: int
    whole: int


@dataclass(frozen=True, slots=True)
class Canvas:
    """A painter with the size of the screen and the colours of the theme."""

    painter: QPainter
    width: int
    height: int
    colours: Tokens

    def px(self, length: float) -> int:
        """Scale a length of the drawing to this screen."""
        return round(length * self.height / DRAWN_FOR)

    def face(self, pixels: int, weight: QFont.Weight = NORMAL) -> None:
        """Write in this size from now on."""
        face = QFont(font(weight=weight))
        face.setPixelSize(max(1, self.px(pixels)))
        self.painter.setFont(face)

    def write(
        self, place: QRect, words: str, ink: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """Write one line."""
        paint_words(self.painter, place, words, QColor(ink), align)


def paint_scene(canvas: Canvas, scene: Scene) -> None:
    """Draw everything but the buttons."""
    canvas.painter.fillRect(0, 0, canvas.width, canvas.height, QColor(canvas.colours.base))
    _paint_title(canvas, scene)
    _paint_digits(canvas, scene)
    _paint_table(canvas, scene)
    _paint_count(canvas, scene)
    _paint_how(canvas)


def _paint_title(canvas: Canvas, scene: Scene) -> None:
    px, colours = canvas.px, canvas.colours
    place = QRect(px(_EDGE), px(10), canvas.width - 2 * px(_EDGE), px(50))
    canvas.face(_WORDS, BOLD)
    canvas.write(place, scene.title, colours.text)
    used = QFontMetrics(canvas.painter.font()).horizontalAdvance(scene.title) + px(24)
    canvas.face(_WORDS)
    canvas.write(place.adjusted(used, 0, 0, 0), scene.aside, colours.second, _RIGHT)
    canvas.painter.fillRect(place.left(), px(60), place.width(), 1, QColor(colours.edge))


def _paint_digits(canvas: Canvas, scene: Scene) -> None:
    """Write each role's digits as large as all of them fit beside one another."""
    px, colours = canvas.px, canvas.colours
    count = max(len(scene.digits), 1)
    step = (canvas.width - 2 * px(_EDGE)) // count
    size = _DIGITS
    spaced = [" ".join(fours(digits)) for _, digits in scene.digits]
    while size > _LEAST_DIGITS and any(_advance(canvas, size, words) > step - px(36) for words in spaced):
        size -= 2
    for place, ((who, _), digits) in enumerate(zip(scene.digits, spaced, strict=True)):
        left = px(_EDGE) + place * step
        canvas.painter.fillRect(left, px(77), px(3), px(108), QColor(colours.accent))
        canvas.face(_WORDS)
        canvas.write(QRect(left + px(24), px(77), step - px(32), px(30)), who, colours.second)
        canvas.face(size, BOLD)
        canvas.write(QRect(left + px(24), px(107), step - px(28), px(82)), digits, colours.text)


def _advance(canvas: Canvas, size: int, words: str) -> int:
    canvas.face(size, BOLD)
    return QFontMetrics(canvas.painter.font()).horizontalAdvance(words)


def _paint_table(canvas: Canvas, scene: Scene) -> None:
    px, colours = canvas.px, canvas.colours
    area = QRect(
        px(_EDGE),
        px(_TABLE_TOP),
        canvas.width - 2 * px(_EDGE) - px(_SIDE_WIDTH) - px(_SIDE_GAP),
        canvas.height - px(_TABLE_TOP) - px(_FOOT),
    )
    head = QRect(area.left(), area.top(), area.width(), px(_HEAD))
    canvas.painter.fillRect(head, QColor(colours.head))
    paint_frame(canvas.painter, head, QColor(colours.edge), "b")
    canvas.face(_WORDS)
    for words, place in zip(
        ("事项", "抽查类别", "顺位", "抽签号（前 16 位）"), _cells(canvas, head), strict=True
    ):
        canvas.write(place, words, colours.second, _CENTRE if words == "顺位" else Qt.AlignmentFlag.AlignLeft)
    lines = max(1, (area.height() - px(_HEAD)) // px(_LINE))
    first = max(0, min(scene.shown + 1, len(scene.picks)) - lines)
    for line, pick in enumerate(scene.picks[first : min(first + lines, scene.shown + 1)]):
        top = head.bottom() + 1 + line * px(_LINE)
        _paint_pick(
            canvas, QRect(area.left(), top, area.width(), px(_LINE)), pick, first + line + 1 - scene.shown
        )


def _cells(canvas: Canvas, line: QRect) -> list[QRect]:
    widths = [canvas.px(width) for width in _COLUMNS]
    widths[1] = line.width() - sum(widths)
    cells, left = [], line.left()
    for width in widths:
        cells.append(QRect(left + canvas.px(12), line.top(), width - canvas.px(16), line.height()))
        left += width
    return cells


def _paint_pick(canvas: Canvas, line: QRect, pick: PickRow, age: int) -> None:
    """Draw one line; `age` is 1 for the one that waits, 0 for the newest, less for those before."""
    colours = canvas.colours
    newest, waits = age == 0, age > 0
    if newest:
        canvas.painter.fillRect(line, QColor(colours.soft))
    ink = colours.accent if newest else colours.quiet if waits else colours.text
    edge = colours.accent if newest else colours.line
    paint_frame(canvas.painter, line, QColor(edge), "b", 2 if newest else 1)
    number, label, rank, ticket = _cells(canvas, line)
    canvas.face(_ITEM, BOLD if not waits else NORMAL)
    canvas.write(number, printed_number(pick.number), ink)
    canvas.face(_ITEM, BOLD if newest else NORMAL)
    canvas.write(label, pick.label, ink)
    canvas.write(rank, str(pick.rank), ink, _CENTRE)
    canvas.face(_TICKETS, BOLD if newest else MEDIUM)
    canvas.write(ticket, "—" if waits else " ".join(fours(pick.ticket[:_TICKET])), ink)


def _paint_count(canvas: Canvas, scene: Scene) -> None:
    px, colours = canvas.px, canvas.colours
    left = canvas.width - px(_EDGE) - px(_SIDE_WIDTH)
    box = QRect(left, px(_TABLE_TOP), px(_SIDE_WIDTH), px(190))
    paint_frame(canvas.painter, box, QColor(colours.line))
    inner = left + px(20)
    canvas.face(_WORDS)
    canvas.write(QRect(inner, box.top() + px(8), box.width(), px(32)), "已揭晓", colours.second)
    canvas.face(_DIGITS, BOLD)
    shown = str(scene.shown)
    canvas.write(QRect(inner, box.top() + px(40), box.width(), px(80)), shown, colours.accent)
    used = QFontMetrics(canvas.painter.font()).horizontalAdvance(shown) + px(12)
    canvas.face(_DIGITS * 2 // 3)
    place = QRect(inner + used, box.top() + px(52), box.width() - used, px(72))
    canvas.write(place, f"/ {len(scene.picks)}", colours.second)
    canvas.face(_WORDS)
    rest = f"还有 {len(scene.picks) - scene.shown} 个" if scene.shown < len(scene.picks) else "全部揭晓"
    canvas.write(QRect(inner, box.top() + px(124), box.width(), px(30)), rest, colours.second)
    if scene.whole:
        words = f"另有 {scene.whole} 家次全部检查"
        canvas.write(QRect(inner, box.top() + px(152), box.width(), px(30)), words, colours.second)


def _paint_how(canvas: Canvas) -> None:
    px, colours = canvas.px, canvas.colours
    left, top = canvas.width - px(_EDGE) - px(_SIDE_WIDTH), px(_TABLE_TOP + 206)
    box = QRect(left, top, px(_SIDE_WIDTH), canvas.height - px(_FOOT) - px(8) - top)
    paint_frame(canvas.painter, box, QColor(colours.line))
    canvas.face(_WORDS, BOLD)
    canvas.write(QRect(left + px(20), top + px(14), box.width(), px(32)), "怎样核对", colours.text)
    canvas.face(_WORDS)
    line = top + px(52)
    for number, parts in enumerate(_HOW, start=1):
        canvas.write(QRect(left + px(22), line, px(24), px(28)), f"{number}.", colours.text)
        for part in parts:
            canvas.write(QRect(left + px(46), line, box.width() - px(50), px(28)), part, colours.text)
            line += px(28)
        line += px(8)
