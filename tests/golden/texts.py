"""Papers as plain text, so that a change of one is a readable difference."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, TypeAlias

import docx
import pypdfium2
from docx.table import Table
from openpyxl import load_workbook

from app import __version__

_ONE_LINE: Final = 4  # points
_GAP: Final = 4  # points
_Box: TypeAlias = tuple[float, float, float, float]


def _steady(text: str) -> str:
    """Leave out the program's version: a release changes no paper."""
    return text.replace(f"程序版本{__version__}", "程序版本…")


def pdf_text(pdf: bytes) -> str:
    """Give the lines of each page under its number."""
    return _steady("".join(_pages(pdf)))


def _pages(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            textpage = page.get_textpage()
            yield f"== {number} ==\n" + "".join(f"{line}\n" for line in _lines(textpage))
            textpage.close()
            page.close()
    finally:
        document.close()


def _lines(textpage: pypdfium2.PdfTextPage) -> Iterator[str]:
    """Give what stands on one height as one line, from left to right and from the top down."""
    boxes = [textpage.get_rect(place) for place in range(textpage.count_rects())]
    by_height = sorted(boxes, key=lambda box: -(box[1] + box[3]) / 2)
    while by_height:
        middle = (by_height[0][1] + by_height[0][3]) / 2
        line = [box for box in by_height if abs((box[1] + box[3]) / 2 - middle) < _ONE_LINE]
        by_height = [box for box in by_height if box not in line]
        yield _joined(textpage, sorted(line))


def _joined(textpage: pypdfium2.PdfTextPage, line: list[_Box]) -> str:
    """Give a line; one font's characters end where another's begin, a blank only where there is a gap."""
    text, end = "", line[0][0]
    for box in line:
        gap = " " if box[0] - end > _GAP else ""
        text, end = text + gap + textpage.get_text_bounded(*box).strip(), box[2]
    return text


def docx_text(data: bytes) -> str:
    """Give paragraphs and, row by row, tables in their order."""
    lines = []
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["　|　".join(cell.text.replace("\n", "／") for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "".join(f"{line}\n" for line in lines)


def xlsx_text(data: bytes) -> str:
    """Give the cells of each sheet under its name; empty cells are a dot."""
    lines: list[str] = []
    for sheet in load_workbook(BytesIO(data)).worksheets:
        rows = sheet.iter_rows(values_only=True)
        lines += [f"== {sheet.title} ==", *(" | ".join(map(_cell, row)) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def _cell(value: object) -> str:
    return "." if value is None else str(value)
