"""What is known of marks when objects are merged: only of those that stand, each as long as one of them did.

What is known of a mark that was taken away stays behind unseen (`mark_notes.py`); of two objects it must not
come to speak of the mark that the other one still has.
"""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.services.mark_notes import NOTES
from app.services.merging_rows import Moved, Values


def forget_of(session: Session, object_id: int, marks: Collection[str], moved: Moved) -> None:
    """Drop what is known of some marks of an object; it comes back when the merge is taken apart."""
    gone = [note for note in _notes(session, object_id) if note["mark"] in marks]
    for note in gone:
        session.execute(delete(NOTES).where(NOTES.c.id == note["id"]))
        moved.dropped.append((NOTES.name, note))


def known_of(session: Session, object_id: int) -> set[str]:
    """Give the marks of which something is known, standing or taken away."""
    return {note["mark"] for note in _notes(session, object_id)}


def let_count_on(session: Session, object_id: int, marks: Collection[str], moved: Moved) -> None:
    """Let marks count without an end, for one of the objects had them so."""
    for note in _notes(session, object_id):
        if note["mark"] in marks and note["expires_on"]:
            session.execute(update(NOTES).where(NOTES.c.id == note["id"]).values(expires_on=None))
            moved.folded.append((NOTES.name, note, {**note, "expires_on": None}))


def _notes(session: Session, object_id: int) -> list[Values]:
    rows = session.execute(select(NOTES).where(NOTES.c.object_id == object_id).order_by(NOTES.c.id))
    return [dict(row) for row in rows.mappings()]
