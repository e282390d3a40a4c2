"""Checks outside the draw: 针对性检查, and those that other departments made (domain.md §1)."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class TargetedCheck(Base):
    """One check that was recorded and not drawn; ``year`` is that of the day it was made on."""

    __tablename__ = "targeted_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    officers: Mapped[list["TargetedOfficer"]] = relationship(
        order_by="TargetedOfficer.id", cascade="all, delete-orphan"
    )


class TargetedOfficer(Base):
    """One inspector who made a check outside the draw, in the order they were written."""

    __tablename__ = "targeted_officer"
    __table_args__ = (UniqueConstraint("check_id", "inspector_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("targeted_check.id"))
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"), index=True)
