"""Those who go along with visits."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class VisitCompanion(Base):
    """One who goes along with a visit, never in a seat: an auxiliary or a person without a 执法证.

    ``chosen`` is 挑选 or 抽取; a chosen one has a reason, a drawn one the draw.
    """

    __tablename__ = "visit_companion"
    __table_args__ = (UniqueConstraint("visit_id", "auxiliary_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    auxiliary_id: Mapped[int] = mapped_column(ForeignKey("auxiliary.id"), index=True)
    chosen: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"))
