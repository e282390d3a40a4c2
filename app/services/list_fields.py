"""Fields that a list brings to objects: told apart from what is there, and written with their history."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.core.filter import FIELD_WORDS
from app.core.slices import slices_of
from app.models.registry import InspectionObject, ObjectChange
from app.models.schema import metadata
from app.services.edits import Changes
from app.services.object_history import history_row
from app.services.registry import in_words
from app.services.rows.office import Act

OBJECTS: Final[Table] = metadata.tables[InspectionObject.__tablename__]
_HISTORY: Final[Table] = metadata.tables[ObjectChange.__tablename__]
_EMPTY: Final = "（空）"
Stored = Mapping[str, Any]


def stored(session: Session, ids: Collection[int], fields: Sequence[str]) -> dict[int, Stored]:
    """Give code, name and some fields of objects, by id."""
    columns = [OBJECTS.c[name] for name in ("id", "code", "name", *fields)]
    found: dict[int, Stored] = {}
    for some in slices_of([*ids]):
        rows = session.execute(select(*columns).where(OBJECTS.c.id.in_(some))).mappings()
        found |= {row["id"]: dict(row) for row in rows}
    return found


def differing(now: Stored, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is wanted and not so."""
    return {name: value for name, value in wanted.items() if now[name] != value}


def told(now: Stored, after: Mapping[str, Any]) -> str:
    """Say old and new of each field: 信用分：88 → 103."""
    parts = (
        f"{FIELD_WORDS[name]}：{in_words(now[name]) or _EMPTY} → {in_words(value) or _EMPTY}"
        for name, value in after.items()
    )
    return "；".join(parts)


def write_fields(session: Session, wanted: Mapping[int, Mapping[str, Any]], act: Act, reason: str) -> Changes:
    """Write what differs, many objects of one shape at once, with its history; give what was changed.

    No name is written here, by which objects are searched.
    """
    changes = Changes()
    names = sorted({name for fields in wanted.values() for name in fields})
    for some in slices_of([*wanted]):
        updates: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        history: list[dict[str, Any]] = []
        for object_id, now in stored(session, some, names).items():
            after = differing(now, wanted[object_id])
            if not after:
                continue
            updates[tuple(after)].append({"which": object_id, **_bound(after)})
            changes.note_all(object_id, {name: (now[name], value) for name, value in after.items()})
            history += _history(object_id, now, after, act, reason)
        for fields, parameters in updates.items():
            change = update(OBJECTS).values({name: bindparam(f"new_{name}") for name in fields})
            session.connection().execute(change.where(OBJECTS.c.id == bindparam("which")), parameters)
        if history:
            session.connection().execute(insert(_HISTORY), history)
    return changes


def _bound(after: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in after.items()}


def _history(
    object_id: int, now: Stored, after: Mapping[str, Any], act: Act, reason: str
) -> Iterator[dict[str, Any]]:
    for name, value in after.items():
        before, words = in_words(now[name]), in_words(value)
        yield history_row(object_id, FIELD_WORDS[name], before, words, act, reason)
