"""Recusals of inspectors from all objects of an owner."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class OwnerRecusal(Base):
    """A person who must not inspect any object of an owner (a firm's name or 信用代码), and why."""

    __tablename__ = "owner_recusal"
    __table_args__ = (UniqueConstraint("inspector_id", "owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspector.id"), index=True)
    owner: Mapped[str] = mapped_column(index=True)
    relation: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
