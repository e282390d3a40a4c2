"""What keeps the registry of objects alive: sources of marks, distinct pairs, merged objects."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class MarkNote(Base):
    """Where a mark of an object comes from, and the last day on which it counts."""

    __tablename__ = "mark_note"
    __table_args__ = (UniqueConstraint("object_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    mark: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)


class DistinctPair(Base):
    """Two objects that were looked at and are not the same (不是同一家); ``first_id`` is the smaller id."""

    __tablename__ = "distinct_pair"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    at: Mapped[str]
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class MergedObject(Base):
    """An object that was merged into another: its code, never given again, its name, all it was as JSON."""

    __tablename__ = "merged_object"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    at: Mapped[str]
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    kept: Mapped[str]
