"""A list of the registries as PDF: upright where its columns fit, else across the page, pages counted."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from app.documents.content.list import ListPaper, above_table, conditions_line, page_line
from app.documents.fonts import Face, text_width
from app.documents.pdf_page import Paper, Sheet, draw_text
from app.documents.pdf_table import Cell, Row, Table, place
from app.documents.styles import (
    CELL,
    CELL_HEAD,
    CELL_RIGHT,
    MM,
    NOTE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TITLE,
    Align,
    TextStyle,
)

_SIDE: Final = 15 * MM
_TOP: Final = 18 * MM
_BOTTOM: Final = 18 * MM
_NUMBER_DROP: Final = 9 * MM
_UPRIGHT: Final = Sheet(
    PAGE_WIDTH, PAGE_HEIGHT, _SIDE, PAGE_WIDTH - _SIDE, PAGE_HEIGHT - _TOP, _BOTTOM, turned=False
)
_ACROSS: Final = Sheet(
    PAGE_HEIGHT, PAGE_WIDTH, _SIDE, PAGE_HEIGHT - _SIDE, PAGE_WIDTH - _TOP, _BOTTOM, turned=False
)
_SIZE: Final = 9.0
_TEXT: Final = replace(CELL, size=_SIZE, leading=11.5)
_NUMBER: Final = replace(CELL_RIGHT, size=_SIZE, leading=11.5, inset=3)
_HEAD: Final = replace(CELL_HEAD, size=_SIZE, leading=11.5)
_TITLE: Final = replace(TITLE, size=16, leading=24)
_ABOUT: Final = replace(NOTE, size=9.5, leading=15)
_ROW: Final = 5.6 * MM
_MEASURED: Final = 400  # rows, for the widths of columns
_WIDEST: Final = 190.0
_NARROWEST: Final = 26.0
_SLACK: Final = 2.0  # points, so that words that just fit are not broken


class _Pages(Paper):
    """Pages that say how many there are, once that is known."""

    def __init__(self, paper: ListPaper, total: int) -> None:
        super().__init__(paper.title, paper.office, paper.watermark)
        self._total = total

    def _print_number(self) -> None:
        sheet = self.sheet
        words = page_line(self.number, self._total)
        middle = sheet.bottom - _NUMBER_DROP
        width = sheet.text_width
        draw_text(self.canvas, words, Face.BODY, _SIZE, Align.CENTRE, sheet.left, width, middle)


def build_list(paper: ListPaper) -> bytes:
    """Set a list as PDF; the same list gives the same bytes."""
    counted = _set(paper, 0)
    return _set(paper, counted.number).finish()


def _set(paper: ListPaper, total: int) -> _Pages:
    natural = _natural_widths(paper)
    sheet = _UPRIGHT if sum(natural) <= _UPRIGHT.text_width else _ACROSS
    pages = _Pages(paper, total)
    pages.start(sheet)
    pages.text(paper.title, _TITLE)
    pages.text(above_table(paper), _ABOUT)
    if conditions := conditions_line(paper):
        pages.text(conditions, _ABOUT)
    pages.skip(2)
    styles = [_NUMBER if column.is_number else _TEXT for column in paper.columns]
    head = Row(tuple(Cell(column.title, _HEAD) for column in paper.columns), _ROW)
    rows = tuple(
        Row(tuple(Cell(words, style) for words, style in zip(row, styles, strict=True)), _ROW)
        for row in paper.rows
    )
    widths = _fitted(natural, sheet.text_width)
    goes_on = f"{paper.title}（续）"
    place(
        pages,
        Table(
            widths, (head,), rows, again=lambda next_page: next_page.text(goes_on, _ABOUT), outer_line=0.75
        ),
    )
    return pages


def _natural_widths(paper: ListPaper) -> list[float]:
    """Give what each column would like: its longest words, within reason."""
    widths = []
    for place_, column in enumerate(paper.columns):
        cells = (_width(row[place_], _TEXT) for row in islice(paper.rows, _MEASURED))
        widest = max((_width(column.title, _HEAD), *cells))
        inset = 2 * (_NUMBER.inset if column.is_number else _TEXT.inset)
        widths.append(min(max(widest + inset + _SLACK, _NARROWEST), _WIDEST))
    return widths


def _width(words: str, style: TextStyle) -> float:
    return text_width(words, style.face, style.size)


def _fitted(natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Share the page: too wide columns give way first, what is left over goes to the widest."""
    widths = [*natural]
    while sum(widths) > room + 1e-6:
        widest = max(widths)
        below = max((width for width in widths if width < widest), default=0.0)
        broad = [place_ for place_, width in enumerate(widths) if width == widest]
        lower = max(below, widest - (sum(widths) - room) / len(broad))
        for place_ in broad:
            widths[place_] = lower
    spare = room - sum(widths)
    widths[widths.index(max(widths))] += spare
    return tuple(widths)
