"""What a draw leaves beside itself: the names behind its ids, the entries of its log (draw-spec.md §7)."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


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
