"""The filter language over the registry: what a condition may ask of an object, and how it is said.

A filter is a tuple of conditions that must all hold; ``AnyOf`` holds filters of which one must. Catalogues
write it in TOML and the database keeps it as JSON (app.core.filter_data); here it is said in Chinese.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

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
    "confirmed_on": "核实日期",
}
SENTENCE_WORDS: Final[Mapping[str, str]] = {
    **FIELD_WORDS,
    "permit_class": "管理类别",
    "industry_name": "行业产业类型",
    "town": "区域",
}
"""How a field is called where conditions are composed and said: the facets by their own names."""
LIST_FIELDS: Final = frozenset({"tags", "marks"})
COMING_FIELDS: Final = frozenset({"approved_on", "started_on", "completed_on", "operated_on"})
"""Dates that may lie ahead: such a one is ``Filled`` when its day has come."""
CONFIRMED: Final = "confirmed_on"
DATE_FIELDS: Final = COMING_FIELDS | {"state_since", CONFIRMED}
NUMBER_FIELDS: Final = frozenset({"credit_score", "waste_tonnes", "longitude", "latitude"})
TEXT_FIELDS: Final = frozenset(FIELD_WORDS) - LIST_FIELDS - DATE_FIELDS - NUMBER_FIELDS


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
class Contains:
    """One of the words stands somewhere in a text field; ASCII letters in either case."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContainsNone:
    """None of the words stands anywhere in a text field; ASCII letters in either case."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number field is there and not smaller than ``least``."""

    field: str
    least: float


@dataclass(frozen=True, slots=True)
class AtMost:
    """A number field is there and not greater than ``most``."""

    field: str
    most: float


@dataclass(frozen=True, slots=True)
class Since:
    """A date field is there and not before ``day``."""

    field: str
    day: date


@dataclass(frozen=True, slots=True)
class Before:
    """A date field is there and before ``day``."""

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
class OlderThan:
    """A date field is empty, or lies before the months up to the day of freezing."""

    field: str
    months: int


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """For so many months nobody confirmed the object, visited it or changed its state (久未核实)."""

    field: str
    months: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A field is there, and one of ``COMING_FIELDS`` has come."""

    field: str


@dataclass(frozen=True, slots=True)
class Empty:
    """A field is not there."""

    field: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several filters holds."""

    choices: tuple["Filter", ...]


FieldCondition = (
    OneOf
    | NoneOf
    | Contains
    | ContainsNone
    | AtLeast
    | AtMost
    | Since
    | Before
    | WithinMonths
    | NotOlderThan
    | OlderThan
    | Unconfirmed
    | Filled
    | Empty
)
Condition = FieldCondition | AnyOf
Filter = tuple[Condition, ...]


def in_words(conditions: Filter) -> str:
    """Say a filter in Chinese: 区域是白马镇或平桥镇，且管理类别是重点管理."""
    return "，且".join(_say(condition) for condition in conditions) or "全部对象"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A word of a field that gets another name; ``others`` are the words that the field keeps beside it."""

    field: str
    word: str
    new: str
    others: tuple[str, ...] = ()


def asks_for(conditions: Filter, field: str, word: str) -> bool:
    """Tell whether a filter names a word of a field; a piece of the word does not name it."""
    return reworded(conditions, Renaming(field, word, "")) != conditions


def reworded(conditions: Filter, renaming: Renaming) -> Filter:
    """Give a filter that asks for the new name wherever it asked for the word, each word once.

    含 and 不含 follow where they name the word whole, in letters of either case. There the word stays beside
    its new name while another word of the field holds it: 含水泥 goes on finding 水泥制品 when 水泥 becomes
    硅酸盐. Where they name a piece they ask for what is written, and are left as they are.
    """
    return tuple(_reworded(condition, renaming) for condition in conditions)


def _reworded(condition: Condition, renaming: Renaming) -> Condition:
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(reworded(choice, renaming) for choice in condition.choices))
    if condition.field != renaming.field:
        return condition
    match condition:
        case OneOf(words=words) | NoneOf(words=words):
            told = [renaming.new if each == renaming.word else each for each in words]
        case Contains(words=words) | ContainsNone(words=words):
            told = [new for each in words for new in _pieces(each, renaming)]
        case _:
            return condition
    return replace(condition, words=tuple(dict.fromkeys(told)))


def _pieces(piece: str, renaming: Renaming) -> tuple[str, ...]:
    """Give what finds after a renaming what a piece found before it."""
    small = piece.lower()
    if small != renaming.word.lower():
        return (piece,)
    if not any(small in other.lower() for other in renaming.others):
        return (renaming.new,)
    return (piece,) if small in renaming.new.lower() else (piece, renaming.new)


def _say(condition: Condition) -> str:
    if isinstance(condition, AnyOf):
        return "（" + "）或（".join(in_words(choice) for choice in condition.choices) + "）"
    if isinstance(condition, Unconfirmed):
        return _claim(condition)
    return SENTENCE_WORDS[condition.field] + _claim(condition)


_CLAIMS: Final[Mapping[type[FieldCondition], str]] = {
    OneOf: "是{}",
    NoneOf: "不是{}",
    Contains: "含{}",
    ContainsNone: "不含{}",
    AtLeast: "不少于 {}",
    AtMost: "不多于 {}",
    Since: "在 {}以后",
    Before: "早于 {}",
    WithinMonths: "在最近 {} 个月内",
    NotOlderThan: "为空或不超过 {} 个月",
    OlderThan: "为空或超过 {} 个月",
    Unconfirmed: "超过 {} 个月没有核实",
    Filled: "已填写",
    Empty: "没有填写",
}
_CLAIMS_OF_LISTS: Final[Mapping[type[FieldCondition], str]] = {OneOf: "有{}", NoneOf: "没有{}"}


def _claim(condition: FieldCondition) -> str:
    kind = type(condition)
    if kind is Filled and condition.field in COMING_FIELDS:
        return "已到"
    claims = {**_CLAIMS, **_CLAIMS_OF_LISTS} if condition.field in LIST_FIELDS else _CLAIMS
    return claims[kind].format(_value(condition))


def _value(condition: FieldCondition) -> str:
    match condition:
        case OneOf(words=words) | Contains(words=words):
            return "或".join(words)
        case NoneOf(words=words) | ContainsNone(words=words):
            return "、".join(words)
        case AtLeast(least=number) | AtMost(most=number):
            return f"{number:.10g}"
        case Since(day=day) | Before(day=day):
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        case WithinMonths() | NotOlderThan() | OlderThan() | Unconfirmed():
            return str(condition.months)
        case Filled() | Empty():
            return ""


def months_before(day: date, months: int) -> date:
    """Give the day ``months`` earlier, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
