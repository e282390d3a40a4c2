"""One grid in every kind of file an office saves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from tests.intake.dialects import Merge
from tests.intake.files import Rows, Value, text, workbook
from tests.intake.old_excel import old_workbook

Save = Callable[[Path, Rows, Sequence[Merge]], Path]
_FIRST_DAY: Final = date(1899, 12, 30)


def xlsx(folder: Path, rows: Rows, merges: Sequence[Merge]) -> Path:
    """Save as today's Excel and WPS do."""
    places = [
        f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}"
        for top, left, bottom, right in merges
    ]
    return workbook(folder / "名单.xlsx", rows, merges=places)


def xls(folder: Path, rows: Rows, merges: Sequence[Merge]) -> Path:
    """Save as Excel did until 2003."""
    return old_workbook(folder / "名单.xls", _old(rows), merges)


def et(folder: Path, rows: Rows, merges: Sequence[Merge]) -> Path:
    """Save as WPS does under its own ending."""
    return old_workbook(folder / "名单.et", _old(rows), merges)


def gb18030(folder: Path, rows: Rows, _merges: Sequence[Merge]) -> Path:
    """Save as a Chinese Excel saves CSV."""
    return text(folder / "名单.csv", rows, encoding="gb18030")


def tsv(folder: Path, rows: Rows, _merges: Sequence[Merge]) -> Path:
    """Save with tabs between."""
    return text(folder / "名单.tsv", rows, encoding="utf-8", delimiter="\t")


def utf16(folder: Path, rows: Rows, _merges: Sequence[Merge]) -> Path:
    """Save as Excel's Unicode text."""
    return text(folder / "名单.txt", rows, encoding="utf-16", delimiter="\t")


def _old(rows: Rows) -> list[list[str | float]]:
    return [[_old_cell(cell) for cell in row] for row in rows]


def _old_cell(cell: Value) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return float((cell - _FIRST_DAY).days)
    return cell if isinstance(cell, str) else float(cell)


FORMATS: Final[Mapping[str, Save]] = {
    "xlsx": xlsx,
    "xls": xls,
    "et": et,
    "csv": gb18030,
    "tsv": tsv,
    "txt": utf16,
}
