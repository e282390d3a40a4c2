"""One SQLite file: opening, making, locking and speaking to it (architecture.md, "Choices made").

``journal_mode=DELETE`` so that a copy of the one file is whole, ``synchronous=EXTRA`` so that what was
confirmed survives a pulled plug.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import SingletonThreadPool

from app.core.errors import DamagedError, UserError, reason_of
from app.models import search_index

HEAD_REVISION: Final = "0005"
_HEADER: Final = b"SQLite format 3\x00"
_BUSY_MS: Final = 5000
_MOST_THREADS: Final = 64
"""So many threads have each a connection; for one more SQLAlchemy closes that of another, in use or not."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database file."""

    path: Path
    engine: Engine
    read_only: bool

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose changes are never kept."""
        with _told_plainly(self.path), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is committed whole when the block ends, or not at all."""
        if self.read_only:
            raise UserError(
                f"“{self.path.name}”现在是只读打开的，不能改动。请先关闭占用它的窗口，或把文件设为可写。"
            )
        with _told_plainly(self.path), Session(self.engine) as session, session.begin():
            yield session
            session.flush()
            search_index.refresh(session.connection())

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn what the disk or the file did to us into a sentence; leave our own bugs as they are."""
    try:
        yield
    except DBAPIError as error:
        plain = _sentence(path, str(error.orig))
        if plain is None:
            raise
        raise plain from error


def _sentence(path: Path, fault: str) -> UserError | None:
    if "full" in fault:
        return UserError(f"磁盘已满，“{path.name}”没有改动。请腾出空间后再试。")
    if "readonly" in fault or "unable to open" in fault:
        return UserError(f"“{path}”不能写入，没有改动。请检查文件和所在文件夹的权限。")
    if "locked" in fault:
        return UserError(f"“{path.name}”正被另一个窗口写入，没有改动。请稍后再试。")
    if "disk I/O" in fault:
        return UserError(f"读写“{path.name}”时磁盘出错，没有改动。请检查磁盘或网络盘的连接。")
    if "malformed" in fault or "not a database" in fault or "not decode to UTF-8" in fault:
        return DamagedError(f"“{path.name}”已损坏，请用备份恢复。")
    return None


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = (
        None  # SQLAlchemy emits BEGIN itself, or reads and writes would not be one act
    )
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=EXTRA")
    cursor.close()


def make_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Give an engine on a file that exists."""
    mode = "ro" if read_only else "rw"
    address = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=SingletonThreadPool, pool_size=_MOST_THREADS
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event signature
    connection.exec_driver_sql("BEGIN")


def hold_in_memory(session: Session) -> None:
    """Keep a large change in memory until its commit: spilt to the file earlier it locks out readers."""
    session.connection().exec_driver_sql("PRAGMA cache_spill=OFF")


def data_mark(session: Session) -> tuple[int, int]:
    """Give what changes with every commit to the file, by other connections or by this one."""
    connection = session.connection()
    others = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    own = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return others, own


def journal_of(path: Path) -> Path:
    """Name the file in which SQLite keeps what to take back; it must never outlive its database."""
    return path.with_name(path.name + "-journal")


def _mode(path: Path) -> str:
    """Open for writing where we may: only so does SQLite take back what a killed program left behind."""
    return "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"


def revision_of(path: Path) -> str:
    """Give the schema revision of a database file; UserError or DamagedError where it is none of ours."""
    if not path.is_file():
        raise UserError(f"没有找到数据库文件“{path}”。")
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        raise UserError(f"“{path}”打不开：{reason_of(error)}。") from error
    if header != _HEADER:
        raise DamagedError(f"“{path.name}”不是本程序的数据库文件。")
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode={_mode(path)}", uri=True)
        ) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            raise DamagedError(f"“{path.name}”不是本程序的数据库文件。") from error
        raise _sentence(path, str(error)) or DamagedError(f"“{path.name}”已损坏，请用备份恢复。") from error
    return str(row[0]) if row else ""


def known_revision(path: Path) -> str:
    """Give the schema revision of a file that this version may touch; UserError for a newer one."""
    revision = revision_of(path)
    if revision > HEAD_REVISION:
        raise UserError(f"“{path.name}”是较新版本的程序建立的，请用新版本打开。文件没有改动。")
    return revision


def open_store(path: Path, *, read_only: bool = False) -> Store:
    """Open a database that is there; an older one is brought up to date, a newer one refused."""
    revision = known_revision(path)
    writable = not read_only and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if revision < HEAD_REVISION:
        if not writable:
            raise UserError(f"“{path.name}”需要升级，但文件或文件夹不能写入。请先改为可写。")
        upgrade(path)
    store = Store(path, make_engine(path, read_only=not writable), read_only=not writable)
    if writable:
        with _told_plainly(path), store.engine.begin() as connection:
            search_index.mend(connection)
    return store


def create_store(path: Path) -> Store:
    """Make a database under a temporary name and rename it: a killed start leaves none or a whole one."""
    if path.exists():
        raise UserError(f"“{path}”已经存在，没有新建。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".新建中")
        for left in (unfinished, journal_of(unfinished), journal_of(path)):
            left.unlink(missing_ok=True)
        unfinished.touch()
    except OSError as error:
        raise UserError(f"不能在“{path.parent}”里新建文件：{reason_of(error)}。请换一个文件夹。") from error
    try:
        upgrade(unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return open_store(path)


def upgrade(path: Path) -> None:
    """Bring the schema of a file to the newest revision."""
    from alembic import command  # noqa: PLC0415 - 0.2 s that only a new or old file should pay
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    engine = make_engine(path)
    try:
        with _told_plainly(path), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
