"""What an import leaves in the database so that it can be undone: one setting, in the same transaction."""

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Date, Table, func, select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.base import Base, Words
from app.models.draw import Draw
from app.models.living import MergedObject
from app.models.office import Event, Setting
from app.models.personnel import InspectorPost
from app.models.registry import InspectionObject, Inspector, ObjectChange, Recusal
from app.services.confirmations import UNCONFIRMED, Confirmed
from app.services.edits import RowChange
from app.services.mark_notes import NOTES
from app.services.rows.office import Act

OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
INSPECTORS: Final[Table] = Base.metadata.tables[Inspector.__tablename__]
_RECUSALS: Final[Table] = Base.metadata.tables[Recusal.__tablename__]
Values = dict[str, Any]
_KEY: Final = "last-import:"


class Mark(NamedTuple):
    """The greatest ids before an import; whatever came after has a greater one."""

    row: int
    recusal: int
    post: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One import: new rows have ids over ``low`` up to ``high``, changed ones the values they had before.

    ``entry`` is its number in the log; ``after`` are the inspectors as it left them, who have no history;
    ``change``, ``draw`` and ``merged`` are the last of their kind when it ended; ``confirmed`` says whom it
    confirmed. ``recused`` are its ``recusals`` as it wrote them, ``notes`` what was known of marks it gave
    anew; imports of before have none of these.
    """

    file: str
    by: str
    at: str
    entry: int
    low: int
    high: int
    before: Mapping[int, Values]
    after: Mapping[int, Values]
    recusals: Collection[int]
    posts: Collection[int]
    change: int
    draw: int
    merged: int
    confirmed: Confirmed
    recused: Mapping[int, Values]
    notes: Collection[Values]

    def own_recusals(self, session: Session) -> list[int]:
        """Give those of its recusals that still stand as it wrote them: an id may be another's meanwhile."""
        found: list[int] = []
        for some in slices_of([*self.recusals]):
            rows = session.execute(select(_RECUSALS).where(_RECUSALS.c.id.in_(some))).mappings()
            found += (row["id"] for row in rows if self.recused.get(row["id"], row) == row)
        return found


def mark(session: Session, table: Table) -> Mark:
    """Take down where a registry's table ends before an import."""
    return Mark(_last(session, table.c.id), _last(session, Recusal.id), _last(session, InspectorPost.id))


def keep(
    session: Session,
    table: Table,
    since: Mark,
    file: str,
    act: Act,
    before: Mapping[int, Values],
    confirmed: Confirmed = UNCONFIRMED,
    notes: Sequence[RowChange] = (),
) -> None:
    """Keep what undoing an import needs, in place of the earlier one; its log entry stands already."""
    high = _last(session, table.c.id)
    if high == since.row and not before:
        return
    after = _rows(session, table, before, since.row) if table is INSPECTORS else {}
    recused = _rows(session, _RECUSALS, (), since.recusal)
    value = {
        "file": file,
        "by": act.by,
        "at": act.stamp,
        "entry": _last(session, Event.n),
        "low": since.row,
        "high": high,
        "before": {str(key): _plain(values) for key, values in before.items()},
        "after": {str(key): _plain(values) for key, values in after.items()},
        "recusals": [*recused],
        "recused": {str(key): values for key, values in recused.items()},
        "notes": [_plain(dict(note.before or {})) for note in notes],
        "posts": list(session.scalars(select(InspectorPost.id).where(InspectorPost.id > since.post))),
        "change": _last(session, ObjectChange.id),
        "draw": _last(session, Draw.id),
        "merged": _last(session, MergedObject.id),
        "confirmed": confirmed.plain(),
    }
    session.merge(Setting(key=_KEY + table.name, value=value))


def kept(session: Session, table: Table) -> Kept | None:
    """Give the last import of a registry, or None where there is none or it was undone."""
    setting = session.get(Setting, _KEY + table.name)
    if setting is None or not isinstance(setting.value, dict):
        return None
    value: dict[str, Any] = setting.value
    rows = {side: _typed_rows(table, value[side]) for side in ("before", "after")}
    rows["recused"] = _typed_rows(_RECUSALS, value.get("recused", {}))
    notes = [_typed_row(NOTES, note) for note in value.get("notes", ())]
    confirmed = Confirmed.of_plain(value.get("confirmed"))
    return Kept(
        **{"posts": (), "merged": sys.maxsize, **value, **rows, "notes": notes, "confirmed": confirmed}
    )


def forget(session: Session, table: Table) -> None:
    """Let a registry have no import to undo."""
    setting = session.get(Setting, _KEY + table.name)
    if setting is not None:
        session.delete(setting)


def _rows(session: Session, table: Table, ids: Iterable[int], low: int) -> dict[int, Values]:
    statement = select(table).where((table.c.id > low) | table.c.id.in_(list(ids)))
    return {row.id: dict(row._mapping) for row in session.execute(statement)}  # noqa: SLF001 - SQLAlchemy's public name


def _last(session: Session, column: Any) -> int:  # noqa: ANN401 - a column of a table or of a class
    return session.scalars(select(func.max(column))).one() or 0


def _plain(values: Values) -> Values:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _typed_rows(table: Table, rows: Mapping[str, Values]) -> dict[int, Values]:
    return {int(key): _typed_row(table, values) for key, values in rows.items()}


def _typed_row(table: Table, values: Values) -> Values:
    return {name: _typed(table.c[name], value) for name, value in values.items()}


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(column.type, Words) else value
