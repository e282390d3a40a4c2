"""Codes of objects and inspectors that an import adds: their own where that is free, else one never used."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.core.text import as_identifier
from app.intake.records import InspectorRow, ObjectRow
from app.services.code_series import greatest, last_number, numbered
from app.services.retired_codes import retired

INSPECTOR_PREFIX: Final = "JC"
_AT_ONCE: Final = 500


def new_codes(
    session: Session, table: Table, rows: Sequence[ObjectRow] | Sequence[InspectorRow], prefix: str
) -> list[str]:
    """Give new rows codes that were never used; one of an undone import goes back only to what had it."""
    gone = retired(session, table)
    taken = set(_in_use(session, table, [row.code for row in rows if row.code]))
    own = [
        row.code
        if row.code
        and row.code not in taken
        and as_identifier(row.code) == row.code
        and gone.get(row.code, row.name) == row.name
        else ""
        for row in rows
    ]
    return list(_filled(own, prefix, max(last_number(session, table, prefix), greatest(prefix, own))))


def _in_use(session: Session, table: Table, codes: Sequence[str]) -> Iterator[str]:
    """Give those of some codes that the registry has; it may be far longer than what is asked for."""
    for start in range(0, len(codes), _AT_ONCE):
        yield from session.scalars(
            select(table.c.code).where(table.c.code.in_(codes[start : start + _AT_ONCE]))
        )


def _filled(own: Sequence[str], prefix: str, last: int) -> Iterator[str]:
    for code in own:
        if not code:
            last += 1
        yield code or numbered(prefix, last)
