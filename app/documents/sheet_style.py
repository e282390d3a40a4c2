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
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.fixed_zip import fixed_zip
from app.documents.sheet_cells import Value, display_width, set_value

SHEET_NAME_LENGTH: Final = 31  # Excel's limit
_FORBIDDEN_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\'")
_LINE_HEIGHT, _ROW_PADDING, _LOWEST_ROW, _TITLE_ROW = 14.0, 2.5, 16.5, 32.0  # points, for text of 10.5
_SIDE_MARGIN, _TOP_MARGIN, _FOOT_MARGIN = 0.5, 1.0, 0.75  # inches
_A4_LONG, _A4_SHORT, _INCH = 841.9, 595.3, 72.0  # points
_CHARACTER, _COLUMN_PADDING = 5.25, 3.75  # points; narrower than any font makes them, so no page is too full
_WIDEST_UPRIGHT: Final = 110  # characters: nine tenths of their size on A4
_WIDEST_ACROSS: Final = 260  # characters: half their size on A4 turned
_NAMES: Final = "A:B"  # what tells whom a row is about
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
    DAY = "年月日"
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
        sheet.row_dimensions[row].height = row_height(count)
    return first_row + len(rows)


def row_height(lines: float) -> float:
    """Give the height in points of a row of so many lines."""
    return max(_LOWEST_ROW, lines * _LINE_HEIGHT + _ROW_PADDING)


def lines_in(width: float, value: Value) -> int:
    """Give how many lines a value takes in a column of so many characters."""
    return ceil(display_width(value) / max(int(width) - 1, 1))


def _lines(sheet: Worksheet, column: int, value: Value) -> int:
    return lines_in(sheet.column_dimensions[get_column_letter(column)].width, value)


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


def keep_whole(sheet: Worksheet, first_row: int, keys: Sequence[object], and_below: int) -> None:
    """Turn the page before a run of equal keys that it would cut, so that no merged text is cut.

    The rows ``and_below`` the last run, its totals, stay with it. Page, widths and heights are set before.
    """
    heads = sum(_height(sheet, row) for row in range(1, first_row))
    again = sum(_height(sheet, row) for row in _title_rows(sheet))
    page = _page_height(sheet)
    room, row = page - heads, first_row
    for _, run in groupby((*keys, *list(keys[-1:]) * and_below)):
        count = len(list(run))
        height = sum(_height(sheet, one) for one in range(row, row + count))
        if height > room and height <= page - again:
            sheet.row_breaks.append(Break(id=row - 1))
            room = page - again
        room -= height
        row += count


def _page_height(sheet: Worksheet) -> float:
    """Give how many points of rows a page holds: the more, the smaller it is made to fit its columns."""
    upright = sheet.page_setup.orientation == Worksheet.ORIENTATION_PORTRAIT
    across, down = (_A4_SHORT, _A4_LONG) if upright else (_A4_LONG, _A4_SHORT)
    columns = sheet.column_dimensions.values()
    width = sum(column.width * _CHARACTER + _COLUMN_PADDING for column in columns)
    scale = min(1.0, (across - 2 * _SIDE_MARGIN * _INCH) / width)
    return (down - (_TOP_MARGIN + _FOOT_MARGIN) * _INCH) / scale


def _title_rows(sheet: Worksheet) -> range:
    first, last = (int(row.strip("$")) for row in str(sheet.print_title_rows).split(":"))
    return range(first, last + 1)


def _height(sheet: Worksheet, row: int) -> float:
    return float(sheet.row_dimensions[row].height or _LOWEST_ROW)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns, in characters of the standard font."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_page(sheet: Worksheet, heads: tuple[int, int], watermark: str) -> None:
    """Print on A4, as wide as the page; the rows of ``heads`` stay on each page and on the screen.

    The page stands upright where the columns, whose widths are set before, fit across it; columns that would
    be too small to read go on to pages beside it, where code and name are repeated.
    """
    first, last = heads
    sheet.freeze_panes = f"A{last + 1}"
    sheet.print_title_rows = f"{first}:{last}"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    total = sum(column.width for column in sheet.column_dimensions.values())
    upright = total <= _WIDEST_UPRIGHT
    sheet.page_setup.orientation = (
        Worksheet.ORIENTATION_PORTRAIT if upright else Worksheet.ORIENTATION_LANDSCAPE
    )
    across = ceil(total / _WIDEST_ACROSS)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    if across > 1:
        sheet.print_title_cols = _NAMES
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _SIDE_MARGIN
    sheet.page_margins.top, sheet.page_margins.bottom = _TOP_MARGIN, _FOOT_MARGIN
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
    right = Alignment(horizontal="right", vertical="center", indent=1)
    one_line = Alignment(horizontal="left", vertical="center")
    title, note = Font(name="方正小标宋简体", size=18), Font(name="宋体", size=10.5)
    warning = Font(name="黑体", size=12, color="9E2A2B")
    head = _ruled(Look.HEAD, "黑体", middle, "@")
    head.fill = PatternFill("solid", fgColor="E9EDEA")
    return [
        NamedStyle(Look.TITLE, font=title, alignment=middle),
        NamedStyle(Look.NOTE, font=note, alignment=left),
        NamedStyle(Look.WARNING, font=warning, alignment=one_line),
        head,
        _ruled(Look.TEXT, "宋体", left, "@"),
        _ruled(Look.MIDDLE, "宋体", middle, "@"),
        _ruled(Look.NUMBER, "宋体", right, "General"),
        _ruled(Look.RATE, "宋体", right, "0.0%"),
        _ruled(Look.DATE, "宋体", middle, "yyyy-mm-dd"),
        _ruled(Look.DAY, "宋体", middle, 'yyyy"年"m"月"d"日"'),
        _ruled(Look.TOTAL, "黑体", right, "General"),
        _ruled(Look.TOTAL_RATE, "黑体", right, "0.0%"),
    ]


def _ruled(look: Look, font: str, alignment: Alignment, number_format: str) -> NamedStyle:
    style = NamedStyle(
        look, font=Font(name=font, size=10.5), alignment=alignment, number_format=number_format
    )
    style.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    return style
