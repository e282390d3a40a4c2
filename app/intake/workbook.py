"""Workbooks of every age through calamine: visible sheets as grids, merged cells filled."""

import io
from dataclasses import replace
from itertools import islice
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.core.errors import UserError
from app.intake.container import DAMAGED, ENCRYPTED, Kind, survey
from app.intake.grid import MAX_CHARACTERS, Cell, Merge, Sheet, Tables, column_letters

_PANIC: Final = "PanicException"
_ROWS_AT_ONCE: Final = 1000


def read_workbook(data: bytes, kind: Kind, name: str) -> Tables:
    """Read all visible sheets of a workbook; UserError says why it cannot be read."""
    look = survey(data, kind, name)
    try:
        tables = replace(_read(data), errors=look.errors, uncounted=look.uncounted)
    except PasswordError as fault:
        raise UserError(ENCRYPTED.format(name=name)) from fault
    except (CalamineError, ValueError, OverflowError, OSError) as fault:
        raise UserError(DAMAGED.format(name=name)) from fault
    except BaseException as fault:
        # A panic inside calamine is a BaseException whose class no module exports; all others go on.
        if type(fault).__name__ != _PANIC:
            raise
        raise UserError(DAMAGED.format(name=name)) from fault
    if look.long_text:
        for sheet in tables.sheets:
            check_lengths(sheet, name)
    return tables


def check_lengths(sheet: Sheet, name: str) -> None:
    """Refuse a cell of more than 32,767 characters, naming its place."""
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > MAX_CHARACTERS:
                raise UserError(
                    f"文件“{name}”工作表“{sheet.name}”第 {row} 行 {column_letters(column)} 列的内容超过 "
                    f"32,767 个字，请缩短后再试。"
                )


def _read(data: bytes) -> Tables:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
        for entry in book.sheets_metadata:
            if entry.typ != SheetTypeEnum.WorkSheet:
                continue
            if entry.visible != SheetVisibleEnum.Visible:
                hidden.append(entry.name)
                continue
            source = book.get_sheet_by_name(entry.name)
            rows = _rows(source)
            merges = tuple((*first, *last) for first, last in source.merged_cell_ranges or ())
            fill(rows, merges)
            sheets.append(Sheet(entry.name, rows, merges))
    return Tables(tuple(sheets), tuple(hidden))


def _rows(source: CalamineSheet) -> list[list[Cell]]:
    """Give the rows from row 1 and column A on, in batches: others' work comes between them."""
    before: list[Cell] = [""] * (source.start[1] if source.start else 0)
    upcoming = source.iter_rows()
    rows: list[list[Cell]] = []
    while batch := list(islice(upcoming, _ROWS_AT_ONCE)):
        rows.extend([[*before, *row] for row in batch] if before else batch)
    return rows


def fill(rows: list[list[Cell]], merges: tuple[Merge, ...]) -> None:
    """Write the first cell of each merged range into its empty others, within the rows that hold data."""
    for top, left, bottom, right in merges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if value == "":
            continue
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                if row[column] == "":
                    row[column] = value
