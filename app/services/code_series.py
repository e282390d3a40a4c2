"""Codes in series, WL-0001, WL-0002 …: the next one is always a code that nobody ever had (domain.md §4)."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import BigInteger, Table, cast, func, select
from sqlalchemy.orm import Session

from app.services.retired_codes import retired

_DIGITS: Final = 15
"""A longer number is no number of a series: SQLite could not count on from it."""
_AFTER_DASH: Final = chr(ord("-") + 1)


def next_code(session: Session, table: Table, prefix: str, digits: int = 4) -> str:
    """Give the code after the greatest of a series in a registry's table, filled up to some digits."""
    return numbered(prefix, last_number(session, table, prefix) + 1, digits)


def last_number(session: Session, table: Table, prefix: str) -> int:
    """Give the greatest number of a series, of codes in use and of retired ones; 0 where there is none."""
    number = func.substr(table.c.code, len(prefix) + 2)
    statement = select(func.max(cast(number, BigInteger))).where(
        table.c.code > f"{prefix}-",
        table.c.code < f"{prefix}{_AFTER_DASH}",
        func.length(number) <= _DIGITS,
        number.op("NOT GLOB")("*[^0-9]*"),
    )
    return max(session.scalar(statement) or 0, greatest(prefix, retired(session, table)))


def greatest(prefix: str, codes: Iterable[str]) -> int:
    """Give the greatest number that codes of a series have; 0 where none belongs to it."""
    number = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,{_DIGITS}}})")
    return max((int(found[1]) for code in codes if (found := number.fullmatch(code))), default=0)


def numbered(prefix: str, number: int, digits: int = 4) -> str:
    """Give the code of a number: ("WL", 7) → WL-0007."""
    return f"{prefix}-{number:0{digits}d}"
