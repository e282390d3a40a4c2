"""Whole columns of a sheet turned into values: each different cell is looked at once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from math import isfinite
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from app.core.text import name_fault
from app.intake.coordinates import parse_degrees
from app.intake.grid import Cell, Sheet
from app.intake.mapping import SheetMapping
from app.intake.values import (
    BLANK_MARKS,
    Remark,
    parse_amount,
    parse_code,
    parse_name,
    parse_number_text,
    parse_text,
    text_of,
)

Parser: TypeAlias = Callable[[Cell], Any]
"""A parser of values.py and its like: a cell -> a value or a Remark."""

Level: TypeAlias = Literal["error", "warning"]

_NOT_PLAIN = re.compile(r"[\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_PLAIN_CODES = re.compile(r"[0-9A-Z-]*")
_SHOWN: Final = 200


class Fault(NamedTuple):
    """What is wrong or was repaired in one cell, where the office finds it (interfaces.md, import --json)."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    level: Level


@dataclass(slots=True)
class Block:
    """The data rows of one sheet while they are checked; ``rows`` are the numbers the office sees."""

    sheet: str
    rows: Sequence[int]
    headings: dict[str, str]
    cells: dict[str, Sequence[Cell]]
    values: dict[str, Sequence[Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: dict[str, set[int]] = field(default_factory=dict)
    """Field -> places (from 0) of the rows that have an error there."""
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Field and word that no list has -> in how many rows it stands."""

    @property
    def bad(self) -> set[int]:
        """Places of all rows that have an error."""
        return set().union(*self.refused.values())

    def refuse(self, place: int, key: str, message: str) -> None:
        """Take one row out of the import."""
        self.refused.setdefault(key, set()).add(place)
        self._add(place, key, message, "error")

    def warn(self, place: int, key: str, message: str) -> None:
        """Say what was repaired or deserves a look."""
        self._add(place, key, message, "warning")

    def good(self, values: Sequence[Any]) -> Sequence[Any]:
        """Give the values of the rows without an error."""
        bad = self.bad
        if not bad:
            return values
        return list(compress(values, (place not in bad for place in range(len(self.rows)))))

    def _add(self, place: int, key: str, message: str, level: Level) -> None:
        cells = self.cells.get(key)
        value = text_of(cells[place]) if cells else ""
        shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        self.faults.append(
            Fault(self.sheet, self.rows[place], self.headings.get(key, ""), shown, message, level)
        )


def cut(sheet: Sheet, mapping: SheetMapping, skipped: Collection[int]) -> Block:
    """Cut the mapped columns out of a sheet, without the rows (from 0) that hold no data."""
    span = range(mapping.first_row, len(sheet.rows))
    rows = [sheet.rows[row] for row in span if row not in skipped] if skipped else sheet.rows[span.start :]
    first = sheet.first
    numbers = (
        [row + first for row in span if row not in skipped]
        if skipped
        else range(span.start + first, span.stop + first)
    )
    cells: dict[str, Sequence[Cell]] = {
        key: [row[column] for row in rows] for key, column in mapping.columns.items()
    }
    return Block(sheet.name, numbers, dict(mapping.headings), cells)


def parse_column(block: Block, key: str, parser: Parser) -> Sequence[Any]:
    """Turn one column into values, with a fault wherever its parser had a remark."""
    cells = block.cells[key]
    different = set(cells)
    if different & {True, False} and bool in set(map(type, cells)):
        # True equals 1 and would be taken for it; as text the two stay apart.
        cells = [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
        different = set(cells)
    plain = _PLAIN.get(parser)
    if plain and plain(different):
        return cells
    table = {cell: parser(cell) for cell in different}
    remarks = {cell: result for cell, result in table.items() if type(result) is Remark}
    if not remarks:
        return list(map(table.__getitem__, cells))
    table |= {cell: remark.value for cell, remark in remarks.items()}
    for place, cell in enumerate(cells):
        remark = remarks.get(cell)
        if remark is None:
            continue
        block.unknown.update((key, word) for word in remark.unknown)
        if remark.refused:
            block.refuse(place, key, remark.message)
        else:
            block.warn(place, key, remark.message)
    return list(map(table.__getitem__, cells))


def _is_plain_text(different: set[Cell]) -> bool:
    if set(map(type, different)) - {str} or different & (BLANK_MARKS - {""}):
        return False
    together = "".join(map(str, different))
    return _NOT_PLAIN.search(together) is None and unicodedata.is_normalized("NFC", together)


def _is_plain_name(different: set[Cell]) -> bool:
    return "" not in different and _is_plain_text(different) and not any(map(name_fault, map(str, different)))


def _is_plain_number_text(different: set[Cell]) -> bool:
    return _is_plain_text(different) and not any("E+" in str(cell).upper() for cell in different)


def _is_plain_code(different: set[Cell]) -> bool:
    if set(map(type, different)) - {str} or different & (BLANK_MARKS - {""}):
        return False
    return _PLAIN_CODES.fullmatch("".join(map(str, different))) is not None


def _is_plain_number(different: set[Cell]) -> bool:
    numbers = [cell for cell in different if isinstance(cell, float)]
    return len(numbers) == len(different) > 0 and all(map(isfinite, numbers)) and min(numbers) >= 0


_PLAIN: Final[Mapping[Parser, Callable[[set[Cell]], bool]]] = {
    parse_text: _is_plain_text,
    parse_number_text: _is_plain_number_text,
    parse_name: _is_plain_name,
    parse_code: _is_plain_code,
    parse_amount: _is_plain_number,
    parse_degrees: _is_plain_number,
}
"""Parser -> whether it leaves all these cells as they are, told by one look at all of them together."""
