"""Files made up for the tests of reading; every name and code in them is nobody's."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.core.text import check_character
from app.intake.columns import Fault
from app.intake.records import ObjectTable, RegistryTable
from app.intake.registry import read_objects

Value = str | int | float | date | None
Rows = Sequence[Sequence[Value]]
TOWNS = ("示例镇", "例山街道", "例河乡")


def code(number: int) -> str:
    """Make the code of firm ``number``: right check character, region digits 000000."""
    body = f"91000000{number:09d}"
    return body + check_character(body)


def workbook(path: Path, rows: Rows, *, sheet: str = "名录", merges: Sequence[str] = ()) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    book.save(path)
    return path


def text(path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def repack(source: Path, target: Path, part: str, content: bytes) -> Path:
    """Copy a packed file with one of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, content if member.filename == part else old.read(member))
    return target


def objects(path: Path, headings: str, *rows: Sequence[Value]) -> ObjectTable:
    return read_objects(workbook(path / "名录.xlsx", [headings.split(), *rows]), towns=TOWNS)


def only(table: RegistryTable[Any]) -> Fault:
    (fault,) = table.faults
    return fault
