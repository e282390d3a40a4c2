"""How every spreadsheet of ours looks and prints: styles, A4, repeated heads, the word of a rehearsal."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.fixed_zip import fixed_zip
from app.documents.sheet_cells import Value, display_width, set_value

SHEET_NAME_LENGTH: Final = 31  # Excel's limit
_FORBIDDEN_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\'")
_LINE_HEIGHT, _ROW_PADDING, _LOWEST_ROW, _TITLE_ROW = 14.0, 5.0, 19.0, 34.0  # points, for text of 10.5
_SIDE_MARGIN: Final = 0.5  # inches
_WIDEST_UPRIGHT: Final = 110  # characters: nine tenths of their size on A4
_THIN = Side(style="thin", color="000000")


class Look(StrEnum):
    """The styles, by the names that Excel shows."""

    TITLE = "表题"
    NOTE = "说明"
    WARNING = "演练提示"
    HEAD = "表头"
    TEXT = "文字"
    MIDDLE = "居中"
    NUMBER = "数字"
    RATE = "百分比"
    DATE = "日期"
    TOTAL = "合计"
    TOTAL_RATE = "合计百分比"


def new_workbook(title: str, author: str) -> Workbook:
    """Give an empty workbook that knows our styles and has no sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    prepare(workbook, title, author)
    return workbook


def prepare(workbook: Workbook, title: str, author: str) -> None:
    """Teach a workbook our styles and set its properties."""
    workbook.properties.title, workbook.properties.creator = title, author
    for style in _styles():
        workbook.add_named_style(style)


def sheet_name(text: str) -> str:
    """Make a text fit for the tab of a sheet."""
    return text.translate(_FORBIDDEN_IN_NAMES).strip()[:SHEET_NAME_LENGTH] or "Sheet1"


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
    """Write one cell."""
    cell = sheet.cell(row, column)
    cell.style = look
    set_value(cell, value)


def put_row(sheet: Worksheet, row: int, values: Sequence[Value], looks: Sequence[Look]) -> None:
    """Write one row from the first column on, as high as its longest text needs (widths are set before)."""
    put_rows(sheet, row, [values], looks, {})


def put_rows(
    sheet: Worksheet,
    first_row: int,
    rows: Sequence[Sequence[Value]],
    looks: Sequence[Look],
    merged: Mapping[int, Sequence[object]],
) -> int:
    """Write rows and give the next one; columns in ``merged`` are merged where neighbours have equal keys.

    A merged text shares its height among its rows.
    """
    lines = [1.0] * len(rows)
    for place, values in enumerate(rows):
        for column, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            put(sheet, first_row + place, column, value, look)
            if column not in merged:
                lines[place] = max(lines[place], _lines(sheet, column, value))
    for column, keys in merged.items():
        start = 0
        for _, run in groupby(keys):
            end = start + len(list(run))
            share = _lines(sheet, column, rows[start][column - 1]) / (end - start)
            lines[start:end] = [max(one, share) for one in lines[start:end]]
            start = end
        merge_runs(sheet, column, first_row, keys)
    for row, count in enumerate(lines, first_row):
        sheet.row_dimensions[row].height = max(_LOWEST_ROW, count * _LINE_HEIGHT + _ROW_PADDING)
    return first_row + len(rows)


def _lines(sheet: Worksheet, column: int, value: Value) -> int:
    room = int(sheet.column_dimensions[get_column_letter(column)].width) - 1
    return ceil(display_width(value) / max(room, 1))


def put_across(sheet: Worksheet, row: int, columns: int, text: str, look: Look) -> None:
    """Write a text over so many columns."""
    put(sheet, row, 1, text, look)
    sheet.row_dimensions[row].height = _TITLE_ROW if look is Look.TITLE else _LOWEST_ROW
    if columns > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def merge_runs(sheet: Worksheet, column: int, first_row: int, values: Sequence[object]) -> None:
    """Merge the cells of a column where neighbours hold equal values; the first cell keeps its text."""
    row = first_row
    for _, run in groupby(values):
        end = row + len(list(run))
        if end - row > 1:
            sheet.merge_cells(start_row=row, end_row=end - 1, start_column=column, end_column=column)
        row = end


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns, in characters of the standard font."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_page(sheet: Worksheet, heads: tuple[int, int], watermark: str) -> None:
    """Print on A4, as wide as the page; the rows of ``heads`` stay on each page and on the screen.

    The page stands upright where the columns, whose widths are set before, fit across it.
    """
    first, last = heads
    sheet.freeze_panes = f"A{last + 1}"
    sheet.print_title_rows = f"{first}:{last}"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    widths = (column.width for column in sheet.column_dimensions.values())
    upright = sum(widths) <= _WIDEST_UPRIGHT
    sheet.page_setup.orientation = (
        Worksheet.ORIENTATION_PORTRAIT if upright else Worksheet.ORIENTATION_LANDSCAPE
    )
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _SIDE_MARGIN
    _print_in_margin(sheet.oddFooter, "— &P —", 12)
    _print_in_margin(sheet.oddHeader, watermark.replace("&", "&&"), 28)


def _print_in_margin(item: HeaderFooterItem | None, text: str, size: int) -> None:
    if item is not None and text:
        item.center.text, item.center.size = text, size


def rehearsal_note(watermark: str) -> str:
    """Give the sentence that stands in the first row of every sheet of a rehearsal."""
    return f"【{watermark}】本表为{watermark}数据，不作为工作依据。"


def saved(workbook: Workbook) -> bytes:
    """Give the workbook's bytes, the same for the same content."""
    target = BytesIO()
    workbook.save(target)
    return fixed_zip(target.getvalue())


def _styles() -> list[NamedStyle]:
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    right = Alignment(horizontal="right", vertical="center")
    title, note = Font(name="方正小标宋简体", size=18), Font(name="宋体", size=10.5)
    warning = Font(name="黑体", size=12, color="9E2A2B")
    head = _ruled(Look.HEAD, "黑体", middle, "@")
    head.fill = PatternFill("solid", fgColor="E9EDEA")
    return [
        NamedStyle(Look.TITLE, font=title, alignment=middle),
        NamedStyle(Look.NOTE, font=note, alignment=left),
        NamedStyle(Look.WARNING, font=warning, alignment=left),
        head,
        _ruled(Look.TEXT, "宋体", left, "@"),
        _ruled(Look.MIDDLE, "宋体", middle, "@"),
        _ruled(Look.NUMBER, "宋体", right, "General"),
        _ruled(Look.RATE, "宋体", right, "0.0%"),
        _ruled(Look.DATE, "宋体", middle, "yyyy-mm-dd"),
        _ruled(Look.TOTAL, "黑体", right, "General"),
        _ruled(Look.TOTAL_RATE, "黑体", right, "0.0%"),
    ]


def _ruled(look: Look, font: str, alignment: Alignment, number_format: str) -> NamedStyle:
    style = NamedStyle(
        look, font=Font(name=font, size=10.5), alignment=alignment, number_format=number_format
    )
    style.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    return style
