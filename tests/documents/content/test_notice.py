"""The notice says what happened in the words of the office, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.content.notice import (
    WIDTHS_MM,
    Notice,
    NoticeRow,
    closing,
    contact_line,
    lead,
    row_cells,
    signature_lines,
    tally,
    title,
    title_phrases,
)


def row(number: int, code: str, result: str = "未发现问题") -> NoticeRow:
    return NoticeRow(
        number, f"示例{number}厂", code, ("大气污染防治设施运行情况",), date(2024, 2, 1), ("大气科",), result
    )


NOTICE = Notice(
    office="示例区生态环境局",
    document_number="示环公〔2024〕2号",
    period="2024年第一季度",
    batch="第二批",
    basis="示环发〔2024〕3号",
    first_day=date(2024, 2, 1),
    last_day=date(2024, 2, 5),
    rows=(row(1, "SL-0015"), row(2, "SL-0081", "发现问题已责令整改"), row(3, "SL-0005")),
    withheld=1,
    issued_on=date(2024, 3, 6),
    watermark="",
)


def test_title_breaks_by_phrase_and_keeps_the_name_of_the_method_whole() -> None:
    assert title_phrases(NOTICE) == ("关于2024年第一季度", "“双随机、一公开”抽查结果的公告", "（第二批）")
    assert title(replace(NOTICE, batch="")) == "关于2024年第一季度“双随机、一公开”抽查结果的公告"


def test_lead_names_the_plan_the_days_and_how_many() -> None:
    assert lead(NOTICE) == (
        "根据示环发〔2024〕3号文件，现将2024年2月1日至2月5日检查结束的3家单位抽查结果公开如下。"
    )


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 2, 1), date(2024, 2, 1), "现将2024年2月1日检查结束的"),
        (date(2023, 12, 29), date(2024, 1, 5), "现将2023年12月29日至2024年1月5日检查结束的"),
    ],
)
def test_lead_writes_days_no_longer_than_needed(first: date, last: date, days: str) -> None:
    assert days in lead(replace(NOTICE, first_day=first, last_day=last))


def test_lead_without_a_document_does_not_pretend_one() -> None:
    assert lead(replace(NOTICE, basis="")).startswith("现将")


def test_every_wording_in_use_and_the_withheld_are_counted() -> None:
    assert tally(NOTICE) == "本批公开3家：未发现问题2家，发现问题已责令整改1家，不予公开1家。"
    plain = replace(NOTICE, batch="", withheld=0)
    assert tally(plain) == "本次公开3家：未发现问题2家，发现问题已责令整改1家，不予公开0家。"


def test_a_unit_visited_twice_is_counted_as_visits() -> None:
    twice = replace(NOTICE, rows=(row(1, "SL-0015"), row(2, "SL-0015")))
    assert "检查结束的2家次抽查结果" in lead(twice)
    assert tally(twice) == "本批公开2家次：未发现问题2家次，不予公开1家次。"


def test_closing_says_how_the_draw_can_be_followed() -> None:
    assert closing(NOTICE)[-1] == "编号为名录库永久编号，抽取过程可凭编号核对。"


def test_signature_is_office_and_day() -> None:
    assert signature_lines(NOTICE) == ("示例区生态环境局", "2024年3月6日")


def test_cells_break_between_items_and_between_the_phrases_of_a_result() -> None:
    joint = replace(
        row(2, "SL-0081", "发现违法行为已立案调查"),
        items=("水源地保护区", "危险废物"),
        departments=("水科", "执法支队"),
    )
    assert row_cells(NOTICE, joint) == (
        ("2",),
        ("示例2厂", "SL-0081"),
        ("水源地保护区；", "危险废物"),
        ("2月1日",),
        ("水科", "执法支队"),
        ("发现违法行为", "已立案调查"),
    )


def test_cells_say_the_year_where_the_notice_covers_two() -> None:
    over_new_year = replace(NOTICE, first_day=date(2023, 12, 29))
    assert row_cells(over_new_year, row(1, "SL-0015"))[3] == ("2024年", "2月1日")


def test_an_internal_outcome_never_reaches_the_public() -> None:
    with pytest.raises(ValueError, match="搬迁"):
        row(1, "SL-0015", "搬迁")


def test_columns_fill_the_text_area() -> None:
    assert sum(WIDTHS_MM) == 156


@pytest.mark.parametrize(
    ("contact", "phone", "line"),
    [
        ("周例远", "000-00000000", "（联系人：周例远　电话：000-00000000）"),
        ("", "000-00000000", "（电话：000-00000000）"),
        ("", "", ""),
    ],
)
def test_whom_to_ask_is_said_where_somebody_is_named(contact: str, phone: str, line: str) -> None:
    assert contact_line(replace(NOTICE, contact=contact, phone=phone)) == line


def test_a_second_name_of_a_department_has_a_line_of_its_own() -> None:
    both = replace(NOTICE.rows[0], departments=("大气科（总量科）", "执法支队"))
    assert row_cells(NOTICE, both)[4] == ("大气科", "（总量科）", "执法支队")


def test_a_long_second_name_of_a_department_breaks_where_its_words_end() -> None:
    held = replace(row(1, "SL-0015"), departments=("法规科（核与辐射安全管理科）", "大气科（总量科）"))
    assert row_cells(NOTICE, held)[4] == (
        *("法规科", "（核与", "辐射安全", "管理科）"),
        *("大气科", "（总量科）"),
    )
