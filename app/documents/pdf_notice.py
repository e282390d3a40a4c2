"""The disclosure notice as PDF: red head, title by phrase, table, day and seal (GB/T 9704)."""

from dataclasses import replace
from typing import Final

from app.documents.content.notice import (
    HEADS,
    WIDTHS_MM,
    Notice,
    NoticeRow,
    closing,
    contact_line,
    lead,
    row_cells,
    signature_lines,
    title,
    title_phrases,
)
from app.documents.fonts import Face, text_width
from app.documents.pdf_page import Paper, draw_text
from app.documents.pdf_table import Cell, Row, Table, place
from app.documents.styles import (
    BODY,
    BODY_SIZE,
    CELL,
    CELL_CENTRE,
    CELL_HEAD,
    INNER_LINE,
    LEADING,
    MM,
    RED,
    TITLE,
    Align,
)
from app.documents.typeset import Line, Span, by_phrase

_HEAD_DOWN: Final = 35 * MM  # GB/T 9704 §7.2.4: from the text area's upper edge to the red head
_HEAD_SIZE: Final = 40
_HEAD_SMALLEST: Final = 26  # a head in one line of less would be smaller than the title allows
_HEAD_PITCH: Final = 1.14  # letters of the head stand apart
_HEAD_LEADING: Final = 1.4
_LINE_BELOW: Final = 4 * MM  # from the number to the red line
_RED_LINE: Final = 2
_TITLE: Final = replace(TITLE, leading=33)
_NUMBER: Final = replace(BODY, align=Align.CENTRE, indent=0)
_ALIGNED: Final = (CELL_CENTRE, CELL, CELL, CELL_CENTRE, CELL_CENTRE, CELL_CENTRE)
_DATE_FROM_RIGHT: Final = 4 * BODY_SIZE
_LINES_FOR_SEAL: Final = 3
_HEAD_HEIGHT: Final = 8 * MM


def build_notice(notice: Notice) -> bytes:
    """Set the notice as PDF; the same notice gives the same bytes."""
    paper = Paper(title(notice), notice.office, notice.watermark)
    paper.start()
    _red_head(paper, notice)
    for phrase in title_phrases(notice):
        paper.text(phrase, _TITLE)
    paper.skip(LEADING / 2)
    paper.text(lead(notice), BODY)
    if notice.rows:
        paper.skip(6)
        place(paper, _table(notice))
        paper.skip(LEADING / 2)
    _closing(paper, notice)
    return paper.finish()


def _red_head(paper: Paper, notice: Notice) -> None:
    """Set the head as large as its line allows; a name too long for one dignified line takes several."""
    canvas, sheet = paper.canvas, paper.sheet
    smallest = Span(notice.office, Face.TITLE, _HEAD_SMALLEST * _HEAD_PITCH)
    lines = [line.text for line in by_phrase((smallest,), sheet.text_width)]
    size = min(_HEAD_SIZE, sheet.text_width / (max(map(len, lines)) * _HEAD_PITCH))
    pitch = size * _HEAD_PITCH
    paper.cursor = sheet.top - _HEAD_DOWN - _HEAD_SIZE
    for number, line in enumerate(lines):
        if number:
            paper.cursor -= size * _HEAD_LEADING
        left = sheet.left + (sheet.text_width - len(line) * pitch) / 2
        middle = paper.cursor + _HEAD_SIZE / 2
        for place_of, letter in enumerate(line):
            at = left + place_of * pitch
            draw_text(canvas, letter, Face.TITLE, size, Align.CENTRE, at, pitch, middle, RED)
    paper.cursor -= 2 * LEADING
    paper.text(notice.document_number, _NUMBER)
    paper.cursor -= _LINE_BELOW - (LEADING - BODY_SIZE) / 2
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(_RED_LINE)
    canvas.line(sheet.left, paper.cursor, sheet.right, paper.cursor)
    canvas.setStrokeColorRGB(0, 0, 0)
    paper.cursor -= 2 * LEADING


def _table(notice: Notice) -> Table:
    return Table(
        tuple(width * MM for width in WIDTHS_MM),
        (Row(tuple(Cell(name, CELL_HEAD) for name in HEADS), height=_HEAD_HEIGHT),),
        tuple(_row(notice, row) for row in notice.rows),
        outer_line=INNER_LINE,
    )


def _row(notice: Notice, row: NoticeRow) -> Row:
    cells = zip(row_cells(notice, row), _ALIGNED, strict=True)
    return Row(tuple(Cell("\n".join(lines), style) for lines, style in cells))


def _closing(paper: Paper, notice: Notice) -> None:
    """Set the last paragraphs; the day and the seal never stand on a page without text."""
    *before, last = closing(notice)
    for text in before:
        paper.text(text, BODY)
    lines = len(paper.break_text(last, BODY)) + len(_office_lines(paper, notice)) - 1
    contact = contact_line(notice)
    paper.need((lines + _LINES_FOR_SEAL + 2 + (2 if contact else 0)) * LEADING)
    paper.text(last, BODY)
    paper.skip(_LINES_FOR_SEAL * LEADING)
    _signature(paper, notice)
    if contact:
        paper.skip(LEADING)
        paper.text(contact, BODY)


def _office_lines(paper: Paper, notice: Notice) -> list[Line]:
    return by_phrase((Span(notice.office, Face.BODY, BODY_SIZE),), paper.sheet.text_width)


def _signature(paper: Paper, notice: Notice) -> None:
    """Set the office centred over the day, four characters from the right; a long name moves both left."""
    _, day = signature_lines(notice)
    sheet = paper.sheet
    lines = _office_lines(paper, notice)
    middle = sheet.right - max(
        _DATE_FROM_RIGHT + text_width(day, Face.BODY, BODY_SIZE) / 2, *(line.width / 2 for line in lines)
    )
    reach = min(middle - sheet.left, sheet.right - middle)
    for words in (*(line.text for line in lines), day):
        paper.cursor -= LEADING
        draw_text(
            paper.canvas,
            words,
            Face.BODY,
            BODY_SIZE,
            Align.CENTRE,
            middle - reach,
            2 * reach,
            paper.cursor + LEADING / 2,
        )
