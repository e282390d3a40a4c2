"""Draws: the frozen input as bytes, what was confirmed since, and the draw log (draw-spec.md §7)."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Draw(Base):
    """One attempt at a period's draw; its picks follow from ``frozen`` and ``digits``."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("period", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plan.id"))
    period: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]
    quarter: Mapped[int]
    attempt: Mapped[int]
    state: Mapped[str]
    frozen: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(unique=True)
    salt: Mapped[str]
    roles: Mapped[list[list[str]]] = mapped_column(JSON)
    place: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    excluded: Mapped[list[list[str]]] = mapped_column(JSON)
    frozen_at: Mapped[str]
    digits: Mapped[list[str]] = mapped_column(JSON)
    seed: Mapped[str] = mapped_column(default="")
    seeded_at: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(Text, default="")
    result_digest: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[str] = mapped_column(default="")
    void_reason: Mapped[str] = mapped_column(default="")
    revealed_at: Mapped[str] = mapped_column(default="")


class DrawAlias(Base):
    """Who stands behind an inspector id of a frozen input; stays with record B."""

    __tablename__ = "draw_alias"
    __table_args__ = (UniqueConstraint("draw_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    alias: Mapped[str]
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"))


class DrawEntry(Base):
    """One entry of the draw log; triggers forbid changing or removing it."""

    __tablename__ = "draw_entry"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    period: Mapped[str]
    payload: Mapped[str] = mapped_column(Text)
    head: Mapped[str]
