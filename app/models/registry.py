"""Inspection objects, inspectors and recusals (domain.md §4)."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class InspectionObject(Base):
    """A thing that is inspected; ``code`` is given by the program and never used again.

    One with a ``secrecy_basis`` is drawn in an input of its own (draw-spec.md §2, State).
    ``confirmed_on`` is the last day somebody said that what stands here is still so.
    """

    __tablename__ = "inspection_object"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    name_pinyin: Mapped[str] = mapped_column(index=True)
    name_initials: Mapped[str] = mapped_column(index=True)
    uscc: Mapped[str] = mapped_column(default="", index=True)
    owner: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="", index=True)
    supervision_class: Mapped[str] = mapped_column(default="一般", index=True)
    permit_class: Mapped[str] = mapped_column(default="无", index=True)
    permit_number: Mapped[str] = mapped_column(default="")
    credit_grade: Mapped[str] = mapped_column(default="未评价", index=True)
    credit_score: Mapped[int | None]
    industry_code: Mapped[str] = mapped_column(default="")
    industry_name: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="", index=True)
    address: Mapped[str] = mapped_column(default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    construction: Mapped[str] = mapped_column(default="")
    discharge_type: Mapped[str] = mapped_column(default="")
    scale: Mapped[str] = mapped_column(default="")
    cycle: Mapped[str] = mapped_column(default="")
    monitoring: Mapped[str] = mapped_column(default="")
    weather_grade: Mapped[str] = mapped_column(default="")
    tags: Mapped[tuple[str, ...]] = mapped_column(default=())
    marks: Mapped[tuple[str, ...]] = mapped_column(default=())
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    approval_level: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    started_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    operated_on: Mapped[date | None]
    waste_tonnes: Mapped[float | None]
    state: Mapped[str] = mapped_column(default="正常", index=True)
    state_since: Mapped[date | None]
    state_reason: Mapped[str] = mapped_column(default="")
    secrecy_basis: Mapped[str] = mapped_column(default="")
    confirmed_on: Mapped[date | None]


class ObjectChange(Base):
    """One field of one object, before and after; what the history in the panel shows."""

    __tablename__ = "object_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    at: Mapped[str]
    by: Mapped[str]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class Inspector(Base):
    """A person of the bureau who goes out; fills a seat only with a valid 执法证.

    ``prior`` counts in ``prior_year`` alone, in every year where that is None.
    """

    __tablename__ = "inspector"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_pinyin: Mapped[str] = mapped_column(index=True)
    name_initials: Mapped[str] = mapped_column(index=True)
    department: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    areas: Mapped[tuple[str, ...]] = mapped_column(default=())
    service_start: Mapped[date | None]
    cert: Mapped[str] = mapped_column(default="")
    cert_expiry: Mapped[date | None]
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    cap: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="在岗")
    prior: Mapped[int] = mapped_column(default=0)
    prior_year: Mapped[int | None]


class Recusal(Base):
    """A person who must not inspect an object, in what relation, and why."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("inspector_id", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"))
    object_id: Mapped[int] = mapped_column(ForeignKey("inspection_object.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")


class Auxiliary(Base):
    """辅助检查人员 or 随同人员: may go along, never fills a seat (domain.md §2)."""

    __tablename__ = "auxiliary"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    phone: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="可用")
    scope: Mapped[str] = mapped_column(default="")
