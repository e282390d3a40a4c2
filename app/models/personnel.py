"""What is kept of an inspector besides line, leave and recusals: training, posts, appraisal."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class InspectorTraining(Base):
    """One training an inspector took part in."""

    __tablename__ = "inspector_training"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"), index=True)
    held_on: Mapped[date]
    subject: Mapped[str]
    hours: Mapped[float | None]


class InspectorPost(Base):
    """A department and post an inspector held from a day on; None where nobody knows since when."""

    __tablename__ = "inspector_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"), index=True)
    since: Mapped[date | None]
    department: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")


class InspectorAppraisal(Base):
    """The mark an inspector was given for a year, and why."""

    __tablename__ = "inspector_appraisal"
    __table_args__ = (UniqueConstraint("inspector_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"), index=True)
    year: Mapped[int]
    mark: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
