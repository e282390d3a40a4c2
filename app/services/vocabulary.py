"""词汇表: the words of the eight facets and of the free tags, as the office keeps them (domain.md §2, 标识).

Until the office first edits a list, it is the words that came with the program and those in use. After that
it is the office's own; a word that objects hold and the list lacks is offered behind it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core import paths
from app.core.filter import LIST_FIELDS
from app.core.pinyin import spell
from app.models.base import SEPARATOR
from app.models.database import Store
from app.models.registry import InspectionObject
from app.models.vocabulary import VocabularyWord
from app.services.rows.filters import WordRow

FIELDS: Final = (
    "town",
    "industry_name",
    "construction",
    "discharge_type",
    "scale",
    "cycle",
    "monitoring",
    "weather_grade",
    "tags",
)
"""The eight facets, and the free tags."""
_SHIPPED: Final = "vocabularies.toml"


def vocabulary(session: Session, field: str) -> tuple[str, ...]:
    """Give the words of one of ``FIELDS`` as forms, filters and imports offer them: the list, then strays."""
    listed = listed_words(session, field)
    return (*listed, *_strays(listed, _words_in_use(session, field)))


def offered_words(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Give the words of all ``FIELDS``, for a form."""
    with store.reading() as session:
        return {field: vocabulary(session, field) for field in FIELDS}


def vocabulary_rows(store: Store, field: str) -> tuple[WordRow, ...]:
    """Give the words of a list with the number of objects that hold each, then the strays."""
    with store.reading() as session:
        used = uses(session, field)
        listed = listed_words(session, field)
        kept = [WordRow(word, used[word], listed=True) for word in listed]
        return (*kept, *(WordRow(word, used[word], listed=False) for word in _strays(listed, used)))


def listed_words(session: Session, field: str) -> tuple[str, ...]:
    """Give a list in its order; one that was never edited holds what came with the program, or is in use."""
    kept = kept_words(session, field)
    if kept:
        return tuple(each.word for each in kept)
    shipped = _shipped().get(field, ())
    return shipped or _strays((), _words_in_use(session, field))


def kept_words(session: Session, field: str) -> list[VocabularyWord]:
    """Give the office's own list in its order, none where it was never edited."""
    statement = select(VocabularyWord).where(VocabularyWord.field == field)
    return list(session.scalars(statement.order_by(VocabularyWord.place, VocabularyWord.id)))


def uses(session: Session, field: str) -> Counter[str]:
    """Count the objects that hold each word of a field."""
    column = _column(field)
    groups = session.execute(select(column, func.count()).where(column != "").group_by(column)).all()
    used: Counter[str] = Counter()
    for stored, count in groups:
        for word in _parts(field, stored):
            used[word] += count
    return used


def _words_in_use(session: Session, field: str) -> set[str]:
    column = _column(field)
    found = session.scalars(select(column).where(column != "").distinct())
    return {word for stored in found for word in _parts(field, stored)}


def _column(field: str) -> Any:  # noqa: ANN401 - SQLAlchemy's own type of an expression over two column types
    column: InstrumentedAttribute[Any] = getattr(InspectionObject, field)
    return type_coerce(column, Text)


def _parts(field: str, stored: str) -> tuple[str, ...]:
    if field not in LIST_FIELDS:
        return (stored,)
    return tuple(word for word in stored.split(SEPARATOR) if word)


def _strays(listed: tuple[str, ...], used: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(used).difference(listed), key=spell))


@cache
def _shipped() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads((paths.resources() / _SHIPPED).read_text(encoding="utf-8"))
    return {field: tuple(words) for field, words in data.items()}
