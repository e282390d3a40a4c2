from datetime import date

import pytest

from app.core.errors import UserError
from app.core.filter import AnyOf, NoneOf, OneOf, in_words, months_before
from app.core.filter_data import parse_filter


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
