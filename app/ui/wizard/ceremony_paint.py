"""How the projector shows a draw: its own scale of type, every size multiplied by height / 768.

What the room must read from its last row (digits, the newest ticket, the count) still reads on a picture of
320 × 180.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter

from app.ui.label import BOLD, MEDIUM, NORMAL
from app.ui.painting import paint_frame, paint_words
from app.ui.theme import font
from app.ui.tokens import Tokens, Tone
from app.ui.wizard.words import fours

DRAWN_FOR = 768
EDGE = 32
_TICKET = 16
_TITLE, _WORDS, _LINE_WORDS, _DIGITS = 30, 24, 32, 76
_NEWEST_NUMBER, _NEWEST_WORDS, _NEWEST_TICKET = 48, 36, 56
_COUNT, _OF_ALL = 72, 44
_LEAST = 18
_DIGITS_HEIGHT, _DIGIT_LINES = 82, 4
_HEAD, _LINE, _NEWEST = 40, 54, 118
_TABLE_TOP = 200
_BELOW = 12
_SIDE_WIDTH, _SIDE_GAP = 272, 24
_COUNT_HEIGHT = 196
_COLUMNS = (76, 0, 68, 340)
_HOW_STEP = 32
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight
_MARK, _MARK_ANGLE, _MARK_OPACITY = 260, -24, 0.12
_HOW = (
    ("名单校验码", "摇号前已签字"),
    ("各方数字、保密码", "合成抽取种子"),
    ("种子算出抽签号",),
    ("除以权重，小的中签",),
)


@dataclass(frozen=True, slots=True)
class SceneLine:
    """One pick as the room sees it: ``words`` is its 抽查类别 in 保密摇号, its name in 公开摇号.

    ``waiting`` stands in their place until it is revealed, and names nobody.
    """

    number: str
    words: str
    rank: int
    ticket: str
    waiting: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the room may see; ``number`` and ``heading`` stand over the picks, ``mark`` across a rehearsal.

    ``whole`` tells of the picks where nothing was chosen, or is empty.
    """

    title: str
    aside: str
    digits: tuple[tuple[str, str], ...]
    number: str
    heading: str
    picks: Sequence[SceneLine]
    shown: int
    whole: str
    mark: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """A painter with the size of the screen above its foot and the colours of the theme."""

    painter: QPainter
    width: int
    height: int
    foot: int
    colours: Tokens

    def px(self, length: float) -> int:
        """Scale a length of the drawing to this screen."""
        return projected(length, self.height)

    @property
    def bottom(self) -> int:
        """Where the scene ends: a little above the foot."""
        return self.height - self.foot - self.px(_BELOW)

    def face(self, pixels: float, weight: QFont.Weight = NORMAL) -> None:
        """Write in this size from now on."""
        face = QFont(font(weight=weight))
        face.setPixelSize(max(1, self.px(pixels)))
        self.painter.setFont(face)

    def advance(self, words: str) -> int:
        """Measure one line in the face in use, up to the next whole pixel: half a pixel over would be cut."""
        return ceil(QFontMetricsF(self.painter.font()).horizontalAdvance(words))

    def fit(self, lines: Sequence[str], width: int, most: int, weight: QFont.Weight = NORMAL) -> None:
        """Write as large as all lines fit the width, at most `most` and never too small to read."""
        for size in range(most, _LEAST - 1, -2):
            self.face(size, weight)
            if all(self.advance(words) <= width for words in lines):
                return

    def write(self, place: QRect, words: str, ink: str, align: Qt.AlignmentFlag = _LEFT) -> None:
        """Write one line."""
        paint_words(self.painter, place, words, QColor(ink), align)


def projected(length: float, height: int) -> int:
    """Scale a length of the drawing to a screen of this height."""
    return round(length * height / DRAWN_FOR)


def paint_scene(canvas: Canvas, scene: Scene) -> None:
    """Draw everything but the buttons."""
    canvas.painter.fillRect(0, 0, canvas.width, canvas.height, QColor(canvas.colours.base))
    _paint_title(canvas, scene)
    _paint_digits(canvas, scene)
    _paint_table(canvas, scene)
    _paint_count(canvas, scene)
    _paint_how(canvas)
    _paint_mark(canvas, scene.mark)


