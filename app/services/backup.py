"""Backups by SQLite's own interface: whole even while the file is in use; the last ten are kept."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from app.core.errors import DamagedError, UserError
from app.models.database import Store, open_store, revision_of

KEPT: Final = 10
_FOLDER: Final = "备份"


def folder_of(path: Path) -> Path:
    """Give the folder in which a database's own backups lie."""
    return path.with_name(f"{path.stem}-{_FOLDER}")


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(target.name + ".未完成")
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        origin.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise DamagedError(f"“{source.name}”已损坏，没有备份。请用以前的备份恢复。")
    unfinished.replace(target)


def back_up(path: Path, folder: Path, now: datetime) -> Path:
    """Copy a database into a folder under its name and the time; give the copy."""
    revision_of(path)
    target = folder / f"{path.stem} {now:%Y-%m-%d %H%M%S}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(path, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(f"不能备份到“{folder}”：{error}。请检查文件夹权限和磁盘空间。") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"“{path.name}”已损坏，没有备份。请用以前的备份恢复。") from error
    return target


def existing(path: Path) -> tuple[Path, ...]:
    """Give a database's own backups, newest first."""
    return tuple(sorted(folder_of(path).glob(f"{path.stem} *.db"), reverse=True))


def keep_one(store: Store, now: datetime) -> Path | None:
    """Back up before something large happens and drop all but the last ten; nothing on a read-only file."""
    if store.read_only:
        return None
    made = back_up(store.path, folder_of(store.path), now)
    for old in existing(store.path)[KEPT:]:
        old.unlink()
    return made


def restore(source: Path, target: Path, *, replace: bool) -> None:
    """Put a backup in the place of a database; an existing one only with ``replace``."""
    if target.exists() and not replace:
        raise UserError(f"“{target}”已经存在。确定要用备份替换它，请加 --yes。")
    open_store(source, read_only=True).close()
    try:
        _copy(source, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(f"不能写入“{target}”：{error}。请检查文件夹权限和磁盘空间。") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"“{source.name}”已损坏，没有恢复。请换一份备份。") from error
