"""Rows beside the registry's own line, written so that the edit can be taken back (`edits.py`)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.models.base import Base
from app.services.edits import RowChange, image_of


def added(session: Session, row: Base) -> RowChange:
    """Add a row."""
    session.add(row)
    session.flush()
    return RowChange(row.__tablename__, _id(row), None, image_of(session, row.__tablename__, _id(row)))


def removed(session: Session, row: Base) -> RowChange:
    """Remove a row."""
    change = RowChange(row.__tablename__, _id(row), image_of(session, row.__tablename__, _id(row)), None)
    session.delete(row)
    session.flush()
    return change


def changed(session: Session, row: Base, values: Mapping[str, Any]) -> RowChange:
    """Give a row other values."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return RowChange(row.__tablename__, _id(row), before, dict(values))


def _id(row: Base) -> int:
    found: int = row.id  # type: ignore[attr-defined] # every table here has one
    return found
