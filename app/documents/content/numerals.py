"""Chinese numerals for headings."""

from typing import Final

_DIGITS: Final = "一二三四五六七八九"


def numeral(number: int) -> str:
    """Write 1 … 99: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    leading = _DIGITS[tens - 1] if tens > 1 else ""
    return leading + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")
