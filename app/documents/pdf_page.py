"""Pages of a paper: text area, page number, watermark, and a cursor that goes down the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import Face, font, text_width
from app.documents.styles import (
    BLACK,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_NUMBER_DROP,
    PAGE_NUMBER_SIZE,
    PAGE_WIDTH,
    Align,
    TextStyle,
    Wrap,
)
from app.documents.typeset import Line, Span, by_phrase, fill

Colour = tuple[float, float, float]

# Typed loosely because the published types call a font's name a float.
_CANVAS: Final[dict[str, Any]] = {
    "pagesize": (PAGE_WIDTH, PAGE_HEIGHT),
    "pageCompression": 1,
    "invariant": 1,  # no time of making: same content, same bytes
    "initialFontName": Face.BODY.value,  # else every paper asks for Helvetica, which is not embedded
    "lang": "zh-CN",
}
_MARK_COLOUR: Final = (0.9, 0.9, 0.9)
_MARK_SIZE: Final = 120
_MARK_ANGLE: Final = 45
_MARK_HEAD_SIZE: Final = 14
_MARK_HEAD_COLOUR: Final = (0.45, 0.45, 0.45)
TOLERANCE: Final = 0.01  # sums of millimetres and points are not exact
_ALONE_IN_TWO: Final = 3  # lines of a text that cannot be shared without leaving one alone
_MIDDLE: Final = 0.38  # from the baseline to the middle of a Chinese character, in sizes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size and text area; `turned` has the paper's bottom side at its left (GB/T 9704 §7.5)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    turned: bool

    @property
    def text_width(self) -> float:
        """Give the width of the text area."""
        return self.right - self.left


PORTRAIT: Final = Sheet(
    PAGE_WIDTH,
    PAGE_HEIGHT,
    MARGIN_LEFT,
    PAGE_WIDTH - MARGIN_RIGHT,
    PAGE_HEIGHT - MARGIN_TOP,
    MARGIN_BOTTOM,
    turned=False,
)
LANDSCAPE: Final = Sheet(
    PAGE_HEIGHT,
    PAGE_WIDTH,
    MARGIN_BOTTOM,
    PAGE_HEIGHT - MARGIN_TOP,
    PAGE_WIDTH - MARGIN_LEFT,
    MARGIN_RIGHT,
    turned=True,
)


class Paper:
    """A paper being set: `start` a page, set text from the cursor down, `finish` to get the bytes.

    `cursor` is the height (points from the page's lower edge) where the next thing begins; `floor` is how
    far down it may go on the current page.
    """

    def __init__(self, title: str, office: str, watermark: str) -> None:
        self._bytes = BytesIO()
        for face in (Face.BODY, Face.PLAIN):
            font(face)
        self.canvas = Canvas(self._bytes, **_CANVAS)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(office)
        self.canvas.setCreator("")
        self.canvas.setProducer("")
        self.canvas.setSubject(watermark)
        self._watermark = watermark
        self._open = False
        self.number = 0
        self.sheet = PORTRAIT
        self.cursor = self.floor = 0.0

    def start_cover(self) -> None:
        """Begin a page without a number, which does not count either."""
        self._begin(PORTRAIT)

    def start(self, sheet: Sheet = PORTRAIT) -> None:
        """End the page before, if any, and begin the next numbered one."""
        self._begin(sheet)
        self.number += 1
        self._print_number()

    def start_again(self) -> None:
        """Begin the next page of the same kind."""
        self.start(self.sheet)

    def finish(self) -> bytes:
        """Close the last page and give the PDF."""
        self.canvas.save()
        return self._bytes.getvalue()

    @property
    def room(self) -> float:
        """Give the height left on this page."""
        return self.cursor - self.floor

    @property
    def fresh(self) -> bool:
        """Tell whether nothing stands on this page yet."""
        return self.cursor == self.sheet.top

    def need(self, height: float) -> None:
        """Go to the next page unless `height` is left on this one."""
        if self.room < height - TOLERANCE and not self.fresh:
            self.start_again()

    def skip(self, height: float) -> None:
        """Leave a gap, but not at the top of a page."""
        if not self.fresh:
            self.cursor -= min(height, self.room)

    def text(self, spans: str | Sequence[Span], style: TextStyle, colour: Colour = BLACK) -> None:
        """Set a text across the text area, over as many pages as it takes; no line of it stands alone."""
        lines = self.break_text(spans, style)
        for number, line in enumerate(lines):
            self.need(_kept_together(number, len(lines)) * style.leading)
            indent = style.indent * style.size if number == 0 else 0.0
            self.put(line, style, self.sheet.left + indent, self.sheet.text_width - indent, colour)

    def break_text(self, spans: str | Sequence[Span], style: TextStyle) -> list[Line]:
        """Give the lines a text takes in this sheet's text area."""
        return break_lines(as_spans(spans, style), style, self.sheet.text_width)

    def put(self, line: Line, style: TextStyle, left: float, width: float, colour: Colour = BLACK) -> None:
        """Set one line at the cursor between `left` and `left + width`, and move the cursor below it."""
        self.cursor -= style.leading
        middle = self.cursor + style.leading / 2
        draw_line(self.canvas, line, style.align, left, width, middle, colour)

    def _begin(self, sheet: Sheet) -> None:
        if self._open:
            self.canvas.showPage()
        self._open = True
        self.sheet = sheet
        self.canvas.setPageSize((sheet.width, sheet.height))
        self.cursor, self.floor = sheet.top, sheet.bottom
        if self._watermark:
            self._print_watermark()

    def _print_watermark(self) -> None:
        canvas, sheet, word = self.canvas, self.sheet, self._watermark
        canvas.saveState()
        canvas.translate(sheet.width / 2, sheet.height / 2)
        canvas.rotate(_MARK_ANGLE)
        size = min(_MARK_SIZE, sheet.width / text_width(word, Face.BLACK, 1))
        draw_text(canvas, word, Face.BLACK, size, Align.CENTRE, 0, 0, 0, _MARK_COLOUR)
        canvas.restoreState()
        height = sheet.top + (sheet.height - sheet.top) / 3
        draw_text(
            canvas,
            f"（{word}）",
            Face.BLACK,
            _MARK_HEAD_SIZE,
            Align.CENTRE,
            sheet.left,
            sheet.text_width,
            height,
            _MARK_HEAD_COLOUR,
        )

    def _print_number(self) -> None:
        """Print — 1 —: outer side of the paper's bottom, one character in, 7 mm below the text area."""
        canvas, sheet, words = self.canvas, self.sheet, f"— {self.number} —"
        size = PAGE_NUMBER_SIZE
        length = text_width(words, Face.BODY, size)
        odd = self.number % 2
        canvas.saveState()
        if sheet.turned:
            canvas.translate(sheet.left - PAGE_NUMBER_DROP - size / 2, 0)
            along = sheet.bottom + size + length if odd else sheet.top - size
            canvas.translate(0, along)
            canvas.rotate(-90)
        else:
            along = sheet.right - size - length if odd else sheet.left + size
            canvas.translate(along, sheet.bottom - PAGE_NUMBER_DROP - size / 2)
        draw_text(canvas, words, Face.BODY, size, Align.LEFT, 0, 0, 0)
        canvas.restoreState()


def _kept_together(number: int, count: int) -> int:
    """Give how many lines from this one on stay on its page: the first two, the last two, or all three."""
    if number == 0:
        return min(count, _ALONE_IN_TWO if count == _ALONE_IN_TWO else 2)
    return 2 if number == count - 2 else 1


def as_spans(text: str | Sequence[Span], style: TextStyle) -> Sequence[Span]:
    """Give plain text the style's face and size; spans have their own."""
    return (Span(text, style.face, style.size),) if isinstance(text, str) else text


def break_lines(spans: Sequence[Span], style: TextStyle, width: float) -> list[Line]:
    """Cut a text into lines the way its style asks."""
    if style.wrap is Wrap.PHRASE:
        return by_phrase(spans, width)
    return fill(spans, width, style.indent * style.size)


def draw_text(
    canvas: Canvas,
    text: str,
    face: Face,
    size: float,
    align: Align,
    left: float,
    width: float,
    middle: float,
    colour: Colour = BLACK,
) -> None:
    """Print one line of plain text; `middle` is the height of the characters' middle."""
    for line in fill((Span(text, face, size),), float("inf")):
        draw_line(canvas, line, align, left, width, middle, colour)


def draw_line(
    canvas: Canvas, line: Line, align: Align, left: float, width: float, middle: float, colour: Colour = BLACK
) -> None:
    """Print a line between left and left + width, its characters' middle at height `middle`."""
    if not line.glyphs:
        return
    spread = _spread(line, width) if align is Align.JUSTIFIED else 0.0
    place = left
    if align is Align.CENTRE:
        place += (width - line.width - line.lead) / 2
    elif align is Align.RIGHT:
        place += width - line.width
    canvas.setFillColorRGB(*colour)
    for (face, size), group in groupby(line.glyphs, lambda item: (item.face, item.size)):
        run = list(group)
        canvas.setFont(face.value, size)
        words = "".join(item.character for item in run)
        canvas.drawString(place, middle - _MIDDLE * size, words, charSpace=spread)
        place += sum(item.width for item in run) + spread * len(run)


def _spread(line: Line, width: float) -> float:
    """Give what is added after each character so that the line is as wide as the text area."""
    if line.last or len(line.glyphs) == 1:
        return 0.0
    return (width - line.width) / (len(line.glyphs) - 1)
