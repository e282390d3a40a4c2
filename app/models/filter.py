"""The filter language of ``app.core.filter`` as SQL over the registry of objects."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, or_, true
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Text

from app.core.filter import (
    LIST_FIELDS,
    AnyOf,
    AtLeast,
    Condition,
    Filled,
    Filter,
    NoneOf,
    NotOlderThan,
    OneOf,
    Since,
    WithinMonths,
    months_before,
)
from app.models.base import SEPARATOR
from app.models.registry import InspectionObject


def _column(field: str) -> InstrumentedAttribute[Any]:
    column: InstrumentedAttribute[Any] = getattr(InspectionObject, field)
    return column


def _one_of(field: str, words: tuple[str, ...]) -> ColumnElement[bool]:
    column = _column(field)
    if field not in LIST_FIELDS:
        return column.in_(words)
    text = cast(column, Text)
    return or_(*(text.contains(SEPARATOR + word + SEPARATOR, autoescape=True) for word in words))


def _filled(field: str, today: date) -> ColumnElement[bool]:
    column = _column(field)
    if field.endswith("_on"):
        return and_(column.is_not(None), column <= today)
    return and_(column.is_not(None), cast(column, Text) != "")


def _clause(condition: Condition, today: date) -> ColumnElement[bool]:
    if isinstance(condition, AnyOf):
        return or_(*(clause_of(choice, today) for choice in condition.choices))
    column = _column(condition.field)
    match condition:
        case OneOf(field=field, words=words):
            clause = _one_of(field, words)
        case NoneOf(field=field, words=words):
            clause = ~_one_of(field, words)
        case AtLeast(least=least):
            clause = and_(column.is_not(None), column >= least)
        case Since(day=day):
            clause = and_(column.is_not(None), column >= day)
        case WithinMonths(months=months):
            clause = and_(column.is_not(None), column > months_before(today, months), column <= today)
        case NotOlderThan(months=months):
            clause = or_(column.is_(None), column > months_before(today, months))
        case Filled(field=field):
            clause = _filled(field, today)
    return clause


def clause_of(conditions: Filter, today: date) -> ColumnElement[bool]:
    """Give the WHERE clause of a filter; dates are counted back from ``today``, the day of freezing."""
    return and_(true(), *(_clause(condition, today) for condition in conditions))
