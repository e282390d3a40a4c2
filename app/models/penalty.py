"""Decisions of penalty against objects."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Penalty(Base):
    """One decision of penalty against an object; the document number is its name."""

    __tablename__ = "penalty"
    __table_args__ = (UniqueConstraint("object_id", "document"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    document: Mapped[str]
    decided_on: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
