"""What a file would bring into a registry, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.intake.records import RegistryTable


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One cell that was refused (``refused``, its row is not imported), repaired or deserves a look."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    refused: bool


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file and the field it became, empty for one that is not imported.

    ``field`` says it in words, ``key`` is its name; ``chosen``: a person said so.
    """

    heading: str
    field: str
    key: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A good row as understood: its place, its cells in the order of ``SHOWN_FIELDS``, what becomes of it."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    becomes: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Everything to be seen before an import; ``table`` is what will be written, the file is not read again.

    ``source`` stands for the file's headings, ``choices`` are what a person chose for some of them.
    ``rows`` = ``new`` + ``changed`` + ``unchanged`` + ``faulty``; ``skipped`` are titles, totals and blanks.
    """

    path: Path
    table: RegistryTable[Any]
    new: int
    changed: int
    unchanged: int
    faulty: int
    skipped: int
    faults: tuple[FaultRow, ...]
    columns: tuple[ColumnRow, ...]
    sample: tuple[SampleRow, ...]
    notes: tuple[str, ...]
    source: str
    choices: Mapping[str, str]
    fault: str = ""
    """Why nothing at all could be read: no column is the name; the clerk may choose one."""

    @property
    def rows(self) -> int:
        """Rows of data in the file."""
        return self.new + self.changed + self.unchanged + self.faulty

    @property
    def good(self) -> int:
        """Rows that can be imported."""
        return self.new + self.changed + self.unchanged

    @property
    def warnings(self) -> int:
        """Cells that were repaired or deserve a look."""
        return sum(not fault.refused for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``unknown`` are recusals from objects that the registry does not know."""

    new: int
    changed: int
    unchanged: int
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """An import that can be taken back, or was: who brought which file when, rows added and changed."""

    file: str
    by: str
    at: str
    new: int
    changed: int
