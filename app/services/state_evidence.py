"""The files that prove changes of state: read, kept once however many objects they speak of, given back."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from app.core.errors import UserError, reason_of
from app.core.text import readable
from app.models.base import Base
from app.models.database import Store
from app.models.evidence import EvidenceFile as KeptFile
from app.models.evidence import StateEvidence
from app.services.edits import RowChange
from app.services.rows.office import Act
from app.services.rows.states import EvidenceFile, EvidenceRow

_MB: Final = 1024 * 1024
MOST_BYTES: Final = 20 * _MB
LIMITS: Final = "照片、PDF 或 Word 文件，每个不超过 20 MB"
SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".pdf", ".ofd", ".doc", ".docx", ".wps")
EVIDENCE_FIELD: Final = "证明材料"
"""What the history of an object calls its files."""
EVIDENCE: Final[Table] = Base.metadata.tables[StateEvidence.__tablename__]


def read_evidence(path: Path) -> EvidenceFile:
    """Read a file whole; UserError where it is of another kind, too large, empty or cannot be read."""
    name = readable(path.name)
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"“{name}”不能作为证明材料：只收{LIMITS}。")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= MOST_BYTES else b""
    except OSError as error:
        raise UserError(f"“{name}”读不出来：{reason_of(error)}，请检查后重新选择。") from error
    if size > MOST_BYTES:
        shown = -(-size * 10 // _MB) / 10  # rounded up, or a byte too many would read 20.0 MB
        raise UserError(f"“{name}”有 {shown:.1f} MB：每个文件不超过 20 MB，请压缩后再选。")
    if not content:
        raise UserError(f"“{name}”是空文件，请重新选择。")
    return EvidenceFile(name, content)


def keep_evidence(
    session: Session, ids: Sequence[int], state: str, files: Sequence[EvidenceFile], act: Act
) -> list[RowChange]:
    """Keep files for objects, each content once; give the rows that name them."""
    rows: list[RowChange] = []
    for file in files:
        digest = hashlib.sha256(file.content).hexdigest()
        if session.get(KeptFile, digest) is None:
            session.add(KeptFile(sha256=digest, content=file.content))
            session.flush()
        low = session.scalars(select(func.max(EVIDENCE.c.id))).one() or 0
        named = {"at": act.stamp, "by": act.by, "state": state, "file_name": file.name, "sha256": digest}
        lines = [{"id": low + place, "object_id": each, **named} for place, each in enumerate(ids, 1)]
        session.connection().execute(insert(EVIDENCE), lines)
        rows += (RowChange(EVIDENCE.name, int(str(line["id"])), None, line) for line in lines)
    return rows


def evidence_of(session: Session, object_id: int) -> tuple[EvidenceRow, ...]:
    """Give what is kept of one object, newest first, without reading the files."""
    size = func.length(KeptFile.content)
    statement = (
        select(StateEvidence, size)
        .join(KeptFile, KeptFile.sha256 == StateEvidence.sha256)
        .where(StateEvidence.object_id == object_id)
        .order_by(StateEvidence.id.desc())
    )
    return tuple(
        EvidenceRow(each.id, each.at, each.by, each.state, each.file_name, length)
        for each, length in session.execute(statement)
    )


def evidence_file(store: Store, evidence_id: int) -> EvidenceFile:
    """Give a kept file whole; UserError where it is not what was put in."""
    with store.reading() as session:
        named = session.get_one(StateEvidence, evidence_id)
        content = session.get_one(KeptFile, named.sha256).content
        if hashlib.sha256(content).hexdigest() != named.sha256:
            raise UserError(f"“{named.file_name}”在数据库里的内容已损坏，请用备份恢复。")
        return EvidenceFile(named.file_name, content)


def evidence_fault(session: Session) -> tuple[str, str] | None:
    """Give the first file that is not what was put in, one read after another."""
    for digest in session.scalars(select(KeptFile.sha256).order_by(KeptFile.sha256)).all():
        content = session.scalars(select(KeptFile.content).where(KeptFile.sha256 == digest)).one()
        if hashlib.sha256(content).hexdigest() != digest:
            names = select(StateEvidence.file_name).where(StateEvidence.sha256 == digest)
            name = session.scalars(names).first() or digest[:16]
            return f"证明材料“{name}”", "内容与校验码不符，被改动过或已损坏"
    return None
