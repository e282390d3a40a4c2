"""How many objects meet a filter, and the words its builder offers for a field."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.filter import Filter
from app.core.states import OUT_OF_POPULATION
from app.models.database import Store
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.services.registry_words import (
    APPROVAL_LEVELS,
    CREDIT_GRADES,
    KINDS,
    MARKS,
    OBJECT_STATES,
    PERMIT_CLASSES,
    SUPERVISION_CLASSES,
)
from app.services.vocabulary import FIELDS, vocabulary

CLOSED_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "supervision_class": SUPERVISION_CLASSES,
    "permit_class": PERMIT_CLASSES,
    "credit_grade": CREDIT_GRADES,
    "approval_level": APPROVAL_LEVELS,
    "state": OBJECT_STATES,
    "marks": MARKS,
}
"""Fields whose words are the program's own and never change."""


def count_matching(store: Store, conditions: Filter, today: date) -> int:
    """Count the objects that meet a filter on a day, whatever their state."""
    with store.reading() as session:
        statement = select(func.count()).select_from(InspectionObject).where(clause_of(conditions, today))
        return session.scalars(statement).one()


def count_drawable(session: Session, conditions: Filter, today: date) -> int:
    """Count as a plan does: without the objects whose state keeps them out of every draw."""
    statement = select(func.count()).select_from(InspectionObject)
    present = InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION])
    return session.scalars(statement.where(clause_of(conditions, today), present)).one()


def words_for(store: Store, field: str) -> tuple[str, ...]:
    """Give the words from which a field is chosen, none where it holds free text."""
    if field in CLOSED_LISTS:
        return CLOSED_LISTS[field]
    if field not in FIELDS:
        return ()
    with store.reading() as session:
        return vocabulary(session, field)
