"""Visits with their items and seats, and the notices that disclosed them."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Visit(Base):
    """One going-out to one object with all items drawn for it; a second one where items came too late.

    ``drawn_as`` is the code in the frozen input where that object was merged into another since, else empty.
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]
    state: Mapped[str]
    due_on: Mapped[date]
    finished_on: Mapped[date | None]
    finding_state: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")
    withheld_basis: Mapped[str] = mapped_column(default="")
    reviewed_by: Mapped[str] = mapped_column(default="")
    disclosed_on: Mapped[date | None]
    platform: Mapped[str] = mapped_column(default="")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    drawn_as: Mapped[str] = mapped_column(default="")
    items: Mapped[list["VisitItem"]] = relationship(order_by="VisitItem.item", cascade="all, delete-orphan")
    seats: Mapped[list["VisitSeat"]] = relationship(order_by="VisitSeat.number", cascade="all, delete-orphan")


class VisitItem(Base):
    """One item of a visit and what was found."""

    __tablename__ = "visit_item"
    __table_args__ = (UniqueConstraint("visit_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    item: Mapped[str] = mapped_column(index=True)
    strata: Mapped[tuple[str, ...]]
    outcome: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    mend_by: Mapped[date | None]
    struck_reason: Mapped[str] = mapped_column(default="")


class VisitSeat(Base):
    """One seat of a visit's team; empty where nobody could be sent."""

    __tablename__ = "visit_seat"
    __table_args__ = (UniqueConstraint("visit_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    number: Mapped[int]
    skill: Mapped[str]
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("inspector.id"), index=True)


class Notice(Base):
    """A disclosure notice that was made from finished visits."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    period: Mapped[str]
    batch: Mapped[int]
    number: Mapped[str]
    issued_on: Mapped[date]
    made_at: Mapped[str]
