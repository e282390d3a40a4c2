"""Doing an import again, or taking back one before the last: what it brought is kept, no file is needed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.database import Store
from app.models.personnel import InspectorPost
from app.models.registry import Recusal
from app.models.schema import metadata
from app.services import import_kept
from app.services.edits import OBJECTS, Changes, Edit, RowChange, noted
from app.services.import_kept import Kept
from app.services.mark_notes import NOTES, free

_RECUSALS: Final = metadata.tables[Recusal.__tablename__]
_POSTS: Final = metadata.tables[InspectorPost.__tablename__]
MOST: Final = 20_000
"""So many rows are kept in memory; of more, the file is to be imported anew."""


def import_as_edit(store: Store, table: str, what: str, detail: str) -> Edit | None:
    """Give what undoing the last import of a registry will do, as an edit whose undo imports again.

    To be asked before it is undone. None where there is none, or more than can be kept.
    """
    lines = metadata.tables[table]
    with store.reading() as session:
        kept = import_kept.kept(session, lines)
        if kept is None or kept.high - kept.low > MOST:
            return None
        changes = _changes(session, lines, kept)
        if table == OBJECTS:
            _note_confirmed(session, lines, kept, changes)
        own = kept.own_recusals(session)
        beside = (*_rows(session, _RECUSALS, own), *_rows(session, _POSTS, kept.posts))
        notes = [RowChange(NOTES.name, note["id"], None, note) for note in free(session, kept.notes)]
        rows = [*notes, *beside, *_added(session, lines, kept)]
        return noted(session, table, what, detail, changes=changes, rows=rows)


def imported_as_edit(store: Store, table: str, what: str, detail: str) -> Edit | None:
    """Give the last import as an edit, by which it can be taken back when another import has followed.

    None where there is none, or more than can be kept.
    """
    back = import_as_edit(store, table, what, detail)
    if back is None:
        return None
    rows = (RowChange(row.table, row.id, row.after, row.before) for row in reversed(back.rows))
    return replace(back, changes=back.changes.reversed(), rows=tuple(rows))


def _changes(session: Session, lines: Table, kept: Kept) -> Changes:
    """Take down what the changed rows have now and had before."""
    changes = Changes()
    for some in slices_of([*kept.before]):
        for row in session.execute(select(lines).where(lines.c.id.in_(some))).mappings():
            for name, former in kept.before[row["id"]].items():
                changes.note(row["id"], name, row[name], former)
    return changes


def _note_confirmed(session: Session, lines: Table, kept: Kept, changes: Changes) -> None:
    """Take down whose day of confirmation is the import's, beside the rows that will go."""
    day = kept.confirmed.day
    for former, ids in kept.confirmed.before.items():
        for some in slices_of([row_id for row_id in ids if not kept.low < row_id <= kept.high]):
            ours = select(lines.c.id).where(lines.c.id.in_(some), lines.c.confirmed_on == day)
            for row_id in session.scalars(ours):
                changes.note(row_id, "confirmed_on", day, former)


def _added(session: Session, lines: Table, kept: Kept) -> Iterator[RowChange]:
    added = select(lines).where(lines.c.id > kept.low, lines.c.id <= kept.high)
    return _images(lines.name, session.execute(added).mappings().all())


def _rows(session: Session, table: Table, ids: Collection[int]) -> Iterator[RowChange]:
    for some in slices_of([*ids]):
        found = session.execute(select(table).where(table.c.id.in_(some)))
        yield from _images(table.name, found.mappings().all())


def _images(table: str, rows: Any) -> Iterator[RowChange]:  # noqa: ANN401 - rows of any table by column
    row: Mapping[str, Any]
    for row in rows:
        yield RowChange(table, row["id"], dict(row), None)
