"""What every reader of spreadsheets and text gives: sheets of grids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, TypeAlias

Cell: TypeAlias = int | float | str | bool | date | time | timedelta
"""A value as the file holds it; a datetime is a date, an empty cell is ''."""

Merge: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 0, all within."""

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CHARACTERS: Final = 32_767
MAX_UNPACKED: Final = 512 * 1024 * 1024
MAX_MEMORY: Final = 1024 * 1024 * 1024
BYTES_A_PLACE: Final = 48
"""Measured: a place in the grid, empty or not, costs about 40 bytes."""
BYTES_A_VALUE: Final = 110
"""Measured: a value costs about 105 bytes more, with its text twice in memory while it is read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet: ``rows[0]`` is its row ``first``; rows are equally long, merged cells filled."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    first: int = 1
    """0 where a heading was put over rows that have none."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All visible sheets of a file in its order, and the names of the hidden ones, which are not read.

    ``errors`` are the places (B7) whose formula gives an error, ``uncounted`` those whose formula was never
    worked out: their cells are read as empty.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()


NO_TABLES: Final = Tables(())


def fits_in_memory(places: int, values: int) -> bool:
    """Tell whether a grid of so many places and values stays below the 1 GB of interfaces.md."""
    return places * BYTES_A_PLACE + values * BYTES_A_VALUE <= MAX_MEMORY


def column_letters(index: int) -> str:
    """Name a column, counted from 0, as spreadsheets do: A, Z, AA."""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
