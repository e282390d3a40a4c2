"""Backups by SQLite's own interface: whole even while the file is in use; the last ten are kept."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from app.core.errors import DamagedError, UserError, reason_of
from app.models.database import Store, journal_of, known_revision, open_store

KEPT: Final = 10
_FOLDER: Final = "备份"
_STAMP: Final = "%Y-%m-%d %H%M%S"


def folder_of(path: Path) -> Path:
    """Give the folder in which a database's own backups lie."""
    return path.with_name(f"{path.stem}-{_FOLDER}")


def _copy(source: Path, unfinished: Path) -> None:
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        origin.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError


def _put(source: Path, target: Path) -> None:
    """Copy a database to a place whole or not at all.

    The journal that a killed program left beside the old file must go: SQLite would play it into the new one.
    """
    unfinished = target.with_name(target.name + ".未完成")
    try:
        _copy(source, unfinished)
        journal_of(target).unlink(missing_ok=True)
        unfinished.replace(target)
    except OSError as error:
        raise UserError(
            f"不能写入“{target}”：{reason_of(error)}。没有改动，请检查文件夹和磁盘空间。"
        ) from error
    except sqlite3.OperationalError as error:
        raise UserError(f"不能写入“{target}”，没有改动。请检查文件夹权限和磁盘空间。") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"“{source.name}”已损坏，没有改动。请换一份完好的备份。") from error
    finally:
        _drop(unfinished)


def _drop(unfinished: Path) -> None:
    if unfinished.is_file():
        unfinished.unlink()


def back_up(path: Path, folder: Path, now: datetime) -> Path:
    """Copy a database into a folder under its name and the time; give the copy."""
    known_revision(path)
    target = folder / f"{path.stem} {now:{_STAMP}}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能备份到“{folder}”：{reason_of(error)}。请换一个文件夹。") from error
    _put(path, target)
    return target


def copy_to(path: Path, target: Path) -> None:
    """Copy a database that may be in use to a place where none is."""
    _put(path, target)


def existing(path: Path) -> tuple[Path, ...]:
    """Give a database's own backups, newest first."""
    return tuple(sorted(folder_of(path).glob(f"{path.stem} *.db"), reverse=True))


def made_at(copy: Path) -> datetime | None:
    """Tell when a backup was made, by its name; None where the name does not say so."""
    try:
        return datetime.strptime(copy.stem[-len("2024-03-06 090000") :], _STAMP)  # noqa: DTZ007 - the office's clock, as it was
    except ValueError:
        return None


def keep_one(store: Store, now: datetime) -> Path | None:
    """Back up before something large happens and drop all but the last ten; nothing on a read-only file.

    One that another program holds fast stays: that is no reason to refuse the work.
    """
    if store.read_only:
        return None
    made = back_up(store.path, folder_of(store.path), now)
    for old in existing(store.path)[KEPT:]:
        with suppress(OSError):
            old.unlink()
    return made


def restore(source: Path, target: Path, *, replace: bool) -> None:
    """Put a backup in the place of a database; an existing one only with ``replace``."""
    if target.exists() and not replace:
        raise UserError(f"“{target}”已经存在。确定要用备份替换它，请加 --yes。")
    open_store(source, read_only=True).close()
    _put(source, target)
