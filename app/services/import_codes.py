"""Codes of objects and inspectors that an import adds: their own where that is free, else one never used."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.core.text import as_identifier
from app.intake.records import InspectorRow, ObjectRow
from app.services.retired_codes import retired

OBJECT_PREFIX: Final = "WL"
INSPECTOR_PREFIX: Final = "JC"


def _codes(taken: Iterable[str], wanted: Sequence[str], prefix: str) -> list[str]:
    """Give each new row its code: its own where that is free and fit, else the next number never used."""
    used = set(taken)
    own = [code if code and code not in used and as_identifier(code) == code else "" for code in wanted]
    used.update(own)
    endings = (code.rsplit("-", 1)[1] for code in used if code.startswith(prefix + "-"))
    last = max((int(ending) for ending in endings if ending.isdecimal()), default=0)
    result = []
    for code in own:
        if not code:
            last += 1
        result.append(code or f"{prefix}-{last:04d}")
    return result


def new_codes(
    session: Session, table: Table, rows: Sequence[ObjectRow] | Sequence[InspectorRow], prefix: str
) -> list[str]:
    """Give new rows codes that were never used; one of an undone import goes back only to what had it."""
    gone = retired(session, table)
    own = [row.code if gone.get(row.code, row.name) == row.name else "" for row in rows]
    taken = {*session.scalars(select(table.c.code)), *gone} - {code for code in own if code in gone}
    return _codes(taken, own, prefix)
