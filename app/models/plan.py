"""The year's catalogue and the annual plan with its lines."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class CatalogueText(Base):
    """The item list of a year, kept as the text people can read and edit."""

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[str]


class AnnualPlan(Base):
    """One version of a year's plan; a later change is a new version with a reason."""

    __tablename__ = "annual_plan"
    __table_args__ = (UniqueConstraint("year", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    version: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    drafted_by: Mapped[str] = mapped_column(default="")
    drafted_on: Mapped[date]
    reviewed_by: Mapped[str] = mapped_column(default="")
    submitted_on: Mapped[date | None]
    signed_by: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    document_number: Mapped[str] = mapped_column(default="")
    reported_to: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]
    reported_reference: Mapped[str] = mapped_column(default="")
    published_platform: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    lines: Mapped[list["PlanLine"]] = relationship(order_by="PlanLine.position", cascade="all, delete-orphan")
    answers: Mapped[list["PlanAnswer"]] = relationship(cascade="all, delete-orphan")


class PlanLine(Base):
    """One stratum of the year: N, ratio and the quarters in which it is drawn.

    ``override`` is a count per period that the clerk typed instead of ⌈N × ratio⌉, with its reason.
    """

    __tablename__ = "plan_line"
    __table_args__ = (UniqueConstraint("plan_id", "stratum"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plan.id"))
    position: Mapped[int]
    stratum: Mapped[str]
    population: Mapped[int]
    quarters: Mapped[list[int]] = mapped_column(JSON)
    moved_reason: Mapped[str] = mapped_column(default="")
    override: Mapped[int | None]
    override_reason: Mapped[str] = mapped_column(default="")


class PlanAnswer(Base):
    """What the clerk answered to a question of the check page."""

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("plan_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plan.id"))
    question: Mapped[str]
    answer: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
