"""A filter goes into JSON and TOML and comes back as it was; what cannot stand is named."""

import json
import tomllib

import pytest
from hypothesis import given

from app.core.errors import UserError
from app.core.filter import (
    Before,
    Contains,
    ContainsNone,
    Empty,
    Filled,
    Filter,
    OlderThan,
    Unconfirmed,
    in_words,
)
from app.core.filter_data import parse_filter, to_data
from tests.core.filters import FILTERS


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(conditions=FILTERS)
def test_json_and_toml_give_back_the_same_filter(conditions: Filter) -> None:
    data = to_data(conditions)
    assert parse_filter(data) == conditions
    assert parse_filter(json.loads(json.dumps(data))) == conditions
    assert parse_filter(tomllib.loads(f"filter = {_toml(data)}")["filter"]) == conditions


def test_what_a_clerk_asks_is_said_in_plain_words() -> None:
    parsed = parse_filter(
        [
            {"field": "town", "is": ["白马镇", "平桥镇"]},
            {"field": "permit_class", "is": ["重点管理"]},
            {"field": "name", "contains": ["化工", "涂装"]},
            {"field": "address", "contains_none": ["园区"]},
            {"field": "waste_tonnes", "at_most": 1234567},
            {"field": "approved_on", "before": "2022-01-01"},
            {"field": "confirmed_on", "older_than_months": 6},
            {"field": "confirmed_on", "unconfirmed_months": 12},
            {"field": "phone", "empty": True},
            {"field": "secrecy_basis", "filled": True},
        ]
    )
    assert parsed[2:4] == (Contains("name", ("化工", "涂装")), ContainsNone("address", ("园区",)))
    assert parsed[6:8] == (OlderThan("confirmed_on", 6), Unconfirmed("confirmed_on", 12))
    assert parsed[8:] == (Empty("phone"), Filled("secrecy_basis"))
    assert isinstance(parsed[5], Before)
    assert in_words(parsed) == (
        "区域是白马镇或平桥镇，且管理类别是重点管理，且名称含化工或涂装，且地址不含园区，"
        "且危险废物年产生量不多于 1234567，且批复日期早于 2022 年 1 月 1 日，"
        "且核实日期为空或超过 6 个月，且超过 12 个月没有核实，且联系电话没有填写，且涉密依据已填写"
    )


def test_lists_that_say_is_for_has_are_read_as_before() -> None:
    parsed = parse_filter([{"field": "tags", "is": ["涉气重点"]}, {"field": "town", "lacks": ["白马镇"]}])
    assert to_data(parsed) == [
        {"field": "tags", "has": ["涉气重点"]},
        {"field": "town", "not": ["白马镇"]},
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("白马镇", "写成一列"),
        (["白马镇"], "字段、比较、词"),
        ([{"any": []}], "any 里要写"),
        ([{"any": "白马镇"}], "any 里要写"),
        ([{"any": [["白马镇"]]}], "字段、比较、词"),
        ([{"field": "name", "at_least": 5}], "不能用 at_least 比较"),
        ([{"field": "tags", "contains": ["涉气"]}], "不能用 contains 比较，可用的有：has、lacks"),
        ([{"field": "town", "is": ["白马镇", ""]}], "empty = true"),
        ([{"field": "tags", "has": ["涉水、涉气"]}], "不能有“、”"),
        ([{"field": "waste_tonnes", "at_most": float("nan")}], "要写数字"),
        ([{"field": "approved_on", "since": "2022-13-01"}], "要写日期"),
        ([{"field": "approved_on", "within_months": 0}], "1 到 1200"),
        ([{"field": "approved_on", "within_months": 1.5}], "1 到 1200"),
        ([{"field": "phone", "empty": False}], "只能写 true"),
    ],
)
def test_what_cannot_stand_is_named(data: list[dict[str, object]], word: str) -> None:
    with pytest.raises(UserError, match=word):
        parse_filter(data)
