"""The chained log of every act that is no draw; written in the same transaction as the act."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.database import Store
from app.models.office import Event
from app.services.rows.office import Act, EventRow

_FIRST_HEAD = "0" * 64


def _head(before: str, event: Event) -> str:
    fields = (before, str(event.n), event.at, event.by, event.act, event.detail)
    digests = "|".join(hashlib.sha256(field.encode()).hexdigest() for field in fields)
    return hashlib.sha256(digests.encode()).hexdigest()


def record(session: Session, act: Act, what: str, detail: str) -> None:
    """Add one entry to the log."""
    last = session.scalars(select(Event).order_by(Event.n.desc()).limit(1)).first()
    event = Event(n=last.n + 1 if last else 1, at=act.stamp, by=act.by, act=what, detail=detail, head="")
    event.head = _head(last.head if last else _FIRST_HEAD, event)
    session.add(event)
    session.flush()


def last(session: Session) -> int:
    """Give the number of the newest entry, 0 where there is none; it grows with everything that is done."""
    return session.scalars(select(func.max(Event.n))).one() or 0


def is_empty(store: Store) -> bool:
    """Tell whether nothing was ever done in a database."""
    with store.reading() as session:
        return session.scalars(select(Event.n).limit(1)).first() is None


def first_break(session: Session) -> int | None:
    """Give the number of the first entry that does not follow from those before it, or None."""
    head = _FIRST_HEAD
    for expected, event in enumerate(session.scalars(select(Event).order_by(Event.n)), start=1):
        head = _head(head, event)
        if event.n != expected or event.head != head:
            return expected
    return None


def newest(store: Store, most: int = 500, words: str = "") -> tuple[EventRow, ...]:
    """Give the last entries, newest first; with words only those that have them all somewhere."""
    statement = select(Event).order_by(Event.n.desc()).limit(most)
    for word in words.split():
        text = Event.at + " " + Event.by + " " + Event.act + " " + Event.detail
        statement = statement.where(text.contains(word, autoescape=True))
    with store.reading() as session:
        events = session.scalars(statement)
        return tuple(EventRow(event.n, event.at, event.by, event.act, event.detail) for event in events)


def count(store: Store) -> int:
    """Count the entries."""
    with store.reading() as session:
        return session.scalars(select(func.max(Event.n))).one() or 0
