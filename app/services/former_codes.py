"""Codes of objects that were merged into others: they stay understood (domain.md §4).

A frozen input holds codes for ever. Which object a code stands for now, and which code a visit was drawn
under, is asked here and nowhere else.
"""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from app.models.living import MergedObject
from app.models.registry import InspectionObject
from app.models.visit import Visit

DRAWN_CODE: Final[ColumnElement[str]] = case(
    (Visit.drawn_as == "", InspectionObject.code), else_=Visit.drawn_as
)
"""The code under which a visit was drawn, in a statement that joins the visit's object."""

_AT_ONCE: Final = 500


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


def stands_for(session: Session, word: str) -> InspectionObject | None:
    """Give the object that a code or a full name given up in a merge stands for now, by the newest merge."""
    statement = (
        select(InspectionObject)
        .join(MergedObject, MergedObject.object_id == InspectionObject.id)
        .where(or_(MergedObject.code == word, MergedObject.name == word))
        .order_by(MergedObject.code != word, MergedObject.id.desc())
    )
    return session.scalars(statement).first()


def merged_away(session: Session) -> dict[int, str]:
    """Give the ids that objects had before they were merged into others, each with name and code."""
    statement = select(MergedObject.code, MergedObject.name, MergedObject.kept).order_by(MergedObject.id)
    return {
        int(json.loads(kept)["object"]["id"]): f"“{name}”（{code}）"
        for code, name, kept in session.execute(statement)
    }
