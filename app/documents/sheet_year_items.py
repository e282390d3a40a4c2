"""The first sheet of the year's figures: planned, drawn, visited, disclosed beside each other, by quarter."""

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from app.documents.content.year import YearLine
from app.documents.sheet_plain import Top, write_top
from app.documents.sheet_style import Look, merge_runs, put, put_row, set_page, set_widths

_LINE_HEADS: Final = ("序号", "抽查事项名称", "抽查类别")
_STAGES: Final = ("计划", "抽取", "检查", "公开")
_PERIODS: Final = ("一季度", "二季度", "三季度", "四季度", "全年")
_FIGURES: Final = len(_STAGES) * len(_PERIODS)
_COLUMNS: Final = len(_LINE_HEADS) + _FIGURES


def write_items(sheet: Worksheet, top: Top, lines: tuple[YearLine, ...]) -> None:
    """Write one row a stratum; items merged by data, totals last."""
    set_widths(sheet, (7, 34, 34, *(6,) * _FIGURES))
    row = write_top(sheet, top, _COLUMNS)
    set_page(sheet, (row, row + 1), top.watermark)
    _write_heads(sheet, row)
    first = row + 2
    figures = [_figures(line) for line in lines]
    looks = (Look.MIDDLE, Look.TEXT, Look.TEXT, *(Look.NUMBER,) * _FIGURES)
    for below, (line, counts) in enumerate(zip(lines, figures, strict=True), first):
        put_row(sheet, below, (line.number, line.item, line.stratum, *counts), looks)
    merge_runs(sheet, 1, first, [line.number for line in lines])
    merge_runs(sheet, 2, first, [(line.number, line.item) for line in lines])
    totals = [sum(column) for column in zip(*figures, strict=True)] or [0] * _FIGURES
    put_row(sheet, first + len(lines), ("合计", None, None, *totals), (Look.TOTAL,) * _COLUMNS)


def _write_heads(sheet: Worksheet, row: int) -> None:
    blanks = (None,) * len(_LINE_HEADS)
    put_row(sheet, row, (*_LINE_HEADS, *(None,) * _FIGURES), (Look.HEAD,) * _COLUMNS)
    put_row(sheet, row + 1, (*blanks, *_STAGES * len(_PERIODS)), (Look.HEAD,) * _COLUMNS)
    for column in range(1, len(_LINE_HEADS) + 1):
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    for place, period in enumerate(_PERIODS):
        start = len(_LINE_HEADS) + 1 + place * len(_STAGES)
        put(sheet, row, start, period, Look.HEAD)
        end = start + len(_STAGES) - 1
        sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=end)


def _figures(line: YearLine) -> list[int]:
    stages = (line.planned, line.drawn, line.visited, line.disclosed)
    quarterly = [stage[quarter] for quarter in range(4) for stage in stages]
    return [*quarterly, *(sum(stage) for stage in stages)]
