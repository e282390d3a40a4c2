"""The year's figures: one book, six sheets, every figure a number that can be checked."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from app.documents.content.joint import Joint
from app.documents.content.year import (
    ClerkLine,
    DisclosureLine,
    DrawLine,
    InspectorCount,
    ObjectCount,
    PrintedLine,
    YearLine,
    YearTable,
    whole_year,
)
from app.documents.sheet_year import build_year_table_xlsx

DIGEST = "0123456789abcdef" * 4
TABLE = YearTable(
    office="示例区生态环境局",
    year=2024,
    lines=(
        YearLine("1", "水污染防治", "城市", (1, 1, 1, 1), (1, 1, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)),
        YearLine("1", "水污染防治", "乡镇", (0, 0, 7, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
        YearLine("4", "大气污染防治", "涉气", (3, 3, 3, 3), (3, 3, 0, 0), (3, 1, 0, 0), (2, 0, 0, 0)),
    ),
    objects=(ObjectCount("SL-0001", "示例㭎厂", "示例镇", "重点", 2, 3, 1, 4),),
    inspectors=(InspectorCount("R-001", "黄例安", "执法支队", 1, 4, 3),),
    disclosure=(DisclosureLine("第一季度", 41, 1, 38, 2), DisclosureLine("第二季度", 0, 0, 0, 0)),
    draws=(
        DrawLine("第一季度", 1, "已作废", None, None, DIGEST, "", "", DIGEST),
        DrawLine(
            "第一季度", 2, "已抽取", date(2024, 1, 30), Joint(53, 47, 5), DIGEST, DIGEST, DIGEST, DIGEST
        ),
    ),
    clerks=(
        ClerkLine("周例远", 2, 1, 0, 3, 2, "已关闭 2、搬迁 1", 1),
        ClerkLine("郑例衡", 0, 0, 1, 0, 0, "", 0),
    ),
    printed=(PrintedLine("4", "大气污染防治", "涉气", 26, "每季度10%", 12, "约12", ""),),
    watermark="",
)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(build_year_table_xlsx(TABLE)))


def rows(book: Workbook, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[name].iter_rows(min_row=3)]


def test_the_same_year_is_the_same_file() -> None:
    assert build_year_table_xlsx(TABLE) == build_year_table_xlsx(TABLE)


def test_sheets_stand_in_the_order_of_the_work(book: Workbook) -> None:
    assert book.sheetnames == [
        "事项完成情况",
        "检查对象年度次数",
        "检查人员年度次数",
        "公开情况",
        "抽取记录",
        "抽取经办情况",
        "印发数核对",
    ]


def test_each_quarter_shows_planned_drawn_visited_disclosed_and_the_year_adds_up(book: Workbook) -> None:
    table = rows(book, "事项完成情况")
    assert table[0][3::4] == ["一季度", "二季度", "三季度", "四季度", "全年"]
    assert table[1][3:7] == ["计划", "抽取", "检查", "公开"]
    assert table[4][3:11] == [3, 3, 3, 2, 3, 3, 1, 0]
    assert table[5][0] == "合计"
    assert table[5][-4:] == [23, 8, 5, 3]


def test_strata_of_one_item_share_its_cell(book: Workbook) -> None:
    merged = {str(cells) for cells in book["事项完成情况"].merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "D3:G3", "T3:W3", "A3:A4"} <= merged


def test_rate_is_disclosed_over_finished_less_withheld_and_both_are_shown(book: Workbook) -> None:
    heads, first, second, total = rows(book, "公开情况")
    assert heads[-2:] == ["已公开÷（已检查－不予公开）", "公开率"]
    assert first == ["第一季度", 41, 1, 38, 2, "38÷40", 0.95]
    assert second[-2:] == ["0÷0", "–"]
    assert total == ["全年", 41, 1, 38, 2, "38÷40", 0.95]
    assert book["公开情况"]["G4"].number_format == "0.0%"


def test_void_attempts_stand_beside_the_one_that_counts(book: Workbook) -> None:
    table = rows(book, "抽取记录")
    assert table[1][:4] == ["第一季度", 1, "已作废", None]
    assert [table[2][2], table[2][8]] == ["已抽取", DIGEST]


def test_what_joint_visits_spare_stands_beside_each_draw(book: Workbook) -> None:
    heads, void, counted = rows(book, "抽取记录")
    assert heads[4:8] == ["抽中家次", "合并后检查次数", "少上门次数", "涉及家数"]
    assert void[4:8] == [None] * 4
    assert counted[4:8] == [53, 47, 6, 5]


def test_counts_and_printed_figures_are_given_as_they_are(book: Workbook) -> None:
    assert rows(book, "检查对象年度次数")[1] == ["SL-0001", "示例㭎厂", "示例镇", "重点", 2, 1, 3, 4]
    assert rows(book, "检查人员年度次数")[1] == ["R-001", "黄例安", "执法支队", 1, 4, 3]
    assert rows(book, "印发数核对")[1] == ["4", "大气污染防治", "涉气", 26, "每季度10%", 12, "约12", None]


def test_a_rehearsal_says_so_on_every_sheet() -> None:
    rehearsal = load_workbook(BytesIO(build_year_table_xlsx(replace(TABLE, watermark="演练"))))
    for sheet in rehearsal.worksheets:
        assert "演练" in str(sheet["A1"].value)
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == "演练"


def test_who_struck_and_voided_how_often_stands_by_name(book: Workbook) -> None:
    head, first, second = rows(book, "抽取经办情况")
    assert head[:5] == ["姓名", "冻结名单次数", "作废次数", "同意作废次数", "剔除次数"]
    assert first == ["周例远", 2, 1, 0, 3, 2, "已关闭 2、搬迁 1", 1]
    assert second[:5] == ["郑例衡", 0, 0, 1, 0]


def test_a_year_without_anything_is_still_a_table() -> None:
    empty = YearTable("示例区生态环境局", 2024, (), (), (), (), (), (), (), "")
    book = load_workbook(BytesIO(build_year_table_xlsx(empty)))
    assert rows(book, "事项完成情况")[2][0] == "合计"
    assert rows(book, "公开情况")[1] == ["全年", 0, 0, 0, 0, "0÷0", "–"]


def test_the_whole_year_is_the_sum_of_its_periods() -> None:
    assert whole_year(TABLE.disclosure) == DisclosureLine("全年", 41, 1, 38, 2)


def test_a_quarter_with_nothing_planned_and_nothing_done_stays_empty(book: Workbook) -> None:
    second = rows(book, "事项完成情况")[3]
    assert second[3:7] == [None] * 4
    assert second[11:15] == [7, 0, 0, 0]


def test_a_sheet_stands_upright_where_its_columns_fit(book: Workbook) -> None:
    upright = [sheet.title for sheet in book.worksheets if sheet.page_setup.orientation == "portrait"]
    assert upright == ["检查对象年度次数", "检查人员年度次数", "公开情况"]


def test_days_stand_as_on_paper_and_an_item_is_named_once(book: Workbook) -> None:
    assert book["抽取记录"]["D5"].number_format == 'yyyy"年"m"月"d"日"'
    lines = tuple(PrintedLine("15", "污染源日常监督检查", each, 1, "10%", 1, "", "") for each in "甲乙丙")
    printed = load_workbook(BytesIO(build_year_table_xlsx(replace(TABLE, printed=lines))))["印发数核对"]
    assert {str(cells) for cells in printed.merged_cells.ranges} >= {"A4:A6", "B4:B6"}


def test_the_items_of_a_year_print_on_one_page() -> None:
    lines = tuple(replace(TABLE.lines[0], number=str(place), item=f"{place}") for place in range(27))
    book = load_workbook(BytesIO(build_year_table_xlsx(replace(TABLE, lines=lines, watermark="演练"))))
    assert not book["事项完成情况"].row_breaks.brk
