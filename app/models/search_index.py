"""The index of the registry's search, kept true (SQLite only; its PostgreSQL twin would be pg_trgm).

FTS5 keeps no text of its own here and before SQLite 3.43 forgets an object only when told what it knew of it.
So ``search_mark`` says up to which id it has taken objects in, and triggers note in ``search_pending`` of
every other one renamed, removed or added, by whatever statement, what it still holds of it. The end of each
writing (``database.Store``) and each opening bring the index up to date from there. It is derived data: where
it is damaged or lost it is made anew without a word.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from app.models.search import INDEX, index_texts, is_late, is_spoilt

_AT_ONCE: Final = 20_000
_BELOW_ALL: Final = -1
_FORM: Final = "content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0'"
_NOTE: Final = (
    "INSERT INTO search_pending (id, name, initials) SELECT {} "
    "WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE id = {}.id)"
)
_HELD: Final = _NOTE.format("OLD.id, OLD.name, OLD.name_initials", "OLD")
_NEW: Final = _NOTE.format("NEW.id, NULL, NULL", "NEW")
_KNOWN: Final = "id <= (SELECT top FROM search_mark)"
_PARTS: Final = {
    INDEX: f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, {_FORM})",
    "object_search_added": (
        "CREATE TRIGGER object_search_added AFTER INSERT ON inspection_object "
        f"WHEN NEW.{_KNOWN} BEGIN {_NEW}; END"
    ),
    "object_search_renamed": (
        "CREATE TRIGGER object_search_renamed AFTER UPDATE OF name, name_initials ON inspection_object "
        f"WHEN OLD.{_KNOWN} AND (OLD.name <> NEW.name OR OLD.name_initials <> NEW.name_initials) "
        f"BEGIN {_HELD}; END"
    ),
    "object_search_removed": (
        "CREATE TRIGGER object_search_removed AFTER DELETE ON inspection_object "
        f"WHEN OLD.{_KNOWN} BEGIN {_HELD}; END"
    ),
}
"""Name of each part in the schema -> the statement that makes it."""
_INSIDES: Final = ("object_search_data", "object_search_idx", "object_search_config")
"""The tables in which FTS5 keeps the index; they stay behind where only its name was lost."""
_WAITING: Final = (
    "SELECT held.id, held.name, held.initials, kept.name, kept.name_initials FROM search_pending AS held "
    "LEFT JOIN inspection_object AS kept ON kept.id = held.id ORDER BY held.id LIMIT ?"
)
_FORGET: Final = "INSERT INTO object_search (object_search, rowid, words) VALUES ('delete', ?, ?)"
_LEARN: Final = "INSERT INTO object_search (rowid, words) VALUES (?, ?)"
_OBJECTS: Final = "SELECT id, name, name_initials FROM inspection_object WHERE id > ? ORDER BY id LIMIT ?"
_AGAIN: Final = (
    *(f"DROP TABLE IF EXISTS temp.{name}" for name in ("search_held", "search_wanted", "search_again")),
    f"CREATE VIRTUAL TABLE temp.search_again USING fts5(words, {_FORM})",
    f"CREATE VIRTUAL TABLE temp.search_held USING fts5vocab(main, {INDEX}, instance)",
    "CREATE VIRTUAL TABLE temp.search_wanted USING fts5vocab(temp, search_again, instance)",
)
_SUMS: Final = "SELECT term, COUNT(*), SUM(doc % 65521 * (doc % 32749 + 1)) FROM temp.{} GROUP BY term"
"""How many objects stand under each word, and a sum over them that tells one lot from another."""
_MISSING: Final = "SELECT 1 FROM ({} EXCEPT {}) LIMIT 1"


def make(connection: Connection) -> None:
    """Make the index anew with nothing in it, so that ``refresh`` fills it."""
    for name in _PARTS.keys() - {INDEX}:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    _remove(connection)
    for statement in _PARTS.values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DELETE FROM search_pending")
    connection.exec_driver_sql("DELETE FROM search_mark")
    connection.exec_driver_sql("INSERT INTO search_mark (top) VALUES (?)", (_BELOW_ALL,))


def refresh(connection: Connection) -> None:
    """Bring the index up to date with what was noted; one that cannot take it in is made anew."""
    try:
        _work_off(connection)
    except DatabaseError as error:
        if not is_spoilt(error):
            raise
        make(connection)
        _work_off(connection)


def mend(connection: Connection) -> None:
    """Make the index anew where a part of it is missing or not ours, and bring it up to date."""
    if not _is_whole(connection):
        make(connection)
    refresh(connection)


def is_true(connection: Connection) -> bool:
    """Tell whether the index holds what it should of every object, by making a second one beside it.

    Writes to temporary tables only. Takes some seconds for a hundred thousand objects.
    """
    if not _is_whole(connection) or is_late(connection):
        return False
    for statement in _AGAIN:
        connection.exec_driver_sql(statement)
    _learn_from(connection, _BELOW_ALL, "INSERT INTO temp.search_again (rowid, words) VALUES (?, ?)")
    held, wanted = (_SUMS.format(name) for name in ("search_held", "search_wanted"))
    return not any(
        connection.exec_driver_sql(_MISSING.format(one, other)).first()
        for one, other in ((held, wanted), (wanted, held))
    )


def _remove(connection: Connection) -> None:
    """Drop the index; one so spoilt that FTS5 cannot even drop it is torn out of the schema."""
    try:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {INDEX}")
    except DatabaseError:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("DELETE FROM sqlite_master WHERE name = 'object_search'")
        connection.exec_driver_sql("PRAGMA writable_schema=RESET")
    for name in _INSIDES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def _is_whole(connection: Connection) -> bool:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
    return {name: made for name, made in found if name in _PARTS} == _PARTS


def _work_off(connection: Connection) -> None:
    """Take in what is noted, then what is new; in parts, a million need not stand in memory at once."""
    while waiting := connection.exec_driver_sql(_WAITING, (_AT_ONCE,)).all():
        held = [(key, name, initials) for key, name, initials, _, _ in waiting if name is not None]
        kept = [(key, name, initials) for key, _, _, name, initials in waiting if name is not None]
        _tell(connection, _FORGET, held)
        _tell(connection, _LEARN, kept)
        connection.exec_driver_sql("DELETE FROM search_pending WHERE id <= ?", (waiting[-1][0],))
    top = connection.exec_driver_sql("SELECT top FROM search_mark").scalar_one()
    reached = _learn_from(connection, top, _LEARN)
    if reached != top:
        connection.exec_driver_sql("UPDATE search_mark SET top = ?", (reached,))


def _learn_from(connection: Connection, low: int, statement: str) -> int:
    """Put the objects above an id into an index; give the last one's id."""
    while objects := connection.exec_driver_sql(_OBJECTS, (low, _AT_ONCE)).all():
        _tell(connection, statement, objects)
        low = objects[-1][0]
    return low


def _tell(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Tell an index the words of objects, each with id, name and initials."""
    texts = index_texts([(row[1], row[2]) for row in rows])
    if texts:
        connection.exec_driver_sql(statement, list(zip((row[0] for row in rows), texts, strict=True)))
