"""What a filter means, evaluated on one object in the plainest way: the SQL of the program is held to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.filter import (
    COMING_FIELDS,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Contains,
    ContainsNone,
    Empty,
    FieldCondition,
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
from app.core.states import GONE, ObjectState


def belongs(conditions: Filter, thing: Mapping[str, Any], day: date) -> bool:
    """Tell whether all conditions hold of an object, given by field, on a day."""
    return all(_holds(condition, thing, day) for condition in conditions)


def _holds(condition: Condition, thing: Mapping[str, Any], day: date) -> bool:
    if isinstance(condition, AnyOf):
        return any(belongs(choice, thing, day) for choice in condition.choices)
    if isinstance(condition, Unconfirmed):
        return _long_unconfirmed(thing, months_before(day, condition.months))
    value = thing[condition.field]
    return _of_nothing(condition) if value in (None, "", ()) else _of_value(condition, value, day)


def _long_unconfirmed(thing: Mapping[str, Any], since: date) -> bool:
    """Tell whether nobody confirmed an object that was never visited; who is gone needs no confirmation."""
    confirmed, changed = thing["confirmed_on"], thing["state_since"]
    counts = changed is not None and changed >= since and thing["state"] != ObjectState.UNCONFIRMED
    return thing["state"] not in GONE and not counts and (confirmed is None or confirmed < since)


def _of_nothing(condition: FieldCondition) -> bool:
    """Tell whether a condition holds of a field that is not there."""
    return isinstance(condition, NoneOf | ContainsNone | NotOlderThan | OlderThan | Empty)


def _of_value(condition: FieldCondition, value: Any, day: date) -> bool:  # noqa: ANN401 (a field of any kind)
    words = set(value) if isinstance(value, tuple) else {value}
    match condition:
        case OneOf(words=wanted):
            answer = bool(words & set(wanted))
        case NoneOf(words=unwanted):
            answer = not words & set(unwanted)
        case Contains(words=wanted):
            answer = any(_small(word) in _small(value) for word in wanted)
        case ContainsNone(words=unwanted):
            answer = not any(_small(word) in _small(value) for word in unwanted)
        case AtLeast(least=least):
            answer = value >= least
        case AtMost(most=most):
            answer = value <= most
        case Empty():
            answer = False
        case _:
            answer = _of_day(condition, value, day)
    return answer


def _of_day(condition: FieldCondition, value: date, day: date) -> bool:
    match condition:
        case Since(day=first):
            answer = value >= first
        case Before(day=first):
            answer = value < first
        case WithinMonths(months=months):
            answer = months_before(day, months) < value <= day
        case NotOlderThan(months=months):
            answer = value > months_before(day, months)
        case OlderThan(months=months):
            answer = value <= months_before(day, months)
        case _:
            answer = condition.field not in COMING_FIELDS or value <= day
    return answer


def _small(text: str) -> str:
    """Make ASCII letters small, as LIKE sees them."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
