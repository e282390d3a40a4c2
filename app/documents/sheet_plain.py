"""A printed sheet of one head row: title, office, heads, rows, totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from app.documents.sheet_cells import Value
from app.documents.sheet_style import (
    Look,
    keep_whole,
    put_across,
    put_row,
    put_rows,
    rehearsal_note,
    set_page,
    set_widths,
)

_TOTALS: Final = {Look.NUMBER: Look.TOTAL, Look.RATE: Look.TOTAL_RATE}  # words stand as in a head


@dataclass(frozen=True, slots=True)
class Top:
    """What stands over the heads; ``watermark`` adds the warning of a rehearsal."""

    title: str
    office: str
    watermark: str


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the width in characters, and how the values look."""

    head: str
    width: float
    look: Look = Look.NUMBER


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """Columns and rows; ``total`` is the last row, or empty.

    ``merged`` are the first columns where neighbours with equal ``keys`` share a cell.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    total: tuple[Value, ...] = ()
    merged: int = 0
    keys: Sequence[object] = ()


def write_top(sheet: Worksheet, top: Top, columns: int) -> int:
    """Write what stands over the heads; give the next row."""
    lines = [(rehearsal_note(top.watermark), Look.WARNING)] if top.watermark else []
    lines += [(top.title, Look.TITLE), (top.office, Look.NOTE)]
    for row, (text, look) in enumerate(lines, 1):
        put_across(sheet, row, columns, text, look)
    return len(lines) + 1


def write_plain(sheet: Worksheet, top: Top, content: PlainSheet) -> None:
    """Write the whole sheet."""
    set_widths(sheet, [column.width for column in content.columns])
    row = write_top(sheet, top, len(content.columns))
    set_page(sheet, (row, row), top.watermark)
    put_row(sheet, row, [column.head for column in content.columns], (Look.HEAD,) * len(content.columns))
    looks = [column.look for column in content.columns]
    merged = dict.fromkeys(range(1, content.merged + 1), content.keys)
    below = put_rows(sheet, row + 1, content.rows, looks, merged)
    if content.total:
        totals = [_TOTALS.get(look, Look.HEAD) for look in looks]
        put_row(sheet, below, content.total, totals)
    keep_whole(sheet, row + 1, content.keys, and_below=0)
