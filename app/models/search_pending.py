"""What the index of the registry's search has not taken in yet."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SearchPending(Base):
    """An object added, renamed or removed; ``name`` and ``initials`` are what the index still holds of it.

    Both are None where it holds nothing. Written by triggers (``search_index``).
    """

    __tablename__ = "search_pending"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    initials: Mapped[str | None]
