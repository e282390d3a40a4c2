"""Rows that point to an object, moved to another one, and back; every table of the schema that has any."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Column, Date, Table, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.base import Words
from app.models.living import DistinctPair, MarkNote
from app.models.registry import InspectionObject, ObjectChange
from app.models.schema import metadata
from app.models.visit import Visit

Values = dict[str, Any]

OBJECTS: Final = metadata.tables[InspectionObject.__tablename__]
HISTORY: Final = metadata.tables[ObjectChange.__tablename__]
_VISITS: Final = metadata.tables[Visit.__tablename__]
_PAIRS: Final = metadata.tables[DistinctPair.__tablename__]
_NOTES: Final = metadata.tables[MarkNote.__tablename__]
_ORIGIN: Final = re.compile("（原 ([^）]+)）")


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving did, as it is kept: ids by table, rows that were given up, rows that took them in.

    ``drawn_as`` are the visits that took the code down; ``folded`` are rows as they were and as they are;
    ``added`` are rows that say what would have been lost otherwise; ``prints`` tell by table whether the rows
    that moved are still the same: one that was withdrawn may have left its id to another.
    """

    rows: dict[str, list[int]] = field(default_factory=dict)
    drawn_as: list[int] = field(default_factory=list)
    dropped: list[tuple[str, Values]] = field(default_factory=list)
    folded: list[tuple[str, Values, Values]] = field(default_factory=list)
    added: list[tuple[str, Values]] = field(default_factory=list)
    prints: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many records moved, the history apart."""
        own = sum(len(ids) for table, ids in self.rows.items() if table != HISTORY.name)
        more = [after for name, _, after in self.folded if after["id"] not in self.rows.get(name, ())]
        return own + len(more) + len(self.added)


def pointing() -> Iterator[tuple[Table, Column[Any]]]:
    """Give every column of the schema that points to an object, pairs apart."""
    for table in metadata.sorted_tables:
        if table is _PAIRS:
            continue
        for column in table.columns:
            if any(key.column is OBJECTS.c.id for key in column.foreign_keys):
                yield table, column


def once_for_each(table: Table, column: Column[Any]) -> tuple[str, ...]:
    """Name the columns of which an object has each value once; nothing where it may have several."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            return tuple(other.name for other in constraint.columns if other is not column)
    return ()


def row_of(session: Session, table: Table, row_id: int) -> Values:
    """Give a whole row by column."""
    return dict(session.execute(select(table).where(table.c.id == row_id)).mappings().one())


def last_ids(session: Session) -> dict[str, int]:
    """Give the greatest id of every table that points to objects: what comes later has a greater one."""
    tables = {table.name: table for table, _ in pointing()} | {_PAIRS.name: _PAIRS}
    return {name: session.scalars(select(func.max(table.c.id))).one() or 0 for name, table in tables.items()}


def move_rows(session: Session, stay: int, gone: int, code: str, moved: Moved) -> None:
    """Let all that points to ``gone``, whose code is ``code``, point to ``stay``; ``moved`` takes it down.

    Where an object has one row for each inspector, document or mark, two become one that says both.
    """
    _take_code_down(session, gone, code, moved)
    for table, column in pointing():
        keys = once_for_each(table, column)
        ids = _unfolded(session, table, column, keys, stay, gone, moved) if keys else None
        if ids is None:
            ids = list(session.scalars(select(table.c.id).where(column == gone).order_by(table.c.id)))
        if ids:
            moved.rows[table.name] = ids
            _point(session, table, column, ids, stay)
    if history := moved.rows.get(HISTORY.name):
        _mark_history(session, history, code)
    _move_pairs(session, stay, gone, moved)


def _take_code_down(session: Session, gone: int, code: str, moved: Moved) -> None:
    own = (_VISITS.c.object_id == gone) & (_VISITS.c.drawn_as == "")
    moved.drawn_as.extend(session.scalars(select(_VISITS.c.id).where(own)))
    session.execute(update(_VISITS).where(own).values(drawn_as=code))


def _point(session: Session, table: Table, column: Column[Any], ids: Sequence[int], to: int) -> None:
    for some in slices_of(ids):
        session.execute(update(table).where(table.c.id.in_(some)).values({column.name: to}))


def _origin(code: str) -> str:
    return f"（原 {code}）"


def origin_of(reason: str) -> str:
    """Give the code whose history a line was, by its reason; nothing where it is the object's own."""
    code = ""
    while (found := _ORIGIN.match(reason)) is not None:
        code, reason = found[1], reason[found.end() :]
    return code


def _mark_history(session: Session, ids: Sequence[int], code: str) -> None:
    """Let each line say whose history it was."""
    for some in slices_of(ids):
        values = {"reason": _origin(code) + HISTORY.c.reason}
        session.execute(update(HISTORY).where(HISTORY.c.id.in_(some)).values(values))


def _unfolded(
    session: Session,
    table: Table,
    column: Column[Any],
    keys: Sequence[str],
    stay: int,
    gone: int,
    moved: Moved,
) -> list[int]:
    """Fold the rows that both have into one; give the ids of those that only ``gone`` has."""
    rows = session.execute(select(table).where(column.in_((stay, gone))).order_by(table.c.id)).mappings()
    there: dict[tuple[Any, ...], Values] = {}
    own: list[Values] = []
    for found in rows:
        row = dict(found)
        if row[column.name] == stay:
            there[tuple(row[key] for key in keys)] = row
        else:
            own.append(row)
    left = []
    for row in own:
        standing = there.get(tuple(row[key] for key in keys))
        if standing is None:
            left.append(row["id"])
            continue
        after = _folded(table, standing, row)
        session.execute(delete(table).where(table.c.id == row["id"]))
        session.execute(update(table).where(table.c.id == standing["id"]).values(after))
        moved.dropped.append((table.name, row))
        moved.folded.append((table.name, standing, after))
    return left


