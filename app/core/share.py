"""How much a line takes, as people type it in one field: 10 %, 1/3, 3 家."""

import re
from fractions import Fraction
from typing import Final

from app.core.errors import UserError
from app.core.text import repair_code

_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,4}))?%")
_PART: Final = re.compile(r"([0-9]{1,4})/([1-9][0-9]{0,3})")
_COUNT: Final = re.compile(r"([0-9]{1,6})(?:家次?)?")
_WHOLE: Final = 100
_EXAMPLE: Final = "请填写比例或家数，例如 10 % 或 3 家"


def read_share(text: str) -> tuple[Fraction | None, int]:
    """Give a ratio of at most 1 and 0, or None and a count of at least 1; UserError says how to write it."""
    typed = repair_code(text)
    ratio = _ratio(typed)
    if ratio is not None:
        if not 0 < ratio <= 1:
            raise UserError(f"比例应大于 0、不超过 100 %，现为“{text.strip()}”")
        return ratio, 0
    found = _COUNT.fullmatch(typed)
    if found is None or not int(found[1]):
        raise UserError(f"{_EXAMPLE}，现为“{text.strip()}”" if typed else _EXAMPLE)
    return None, int(found[1])


def _ratio(typed: str) -> Fraction | None:
    if found := _PERCENT.fullmatch(typed):
        decimals = found[2] or ""
        return Fraction(int(found[1] + decimals), _WHOLE * 10 ** len(decimals))
    if found := _PART.fullmatch(typed):
        return Fraction(int(found[1]), int(found[2]))
    return None


def say_share(ratio: Fraction | None, count: int) -> str:
    """Write a share as it is read again: 10 %, 1/3 or 3 家."""
    if ratio is None:
        return f"{count} 家"
    percent = ratio * _WHOLE
    return f"{percent.numerator} %" if percent.denominator == 1 else f"{ratio.numerator}/{ratio.denominator}"
