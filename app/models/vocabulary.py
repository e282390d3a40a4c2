"""Words the office uses: members of facets, what files say for them, and filters kept under a name."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class VocabularyWord(Base):
    """One member of a facet's list, in the office's order."""

    __tablename__ = "vocabulary_word"
    __table_args__ = (UniqueConstraint("field", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    word: Mapped[str]
    place: Mapped[int]


class SpokenWord(Base):
    """What a file said in a field and the member it stands for, once the clerk was asked."""

    __tablename__ = "spoken_word"
    __table_args__ = (UniqueConstraint("field", "said"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    said: Mapped[str]
    word: Mapped[str]


class SavedFilter(Base):
    """A filter over the objects that the office keeps under a name, as JSON."""

    __tablename__ = "saved_filter"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    conditions: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
