"""Codes whose rows an undone import took away: they are never given to anything else (domain.md §4)."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

from app.models.office import Setting

_KEY: Final = "retired-codes:"


def retired(session: Session, table: Table) -> dict[str, str]:
    """Give each retired code of a registry's table, and the name of what had it."""
    setting = session.get(Setting, _KEY + table.name)
    kept = setting.value if setting is not None else None
    return dict(kept) if isinstance(kept, dict) else {}


def retire(session: Session, table: Table, codes: Mapping[str, str]) -> None:
    """Keep codes, with the names of what had them, from being given again."""
    if codes:
        session.merge(Setting(key=_KEY + table.name, value=retired(session, table) | dict(codes)))


def give_back(session: Session, table: Table, codes: Iterable[str]) -> None:
    """Let codes be used again by what had them: the very rows come back."""
    left = retired(session, table)
    known = [code for code in codes if left.pop(code, None) is not None]
    if not known:
        return
    setting = session.merge(Setting(key=_KEY + table.name, value=left))
    if not left:
        session.delete(setting)  # nothing stays of it: what is undone leaves the file as it was
