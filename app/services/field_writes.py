"""Writing fields of many lines of a registry at once, with what follows from them and their history."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import Session

from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.models.registry import ObjectChange
from app.models.schema import metadata
from app.services.edits import OBJECTS, Changes, Group, slices_of
from app.services.registry import in_words
from app.services.rows.office import Act

_HISTORY: Final = metadata.tables[ObjectChange.__tablename__]
_AT_ONCE: Final = 10_000
_SPELT: Final = ("name_pinyin", "name_initials")


def write_changes(session: Session, table: str, changes: Changes, act: Act, reason: str) -> None:
    """Give every field its new value; objects keep the change in their history, with the reason."""
    lines = metadata.tables[table]
    for group in changes.groups():
        _write(session, lines, group)
        word = FIELD_WORDS.get(group.field)
        if table == OBJECTS and word:
            _keep(session, group, word, act, reason)


def spelt(table: Table, name: str) -> dict[str, str]:
    """Give the columns by which a name is searched and ordered, where the registry has them."""
    values = dict(zip(_SPELT, spell(name), strict=True))
    return values if _SPELT[0] in table.c else {}


def _write(session: Session, lines: Table, group: Group) -> None:
    values = {group.field: group.after}
    if group.field == "name":
        values |= spelt(lines, group.after)
    statement = update(lines).where(lines.c.id == bindparam("which"))
    statement = statement.values({name: bindparam(f"new_{name}") for name in values})
    new = {f"new_{name}": value for name, value in values.items()}
    for some in slices_of(group.ids, _AT_ONCE):
        session.connection().execute(statement, [{"which": row_id, **new} for row_id in some])


def _keep(session: Session, group: Group, word: str, act: Act, reason: str) -> None:
    for some in slices_of(group.ids, _AT_ONCE):
        session.connection().execute(insert(_HISTORY), [*_history(some, group, word, act, reason)])


def _history(ids: Sequence[int], group: Group, word: str, act: Act, reason: str) -> Iterator[dict[str, Any]]:
    before, after = in_words(group.before), in_words(group.after)
    for row_id in ids:
        yield {
            "object_id": row_id,
            "at": act.stamp,
            "by": act.by,
            "field": word,
            "before": before,
            "after": after,
            "reason": reason,
        }
