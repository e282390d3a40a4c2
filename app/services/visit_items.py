"""What the items of a visit add up to; apart from entering results, so that lists load no draw."""

from collections.abc import Iterable
from typing import Final

from app.core.states import PUBLIC_WORDINGS
from app.models.visit import Visit, VisitItem

_GRAVITY: Final = {str(wording): place for place, wording in enumerate(PUBLIC_WORDINGS)}


def gravest(outcomes: Iterable[str]) -> str:
    """Give the public wording of a visit: the gravest of its items, or nothing."""
    public = [outcome for outcome in outcomes if outcome in _GRAVITY]
    return max(public, key=_GRAVITY.__getitem__, default="")


def standing_items(visit: Visit) -> list[VisitItem]:
    """Give the items of a visit that are not struck."""
    return [item for item in visit.items if not item.struck_reason]
