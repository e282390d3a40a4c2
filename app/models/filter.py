"""The filter language of ``app.core.filter`` as SQL over the registry of objects."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, literal, or_, true, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Text

from app.core.filter import (
    COMING_FIELDS,
    DATE_FIELDS,
    LIST_FIELDS,
    NUMBER_FIELDS,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Contains,
    ContainsNone,
    Empty,
    Filled,
    Filter,
    NoneOf,
    NotOlderThan,
    OlderThan,
    OneOf,
    Since,
    Unconfirmed,
    WithinMonths,
    months_before,
)
from app.models.base import SEPARATOR
from app.models.confirmed import unconfirmed_since
from app.models.marked import counts_any, ended
from app.models.registry import InspectionObject

_NULLABLE = DATE_FIELDS | NUMBER_FIELDS
_MARKS = "marks"


def _column(field: str) -> InstrumentedAttribute[Any]:
    column: InstrumentedAttribute[Any] = getattr(InspectionObject, field)
    return column


class _Position(FunctionElement[int]):
    """Where one text stands in another, from 1; 0 where it does not. Three times as fast as LIKE."""

    type = Integer()
    inherit_cache = True


@compiles(_Position)
def _as_instr(element: _Position, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return f"instr({compiler.process(element.clauses, **how)})"


@compiles(_Position, "postgresql")
def _as_strpos(element: _Position, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"strpos({compiler.process(element.clauses, **how)})"


def _one_of(field: str, words: tuple[str, ...], today: date) -> ColumnElement[bool]:
    if field not in LIST_FIELDS:
        return _column(field).in_(words)
    return or_(*(_holds(field, word, today) for word in words))


def _holds(field: str, word: str, today: date) -> ColumnElement[bool]:
    """Look for one word of a list; a mark that has come to its end is not held any more."""
    there = _Position(type_coerce(_column(field), Text), literal(SEPARATOR + word + SEPARATOR)) > 0
    return and_(there, ~ended(word, today)) if field == _MARKS else there


def _contains(field: str, words: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(_stands_in(_column(field), word) for word in words))


def _stands_in(column: InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Look for a word; only LIKE takes ASCII letters in either case."""
    if any(letter.isascii() and letter.isalpha() for letter in word):
        return column.contains(word, autoescape=True)
    return _Position(column, literal(word)) > 0


def _there(field: str) -> ColumnElement[bool]:
    column = _column(field)
    return column.is_not(None) if field in _NULLABLE else type_coerce(column, Text) != ""


def _filled(field: str, today: date) -> ColumnElement[bool]:
    if field == _MARKS:
        return counts_any(today)
    return and_(_there(field), _column(field) <= today) if field in COMING_FIELDS else _there(field)


def _clause(condition: Condition, today: date) -> ColumnElement[bool]:
    match condition:
        case AnyOf(choices=choices):
            clause = or_(*(clause_of(choice, today) for choice in choices))
        case OneOf(field=field, words=words):
            clause = _one_of(field, words, today)
        case NoneOf(field=field, words=words):
            clause = ~_one_of(field, words, today)
        case Contains(field=field, words=words):
            clause = _contains(field, words)
        case ContainsNone(field=field, words=words):
            clause = ~_contains(field, words)
        case Filled(field=field):
            clause = _filled(field, today)
        case Empty(field=field):
            clause = ~(counts_any(today) if field == _MARKS else _there(field))
        case Unconfirmed(months=months):
            clause = unconfirmed_since(months_before(today, months))
        case AtLeast() | AtMost():
            clause = _of_number(condition)
        case _:
            clause = _of_day(condition, today)
    return clause


def _of_number(condition: AtLeast | AtMost) -> ColumnElement[bool]:
    column = _column(condition.field)
    beyond = column >= condition.least if isinstance(condition, AtLeast) else column <= condition.most
    return and_(column.is_not(None), beyond)


def _of_day(
    condition: Since | Before | WithinMonths | NotOlderThan | OlderThan, today: date
) -> ColumnElement[bool]:
    column = _column(condition.field)
    match condition:
        case Since(day=day):
            clause = and_(column.is_not(None), column >= day)
        case Before(day=day):
            clause = and_(column.is_not(None), column < day)
        case WithinMonths(months=months):
            clause = and_(column.is_not(None), column > months_before(today, months), column <= today)
        case NotOlderThan(months=months):
            clause = or_(column.is_(None), column > months_before(today, months))
        case OlderThan(months=months):
            clause = or_(column.is_(None), column <= months_before(today, months))
    return clause


def clause_of(conditions: Filter, today: date) -> ColumnElement[bool]:
    """Give the WHERE clause of a filter on a day, for a draw the day of freezing.

    Dates are counted back from it, and a mark holds as long as it counts on it.
    """
    return and_(true(), *(_clause(condition, today) for condition in conditions))
