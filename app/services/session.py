"""Opening a file for the window: one writer, a year to begin with, and whose turn it is where it is taken."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import UserError
from app.models.database import Store, create_store, open_store
from app.services import backup, catalogue, log
from app.services.lock import Holder, Lock, take
from app.services.office import read_office
from app.services.rows.office import Act


@dataclass(frozen=True, slots=True)
class Session:
    """An open file; ``holder`` is who writes in it where we may not, ``fresh``: it was just made."""

    store: Store
    lock: Lock | None
    holder: Holder | None
    year: int
    fresh: bool

    def close(self) -> None:
        """Let go of the file, then of the right to write in it."""
        self.store.close()
        if self.lock is not None:
            self.lock.release()


def open_session(path: Path, act: Act) -> Session:
    """Open a database, or make it where there is none; the second one on a file only reads.

    UserError or DamagedError where it cannot be opened; nothing stays locked then.
    """
    fresh = not path.exists()
    if fresh:
        create_store(path).close()
    lock = take(path, act.by, act.at) if _writable(path) else None
    if isinstance(lock, Holder):
        store = _readable(open_store(path, read_only=True))
        return Session(store, None, lock, _year(store, act), fresh=False)
    try:
        store = _readable(open_store(path))
        return Session(store, lock, None, _year(store, act), fresh)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def swap(session: Session, source: Path, act: Act) -> Session:
    """Put a backup in the place of the open file, whose content is backed up first, and open that.

    Whatever goes wrong, the session given is closed afterwards.
    """
    with closing(session):
        if session.store.read_only:
            raise UserError("文件是只读打开的，不能恢复。请在能改动它的窗口里恢复。")
        path = session.store.path
        backup.back_up(path, backup.folder_of(path), act.at)  # drops none: the source may be the oldest
        session.store.close()
        backup.restore(source, path, replace=True)
    return open_session(session.store.path, act)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _readable(store: Store) -> Store:
    """Give a store whose settings can be read: the window reads them before it could tell a fault."""
    try:
        read_office(store)
    except BaseException:
        store.close()
        raise
    return store


def _year(store: Store, act: Act) -> int:
    """Choose the current year where it has an item list, else the newest; an empty file gets ours."""
    years = catalogue.years(store)
    if not years and not store.read_only and log.is_empty(store):
        years = (catalogue.install_catalogue(store, catalogue.shipped_catalogue(), act).year,)
    if not years or act.day.year in years:
        return act.day.year
    return years[0]
