"""Writing fields of many lines of a registry at once, with what follows from them and their history."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import Session

from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.models.registry import ObjectChange
from app.models.schema import metadata
from app.services.edits import OBJECTS, Changes
from app.services.registry import in_words
from app.services.rows.office import Act

Rows: TypeAlias = Mapping[int, tuple[Any, Any]]
"""Id -> before and after."""
_HISTORY: Final = metadata.tables[ObjectChange.__tablename__]
_AT_ONCE: Final = 10_000
_SPELT: Final = ("name_pinyin", "name_initials")


def write_changes(session: Session, table: str, changes: Changes, act: Act, reason: str) -> None:
    """Give every field its new value; objects keep the change in their history, with the reason."""
    lines = metadata.tables[table]
    for field, some in changes.slices(_AT_ONCE):
        _write(session, lines, field, some)
        word = FIELD_WORDS.get(field)
        if table == OBJECTS and word:
            session.connection().execute(insert(_HISTORY), [*_history(some, word, act, reason)])


def spelt(table: Table, name: str) -> dict[str, str]:
    """Give the columns by which a name is searched and ordered, where the registry has them."""
    values = dict(zip(_SPELT, spell(name), strict=True))
    return values if _SPELT[0] in table.c else {}


def _write(session: Session, lines: Table, field: str, some: Rows) -> None:
    names = (field, *(spelt(lines, "") if field == "name" else ()))
    statement = update(lines).where(lines.c.id == bindparam("which"))
    statement = statement.values({name: bindparam(f"new_{name}") for name in names})
    parameters: list[dict[str, Any]] = []
    for row_id, (_before, after) in some.items():
        values = {field: after, **(spelt(lines, after) if field == "name" else {})}
        parameters.append({"which": row_id, **{f"new_{name}": value for name, value in values.items()}})
    session.connection().execute(statement, parameters)


def _history(some: Rows, word: str, act: Act, reason: str) -> Iterator[dict[str, Any]]:
    at = act.stamp
    for row_id, (before, after) in some.items():
        yield {
            "object_id": row_id,
            "at": at,
            "by": act.by,
            "field": word,
            "before": in_words(before),
            "after": in_words(after),
            "reason": reason,
        }
