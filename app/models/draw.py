"""Draws: the frozen input as bytes and what was confirmed since; campaigns (draw-spec.md §7)."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Draw(Base):
    """One attempt at a period's draw; its picks follow from ``frozen`` and ``digits``.

    ``quarter`` is where its visits are counted, also for a campaign. ``sources`` says for each role where its
    digits come from; ``targeting`` states a campaign's conditions or what companions are asked for, empty
    where there is neither.
    """

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("period", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plan.id"))
    period: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    title: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    attempt: Mapped[int]
    state: Mapped[str]
    frozen: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(unique=True)
    salt: Mapped[str]
    roles: Mapped[list[list[str]]] = mapped_column(JSON)
    place: Mapped[str] = mapped_column(default="")
    reveal_mode: Mapped[str]
    decided_by: Mapped[str] = mapped_column(default="")
    sources: Mapped[list[str]] = mapped_column(JSON)
    targeting: Mapped[str] = mapped_column(Text, default="")
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


class Campaign(Base):
    """A special draw outside the quarters: which items, over which objects and officers, until when.

    ``lines`` are [stratum code, num, den] or [stratum code, count, 0]; the filters are what app.core.filter
    reads, empty for an untargeted campaign.
    """

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    object_filter: Mapped[dict[str, object]] = mapped_column(JSON)
    inspector_filter: Mapped[dict[str, object]] = mapped_column(JSON)
    lines: Mapped[list[list[object]]] = mapped_column(JSON)
    due_on: Mapped[date]
    made_by: Mapped[str]
    made_at: Mapped[str]
