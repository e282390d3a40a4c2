"""Values into cells: text stays text, whatever it begins with."""

from datetime import date
from typing import Final, TypeAlias

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell

Value: TypeAlias = str | int | float | date | None
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDE: Final = 0x2E80  # from here on characters take two columns of the screen


def set_value(cell: Cell | MergedCell, value: Value) -> None:
    """Write a value; a text that looks like a formula is kept a text, also when somebody edits the cell."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = text = clean(value)
    cell.data_type = "s"  # not the formula or the error that the library sees in it
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def clean(text: str) -> str:
    """Drop the control characters that a spreadsheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def display_width(value: Value) -> int:
    """Give how many columns of the screen a value takes; Chinese characters take two."""
    if isinstance(value, date):
        return len("2024-03-05")
    return sum(2 if ord(character) >= _WIDE else 1 for character in str(value if value is not None else ""))
