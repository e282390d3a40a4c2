"""A spreadsheet as the office made it, with one column more that says what is wrong in which row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from app.documents.sheet_cells import clean, display_width, set_value
from app.documents.sheet_style import saved, set_widths, sheet_name

Value: TypeAlias = int | float | str | bool | date | time | timedelta

_ROWS_MEASURED: Final = 200
_NARROWEST, _WIDEST, _TOLD = 8, 40, 60
_NOT_PLAIN: Final = ("=", "+", "-", "@", "#", "\t", "\r")
_WRONG: Final = PatternFill("solid", fgColor="FDF0D5")
_TOLD_WRONG: Final = PatternFill("solid", fgColor="FBE3E1")
_RED: Final = Font(color="A12C22")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


class Told(NamedTuple):
    """What is said of a row; ``wrong``: it cannot be imported as it is."""

    words: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet with its rows, its merged cells (first row, first column, last row, last column, from 0).

    ``head`` is the row of the heading (from 0), None where the sheet was not read; ``told`` says what is to
    be said of which row.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    head: int | None = None
    told: Mapping[int, Told] | None = None


def build_marked_xlsx(sheets: Sequence[MarkedSheet], title: str) -> bytes:
    """Give the sheets as they were, each that was read with a column ``title`` at its right.

    Such a column that is there already is written anew. Codes and other words of wrong rows are text, so
    that what is mended there stays as it is typed.
    """
    workbook = Workbook(write_only=True)
    for content in sheets:
        sheet: Any = workbook.create_sheet(sheet_name(content.name))
        at = _place_of(content, title)
        set_widths(sheet, _widths(content, at))
        for place, cells in enumerate(_unfilled(content)):
            told = (content.told or {}).get(place)
            wrong = told is not None and told.wrong
            row = [_cell(sheet, value, wrong=wrong) for value in cells]
            if content.head is not None:
                row[at:] = [title if place == content.head else _told(sheet, told)]
            sheet.append(row)
        for top, left, bottom, right in content.merges:
            first, last = (
                f"{get_column_letter(left + 1)}{top + 1}",
                f"{get_column_letter(right + 1)}{bottom + 1}",
            )
            sheet.merged_cells.add(CellRange(f"{first}:{last}"))
    return saved(workbook)


def _place_of(content: MarkedSheet, title: str) -> int:
    """Give the column that says what is wrong: one that ended the sheet so already, else the next."""
    width = len(content.rows[0]) if content.rows else 0
    if content.head is not None and width and content.rows[content.head][-1] == title:
        return width - 1
    return width


def _unfilled(content: MarkedSheet) -> Iterator[list[Value]]:
    """Give the rows with merged cells empty but for the first, as they were in the file."""
    empty: dict[int, list[tuple[int, Value]]] = {}
    for top, left, bottom, right in content.merges:
        if top >= len(content.rows) or left >= len(content.rows[top]):
            continue
        value = content.rows[top][left]
        for row in range(top, min(bottom + 1, len(content.rows))):
            places = range(left, min(right + 1, len(content.rows[row])))
            empty.setdefault(row, []).extend(
                (place, value) for place in places if (row, place) != (top, left)
            )
    for number, cells in enumerate(content.rows):
        row_cells = list(cells)
        for place, value in empty.get(number, ()):
            if row_cells[place] == value:
                row_cells[place] = ""
        yield row_cells


def _cell(sheet: Any, value: Value, *, wrong: bool) -> Any:  # noqa: ANN401 - the library's sheets and cells have no types
    if value == "" and not wrong:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    if not wrong:
        if not isinstance(value, str):
            return value
        if not value.startswith(_NOT_PLAIN):
            return clean(value)
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        set_value(cell, value)
        cell.number_format = "@"
    else:
        cell.value = value
    if wrong:
        cell.fill = _WRONG
    return cell


_EXACT: Final = 1e15  # above it a whole number is no longer exact


def _told(sheet: Any, told: Told | None) -> Any:  # noqa: ANN401 - as above
    if told is None:
        return None
    cell = WriteOnlyCell(sheet)
    set_value(cell, told.words)
    cell.alignment = _WRAPPED
    if told.wrong:
        cell.fill, cell.font = _TOLD_WRONG, _RED
    return cell


def _widths(content: MarkedSheet, at: int) -> list[float]:
    head = 0 if content.head is None else content.head
    measured = content.rows[head : head + _ROWS_MEASURED]
    widest = [max(display_width(str(value)) for value in column) for column in zip(*measured, strict=True)]
    own = [float(min(max(width + 2, _NARROWEST), _WIDEST)) for width in widest[:at]]
    return [*own, float(_TOLD)] if content.head is not None else own
