"""The filter language over the registry: as data, checked, and in words.

A filter is a list of conditions that must all hold; ``any`` holds lists of conditions of which one must.
Catalogues write it in TOML, the database keeps it as JSON, screens and papers say it in Chinese.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.core.errors import UserError

FIELD_WORDS: Final[Mapping[str, str]] = {
    "code": "编号",
    "name": "名称",
    "uscc": "统一社会信用代码",
    "owner": "所属单位",
    "kind": "种类",
    "supervision_class": "监管类别",
    "permit_class": "排污许可管理类别",
    "permit_number": "排污许可证编号",
    "credit_grade": "信用评价",
    "credit_score": "信用分",
    "industry_code": "行业代码",
    "industry_name": "行业名称",
    "town": "所在地",
    "address": "地址",
    "longitude": "经度",
    "latitude": "纬度",
    "construction": "项目建设情况",
    "discharge_type": "排污类型",
    "scale": "生产规模",
    "cycle": "生产周期特点",
    "monitoring": "监控类型",
    "weather_grade": "重污染天气绩效分级",
    "tags": "标签",
    "marks": "频次标识",
    "contact": "联系人",
    "phone": "联系电话",
    "approval_level": "审批级别",
    "approved_on": "批复日期",
    "started_on": "开工日期",
    "completed_on": "建成日期",
    "operated_on": "投产日期",
    "waste_tonnes": "危险废物年产生量",
    "state": "状态",
    "state_since": "状态日期",
    "state_reason": "状态原因",
    "secrecy_basis": "涉密依据",
}
LIST_FIELDS: Final = frozenset({"tags", "marks"})
DATE_FIELDS: Final = frozenset({"approved_on", "started_on", "completed_on", "operated_on", "state_since"})
NUMBER_FIELDS: Final = frozenset({"credit_score", "waste_tonnes", "longitude", "latitude"})


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field is one of the words (``is``), or for a list field has one of them (``has``)."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The field is none of the words (``not``), or has none of them (``lacks``)."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number field is there and not smaller than ``least``."""

    field: str
    least: float


@dataclass(frozen=True, slots=True)
class Since:
    """A date field is there and not before ``day``."""

    field: str
    day: date


@dataclass(frozen=True, slots=True)
class WithinMonths:
    """A date field is there and lies in the months up to the day of freezing."""

    field: str
    months: int


@dataclass(frozen=True, slots=True)
class NotOlderThan:
    """A date field is empty, or lies in the months up to the day of freezing or later."""

    field: str
    months: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A field is there, and for a date has come."""

    field: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several filters holds."""

    choices: tuple["Filter", ...]


Condition = OneOf | NoneOf | AtLeast | Since | WithinMonths | NotOlderThan | Filled | AnyOf
Filter = tuple[Condition, ...]


def _words(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise UserError(f'筛选条件“{FIELD_WORDS[field]}”要写成一列词，例如 ["白马镇"]，这里是 {value!r}。')
    return tuple(str(word) for word in value)


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要写数字，这里是 {value!r}。")
    return value


def _months(field: str, value: object) -> int:
    return int(_number(field, value))


def _since(field: str, value: object) -> Since:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if not isinstance(value, date):
        raise UserError(f"筛选条件“{FIELD_WORDS[field]}”要写日期，例如 2022-01-01，这里是 {value!r}。")
    return Since(field, value)


_READERS: Final[Mapping[str, Callable[[str, object], Condition]]] = {
    "is": lambda field, value: OneOf(field, _words(field, value)),
    "has": lambda field, value: OneOf(field, _words(field, value)),
    "not": lambda field, value: NoneOf(field, _words(field, value)),
    "lacks": lambda field, value: NoneOf(field, _words(field, value)),
    "at_least": lambda field, value: AtLeast(field, _number(field, value)),
    "since": _since,
    "within_months": lambda field, value: WithinMonths(field, _months(field, value)),
    "not_older_than_months": lambda field, value: NotOlderThan(field, _months(field, value)),
    "filled": lambda field, _: Filled(field),
}


def _condition(data: Mapping[str, object]) -> Condition:
    choices = data.get("any")
    if isinstance(choices, Sequence) and set(data) == {"any"}:
        return AnyOf(tuple(parse_filter(choice) for choice in choices))
    field = str(data.get("field", ""))
    if field not in FIELD_WORDS:
        raise UserError(f"筛选条件里没有“{field}”这一项，可用的有：{'、'.join(FIELD_WORDS)}。")
    tests = [key for key in data if key != "field"]
    if len(tests) != 1 or tests[0] not in _READERS:
        raise UserError(
            f"筛选条件“{FIELD_WORDS[field]}”要有且只有一个比较，可用的有：{'、'.join(_READERS)}。"
        )
    return _READERS[tests[0]](field, data[tests[0]])


def parse_filter(data: Sequence[Mapping[str, object]]) -> Filter:
    """Read a filter from plain data (TOML or JSON); UserError names the condition at fault."""
    return tuple(_condition(condition) for condition in data)


def _say_any(condition: AnyOf) -> str:
    return "（" + "）或（".join(in_words(choice) for choice in condition.choices) + "）"


def _say(condition: Condition) -> str:
    if isinstance(condition, AnyOf):
        return _say_any(condition)
    is_list = condition.field in LIST_FIELDS
    match condition:
        case OneOf(words=words):
            claim = ("有" if is_list else "是") + "或".join(words)
        case NoneOf(words=words):
            claim = ("没有" if is_list else "不是") + "、".join(words)
        case AtLeast(least=least):
            claim = f"不少于 {least:g}"
        case Since(day=day):
            claim = f"在 {day.year} 年 {day.month} 月 {day.day} 日以后"
        case WithinMonths(months=months):
            claim = f"在最近 {months} 个月内"
        case NotOlderThan(months=months):
            claim = f"为空或不超过 {months} 个月"
        case Filled():
            claim = "已到"
    return FIELD_WORDS[condition.field] + claim


def in_words(conditions: Filter) -> str:
    """Say a filter in Chinese: 区域是白马镇或平桥镇，且排污许可管理类别是重点管理."""
    return "，且".join(_say(condition) for condition in conditions) or "全部对象"


def months_before(day: date, months: int) -> date:
    """Give the day ``months`` earlier, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
