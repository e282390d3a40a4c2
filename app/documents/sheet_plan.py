"""The annual plan's table as a spreadsheet: the same cells as on paper, with figures that can be added up."""

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from app.documents.content.plan import PlanPaper, PlanRow, notes, table_title, version_line
from app.documents.sheet_cells import Value
from app.documents.sheet_style import (
    Look,
    keep_whole,
    new_workbook,
    put,
    put_across,
    put_row,
    put_rows,
    rehearsal_note,
    saved,
    set_page,
    set_widths,
)

_HEADS: Final = ("序号", "发起部门", "抽查事项名称", "抽查类别", "家数", "抽查比例", "每期家数")
_QUARTERS: Final = ("一", "二", "三", "四")
_ENDS: Final = ("全年", "印发数")
_FIRST_QUARTER: Final = len(_HEADS) + 1
_COLUMNS: Final = len(_HEADS) + len(_QUARTERS) + len(_ENDS)
_WIDTHS: Final = (7, 13, 30, 30, 7, 13, 9, 5, 5, 5, 5, 7, 9)
_LOOKS: Final = (
    *(Look.MIDDLE, Look.MIDDLE, Look.TEXT, Look.TEXT, Look.NUMBER, Look.MIDDLE, Look.NUMBER),
    *(Look.NUMBER,) * len(_QUARTERS),
    *(Look.TOTAL, Look.MIDDLE),
)


def build_plan_xlsx(plan: PlanPaper) -> bytes:
    """Give the plan's table as a sheet to work on and to print; the same bytes for the same plan."""
    workbook = new_workbook(table_title(plan), plan.office)
    sheet: Worksheet = workbook.create_sheet("抽查计划表")
    set_widths(sheet, _WIDTHS)
    row = _write_top(sheet, plan)
    _write_heads(sheet, row)
    set_page(sheet, (row, row + 1), plan.watermark)
    first_row = row + 2
    row = _write_rows(sheet, first_row, plan.rows)
    _write_totals(sheet, row, plan)
    keep_whole(sheet, first_row, [line.departments for line in plan.rows], and_below=1)
    for place, note in enumerate(notes(plan), 1):
        put_across(sheet, row + place, _COLUMNS, f"注{place}：{note}", Look.NOTE)
    return saved(workbook)


def _write_top(sheet: Worksheet, plan: PlanPaper) -> int:
    """Write what stands over the heads; give the next row."""
    lines = [(rehearsal_note(plan.watermark), Look.WARNING)] if plan.watermark else []
    lines += [
        (table_title(plan) + version_line(plan), Look.TITLE),
        (f"{plan.office}　{plan.document_number}　单位：家、家次", Look.NOTE),
    ]
    for row, (text, look) in enumerate(lines, 1):
        put_across(sheet, row, _COLUMNS, text, look)
    return len(lines) + 1


def _write_heads(sheet: Worksheet, row: int) -> None:
    for below in (row, row + 1):
        put_row(sheet, below, (None,) * _COLUMNS, (Look.HEAD,) * _COLUMNS)
    for column, head in enumerate((*_HEADS, *_QUARTERS, *_ENDS), 1):
        quarterly = 0 <= column - _FIRST_QUARTER < len(_QUARTERS)
        put(sheet, row + 1 if quarterly else row, column, head, Look.HEAD)
        if not quarterly:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    put(sheet, row, _FIRST_QUARTER, "各季度家次", Look.HEAD)
    last_quarter = _FIRST_QUARTER + len(_QUARTERS) - 1
    sheet.merge_cells(start_row=row, end_row=row, start_column=_FIRST_QUARTER, end_column=last_quarter)


def _write_rows(sheet: Worksheet, first_row: int, rows: tuple[PlanRow, ...]) -> int:
    """Write the plan's rows, merged where the data say the same; give the next row."""
    return put_rows(
        sheet,
        first_row,
        [_values(row) for row in rows],
        _LOOKS,
        {
            1: [row.number for row in rows],
            2: [row.departments for row in rows],
            3: [(row.departments, row.item) for row in rows],
        },
    )


def _values(row: PlanRow) -> tuple[Value, ...]:
    quarters = (
        visits or None for visits in row.quarters
    )  # a quarter without visits stays empty, as on paper
    return (
        *(row.number, row.departments, row.item, row.stratum, row.population, row.ratio, row.per_period),
        *(*quarters, row.total, row.printed),
    )


def _write_totals(sheet: Worksheet, row: int, plan: PlanPaper) -> None:
    words: tuple[Value, ...] = ("合计", *(None,) * (len(_HEADS) - 1))
    values = (*words, *plan.quarter_totals, plan.total, None)
    put_row(sheet, row, values, (*(Look.HEAD,) * len(_HEADS), *(Look.TOTAL,) * (_COLUMNS - len(_HEADS))))
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_HEADS))
