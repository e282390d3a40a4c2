"""Files kept as evidence of changes of state."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class EvidenceFile(Base):
    """A file kept whole in the database, once however many objects it speaks of."""

    __tablename__ = "evidence_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class StateEvidence(Base):
    """A file that proves a change of state of one object, under the name it had at the office."""

    __tablename__ = "state_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    at: Mapped[str]
    by: Mapped[str]
    state: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("evidence_file.sha256"))
