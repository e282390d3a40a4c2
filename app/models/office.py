"""Settings of the office, imports, and the chained log of everything but draws."""

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Setting(Base):
    """One setting of the office."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[object] = mapped_column(JSON)


class Event(Base):
    """One act of a user; heads chain so that a missing or changed entry shows."""

    __tablename__ = "event"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    by: Mapped[str]
    act: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
    head: Mapped[str]
