"""A filter as plain data, as catalogues (TOML) and the database (JSON) hold it; reading checks it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Final

from app.core.errors import UserError
from app.core.filter import (
    CONFIRMED,
    DATE_FIELDS,
    FIELD_WORDS,
    LIST_FIELDS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Contains,
    ContainsNone,
    Empty,
    FieldCondition,
    Filled,
    Filter,
    NoneOf,
    NotOlderThan,
    OlderThan,
    OneOf,
    Since,
    Unconfirmed,
    WithinMonths,
)

MOST_MONTHS: Final = 1200
"""A hundred years: further back no registry goes."""
_SEPARATOR: Final = "、"
COMPARISONS: Final[Mapping[str, frozenset[str]]] = {
    "is": TEXT_FIELDS,
    "not": TEXT_FIELDS,
    "has": LIST_FIELDS,
    "lacks": LIST_FIELDS,
    "contains": TEXT_FIELDS,
    "contains_none": TEXT_FIELDS,
    "at_least": NUMBER_FIELDS,
    "at_most": NUMBER_FIELDS,
    "since": DATE_FIELDS,
    "before": DATE_FIELDS,
    "within_months": DATE_FIELDS,
    "not_older_than_months": DATE_FIELDS,
    "older_than_months": DATE_FIELDS,
    "unconfirmed_months": frozenset({CONFIRMED}),
    "filled": frozenset(FIELD_WORDS),
    "empty": frozenset(FIELD_WORDS),
}
"""Comparison -> the fields it suits."""
_AS_GOOD: Final[Mapping[str, str]] = {"is": "has", "not": "lacks", "has": "is", "lacks": "not"}
"""Item lists were long read without telling these apart, and must go on being read."""


def parse_filter(data: Sequence[Mapping[str, object]]) -> Filter:
    """Read a filter from plain data (TOML or JSON); UserError names the condition at fault."""
    return _filter(data)


def to_data(conditions: Filter) -> list[dict[str, object]]:
    """Give a filter as plain data that JSON can hold, days as 2022-01-01; ``parse_filter`` reads it back."""
    return [_data(condition) for condition in conditions]


def _filter(data: object) -> Filter:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise UserError(
            f'筛选条件要写成一列，例如 [{{ field = "kind", is = ["排污单位"] }}]，这里是 {data!r}。'
        )
    return tuple(_condition(condition) for condition in data)


def _condition(data: object) -> Condition:
    if not isinstance(data, Mapping):
        raise UserError(f"筛选条件要写成“字段、比较、词”的一组，这里是 {data!r}。")
    if set(data) == {"any"}:
        return _any_of(data["any"])
    field = str(data.get("field", ""))
    if field not in FIELD_WORDS:
        raise UserError(f"筛选条件里没有“{field}”这一项，可用的有：{'、'.join(FIELD_WORDS)}。")
    tests = [key for key in data if key != "field"]
    suited = [test for test, fields in COMPARISONS.items() if field in fields]
    readable = (*suited, *(_AS_GOOD[test] for test in suited if test in _AS_GOOD))
    if len(tests) != 1 or tests[0] not in _READERS:
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要有且只有一个比较，可用的有：{'、'.join(suited)}。")
    if tests[0] not in readable:
        raise UserError(
            f"筛选条件“{FIELD_WORDS[field]}”不能用 {tests[0]} 比较，可用的有：{'、'.join(suited)}。"
        )
    return _READERS[tests[0]](field, data[tests[0]])


def _any_of(choices: object) -> AnyOf:
    if not isinstance(choices, Sequence) or isinstance(choices, str) or not choices:
        raise UserError(f"筛选条件 any 里要写几列条件，满足其中一列即可，这里是 {choices!r}。")
    return AnyOf(tuple(_filter(choice) for choice in choices))


def _words(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise UserError(f'筛选条件“{FIELD_WORDS[field]}”要写成一列词，例如 ["白马镇"]，这里是 {value!r}。')
    words = tuple(dict.fromkeys(str(word) for word in value))
    if not all(words):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”里有一个词是空的；要找没有填写的，用 empty = true。")
    if field in LIST_FIELDS and any(_SEPARATOR in word for word in words):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”的词里不能有“{_SEPARATOR}”，请分开写成几个词。")
    return words


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要写数字，这里是 {value!r}。")
    return value


def _months(field: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MONTHS:
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要写 1 到 {MOST_MONTHS} 的月数，这里是 {value!r}。")
    return value


def _day(field: str, value: object) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, date):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要写日期，例如 2022-01-01，这里是 {value!r}。")
    return day


def _yes(field: str, value: object) -> str:
    if value is not True:
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”的 filled、empty 只能写 true，这里是 {value!r}。")
    return field


_READERS: Final[Mapping[str, Callable[[str, object], Condition]]] = {
    "is": lambda field, value: OneOf(field, _words(field, value)),
    "has": lambda field, value: OneOf(field, _words(field, value)),
    "not": lambda field, value: NoneOf(field, _words(field, value)),
    "lacks": lambda field, value: NoneOf(field, _words(field, value)),
    "contains": lambda field, value: Contains(field, _words(field, value)),
    "contains_none": lambda field, value: ContainsNone(field, _words(field, value)),
    "at_least": lambda field, value: AtLeast(field, _number(field, value)),
    "at_most": lambda field, value: AtMost(field, _number(field, value)),
    "since": lambda field, value: Since(field, _day(field, value)),
    "before": lambda field, value: Before(field, _day(field, value)),
    "within_months": lambda field, value: WithinMonths(field, _months(field, value)),
    "not_older_than_months": lambda field, value: NotOlderThan(field, _months(field, value)),
    "older_than_months": lambda field, value: OlderThan(field, _months(field, value)),
    "unconfirmed_months": lambda field, value: Unconfirmed(field, _months(field, value)),
    "filled": lambda field, value: Filled(_yes(field, value)),
    "empty": lambda field, value: Empty(_yes(field, value)),
}


_NAMES: Final[Mapping[type[FieldCondition], str]] = {
    OneOf: "is",
    NoneOf: "not",
    Contains: "contains",
    ContainsNone: "contains_none",
    AtLeast: "at_least",
    AtMost: "at_most",
    Since: "since",
    Before: "before",
    WithinMonths: "within_months",
    NotOlderThan: "not_older_than_months",
    OlderThan: "older_than_months",
    Unconfirmed: "unconfirmed_months",
    Filled: "filled",
    Empty: "empty",
}
_NAMES_OF_LISTS: Final[Mapping[type[FieldCondition], str]] = {OneOf: "has", NoneOf: "lacks"}


def _data(condition: Condition) -> dict[str, object]:
    if isinstance(condition, AnyOf):
        return {"any": [to_data(choice) for choice in condition.choices]}
    names = {**_NAMES, **_NAMES_OF_LISTS} if condition.field in LIST_FIELDS else _NAMES
    return {"field": condition.field, names[type(condition)]: _value(condition)}


def _value(condition: FieldCondition) -> object:
    match condition:
        case OneOf(words=words) | NoneOf(words=words) | Contains(words=words) | ContainsNone(words=words):
            return list(words)
        case AtLeast(least=number) | AtMost(most=number):
            return number
        case Since(day=day) | Before(day=day):
            return day.isoformat()
        case WithinMonths() | NotOlderThan() | OlderThan() | Unconfirmed():
            return condition.months
        case Filled() | Empty():
            return True
