from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.paths import resources
from app.core.workdays import Calendar, YearTable, read_calendar

TABLE = """
year = 2027
source = "示例放假通知"
holidays = [2027-01-01, 2027-02-08]
workdays = [2027-02-14]
"""


@pytest.mark.parametrize(
    ("visited", "deadline"),
    [
        (date(2024, 2, 1), date(2024, 3, 5)),  # over Spring Festival with its make-up days
        (date(2024, 2, 5), date(2024, 3, 8)),
        (date(2024, 2, 20), date(2024, 3, 19)),
        (date(2024, 3, 6), date(2024, 4, 3)),
        (date(2024, 2, 10), date(2024, 3, 14)),  # a visit on a holiday: day 1 is 2月18日, a make-up Sunday
    ],
)
def test_results_are_due_by_the_end_of_the_20th_working_day(visited: date, deadline: date) -> None:
    assert Calendar().disclosure_deadline(visited) == deadline


def test_spring_festival_and_its_make_up_days_are_known() -> None:
    calendar = Calendar()
    assert calendar.is_workday(date(2024, 2, 4))
    assert not calendar.is_workday(date(2024, 2, 12))
    assert calendar.is_workday(date(2024, 2, 18))


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert Calendar().workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_days_left_and_days_late_are_counted_alike() -> None:
    calendar = Calendar()
    assert calendar.workdays_between(date(2024, 3, 6), date(2024, 3, 8)) == 2
    assert calendar.workdays_between(date(2024, 3, 6), date(2024, 3, 5)) == -1
    assert calendar.workdays_between(date(2024, 3, 6), date(2024, 3, 6)) == 0


@given(st.dates(date(2019, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_a_deadline_is_a_working_day_just_so_many_days_on(last_day: date, days: int) -> None:
    calendar = Calendar()
    deadline = calendar.disclosure_deadline(last_day, days)
    assert calendar.is_workday(deadline)
    assert calendar.workdays_between(last_day, deadline) == days


def test_an_unknown_year_is_said_to_be_unknown() -> None:
    calendar = Calendar()
    assert calendar.knows(2026)
    assert not calendar.knows(2027)
    with pytest.raises(UserError, match="2027 年的节假日安排未知"):
        calendar.disclosure_deadline(date(2026, 12, 21))


def test_the_offices_table_teaches_a_year(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(TABLE, encoding="utf-8")
    calendar = read_calendar(tmp_path)
    assert calendar.knows(2027)
    assert calendar.disclosure_deadline(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_workday(date(2027, 2, 14))
    assert not calendar.is_workday(date(2027, 2, 13))


def test_the_offices_table_overrules_the_bundled_calendar() -> None:
    monday = date(2024, 3, 4)
    table = YearTable(2024, "示例", frozenset({monday}), frozenset())
    assert Calendar().is_workday(monday)
    assert not Calendar([table]).is_workday(monday)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("year = 2027", 'year = "2027"', "year 要写年份"),
        ('source = "示例放假通知"', 'source = ""', "source 要写依据"),
        ("[2027-01-01, 2027-02-08]", "[]", "holidays 是空的"),
        ("2027-02-08", "2026-02-08", "holidays 要写 2027 年的日期"),
        ("[2027-02-14]", '["2月14日"]', "workdays 要写 2027 年的日期"),
        ("workdays", "workday", "没有“workday”"),
        ("year = 2027", "year = ", "写法有误"),
    ],
)
def test_a_faulty_table_is_refused_by_name(tmp_path: Path, before: str, after: str, words: str) -> None:
    (tmp_path / "2027.toml").write_text(TABLE.replace(before, after), encoding="utf-8")
    with pytest.raises(UserError, match=words) as caught:
        read_calendar(tmp_path)
    assert "2027.toml" in str(caught.value)


def test_a_table_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_bytes(TABLE.encode("gb18030"))
    with pytest.raises(UserError, match="UTF-8"):
        read_calendar(tmp_path)


def test_the_bundled_example_guesses_nothing(tmp_path: Path) -> None:
    folder = resources() / "calendars"
    assert not read_calendar(folder).knows(2027)
    example = (folder / "2027.toml.example").read_text(encoding="utf-8")
    (tmp_path / "2027.toml").write_text(example, encoding="utf-8")
    with pytest.raises(UserError, match="source"):
        read_calendar(tmp_path)


def test_every_weekday_is_worked_where_the_table_names_no_holiday() -> None:
    calendar = Calendar([YearTable(2030, "示例", frozenset({date(2030, 1, 1)}), frozenset())])
    monday = date(2030, 3, 4)
    week = [calendar.is_workday(monday + timedelta(days=day)) for day in range(7)]
    assert week == [True] * 5 + [False] * 2
