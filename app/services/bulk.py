"""Many objects at once: recognised, added and changed without mapping each one (100,000 in seconds)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.intake.records import ObjectRow
from app.models.base import Base
from app.models.living import MergedObject
from app.models.registry import InspectionObject, ObjectChange
from app.services.edits import RowChange
from app.services.mark_notes import forget_notes
from app.services.registry import FIELDS, in_words
from app.services.rows.office import Act

Brought = Mapping[str, frozenset[str]]
"""Sheet -> the fields that its columns bring; what a sheet does not bring stays as it is."""

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
_CHANGES: Final[Table] = Base.metadata.tables[ObjectChange.__tablename__]
_SPELT: Final = ("name_pinyin", "name_initials")
_AT_ONCE: Final = 500
_WRITTEN_AT_ONCE: Final = 5_000
_values_of = attrgetter(*FIELDS)


class Identity(NamedTuple):
    """By what a row of a file finds its object."""

    id: int
    code: str
    uscc: str
    name: str
    town: str


class Changed(NamedTuple):
    """What was there before a file changed it: values by object, and what was known of marks given anew."""

    before: dict[int, dict[str, Any]]
    notes: list[RowChange]


class _Difference(NamedTuple):
    field: str
    before: Any
    after: Any


def _columns(*names: str) -> list[Column[Any]]:
    return [_OBJECTS.c[name] for name in names]


def identities(session: Session) -> list[Identity]:
    """Give what is needed to recognise every object of the registry."""
    return [Identity._make(row) for row in session.execute(select(*_columns(*Identity._fields)))]


def let_go(known: list[Identity]) -> None:
    """Free a long list piece by piece: a million at once hold up the window for a tenth of a second."""
    while known:
        del known[-_WRITTEN_AT_ONCE:]


def former_identities(session: Session) -> list[Identity]:
    """Give by what objects were recognised that were merged since, with the id of the one that stays.

    That one too, where a merge gave it another name: a list may go on with the one it had.
    """
    statement = select(MergedObject.object_id, MergedObject.kept)
    found: list[Identity] = []
    for stay, text in session.execute(statement.order_by(MergedObject.id)):
        kept = json.loads(text)
        before, after = kept["stay"]["before"], kept["stay"]["after"]
        renamed = [before] if before["name"] != after["name"] else []
        found += (_identity(stay, former) for former in (kept["object"], *renamed))
    return found


def _identity(object_id: int, said: Mapping[str, Any]) -> Identity:
    return Identity(object_id, said["code"], said["uscc"], said["name"], said["town"])


def _differing(
    session: Session, rows: Mapping[int, ObjectRow], brought: Brought, act: Act, reason: str
) -> Iterator[tuple[int, list[_Difference]]]:
    """Give what differs; another state that the file gives no day and reason has those of the import."""
    statement = select(*_columns("id", *FIELDS)).execution_options(yield_per=_AT_ONCE)
    for object_id, *stored in session.execute(statement):
        row = rows.get(object_id)
        if row is None:
            continue
        fields = brought[row.sheet]
        differences = [
            _Difference(name, before, after)
            for name, before, after in zip(FIELDS, stored, _values_of(row), strict=True)
            if before != after and name in fields
        ]
        if any(difference.field == "state" for difference in differences):
            known = {"state_since": act.day, "state_reason": reason}
            known |= {name: value for name in known if name in fields and (value := getattr(row, name))}
            differences = [each for each in differences if each.field not in known]
            differences += _told(known, dict(zip(FIELDS, stored, strict=True)))
        if differences:
            yield object_id, differences


def _told(known: Mapping[str, Any], stored: Mapping[str, Any]) -> Iterator[_Difference]:
    for name, value in known.items():
        if stored[name] != value:
            yield _Difference(name, stored[name], value)


def insert_objects(
    session: Session, codes: Sequence[str], rows: Sequence[ObjectRow], confirmed_on: date
) -> None:
    """Add objects by one compiled statement with tuples: four times faster than Core with dicts.

    ``confirmed_on`` is the day of the list that names them.
    """
    columns = dict(zip(ObjectRow._fields, zip(*rows, strict=True), strict=True))
    values: dict[str, Sequence[Any]] = {name: columns[name] for name in FIELDS}
    values["code"] = codes
    values["confirmed_on"] = [confirmed_on] * len(rows)
    values |= zip(_SPELT, zip(*map(spell, values["name"]), strict=True), strict=True)
    connection = session.connection()
    statement = insert(_OBJECTS).compile(dialect=connection.dialect, column_keys=list(values))
    stored = [_as_stored(session, name, values[name]) for name in statement.positiontup or ()]
    with _indexed_afterwards(connection, len(rows)):
        for start in range(0, len(rows), _WRITTEN_AT_ONCE):  # the screen gets its turn in between
            part = (column[start : start + _WRITTEN_AT_ONCE] for column in stored)
            connection.exec_driver_sql(str(statement), list(zip(*part, strict=True)))


@contextmanager
def _indexed_afterwards(connection: Connection, new: int) -> Iterator[None]:
    """Where most objects are new, make the indexes at the end: each from sorted rows, ten times faster."""
    known = connection.scalar(select(func.count()).select_from(_OBJECTS)) or 0
    indexes = sorted(_OBJECTS.indexes, key=attrgetter("name")) if new > known else []
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _as_stored(session: Session, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Turn a column into what the driver takes; each different value once."""
    dialect = session.get_bind().dialect
    process = _OBJECTS.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    table = {value: process(value) for value in set(values)}
    return [table[value] for value in values]


def change_objects(
    session: Session, rows: Mapping[int, ObjectRow], brought: Brought, act: Act, reason: str
) -> Changed:
    """Write what the rows change of the objects, with its history; give what was there before."""
    before: dict[int, dict[str, Any]] = {}
    updates: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    history: list[dict[str, Any]] = []
    marked: dict[int, set[str]] = {}
    for object_id, differences in _differing(session, rows, brought, act, reason):
        before[object_id] = {difference.field: difference.before for difference in differences}
        after = {difference.field: difference.after for difference in differences}
        if "name" in after:
            after |= zip(_SPELT, spell(after["name"]), strict=True)
        updates[tuple(after)].append({"which": object_id, **after})
        history += (_history(object_id, difference, act, reason) for difference in differences)
        if "marks" in after:
            marked[object_id] = {*after["marks"]} - {*before[object_id]["marks"]}
    notes = forget_notes(session, marked)
    for names, parameters in updates.items():
        changes = update(_OBJECTS).values({name: bindparam(name) for name in names})
        session.connection().execute(changes.where(_OBJECTS.c.id == bindparam("which")), parameters)
    if history:
        session.connection().execute(insert(_CHANGES), history)
    return Changed(before, notes)


def _history(object_id: int, difference: _Difference, act: Act, reason: str) -> dict[str, Any]:
    return {
        "object_id": object_id,
        "at": act.stamp,
        "by": act.by,
        "field": FIELD_WORDS[difference.field],
        "before": in_words(difference.before),
        "after": in_words(difference.after),
        "reason": reason,
    }
