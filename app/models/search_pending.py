"""What the index of the registry's search has taken in, and what not yet."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SearchMark(Base):
    """The one row says up to which id the index has taken objects in; what lies above is new to it."""

    __tablename__ = "search_mark"

    top: Mapped[int] = mapped_column(primary_key=True)


class SearchPending(Base):
    """An object not above the mark that was renamed, removed or added, and what the index still holds of it.

    ``name`` and ``initials`` are None where it holds nothing. Written by triggers (``search_index``).
    """

    __tablename__ = "search_pending"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    initials: Mapped[str | None]
