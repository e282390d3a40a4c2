"""Lines of Chinese text: no line begins with a closing mark or ends with an opening one, in whatever faces.

Sizes and widths are points. `fill` sets running text, `by_phrase` titles and narrow cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.documents.fonts import Face, glyph
from app.documents.phrases import known_words

NOT_FIRST: Final = frozenset("，。、；：？！）〕》〉」』】”’…—·/％‰℃,.;:?!)]}%")
NOT_LAST: Final = frozenset("（〔《〈「『【“‘([{")
_HANGING: Final = frozenset(
    "，。、；：？！）〕》〉」』】”’"
)  # full width, right half blank: may stand out by it
_LEADING: Final = frozenset("（〔《〈「『【“‘")  # full width, left half blank
_PAUSES: Final = frozenset("，。、；：）”》")
_LEANS_BACK: Final = frozenset("的及和与等")
_LEANS_ON: Final = frozenset("或")
_OPENS: Final = frozenset("（“《")
_DIGITS: Final = frozenset("0123456789")
_NUMBER_ENDS: Final = _DIGITS | {"〕", "/"}  # 5家, 〔2024〕3号, 50吨/年
_COUNTED: Final = frozenset("年月日时分家项次个人名号件类级季吨%％")
_ORDINAL: Final = "第"
_WORD_MARKS: Final = frozenset(".,-/+_:%#@=")
_EPSILON: Final = 1e-6

_BREAK_AT_PAUSE, _BREAK_AT_BRACKET, _BREAK_AT_PARTICLE, _BREAK_BETWEEN_WORDS = 0.0, 1.0, 2.0, 3.0
_BREAK_ANYWHERE, _BREAK_IN_WORD = 8.0, 40.0  # among characters we know nothing of; in a word or number
_LONE_CHARACTER, _UNEVEN = 60.0, 9.0
_LINE, _ILLEGAL = 30.0, 1e9


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face and size."""

    text: str
    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with the face that has it."""

    character: str
    face: Face
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `width` leaves out the blank half of a closing mark at its end, `last` ends a paragraph."""

    glyphs: tuple[Glyph, ...]
    width: float
    last: bool

    @property
    def lead(self) -> float:
        """Give the blank before an opening mark at the line's beginning."""
        if self.glyphs and self.glyphs[0].character in _LEADING:
            return self.glyphs[0].width / 2
        return 0.0

    @property
    def text(self) -> str:
        """Give the characters printed."""
        return "".join(item.character for item in self.glyphs)


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end after `before` when `after` follows."""
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    if (before in _DIGITS and after in _COUNTED) or (before == _ORDINAL and after in _DIGITS):
        return False
    return not (_in_word(before) and _in_word(after))


def fill(spans: Sequence[Span], width: float, indent: float = 0.0) -> list[Line]:
    """Set running text: each line takes what it holds; `indent` shortens the first line of each paragraph."""
    lines: list[Line] = []
    for glyphs in _paragraphs(spans):
        lines += _fill_paragraph(glyphs, width, indent)
    return lines


def by_phrase(spans: Sequence[Span], width: float) -> list[Line]:
    """Set a title or cell in few lines, cut where words end, without a lone character."""
    lines: list[Line] = []
    for glyphs in _paragraphs(spans):
        lines += _phrase_paragraph(glyphs, width)
    return lines


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in _WORD_MARKS)


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Glyph]]:
    paragraph: list[Glyph] = []
    for span in spans:
        for character in span.text:
            if character == "\n":
                yield paragraph
                paragraph = []
            elif character == " " and paragraph and paragraph[-1].character in NOT_LAST:
                continue  # else the mark would end a line whose blanks are dropped
            elif character.isprintable() or character == "\u3000":
                face, printed, unit = glyph(character, span.face)
                paragraph.append(Glyph(printed, face, span.size, unit * span.size))
    yield paragraph


def _fill_paragraph(glyphs: list[Glyph], width: float, indent: float) -> list[Line]:
    if not glyphs:
        return [Line((), 0.0, last=True)]
    lines, start = [], 0
    while start < len(glyphs):
        end = _farthest(glyphs, start, width if start else width - indent)
        lines.append(_line(glyphs, start, end))
        start = end
        while start < len(glyphs) and glyphs[start].character == " ":
            start += 1
    return lines


def _farthest(glyphs: list[Glyph], start: int, room: float) -> int:
    """Give the end of the longest line that fits and may end there; a word longer than a line is cut."""
    fitting, legal, used = start + 1, 0, 0.0
    for index in range(start, len(glyphs)):
        used += glyphs[index].width
        if used - _overhang(glyphs[index]) > room + _EPSILON and index > start:
            break
        fitting = index + 1
        if fitting == len(glyphs) or may_break(glyphs[index].character, glyphs[fitting].character):
            legal = fitting
        if used > room + _EPSILON:
            break
    return legal or _least_bad(glyphs, start, fitting)


def _least_bad(glyphs: list[Glyph], start: int, fitting: int) -> int:
    """Cut a long word where no mark stands; only a line of nothing but marks is cut among them."""
    for end in range(fitting, start, -1):
        after = glyphs[end].character  # a blank would be dropped, and the mark behind it begin the line
        if after not in NOT_FIRST and after != " " and glyphs[end - 1].character not in NOT_LAST:
            return end
    return fitting


def _overhang(item: Glyph) -> float:
    return item.width / 2 if item.character in _HANGING else 0.0


def _line(glyphs: list[Glyph], start: int, end: int) -> Line:
    last = end == len(glyphs)
    while end > start + 1 and glyphs[end - 1].character == " ":
        end -= 1
    chosen = tuple(glyphs[start:end])
    return Line(chosen, sum(item.width for item in chosen) - _overhang(chosen[-1]), last)


def _phrase_paragraph(glyphs: list[Glyph], width: float) -> list[Line]:
    if sum(item.width for item in glyphs) <= width + _EPSILON or len(glyphs) == 1:
        return [_line(glyphs, 0, len(glyphs))] if glyphs else [Line((), 0.0, last=True)]
    ends = _best_ends(glyphs, width)
    return [_line(glyphs, start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _best_ends(glyphs: list[Glyph], width: float) -> list[int]:
    """Choose all line ends at once: no cut words, few lines, pauses before words, even lengths."""
    count = len(glyphs)
    costs = _break_costs("".join(item.character for item in glyphs))
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for start in range(count):
        used = 0.0
        for end in range(start + 1, count + 1):
            used += glyphs[end - 1].width
            visible = used - _overhang(glyphs[end - 1])
            if visible > width + _EPSILON and end > start + 1:
                if used - glyphs[end - 1].width > width + _EPSILON:
                    break
                continue
            slack = 0.0 if end == count else max(0.0, 1 - visible / width)
            lone = _LONE_CHARACTER if end - start == 1 else 0.0
            total = best[start][0] + _LINE + costs[end] + _UNEVEN * slack**2 + lone
            if total < best[end][0]:
                best[end] = (total, start)
    ends = [count]
    while best[ends[0]][1]:
        ends.insert(0, best[ends[0]][1])
    return ends


def _break_costs(text: str) -> list[float]:
    """Give what a line end costs after each number of characters."""
    costs = [0.0] * (len(text) + 1)
    for place in range(1, len(text)):
        costs[place] = _break_cost(text[place - 1], text[place])
    for start, end in known_words(text):
        for place in (start, end):
            if costs[place] == _BREAK_ANYWHERE:
                costs[place] = _BREAK_BETWEEN_WORDS
        for place in range(start + 1, end):
            costs[place] = max(costs[place], _BREAK_IN_WORD)
    return costs


def _break_cost(before: str, after: str) -> float:
    if not may_break(before, after):
        return _ILLEGAL if after in NOT_FIRST or before in NOT_LAST else _ILLEGAL / 1000
    if before in _NUMBER_ENDS:
        return _BREAK_IN_WORD
    if before in _PAUSES:
        return _BREAK_AT_PAUSE
    if after in _OPENS:
        return _BREAK_AT_BRACKET
    if before in _LEANS_BACK or after in _LEANS_ON:
        return _BREAK_AT_PARTICLE
    return _BREAK_ANYWHERE