def _paint_mark(canvas: Canvas, mark: str) -> None:
    """Write 彩排 across the whole screen, so that nobody takes a rehearsal for a draw."""
    if not mark:
        return
    painter = canvas.painter
    painter.save()
    painter.setOpacity(_MARK_OPACITY)
    painter.translate(canvas.width / 2, canvas.height / 2)
    painter.rotate(_MARK_ANGLE)
    canvas.face(_MARK, BOLD)
    wide, high = canvas.px(_MARK * 3), canvas.px(_MARK * 3 / 2)
    painter.setPen(QColor(canvas.colours.inks[Tone.RED]))
    painter.drawText(QRect(-wide // 2, -high // 2, wide, high), Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()


def _paint_title(canvas: Canvas, scene: Scene) -> None:
    px, colours = canvas.px, canvas.colours
    place = QRect(px(EDGE), px(8), canvas.width - 2 * px(EDGE), px(52))
    canvas.face(_WORDS)
    canvas.write(place, scene.aside, colours.second, _RIGHT)
    room = place.width() - canvas.advance(scene.aside) - px(24)
    canvas.fit((scene.title,), room, _TITLE, BOLD)
    canvas.write(place.adjusted(0, 0, room - place.width(), 0), scene.title, colours.text)
    canvas.painter.fillRect(place.left(), px(62), place.width(), 1, QColor(colours.edge))


def _paint_digits(canvas: Canvas, scene: Scene) -> None:
    """Write each role's digits as large as all of them fit beside one another."""
    px, colours = canvas.px, canvas.colours
    step = (canvas.width - 2 * px(EDGE)) // max(len(scene.digits), 1)
    blocks = digit_blocks(canvas, [digits for _, digits in scene.digits], step - px(34))
    height = px(_DIGITS_HEIGHT) // max(map(len, blocks), default=1)
    for place, ((who, _), lines) in enumerate(zip(scene.digits, blocks, strict=True)):
        left = px(EDGE) + place * step
        canvas.painter.fillRect(left, px(76), px(3), px(110), QColor(colours.accent))
        canvas.face(_WORDS)
        canvas.write(QRect(left + px(22), px(74), step - px(30), px(32)), who, colours.second)
        fit_blocks(canvas, blocks, step - px(34))
        for line, words in enumerate(lines):
            top = px(106) + line * height
            canvas.write(QRect(left + px(22), top, step - px(26), height), words, colours.text)


def digit_blocks(canvas: Canvas, digits: Sequence[str], width: int) -> list[list[str]]:
    """Break the digits into the number of lines, the same for all roles, that lets them be largest."""
    choices = []
    longest = max((len(fours(each)) for each in digits), default=1)
    for count in range(1, _DIGIT_LINES + 1):
        blocks = [_broken(fours(each), -(-longest // count)) for each in digits]
        fit_blocks(canvas, blocks, width)
        choices.append((QFontMetrics(canvas.painter.font()).height(), -count, blocks))
    return max(choices)[2]


def _broken(groups: Sequence[str], across: int) -> list[str]:
    return [" ".join(groups[start : start + across]) for start in range(0, len(groups), across)]


def fit_blocks(canvas: Canvas, blocks: Sequence[Sequence[str]], width: int) -> None:
    """Write from now on as large as every line of every role fits its place."""
    most = _DIGITS if max(map(len, blocks), default=1) == 1 else _DIGITS_HEIGHT // max(map(len, blocks))
    canvas.fit([words for block in blocks for words in block], width, most, BOLD)


def _paint_table(canvas: Canvas, scene: Scene) -> None:
    """Draw the head and the last lines: the newest stands taller, one that waits is under it."""
    px, colours = canvas.px, canvas.colours
    width = canvas.width - 2 * px(EDGE) - px(_SIDE_WIDTH) - px(_SIDE_GAP)
    head = QRect(px(EDGE), px(_TABLE_TOP), width, px(_HEAD))
    canvas.painter.fillRect(head, QColor(colours.head))
    paint_frame(canvas.painter, head, QColor(colours.edge), "b")
    canvas.face(_WORDS)
    titles = (scene.number, scene.heading, "顺位", "抽签号（前 16 位）")
    for words, cell in zip(titles, _cells(canvas, head), strict=True):
        canvas.write(cell, words, colours.second, _CENTRE if words == "顺位" else _LEFT)
    beside = max(0, (canvas.bottom - head.bottom() - px(_NEWEST)) // px(_LINE))
    first = max(0, min(scene.shown + 1, len(scene.picks)) - beside - 1)
    top = head.bottom() + 1
    for place, pick in enumerate(scene.picks[first : scene.shown + 1], start=first + 1):
        newest = place == scene.shown
        line = QRect(head.left(), top, width, px(_NEWEST if newest else _LINE))
        if newest:
            _paint_newest(canvas, line, pick)
        else:
            _paint_pick(canvas, line, pick, scene)
        top += line.height()


def _cells(canvas: Canvas, line: QRect) -> list[QRect]:
    widths = [canvas.px(width) for width in _COLUMNS]
    widths[1] = line.width() - sum(widths)
    cells, left = [], line.left()
    for width in widths:
        cells.append(QRect(left + canvas.px(12), line.top(), width - canvas.px(16), line.height()))
        left += width
    return cells


def _paint_pick(canvas: Canvas, line: QRect, pick: SceneLine, scene: Scene) -> None:
    """Draw a line revealed before, or the one that waits, without its ticket."""
    colours = canvas.colours
    waits = scene.shown < len(scene.picks) and pick is scene.picks[scene.shown]
    ink = colours.quiet if waits else colours.text
    paint_frame(canvas.painter, line, QColor(colours.line), "b")
    number, label, rank, ticket = _cells(canvas, line)
    canvas.face(_LINE_WORDS, NORMAL if waits else BOLD)
    canvas.write(number, pick.number, ink)
    words = [pick.waiting] if waits else [found.words for found in scene.picks]
    canvas.fit(words, label.width(), _LINE_WORDS)
    canvas.write(label, pick.waiting if waits else pick.words, ink)
    canvas.face(_LINE_WORDS)
    canvas.write(rank, str(pick.rank), ink, _CENTRE)
    canvas.face(_LINE_WORDS, MEDIUM)
    canvas.write(ticket, "—" if waits else _ticket(pick), ink)


def _paint_newest(canvas: Canvas, line: QRect, pick: SceneLine) -> None:
    """Draw the line just revealed in two lines of very large type."""
    px, ink = canvas.px, canvas.colours.accent
    canvas.painter.fillRect(line, QColor(canvas.colours.soft))
    paint_frame(canvas.painter, line, QColor(ink), "b", 2)
    number, label, _, _ = _cells(canvas, line)
    canvas.fit((pick.number,), number.width(), _NEWEST_NUMBER, BOLD)
    canvas.write(number, pick.number, ink)
    inner = line.adjusted(label.left() - line.left(), px(4), -px(16), -px(4))
    words = inner.adjusted(0, 0, 0, -inner.height() * 3 // 5)
    canvas.face(_NEWEST_WORDS, BOLD)
    rank = f"顺位 {pick.rank}"
    canvas.write(words, rank, ink, _RIGHT)
    room = words.width() - canvas.advance(rank) - px(24)
    canvas.fit((pick.words,), room, _NEWEST_WORDS, BOLD)
    canvas.write(words.adjusted(0, 0, room - words.width(), 0), pick.words, ink)
    ticket = QRect(words.left(), words.bottom() + 1, words.width(), inner.bottom() - words.bottom())
    canvas.fit((_ticket(pick),), ticket.width(), _NEWEST_TICKET, BOLD)
    canvas.write(ticket, _ticket(pick), ink)


def _ticket(pick: SceneLine) -> str:
    return " ".join(fours(pick.ticket[:_TICKET]))


def _paint_count(canvas: Canvas, scene: Scene) -> None:
    px, colours = canvas.px, canvas.colours
    left = canvas.width - px(EDGE) - px(_SIDE_WIDTH)
    box = QRect(left, px(_TABLE_TOP), px(_SIDE_WIDTH), px(_COUNT_HEIGHT))
    paint_frame(canvas.painter, box, QColor(colours.line))
    inner = box.adjusted(px(20), px(8), -px(16), -px(12))
    canvas.face(_WORDS)
    canvas.write(QRect(inner.left(), inner.top(), inner.width(), px(32)), "已揭晓", colours.second)
    shown, rest = str(scene.shown), f"/ {len(scene.picks)}"
    figures = QRect(inner.left(), inner.top() + px(30), inner.width(), px(80))
    canvas.face(_OF_ALL)
    of_all = canvas.advance(rest) + px(10)
    canvas.fit((shown,), inner.width() - of_all, _COUNT, BOLD)
    canvas.write(figures, shown, colours.accent)
    used = canvas.advance(shown) + px(10)
    canvas.face(_OF_ALL)
    canvas.write(figures.adjusted(used, px(14), 0, 0), rest, colours.second)
    words = [f"还有 {len(scene.picks) - scene.shown} 个" if scene.shown < len(scene.picks) else "全部揭晓"]
    if scene.whole:
        words.append(scene.whole)
    canvas.fit(words, inner.width(), _WORDS)
    for place, line in enumerate(words):
        top = inner.top() + px(114) + place * px(30)
        canvas.write(QRect(inner.left(), top, inner.width(), px(30)), line, colours.second)


def _paint_how(canvas: Canvas) -> None:
    """Say how to check, closer together where the foot leaves little room."""
    px, colours = canvas.px, canvas.colours
    left, top = canvas.width - px(EDGE) - px(_SIDE_WIDTH), px(_TABLE_TOP + _COUNT_HEIGHT + 16)
    box = QRect(left, top, px(_SIDE_WIDTH), canvas.bottom - top)
    paint_frame(canvas.painter, box, QColor(colours.line))
    canvas.face(_WORDS, BOLD)
    canvas.write(QRect(left + px(20), top + px(10), box.width(), px(32)), "怎样核对", colours.text)
    room = box.width() - px(64)
    canvas.fit([part for parts in _HOW for part in parts], room, _WORDS)
    line, gaps = top + px(44), px(4) * len(_HOW)
    step = min(px(_HOW_STEP), (box.bottom() - line - gaps - px(6)) // sum(map(len, _HOW)))
    for number, parts in enumerate(_HOW, start=1):
        canvas.write(QRect(left + px(20), line, px(28), step), f"{number}.", colours.text)
        for part in parts:
            canvas.write(QRect(left + px(46), line, box.width() - px(50), step), part, colours.text)
            line += step
        line += px(4)