def _folded(table: Table, standing: Values, row: Values) -> Values:
    """Make one row of two: texts say both, a mark counts as long as either does, else what stood stands."""
    result = dict(standing)
    for column in table.columns:
        before, other = standing[column.name], row[column.name]
        if column.foreign_keys or column.primary_key or before == other:
            continue
        if column is _NOTES.c.expires_on:
            result[column.name] = max(before, other) if before and other else None
        elif isinstance(before, str) and before and other:
            result[column.name] = before if other in before else f"{before}；{other}"
        else:
            result[column.name] = before or other
    return result


def _move_pairs(session: Session, stay: int, gone: int, moved: Moved) -> None:
    """Let pairs that are not the same be known of the one that stays; a pair of the two falls away."""
    either = (_PAIRS.c.first_id == gone) | (_PAIRS.c.second_id == gone)
    for row in [dict(found) for found in session.execute(select(_PAIRS).where(either)).mappings()]:
        other = row["second_id"] if row["first_id"] == gone else row["first_id"]
        first, second = sorted((stay, other))
        same = (_PAIRS.c.first_id == first) & (_PAIRS.c.second_id == second)
        if other == stay or session.scalars(select(_PAIRS.c.id).where(same)).first() is not None:
            session.execute(delete(_PAIRS).where(_PAIRS.c.id == row["id"]))
            moved.dropped.append((_PAIRS.name, row))
            continue
        after = {**row, "first_id": first, "second_id": second}
        session.execute(update(_PAIRS).where(_PAIRS.c.id == row["id"]).values(after))
        moved.folded.append((_PAIRS.name, row, after))


def prints_of(session: Session, moved: Moved) -> dict[str, str]:
    """Give by table a digest of the rows that moved; history only grows, and visits go on after a merge."""
    return {
        table.name: _print(session, table, moved.rows[table.name])
        for table, _ in pointing()
        if table.name in moved.rows and table is not HISTORY and table is not _VISITS
    }


def _print(session: Session, table: Table, ids: Sequence[int]) -> str:
    found = hashlib.sha256()
    for some in slices_of(ids):
        for row in session.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id)):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def changed_since(session: Session, stay: int, moved: Moved) -> str:
    """Name the table of a row that is no longer as the move left it; nothing where all are."""
    prints = prints_of(session, moved)
    for name, known in moved.prints.items():
        if prints.get(name) != known:
            return name
    for table, column in pointing():
        ids = moved.rows.get(table.name, [])
        for some in slices_of(ids):
            there = table.c.id.in_(some) & (column == stay)
            if session.scalars(select(func.count()).select_from(table).where(there)).one() != len(some):
                return table.name
    left = [*((name, after) for name, _, after in moved.folded), *moved.added]
    for name, after in left:
        table = metadata.tables[name]
        now = session.execute(select(table).where(table.c.id == after["id"])).mappings().first()
        if now is None or dict(now) != after:
            return name
    for name, row in moved.dropped:
        table = metadata.tables[name]
        if session.scalars(select(table.c.id).where(table.c.id == row["id"])).first() is not None:
            return name
    return ""


def move_back(session: Session, gone: int, code: str, moved: Moved) -> None:
    """Let everything point to ``gone`` again, which is back, exactly as it did."""
    for name, row in moved.added:
        session.execute(delete(metadata.tables[name]).where(metadata.tables[name].c.id == row["id"]))
    for name, before, _ in reversed(moved.folded):
        table = metadata.tables[name]
        session.execute(update(table).where(table.c.id == before["id"]).values(before))
    for table, column in pointing():
        _point(session, table, column, moved.rows.get(table.name, []), gone)
    for name, row in reversed(moved.dropped):  # in places that are free again by now
        session.execute(insert(metadata.tables[name]).values(row))
    for some in slices_of(moved.drawn_as):
        session.execute(update(_VISITS).where(_VISITS.c.id.in_(some)).values(drawn_as=""))
    length = len(_origin(code))
    for some in slices_of(moved.rows.get(HISTORY.name, [])):
        values = {"reason": func.substr(HISTORY.c.reason, length + 1)}
        session.execute(update(HISTORY).where(HISTORY.c.id.in_(some)).values(values))


def as_data(values: Mapping[str, Any]) -> Values:
    """Give a row as JSON can hold it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def from_data(table: Table, data: Mapping[str, Any]) -> Values:
    """Give a row as the table has it."""
    return {name: _typed(table.c[name], value) for name, value in data.items()}


def moved_as_data(moved: Moved) -> Values:
    """Give what a move did as JSON can hold it."""
    return {
        "rows": moved.rows,
        "drawn_as": moved.drawn_as,
        "dropped": [[name, as_data(row)] for name, row in moved.dropped],
        "folded": [[name, as_data(before), as_data(after)] for name, before, after in moved.folded],
        "added": [[name, as_data(row)] for name, row in moved.added],
        "prints": moved.prints,
    }


def moved_from_data(data: Mapping[str, Any]) -> Moved:
    """Read what `moved_as_data` gave."""

    def typed(name: str, row: Mapping[str, Any]) -> Values:
        return from_data(metadata.tables[name], row)

    return Moved(
        rows=data["rows"],
        drawn_as=data["drawn_as"],
        dropped=[(name, typed(name, row)) for name, row in data["dropped"]],
        folded=[(name, typed(name, before), typed(name, after)) for name, before, after in data["folded"]],
        added=[(name, typed(name, row)) for name, row in data["added"]],
        prints=data.get("prints", {}),  # merges of before have none
    )


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(column.type, Words) else value
