"""What is known of the marks of objects, and which of them have come to their end.

What is known of a mark that was taken away stays behind, unseen, so that taking an act back finds it again;
whoever gives the mark anew begins with nothing known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.base import Base
from app.models.living import MarkNote
from app.services.edits import RowChange

NOTES: Final[Table] = Base.metadata.tables[MarkNote.__tablename__]


def marks_over(session: Session, day: date) -> Mapping[int, frozenset[str]]:
    """Give by object id the marks that count no more on a day."""
    over: dict[int, set[str]] = defaultdict(set)
    statement = select(MarkNote.object_id, MarkNote.mark).where(MarkNote.expires_on < day)
    for object_id, mark in session.execute(statement):
        over[object_id].add(mark)
    return {object_id: frozenset(marks) for object_id, marks in over.items()}


def note_field(mark: str) -> str:
    """Name what is known of a mark, as the history does."""
    return f"频次标识“{mark}”"


def note_words(note: Mapping[str, Any] | None) -> str:
    """Say what is known of a mark: 来源 12369，2024-01-05 认定，有效至 2024-12-31."""
    if note is None:
        return ""
    parts = (
        f"来源 {note['source']}" if note["source"] else "",
        f"{note['given_on']} 认定" if note["given_on"] else "",
        f"有效至 {note['expires_on']}" if note["expires_on"] else "长期有效",
    )
    return "，".join(part for part in parts if part)


def forget_notes(session: Session, given: Mapping[int, Collection[str]]) -> list[RowChange]:
    """Drop what is known of marks that objects, by id, are just given anew; give the rows that went.

    Whoever takes the act back puts them back: an act before it may have taken such a mark away.
    """
    gone: list[RowChange] = []
    for some in slices_of([object_id for object_id, marks in given.items() if marks]):
        rows = session.execute(select(NOTES).where(NOTES.c.object_id.in_(some))).mappings()
        stale = [dict(row) for row in rows if row["mark"] in given[row["object_id"]]]
        if stale:
            session.execute(delete(NOTES).where(NOTES.c.id.in_([row["id"] for row in stale])))
            gone += (RowChange(NOTES.name, row["id"], row, None) for row in stale)
    return gone


def free(session: Session, notes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give those of the notes that went whose place nothing has taken since."""
    taken = {(row.object_id, row.mark) for row in session.execute(select(NOTES.c.object_id, NOTES.c.mark))}
    ids = set(session.scalars(select(NOTES.c.id)))
    return [
        dict(note)
        for note in notes
        if note["id"] not in ids and (note["object_id"], note["mark"]) not in taken
    ]


def put_back(session: Session, notes: Iterable[Mapping[str, Any]]) -> None:
    """Let notes that went stand again."""
    if rows := free(session, notes):
        session.execute(insert(NOTES), rows)
