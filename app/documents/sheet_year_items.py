"""The first sheet of the year's figures: planned, drawn, visited, disclosed beside each other, by quarter."""

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from app.documents.content.year import YearLine
from app.documents.sheet_plain import Top, write_top
from app.documents.sheet_style import Look, keep_whole, put, put_row, put_rows, set_page, set_widths

_LINE_HEADS: Final = ("序号", "抽查事项名称", "抽查类别")
_STAGES: Final = ("计划", "抽取", "检查", "公开")
_PERIODS: Final = ("一季度", "二季度", "三季度", "四季度", "全年")
_FIGURES: Final = len(_STAGES) * len(_PERIODS)
_COLUMNS: Final = len(_LINE_HEADS) + _FIGURES


def write_items(sheet: Worksheet, top: Top, lines: tuple[YearLine, ...]) -> None:
    """Write one row a stratum; items merged by data, totals last."""
    set_widths(sheet, (6, 34, 34, *(5,) * _FIGURES))
    row = write_top(sheet, top, _COLUMNS)
    set_page(sheet, (row, row + 1), top.watermark)
    _write_heads(sheet, row)
    figures = [_figures(line) for line in lines]
    looks = (Look.MIDDLE, Look.TEXT, Look.TEXT, *(Look.NUMBER,) * _FIGURES)
    shown = [
        (line.number, line.item, line.stratum, *_shown(counts))
        for line, counts in zip(lines, figures, strict=True)
    ]
    below = put_rows(
        sheet,
        row + 2,
        shown,
        looks,
        {1: [line.number for line in lines], 2: [(line.number, line.item) for line in lines]},
    )
    totals = [sum(column) for column in zip(*figures, strict=True)] or [0] * _FIGURES
    total_looks = (*(Look.HEAD,) * len(_LINE_HEADS), *(Look.TOTAL,) * _FIGURES)
    put_row(sheet, below, ("合计", None, None, *totals), total_looks)
    sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=len(_LINE_HEADS))
    keep_whole(sheet, row + 2, [(line.number, line.item) for line in lines], and_below=1)


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


def _shown(counts: list[int]) -> list[int | None]:
    """Leave a quarter empty where nothing was planned and nothing done."""
    stages = len(_STAGES)
    quarters = [counts[start : start + stages] for start in range(0, len(counts), stages)]
    return [count if any(quarter) else None for quarter in quarters for count in quarter]


def _figures(line: YearLine) -> list[int]:
    stages = (line.planned, line.drawn, line.visited, line.disclosed)
    quarterly = [stage[quarter] for quarter in range(4) for stage in stages]
    return [*quarterly, *(sum(stage) for stage in stages)]
