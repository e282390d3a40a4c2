"""What a list shows, as a spreadsheet of any length."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from app.core.errors import UserError
from app.documents.sheet_cells import Value, display_width, set_value
from app.documents.sheet_style import (
    Look,
    lines_in,
    prepare,
    rehearsal_note,
    row_height,
    saved,
    set_page,
    set_widths,
    sheet_name,
)

_MOST_ROWS: Final = 1_048_576  # Excel's limit
_ROWS_MEASURED: Final = 200
_NARROWEST, _WIDEST = 8, 60


def build_table_xlsx(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], watermark: str = ""
) -> bytes:
    """Give the rows under their headings as one sheet called ``title``; codes as text, days as days.

    UserError where there are more rows than a sheet can hold.
    """
    workbook = Workbook(write_only=True)
    prepare(workbook, title, "")
    sheet: Worksheet = workbook.create_sheet(sheet_name(title))
    upcoming = iter(rows)
    measured = list(islice(upcoming, _ROWS_MEASURED))
    widths = _widths(columns, measured)
    set_widths(sheet, widths)
    head_row = 2 if watermark else 1
    set_page(sheet, (head_row, head_row), watermark)
    if watermark:
        sheet.append([_cell(sheet, rehearsal_note(watermark), Look.WARNING)])
    sheet.append([_cell(sheet, column, Look.HEAD) for column in columns])
    for count, row in enumerate(chain(measured, upcoming), head_row + 1):
        if count > _MOST_ROWS:
            raise UserError(f"一张表最多 {_MOST_ROWS} 行，“{title}”放不下；请先筛选，再分几次导出。")
        lines = max(map(lines_in, widths, row), default=1)
        if lines > 1:
            sheet.row_dimensions[count].height = row_height(lines)
        sheet.append([_cell(sheet, value, _look(value)) for value in row])
    return saved(workbook)


def _cell(sheet: Worksheet, value: Value, look: Look) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.style = look
    set_value(cell, value)
    return cell


def _look(value: Value) -> Look:
    if isinstance(value, date):
        return Look.DATE
    return Look.TEXT if isinstance(value, str) or value is None else Look.NUMBER


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[float]:
    widest = [max(map(display_width, column)) for column in zip(columns, *rows, strict=True)]
    return [float(min(max(width + 2, _NARROWEST), _WIDEST)) for width in widest]
