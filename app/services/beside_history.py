"""What the history of objects says of marks, penalties and files that come, go and come again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.registry import InspectionObject
from app.services.edits import RowChange, image_of
from app.services.mark_notes import NOTES, note_field, note_words
from app.services.object_history import history_row, write_history
from app.services.penalty_words import PENALTIES, PENALTY_FIELD, penalty_words
from app.services.rows.office import Act
from app.services.state_evidence import EVIDENCE, EVIDENCE_FIELD


def tell_beside(session: Session, rows: Sequence[RowChange], act: Act, reason: str) -> None:
    """Add a line for each note of a mark, decision and file just written or turned; others tell nothing.

    An object that went with its marks has no history any more.
    """
    told = [line for row in rows for line in _lines(session, row, act, reason)]
    there: set[int] = set()
    for some in slices_of([line["object_id"] for line in told]):
        there.update(session.scalars(select(InspectionObject.id).where(InspectionObject.id.in_(some))))
    write_history(session, [line for line in told if line["object_id"] in there])


def _lines(session: Session, row: RowChange, act: Act, reason: str) -> Iterator[dict[str, Any]]:
    if row.table not in {NOTES.name, EVIDENCE.name, PENALTIES.name}:
        return
    before, after = _whole(session, row)
    known = after or before
    if known is None or (before and after and before["object_id"] != after["object_id"]):
        return  # moved from one object to another: the merge tells of it
    if row.table == NOTES.name:
        field, said = note_field(known["mark"]), (note_words(before), note_words(after))
    elif row.table == PENALTIES.name:
        field, said = PENALTY_FIELD, (penalty_words(before), penalty_words(after))
    else:
        field, said = EVIDENCE_FIELD, (_name(before), _name(after))
    yield history_row(known["object_id"], field, *said, act, reason)


def _whole(session: Session, row: RowChange) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """Give the whole row before and after, where a change keeps only the columns that changed."""
    if row.before is None or row.after is None:
        return row.before, row.after
    now = image_of(session, row.table, row.id)
    return {**now, **row.before}, now


def _name(file: Mapping[str, Any] | None) -> str:
    return file["file_name"] if file else ""
