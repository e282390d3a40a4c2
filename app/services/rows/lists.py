"""Lists that update the registries, as their pages show them before and after anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from app.intake.grid import NO_TABLES, Tables
from app.intake.list_records import ListTable
from app.services.edits import Edit
from app.services.rows.intake import ColumnRow, FaultRow

Place = tuple[str, int]
"""Sheet and row of a file, by which a line is known."""


class ListKind(StrEnum):
    """What a list is about."""

    PERMIT = "permit"
    CREDIT = "credit"
    PENALTY = "penalty"
    RECUSAL = "recusal"
    AUXILIARY = "auxiliary"


class Fate(StrEnum):
    """What becomes of one line of a list."""

    NEW = "新增"
    CHANGED = "更新"
    UNCHANGED = "未变"
    LACKING = "名录库没有"
    DOUBTFUL = "存疑"


NOBODY: Final = 0
"""Said of a doubtful line: it means none of its candidates."""


class Missing(StrEnum):
    """What is done with permits of the registry that the list no longer has."""

    KEEP = "不动"
    NO_PERMIT = "许可类别改为无"
    TO_VERIFY = "状态改为待核实"


@dataclass(frozen=True, slots=True)
class ListLine:
    """One good row of the file: who it is there and in the registry (``code``), and what it would change."""

    sheet: str
    row: int
    name: str
    uscc: str
    code: str
    fate: Fate
    words: str
    candidates: tuple[tuple[int, str], ...] = ()
    """Whom a doubtful line may mean, by id and in words; they stay when it was decided on."""

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One object of the registry that the list should have and has not; ``held`` is what it holds."""

    id: int
    code: str
    name: str
    uscc: str
    town: str
    state: str
    held: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the clerk decided: rows to add as new objects, what is done with which missing ones.

    ``months`` is how long a penalty's mark counts; ``by_owner``: recusals from what the registry does not
    have are kept by the name or 信用代码 as written. ``same`` says whom a doubtful line means, by id.
    """

    add: frozenset[Place] = frozenset()
    missing: Missing = Missing.KEEP
    missing_ids: frozenset[int] = frozenset()
    months: int = 12
    by_owner: bool = False
    same: Mapping[Place, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListPreview:
    """Everything to be seen before a list is written; ``table`` is what will be, the file is not read again.

    ``tables`` are the file as it was read, for other columns to be read of the same content.
    ``rows`` = lines + ``faulty``; ``skipped`` are titles, totals and blanks. ``fault`` says why nothing at
    all could be read: no column is the name.
    """

    path: Path
    kind: ListKind
    table: ListTable[Any] | None
    lines: tuple[ListLine, ...]
    missing: tuple[MissingLine, ...]
    faulty: int
    skipped: int
    faults: tuple[FaultRow, ...]
    columns: tuple[ColumnRow, ...]
    notes: tuple[str, ...]
    source: str
    choices: Mapping[str, str]
    decisions: Decisions = field(default_factory=Decisions)
    fault: str = ""
    tables: Tables = NO_TABLES

    @property
    def rows(self) -> int:
        """Rows of data in the file."""
        return len(self.lines) + self.faulty

    def count(self, fate: Fate) -> int:
        """Count the lines of one fate."""
        return sum(line.fate is fate for line in self.lines)


@dataclass(frozen=True, slots=True)
class ListDone:
    """What was written, in a sentence, and the edit that can be taken back; None where nothing was."""

    sentence: str
    edit: Edit | None
