"""The draw log in the database: append-only, each head binding all before it (draw-spec.md §7)."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.draw_record import DrawEntry
from app.sampling import (
    FIRST_HEAD,
    Entry,
    Freeze,
    History,
    LogLine,
    Refused,
    Result,
    Reveal,
    Seed,
    Strike,
    Substitute,
    Void,
    digest,
    entry_of,
    next_line,
    payload_of,
)

_WORDS: Final = {
    Freeze.kind: "冻结",
    Seed.kind: "现场取数",
    Result.kind: "抽取",
    Strike.kind: "剔除",
    Substitute.kind: "换人",
    Void.kind: "作废",
    Reveal.kind: "公开保密码",
}


def entries(session: Session) -> list[DrawEntry]:
    """Give all entries in order."""
    return list(session.scalars(select(DrawEntry).order_by(DrawEntry.n)))


def line_of(entry: DrawEntry) -> LogLine:
    """Give an entry as the public sees it."""
    return LogLine(
        entry.n,
        entry.kind,
        entry.digest,
        entry.period,
        digest(entry.payload.encode()),
        entry.head,
    )


def lines(session: Session) -> list[LogLine]:
    """Give the whole log as the public sees it."""
    return [line_of(entry) for entry in entries(session)]


def head(session: Session) -> str:
    """Give the 存证码 after the last entry."""
    last = session.scalars(select(DrawEntry.head).order_by(DrawEntry.n.desc()).limit(1)).first()
    return last or FIRST_HEAD


def add(session: Session, entry: Entry, period: str) -> DrawEntry:
    """Append an entry; what may not follow, or cannot be logged, is a UserError."""
    known = lines(session)
    try:
        payload = payload_of(entry)
    except Refused as refused:
        said = refused.reason.removeprefix(f"{entry.kind} 记录的")
        raise UserError(f"{_WORDS[entry.kind]}的{said}。请改正后再试。") from refused
    if fault := History(known).fault(entry.kind, entry.digest, period):
        raise UserError(f"这一步不能存证：{fault}。")
    line = next_line(known, payload, entry.digest, period)
    added = DrawEntry(
        n=line.number,
        kind=line.kind,
        digest=line.digest,
        period=line.period,
        payload=payload.decode(),
        head=line.head,
    )
    session.add(added)
    session.flush()
    return added


def own(session: Session, draw: str) -> list[tuple[DrawEntry, Entry]]:
    """Give the entries of the draw with this D, payloads read."""
    statement = select(DrawEntry).where(DrawEntry.digest == draw).order_by(DrawEntry.n)
    return [(entry, entry_of(entry.payload.encode())) for entry in session.scalars(statement)]
