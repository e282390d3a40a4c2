"""Why a result was sent back, as the log of acts tells it."""

from sqlalchemy import select

from app.models.database import Store
from app.models.office import Event

_SENT_BACK = "退回结果"


def returned_reason(store: Store, visit_id: int) -> str:
    """Give the reason of the latest return of a visit's result, or nothing."""
    start = f"任务 {visit_id}："
    statement = (
        select(Event.detail)
        .where(Event.act == _SENT_BACK, Event.detail.startswith(start))
        .order_by(Event.n.desc())
        .limit(1)
    )
    with store.reading() as session:
        return (session.scalars(statement).first() or "").removeprefix(start)
