"""Decisions of penalty as the history of an object tells them."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Table

from app.models.penalty import Penalty
from app.models.schema import metadata
from app.services.registry import in_words

PENALTIES: Final[Table] = metadata.tables[Penalty.__tablename__]
PENALTY_FIELD: Final = "行政处罚"


def penalty_words(values: Mapping[str, Any] | None) -> str:
    """Say a decision in short: 示环罚〔2024〕1号，2024-01-05，罚款; '' for none."""
    if values is None:
        return ""
    parts = (values["document"], in_words(values["decided_on"]), values["measure"])
    return "，".join(part for part in parts if part)
