"""One writer: who has a database open for writing (architecture.md, "Choices made").

The lock is a transaction held on a small file beside the database: the system lets go of it when the program
ends, however it ends, on every platform.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.core.errors import UserError
from app.services.rows.office import Act

_BUSY_MS: Final = 300
_TABLE: Final = "CREATE TABLE IF NOT EXISTS holder (who TEXT NOT NULL, since TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes in a database, and since when (ISO 8601)."""

    who: str
    since: str


class Lock:
    """The right to write in a database, until it is released or the program ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def release(self) -> None:
        """Let others write."""
        self._connection.close()


def lock_file(path: Path) -> Path:
    """Name the file that is locked in a database's stead; it stays, for removing it would be a race."""
    return path.with_name(path.name + ".lock")


def take(path: Path, who: str, now: datetime) -> Lock | Holder:
    """Take the right to write, or give who has it; UserError where no lock can be made.

    The name is committed before the lock is held, or nobody else could read it.
    """
    place = lock_file(path)
    connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?, ?)", (who, now.isoformat(timespec="seconds")))
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        connection.close()
        if "locked" in str(error):
            return _holder(place)
        raise UserError(
            f"不能确认“{path.name}”是否已被打开：“{place.name}”不能读写。请检查文件夹权限，或删除这个文件后再试。"
        ) from error
    return Lock(connection)


@contextmanager
def alone(path: Path, act: Act) -> Iterator[None]:
    """Change a database from outside a window; UserError where a window is open on it.

    Where no window ever was there is no lock file, and none is made.
    """
    if not lock_file(path).exists():
        yield
        return
    lock = take(path, act.by, act.at)
    if isinstance(lock, Holder):
        raise UserError(f"“{path.name}”正由“{lock.who}”打开着，没有改动。请先关闭那个窗口再试。")
    try:
        yield
    finally:
        lock.release()


def _holder(place: Path) -> Holder:
    with closing(sqlite3.connect(place)) as connection:
        try:
            row = connection.execute("SELECT who, since FROM holder").fetchone()
        except sqlite3.OperationalError:  # the other one is just writing his name
            row = None
    return Holder(*row) if row else Holder("另一个窗口", "")
