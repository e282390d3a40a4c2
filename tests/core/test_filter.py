from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.filter import (
    AnyOf,
    Contains,
    ContainsNone,
    Filter,
    NoneOf,
    OneOf,
    Renaming,
    asks_for,
    in_words,
    months_before,
    reworded,
)
from app.core.filter_data import parse_filter
from tests.core.plain_filter import belongs

_DAY = date(2024, 3, 1)
_INDUSTRIES = ("水泥", "水泥制品", "石灰", "石灰石", "VOC治理", "voc", "造纸")
"""Words of which some hold others, as the industries of a registry do."""


def test_a_filter_is_read_and_said_in_words() -> None:
    data: list[dict[str, object]] = [
        {"field": "kind", "is": ["排污单位"]},
        {"field": "permit_class", "not": ["重点管理", "简化管理"]},
        {
            "any": [
                [{"field": "waste_tonnes", "at_least": 50}],
                [{"field": "tags", "has": ["自行利用处置设施"]}],
            ]
        },
    ]
    parsed = parse_filter(data)
    assert parsed[:2] == (OneOf("kind", ("排污单位",)), NoneOf("permit_class", ("重点管理", "简化管理")))
    assert isinstance(parsed[2], AnyOf)
    assert in_words(parsed) == (
        "种类是排污单位，且管理类别不是重点管理、简化管理，"
        "且（危险废物年产生量不少于 50）或（标签有自行利用处置设施）"
    )


def test_dates_are_said_as_an_office_says_them() -> None:
    parsed = parse_filter(
        [
            {"field": "approved_on", "since": date(2022, 1, 1)},
            {"field": "completed_on", "within_months": 12},
            {"field": "operated_on", "not_older_than_months": 12},
            {"field": "started_on", "filled": True},
        ],
    )
    assert in_words(parsed) == (
        "批复日期在 2022 年 1 月 1 日以后，且建成日期在最近 12 个月内，"
        "且投产日期为空或不超过 12 个月，且开工日期已到"
    )
    assert in_words(()) == "全部对象"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"field": "colour", "is": ["红"]}, "没有“colour”"),
        ({"field": "kind"}, "有且只有一个比较"),
        ({"field": "kind", "is": "排污单位"}, "一列词"),
        ({"field": "kind", "is": []}, "一列词"),
        ({"field": "waste_tonnes", "at_least": "五十"}, "要写数字"),
        ({"field": "approved_on", "since": 2022}, "要写日期"),
    ],
)
def test_a_wrong_condition_is_named(data: dict[str, object], word: str) -> None:
    with pytest.raises(UserError, match=word):
        parse_filter([data])


def test_months_end_where_the_month_ends() -> None:
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2024, 1, 15), 12) == date(2023, 1, 15)
    assert months_before(date(2024, 1, 31), 2) == date(2023, 11, 30)


def _rename(word: str, new: str, *others: str) -> Renaming:
    return Renaming("town", word, new, others)


@pytest.mark.parametrize("kind", [Contains, ContainsNone])
def test_a_word_named_whole_is_renamed_where_a_text_is_looked_into(
    kind: type[Contains | ContainsNone],
) -> None:
    asked: Filter = (kind("town", ("白马镇", "白马")), AnyOf(((kind("town", ("白马镇",)),),)))
    renamed = reworded(asked, _rename("白马镇", "武陵街道", "江口镇"))
    assert renamed == (kind("town", ("武陵街道", "白马")), AnyOf(((kind("town", ("武陵街道",)),),)))
    assert reworded((kind("town", ("voc",)),), _rename("VOC", "有机物")) == (kind("town", ("有机物",)),)
    other: Filter = (kind("address", ("白马镇",)), kind("town", ("白马",)))
    assert reworded(other, _rename("白马镇", "武陵街道")) == other


def test_a_renamed_word_that_another_word_holds_goes_on_being_looked_for() -> None:
    asked: Filter = (Contains("industry_name", ("水泥",)),)
    away = Renaming("industry_name", "水泥", "硅酸盐", ("水泥制品", "造纸"))
    back = Renaming("industry_name", "硅酸盐", "水泥", ("水泥制品", "造纸"))
    assert reworded(asked, away) == (Contains("industry_name", ("水泥", "硅酸盐")),)
    assert reworded(reworded(asked, away), back) == asked
    longer = Renaming("industry_name", "水泥", "水泥制造", ("水泥制品",))
    assert reworded(asked, longer) == asked  # finds the new name as it is


def test_a_filter_asks_for_a_word_that_it_names_whole() -> None:
    for asking in (OneOf, NoneOf, Contains, ContainsNone):
        assert asks_for((asking("town", ("江口镇", "白马镇")),), "town", "白马镇")
        assert not asks_for((asking("town", ("白马",)),), "town", "白马镇")
        assert not asks_for((asking("name", ("白马镇",)),), "town", "白马镇")


_NAMED = st.lists(st.sampled_from(_INDUSTRIES), min_size=1, max_size=3, unique=True).map(tuple)


@given(words=_NAMED, word=st.sampled_from(_INDUSTRIES), new=st.sampled_from(("硅酸盐", "水泥制造", "VOCs")))
def test_no_object_is_lost_from_a_condition_by_a_renaming(
    words: tuple[str, ...], word: str, new: str
) -> None:
    """A new name may be found by more conditions than the old one; never by fewer that named the old."""
    others = tuple(each for each in _INDUSTRIES if each != word)
    renaming = Renaming("industry_name", word, new, others)
    assume(word.lower() in {each.lower() for each in words})  # a piece asks for what is written
    for holding in _INDUSTRIES:
        before, after = {"industry_name": holding}, {"industry_name": new if holding == word else holding}
        for kind in (OneOf, NoneOf):
            asked = (kind("industry_name", words),)
            assert belongs(reworded(asked, renaming), after, _DAY) == belongs(asked, before, _DAY)
        if belongs((Contains("industry_name", words),), before, _DAY):
            assert belongs(reworded((Contains("industry_name", words),), renaming), after, _DAY)
            assert not belongs(reworded((ContainsNone("industry_name", words),), renaming), after, _DAY)
