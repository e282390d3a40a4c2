"""Who is kept from which objects on the day it is asked for, each pair once (domain.md §2, 回避)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.slices import AT_ONCE
from app.models.owner_recusal import OwnerRecusal
from app.models.registry import InspectionObject, Recusal
from app.services.recusal_owners import OWNED, told_by


class Barred(NamedTuple):
    """One inspector and one object he is kept from, with the relation and reason in words."""

    inspector: int
    unit: str
    why: str


def why_words(relation: str, reason: str) -> str:
    """Say the relation and the reason of a recusal."""
    return "，".join(part for part in (relation, reason) if part)


def barred(session: Session, object_id: int | None = None) -> tuple[Barred, ...]:
    """Give everybody who is kept from an object, each pair once, by inspector and code; None asks for all."""
    only = () if object_id is None else (InspectionObject.id == object_id,)
    found: dict[tuple[int, str], str] = {}
    by_object = select(Recusal.inspector_id, InspectionObject.code, Recusal.relation, Recusal.reason).join(
        InspectionObject, Recusal.object_id == InspectionObject.id
    )
    for inspector, code, relation, reason in session.execute(by_object.where(*only)):
        found[inspector, code] = why_words(relation, reason)
    owners = by_owner_words(session, session.scalars(select(OwnerRecusal).order_by(OwnerRecusal.id)))
    for word, code in owned_by(session, owners, only):
        for kept in owners[word]:
            found.setdefault((kept.inspector_id, code), why_words(kept.relation, kept.reason))
    return tuple(Barred(*pair, why) for pair, why in sorted(found.items()))


def barred_from(
    session: Session, people: Collection[int], units: Collection[str]
) -> tuple[tuple[int, str, str], ...]:
    """Give the recusals that concern these inspectors and these objects."""
    return tuple(each for each in barred(session) if each.inspector in people and each.unit in units)


def by_owner_words(session: Session, recusals: Iterable[OwnerRecusal]) -> dict[str, list[OwnerRecusal]]:
    """Give by every word that tells an owner the recusals that mean it."""
    words: dict[str, list[OwnerRecusal]] = {}
    kept_all = tuple(recusals)
    told = told_by(session, {kept.owner for kept in kept_all})
    for kept in kept_all:
        for word in told[kept.owner]:
            words.setdefault(word, []).append(kept)
    return words


def owned_by(
    session: Session, words: Collection[str], only: Sequence[ColumnElement[bool]] = ()
) -> Iterator[tuple[str, str]]:
    """Give word and code of every object that one of the words tells by its name, code or owner."""
    asked = sorted(words)
    for column in OWNED:  # one after the other, so that each can go by its index
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            statement = select(column, InspectionObject.code).where(column.in_(some), *only)
            yield from ((word, code) for word, code in session.execute(statement))
