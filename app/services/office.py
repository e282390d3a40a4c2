"""The database file and the office's settings."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.models.database import Store, create_store, open_store
from app.models.office import Setting
from app.services import log
from app.services.rows.office import Act, Office, Role

__all__ = ["Store", "create_store", "open_or_create", "open_store", "opened", "read_office", "save_office"]
_KEY = "office"


def open_or_create(path: Path) -> Store:
    """Open a database, or make it where there is none."""
    return open_store(path) if path.exists() else create_store(path)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """Open a database for one piece of work; one that had to be made stays only if the work succeeds."""
    known = path.exists()
    store = open_or_create(path)
    try:
        yield store
    except BaseException:
        store.close()
        if not known:
            path.unlink()
        raise
    store.close()


def _from_setting(value: Mapping[str, Any]) -> Office:
    known = {field.name for field in fields(Office)}
    kept = {key: item for key, item in value.items() if key in known}
    if "roles" in kept:
        kept["roles"] = tuple(Role(**role) for role in kept["roles"])
    return Office(**kept)


def office_of(session: Session) -> Office:
    """Give the settings inside a session."""
    setting = session.get(Setting, _KEY)
    return _from_setting(setting.value) if setting and isinstance(setting.value, dict) else Office()


def read_office(store: Store) -> Office:
    """Give the office's settings."""
    with store.reading() as session:
        return office_of(session)


def save_office(store: Store, office: Office, act: Act) -> None:
    """Keep the office's settings."""
    with store.writing() as session:
        session.merge(Setting(key=_KEY, value=asdict(office)))
        log.record(session, act, "修改设置", office.name)
