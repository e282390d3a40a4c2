"""The declarative base, names of constraints and the column types that SQL has no word for."""

from typing import Any

from sqlalchemy import MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

SEPARATOR = "、"


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words as one text, a separator on both sides of each, so that LIKE finds one whole."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        """Write ("水", "大气") as 、水、大气、 and nothing as the empty text."""
        return SEPARATOR + SEPARATOR.join(value) + SEPARATOR if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the words back in their order."""
        return tuple(word for word in (value or "").split(SEPARATOR) if word)


class Base(DeclarativeBase):
    """Mother of all mapped classes; names every constraint so that a migration can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map: dict[Any, Any] = {str: String, tuple[str, ...]: Words}  # noqa: RUF012 - SQLAlchemy reads it from the class
