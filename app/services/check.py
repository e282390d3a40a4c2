"""Integrity of a database: SQLite, both logs, every stored draw drawn again, the index of the search."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session

from app.core.errors import DamagedError
from app.models import search_index
from app.models.database import open_store
from app.models.draw import Draw
from app.models.search import INDEX, is_spoilt
from app.sampling import History, LogLine, next_line
from app.services import draw_log, log
from app.services.check_draw import draw_fault
from app.services.state_evidence import evidence_fault

_UNTRUE: Final = (
    "查找索引",
    "与名录不符，查找可能漏掉对象，用 main.py check --reindex 重建；名录本身没有问题",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the first fault (where, message), or none; draws and entries of the draw log."""

    fault: tuple[str, str] | None
    draws: int
    entries: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None

    def json(self) -> dict[str, object]:
        """Give the form of interfaces.md."""
        where = None if self.fault is None else {"where": self.fault[0], "message": self.fault[1]}
        return {"ok": self.ok, "first_fault": where, "draws": self.draws, "entries": self.entries}


def _file_fault(path: Path) -> tuple[str, str] | None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return "数据库文件", f"文件已损坏（{error}），请用备份恢复"
    if INDEX in answer:
        return _UNTRUE
    if answer != "ok":
        return "数据库文件", "文件已损坏，请用备份恢复"
    return ("数据库文件", f"表 {broken[0]} 有找不到出处的记录") if broken else None


def _log_fault(session: Session) -> tuple[str, str] | None:
    known: list[LogLine] = []
    history = History()
    for number, entry in enumerate(draw_log.entries(session), 1):
        line = next_line(known, entry.payload.encode(), entry.digest, entry.period)
        if entry.n != number or line != draw_log.line_of(entry):
            return f"抽取存证第 {number} 条", "存证码不符，记录被改动过或有缺失"
        if fault := history.fault(entry.kind, entry.digest, entry.period):
            return f"抽取存证第 {number} 条", fault
        history.add(line)
        known.append(line)
    return None


def _event_fault(session: Session) -> tuple[str, str] | None:
    broken = log.first_break(session)
    return None if broken is None else (f"操作记录第 {broken} 条", "与前后记录接不上，被改动过或有缺失")


def _index_fault(session: Session) -> tuple[str, str] | None:
    try:
        return None if search_index.is_true(session.connection()) else _UNTRUE
    except DatabaseError as error:
        if is_spoilt(error):
            return _UNTRUE
        raise


_CHECKS: tuple[Callable[[Session], tuple[str, str] | None], ...] = (
    _log_fault,
    _event_fault,
    draw_fault,
    evidence_fault,
    _index_fault,
)


def reindex(path: Path) -> None:
    """Make the index of the registry's search anew; no act of the office, for it is derived data."""
    with closing(open_store(path)) as store, store.writing() as session:
        search_index.make(session.connection())


def check_database(path: Path) -> Checked:
    """Check a database; UserError where there is none or it is of a newer version."""
    try:
        store = open_store(path, read_only=True)
    except DamagedError as error:
        return Checked(("数据库文件", str(error).rstrip("。")), 0, 0)
    try:
        if fault := _file_fault(path):
            return Checked(fault, 0, 0)
        with store.reading() as session:
            fault = next((found for check in _CHECKS if (found := check(session))), None)
            draws = len(session.scalars(select(Draw.id)).all())
            return Checked(fault, draws, len(draw_log.entries(session)))
    except (DBAPIError, DamagedError) as error:
        return Checked(("数据库文件", f"文件已损坏（{error}），请用备份恢复"), 0, 0)
    finally:
        store.close()
