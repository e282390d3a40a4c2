from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from app.documents.content.numerals import numeral
from app.documents.content.plan import Level, PlanParagraph, PlanRow, PlanSignature
from app.documents.pdf_plan import build_plan
from tests.documents.plan_sample import BODY, ROWS, plan_paper
from tests.documents.reading import boxes, page_sizes, pages


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert build_plan(plan_paper()) == build_plan(plan_paper())


def test_cover_two_turned_tables_and_a_page_of_text() -> None:
    assert page_sizes(build_plan(plan_paper())) == [(210, 297), (297, 210), (297, 210), (210, 297)]


def test_every_row_and_the_totals_are_printed() -> None:
    cover, first, second, text = pages(build_plan(plan_paper()))
    assert "示环发〔2024〕5号" in cover
    assert "“双随机、一公开”抽查计划" in cover
    for row in ROWS:
        assert row.item in first + second
        assert row.stratum in first + second
    assert "53535352211" in second
    assert "（续）" in second
    assert "附件印有家次的7行，全部与计算数相符。" in second
    assert "一、编制依据" in text
    assert "（三）人员。" in text
    assert "拟稿" in text
    assert "2024年1月18日" in text


def test_a_department_is_printed_once_a_page() -> None:
    _, first, second, _ = pages(build_plan(plan_paper()))
    assert first.count("土壤科") == 1
    assert second.count("法规科（核与辐射安全管理科）、执法支队") == 1


def test_a_rare_name_can_be_read_and_copied() -> None:
    text = pages(build_plan(plan_paper(name="周㭎𬬻")))[-1]
    assert "周㭎𬬻" in text


def test_a_rehearsal_says_so_on_every_page() -> None:
    texts = pages(build_plan(plan_paper(watermark="演练")))
    assert all(text.count("演练") >= 2 for text in texts)
    assert not any("演练" in text for text in pages(build_plan(plan_paper())))


def test_an_adjusted_plan_states_its_version_and_reason() -> None:
    texts = pages(build_plan(replace(plan_paper(), version=2, reason="新增排污单位3家。")))
    assert "（第2版，调整后）" in texts[0]
    assert "二、调整原因新增排污单位3家。" in texts[-2]


def test_signatures_never_stand_on_a_page_without_text() -> None:
    for count in range(12):
        body = (*BODY[:1], *[PlanParagraph(Level.TEXT, "示例说明。")] * count, *BODY[1:])
        assert "能够派齐。" in pages(build_plan(replace(plan_paper(), body=body)))[-1]


def test_a_printed_count_that_is_not_the_computed_one_is_named() -> None:
    rows = (*ROWS[:5], replace(ROWS[5], total=15), *ROWS[6:])
    second = pages(build_plan(plan_paper(rows)))[2]
    assert "1行与计算数不同：第4项涉气重点企业、油库加油站印发约12、计算15。" in second


def test_signatures_take_three_lines_of_text_with_them() -> None:
    for count in range(12):
        short = (PlanParagraph(Level.TEXT, f"第{place}项示例说明。") for place in range(count))
        body = (PlanParagraph(Level.SECTION, "核对说明"), *short)
        last = pages(build_plan(replace(plan_paper(), body=(*BODY, *body))))[-1]
        assert f"第{count - 2}项" in last or count < 3


def test_a_signed_plan_names_who_checked_and_who_issued_it() -> None:
    signed = replace(
        plan_paper(),
        checked=PlanSignature("郑例衡", "同意。", date(2024, 1, 19)),
        issued=PlanSignature("王例明", "同意印发。", date(2024, 1, 22)),
    )
    text = pages(build_plan(signed))[-1]
    for said in ("同意。审核人：郑例衡", "同意印发。签发人：王例明（盖章处）", "2024年1月22日"):
        assert said in text


@pytest.mark.parametrize("count", [0, 1, 300])
def test_a_plan_of_any_length_is_printed_whole(count: int) -> None:
    rows = tuple(
        PlanRow(str(number), f"示例{number // 7}科", f"事项{number}甲", "类别", 5, "10%", 1, (1, 0, 0, 0), 1)
        for number in range(count)
    )
    whole = "".join(pages(build_plan(plan_paper(rows))))
    assert all(f"事项{number}甲" in whole for number in range(count))
    assert "合计" in whole


def test_an_item_taller_than_a_page_is_printed_whole() -> None:
    item = "".join(f"{number}款，" for number in range(700))
    row = replace(ROWS[0], item=item)
    whole = "".join(pages(build_plan(plan_paper((*ROWS[1:4], row, *ROWS[4:])))))
    assert all(f"{number}款" in whole for number in range(700))


def test_numerals_of_headings() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]


def test_a_long_office_does_not_run_into_the_unit_or_the_table() -> None:
    office = "重庆市示例区生态环境保护与应对气候变化综合行政执法支队（示例经济技术开发区生态环境分局）"
    for page in boxes(build_plan(replace(plan_paper(), office=office))):
        for one, other in combinations(page, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < 2 or down < 2
