"""What the log of acts tells of a visit: why its result was sent back, whether it was ever refused."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.database import Store
from app.models.office import Event
from app.services import log
from app.services.rows.office import Act

_SENT_BACK = "退回结果"
_REFUSED = "不配合检查"


def _refusal(visit_id: int) -> str:
    return f"任务 {visit_id}，检查未结束"


def record_refusal(session: Session, visit_id: int, act: Act) -> None:
    """Put on record that a visit was refused; it stays there whatever is entered later."""
    log.record(session, act, _REFUSED, _refusal(visit_id))


def was_refused(session: Session, visit_id: int) -> bool:
    """Tell whether a visit was ever refused."""
    found = exists().where(Event.act == _REFUSED, Event.detail == _refusal(visit_id))
    return bool(session.scalar(select(found)))


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
