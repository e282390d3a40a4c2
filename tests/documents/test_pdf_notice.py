from dataclasses import replace
from datetime import date

import pytest

from app.documents.content.notice import Notice, NoticeRow, tally, title_phrases
from app.documents.pdf_notice import build_notice
from app.documents.styles import MM
from tests.documents.reading import boxes, page_sizes, pages


def notice(count: int) -> Notice:
    rows = tuple(
        NoticeRow(
            number,
            f"示例㭎{number}有限公司",
            f"WL-{number:04d}",
            ("大气污染防治设施运行情况", "危险废物规范化环境管理评估"),
            date(2024, 2, 1),
            ("大气科", "执法支队"),
            "发现问题已责令整改" if number % 2 else "未发现问题",
        )
        for number in range(1, count + 1)
    )
    return Notice(
        "示例区生态环境局",
        "示环公〔2024〕2号",
        "2024年第一季度",
        "第二批",
        "示环发〔2024〕3号",
        date(2024, 2, 1),
        date(2024, 2, 5),
        rows,
        1,
        date(2024, 3, 6),
        "",
    )


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert build_notice(notice(5)) == build_notice(notice(5))


def test_head_title_rows_and_day_are_printed() -> None:
    texts = pages(build_notice(notice(5)))
    whole = "".join(texts)
    assert "示例区生态环境局" in texts[0]
    assert all(phrase in texts[0] for phrase in title_phrases(notice(5)))
    assert all(f"示例㭎{number}有限公司" in whole for number in range(1, 6))
    assert tally(notice(5)) in whole
    assert texts[-1].replace("—2—", "").endswith("示例区生态环境局2024年3月6日")


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 17, 18, 19, 20, 21, 22, 23, 24, 120])
def test_day_and_seal_stand_with_text_however_many_rows(count: int) -> None:
    texts = pages(build_notice(notice(count)))
    assert "编号为名录库永久编号" in texts[-1]
    assert "2024年3月6日" in texts[-1]
    assert all(size == (210, 297) for size in page_sizes(build_notice(notice(count))))
    named = pages(build_notice(replace(notice(count), contact="周例远", phone="000-00000000")))
    assert "2024年3月6日（联系人：周例远电话：000-00000000）" in named[-1]


def test_a_bureau_with_a_long_name_keeps_its_head_inside_the_page() -> None:
    long_name = replace(notice(1), office="示例苗族土家族自治县经济技术开发区生态环境保护局")
    assert long_name.office in pages(build_notice(long_name))[0]


@pytest.mark.parametrize("length", [4, 15, 28, 29, 43])
def test_a_long_office_stays_within_the_margins_and_its_head_is_never_small(length: int) -> None:
    office = "重庆市示例区生态环境保护与应对气候变化综合行政执法支队示例经济技术开发区生态环境分局"[:length]
    named = build_notice(replace(notice(3), office=office))
    assert all(
        left > 28 * MM - 8 and right < 184 * MM + 8 for page in boxes(named) for left, _, right, _ in page
    )
    assert office in pages(named)[-1]
    heads = [top - bottom for _, bottom, _, top in boxes(named)[0] if bottom > 190 * MM]
    assert min(heads) > 20
