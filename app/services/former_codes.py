"""Codes of objects that were merged into others: they stay understood (domain.md §4).

A frozen input holds codes for ever. Which object a code stands for now, and which code a visit was drawn
under, is asked here and nowhere else.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.living import MergedObject
from app.models.registry import InspectionObject, ObjectChange
from app.models.visit import Visit

DRAWN_CODE: Final[ColumnElement[str]] = case(
    (Visit.drawn_as == "", InspectionObject.code), else_=Visit.drawn_as
)
"""The code under which a visit was drawn, in a statement that joins the visit's object."""

_AT_ONCE: Final = 500
_HISTORY: Final = ObjectChange.__tablename__


class FormerObject(NamedTuple):
    """What a code stood for that was given up, and the object it stands for now."""

    object_id: int
    name: str
    town: str


def drawn_code(session: Session, visit: Visit) -> str:
    """Give the code under which a visit was drawn."""
    return visit.drawn_as or session.get_one(InspectionObject, visit.object_id).code


def former_objects(session: Session, codes: Iterable[str]) -> dict[str, FormerObject]:
    """Give those of the codes that were given up in a merge, with what they stood for."""
    wanted = list(codes)
    found: dict[str, FormerObject] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        statement = select(MergedObject.code, MergedObject.object_id, MergedObject.kept)
        for code, object_id, kept in session.execute(statement.where(MergedObject.code.in_(part))):
            fields = json.loads(kept)["object"]
            found[code] = FormerObject(object_id, fields["name"], fields["town"])
    return found


def objects_named(session: Session, word: str) -> list[InspectionObject]:
    """Give the object of a code, else those of a full name, else whom either stands for since a merge."""
    of = InspectionObject
    by_code = list(session.scalars(select(of).where(of.code == word)))
    found = by_code or list(session.scalars(select(of).where(of.name == word).order_by(of.code)))
    former = None if found else _stands_for(session, word)
    return found if former is None else [former]


def object_named(session: Session, word: str) -> InspectionObject | None:
    """Give the one object that a code or full name means; UserError where the name is that of several."""
    found = objects_named(session, word)
    if len(found) > 1:
        raise several(word, found)
    return found[0] if found else None


def several(word: str, found: Sequence[InspectionObject]) -> UserError:
    """Give the sentence that a name is that of several objects, and which."""
    codes = "、".join(each.code for each in found)
    return UserError(f"名录库里有 {len(found)} 个“{word}”（{codes}），请填写编号。")


def _stands_for(session: Session, word: str) -> InspectionObject | None:
    """Give the object that a code or a full name given up in a merge stands for now, by the newest merge."""
    merged = select(InspectionObject).join(MergedObject, MergedObject.object_id == InspectionObject.id)
    gone = merged.where(or_(MergedObject.code == word, MergedObject.name == word))
    found = session.scalars(gone.order_by(MergedObject.code != word, MergedObject.id.desc())).first()
    return found or _renamed(session, word)


def _renamed(session: Session, word: str) -> InspectionObject | None:
    """Give the object that stayed in a merge and had the word as its name before, by the newest merge."""
    maybe = MergedObject.kept.contains(json.dumps(word, ensure_ascii=False), autoescape=True)
    merges = select(MergedObject.object_id, MergedObject.kept).where(maybe).order_by(MergedObject.id.desc())
    for object_id, kept in session.execute(merges):
        if json.loads(kept)["stay"]["before"]["name"] == word:
            return session.get(InspectionObject, object_id)
    return None


def merged_away(session: Session, after: int, change: int) -> dict[int, str]:
    """Give the ids that objects had before they were merged into others, each with name and code.

    Only merges since another act, after which ``after`` was the last merge and ``change`` the last line of
    history: an id that a merge left free before may be another object's by then.
    """
    rows = select(MergedObject.id, MergedObject.code, MergedObject.name, MergedObject.kept)
    found: dict[int, str] = {}
    for merged_id, code, name, text in session.execute(rows.order_by(MergedObject.id)):
        kept = json.loads(text)
        if merged_id > after or kept["seal"]["last"].get(_HISTORY, 0) > change:
            found[int(kept["object"]["id"])] = f"“{name}”（{code}）"
    return found
