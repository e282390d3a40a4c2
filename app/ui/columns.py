"""What a table shows: columns as data, made from frozen rows by small functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from app.ui.state_word import StateWord
from app.ui.tokens import Ink

Row = TypeVar("Row")
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of a bar, each a share of `whole` with the name of its colour; `whole` 0 draws nothing."""

    parts: tuple[tuple[float, Ink], ...]
    whole: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Everything the delegate draws in one cell; `state` stands in the place of the words or after them."""

    words: str = ""
    ink: Ink = "text"
    bold: bool = False
    aside: str = ""
    icon: str = ""
    state: StateWord | None = None
    bar: Bar | None = None
    ticked: bool | None = None

    def said(self) -> str:
        """Give the cell as words alone, for copies and screen readers."""
        parts = [self.words, self.aside, self.state.word if self.state else ""]
        if self.ticked is not None:
            parts.append("已选" if self.ticked else "未选")
        return " ".join(part for part in parts if part)


class RowKind(Enum):
    """How a whole row is drawn."""

    PLAIN = "plain"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a table draws of a column."""

    title: str
    align: Qt.AlignmentFlag
    sort: str
    group: str


@dataclass(frozen=True)  # slots would forbid writing Column[Row](…) in Python 3.11
class Column(Generic[Row]):
    """A column; `width` 0 takes what is left. `cell` gives words, or a Cell where words are not enough.

    A `sort` key makes the heading ask for that order; `group` joins neighbours under a second heading.
    """

    key: str
    title: str
    width: int
    cell: Callable[[Row], str | Cell]
    align: Qt.AlignmentFlag = LEFT
    sort: str = ""
    group: str = ""
    tick: bool = False

    def shown(self, row: Row) -> Cell:
        """Give the row's cell of this column."""
        cell = self.cell(row)
        return Cell(cell) if isinstance(cell, str) else cell

    def heading(self) -> Heading:
        """Give what stands above the column."""
        return Heading(self.title, self.align, self.sort, self.group)


def as_table(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> str:
    """Write rows as tabulated text with headings, as WPS and Excel take it from the clipboard."""
    lines = ["\t".join(column.title for column in columns)]
    lines += ["\t".join(_flat(column.shown(row).said()) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _flat(words: str) -> str:
    return " ".join(words.split())
