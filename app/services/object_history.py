"""Lines of the history of objects that speak of more than one field of the registry."""

from typing import Any, Final

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.registry import ObjectChange
from app.services.rows.office import Act

_HISTORY: Final[Table] = Base.metadata.tables[ObjectChange.__tablename__]


def history_row(object_id: int, field: str, before: str, after: str, act: Act, reason: str) -> dict[str, Any]:
    """Give one line as it is stored."""
    return {
        "object_id": object_id,
        "at": act.stamp,
        "by": act.by,
        "field": field,
        "before": before,
        "after": after,
        "reason": reason,
    }


def write_history(session: Session, rows: list[dict[str, Any]]) -> None:
    """Add lines to the history."""
    if rows:
        session.connection().execute(insert(_HISTORY), rows)
