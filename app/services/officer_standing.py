"""Whether an inspector can fill a seat on a day, or why not (domain.md §2: a valid 执法证)."""

from collections.abc import Collection
from datetime import date
from typing import Final

from app.models.registry import Inspector

READY: Final = "可派"
ON_LEAVE: Final = "请假"
NO_CERTIFICATE: Final = "无执法证"
EXPIRED: Final = "执法证过期"
ON_DUTY: Final = "在岗"


def standing(inspector: Inspector, today: date, away: Collection[int]) -> str:
    """Say 可派, or why an inspector cannot fill a seat (domain.md §2: a valid 执法证).

    ``away`` are the ids of those on leave that day.
    """
    if inspector.state != ON_DUTY:
        return inspector.state
    if inspector.id in away:
        return ON_LEAVE
    if not inspector.cert:
        return NO_CERTIFICATE
    if inspector.cert_expiry is None or inspector.cert_expiry < today:
        return EXPIRED
    return READY
