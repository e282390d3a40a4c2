"""Who is kept from an object by its owner stays kept from it when a merge changes its name or owner."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.owner_recusal import OwnerRecusal
from app.models.registry import Recusal
from app.models.schema import metadata
from app.services.barred import barred
from app.services.merging_rows import Values, row_of

Kept = Mapping[str, Mapping[int, str]]
"""Code of an object -> who is kept from it, and why."""

_TABLE: Final = metadata.tables[Recusal.__tablename__]
_NOTE: Final = "合并前按所属单位回避"


def kept_away(session: Session) -> Kept:
    """Take down who is kept from which object; nothing where nobody is by an owner."""
    if session.scalars(select(OwnerRecusal.id).limit(1)).first() is None:
        return {}
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for inspector, code, why in barred(session):
        found[code][inspector] = why
    return found


def keep_away(session: Session, groups: Mapping[int, Sequence[str]], before: Kept) -> dict[int, list[Values]]:
    """Let whoever was kept from one of a group be kept from the one that stays; give the rows added to it.

    A group is the id of the one that stays and the codes of all, its own first.
    """
    now = kept_away(session) if before else {}
    added: dict[int, list[Values]] = {}
    for stay, codes in groups.items():
        wanted = {who: why for code in codes for who, why in before.get(code, {}).items()}
        for who in sorted(wanted.keys() - now.get(codes[0], {}).keys()):
            reason = "；".join(part for part in (wanted[who], _NOTE) if part)
            made = Recusal(inspector_id=who, object_id=stay, reason=reason)
            session.add(made)
            session.flush()
            added.setdefault(stay, []).append(row_of(session, _TABLE, made.id))
    return added
