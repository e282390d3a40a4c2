"""The plan's spreadsheet holds the paper's cells as figures, merged by data, ready to print."""

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.content.plan import PlanPaper, PlanRow
from app.documents.sheet_plan import build_plan_xlsx

WATER, AIR = "水污染防治设施运行情况", "大气污染防治设施运行情况"
PLAN = PlanPaper(
    office="示例区生态环境局",
    document_number="示环发〔2024〕3号",
    year=2024,
    department="执法支队",
    month="2024年1月",
    rows=(
        PlanRow("1", "水科", WATER, "城市污水处理厂", 1, "每季度100%", 1, (1, 1, 1, 1), 4),
        PlanRow("1", "水科", WATER, "乡镇污水处理厂", 23, "30%", 7, (0, 0, 7, 0), 7),
        PlanRow("2", "水科", WATER, "=涉水重点", None, "10%", 3, (0, 0, 0, 3), 3),
        PlanRow("4", "大气科", AIR, "涉气重点企业", 26, "每季度10%", 3, (3, 3, 3, 3), 12, "约12"),
    ),
    basis="",
)


def opened(plan: PlanPaper = PLAN) -> Worksheet:
    return load_workbook(BytesIO(build_plan_xlsx(plan))).worksheets[0]


def test_the_same_plan_is_the_same_file() -> None:
    assert build_plan_xlsx(PLAN) == build_plan_xlsx(PLAN)


def test_figures_are_numbers_and_totals_are_added_up() -> None:
    sheet = opened()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=9)]
    assert rows[0][3:] == ["城市污水处理厂", 1, "每季度100%", 1, 1, 1, 1, 1, 4, None]
    assert rows[1][7:11] == [None, None, 7, None]
    assert rows[3][-2:] == [12, "约12"]
    assert rows[4] == ["合计", *[None] * 6, 4, 4, 11, 7, 26, None]


def test_cells_are_merged_where_the_data_say_the_same() -> None:
    merged = {str(cells) for cells in opened().merged_cells.ranges}
    assert {"A5:A6", "B5:B7", "C5:C7", "H3:K3", "A3:A4", "A9:G9"} <= merged
    assert not any(cells.startswith(("D5", "D6")) for cells in merged)


def test_a_department_further_down_is_not_merged_with_the_first() -> None:
    apart = replace(PLAN, rows=(PLAN.rows[0], PLAN.rows[3], PLAN.rows[1]))
    assert not any(str(cells).startswith(("B5", "B6", "B7")) for cells in opened(apart).merged_cells.ranges)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    cell = opened()["D7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=涉水重点", "s", True)


def test_it_prints_on_a4_across_with_its_heads_on_every_page() -> None:
    sheet = opened()
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "A5"


def test_a_rehearsal_says_so_in_its_first_row_and_in_the_margin_of_every_page() -> None:
    sheet = opened(replace(PLAN, watermark="演练"))
    assert "演练" in str(sheet["A1"].value)
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "演练"
    assert sheet.print_title_rows == "$4:$5"
    real = opened()
    assert real["A1"].value == "2024年度“双随机、一公开”抽查计划表"
    assert real.oddHeader is None or not real.oddHeader.center.text


def test_a_merged_text_shares_its_height_among_its_rows() -> None:
    long = "污染源日常监督检查，排污许可制度落实及执行情况，以及突发环境事件应急预案备案情况"
    rows = tuple(replace(row, departments="水科", item=long, number="15") for row in PLAN.rows)
    sheet = opened(replace(PLAN, rows=rows))
    assert [sheet.row_dimensions[row].height for row in range(5, 9)] == [16.5] * 4
    alone = opened(replace(PLAN, rows=rows[:1]))
    assert (alone.row_dimensions[5].height or 0) > 40


def test_no_merged_text_is_cut_where_a_page_ends() -> None:
    water = tuple(replace(PLAN.rows[0], number=str(place), departments="水科") for place in range(20))
    air = tuple(replace(PLAN.rows[3], number=str(place), departments="大气科") for place in range(20, 32))
    sheet = opened(replace(PLAN, rows=(*water, *air)))
    assert [turn.id for turn in sheet.row_breaks.brk] == [4 + len(water)]
    assert not opened(replace(PLAN, rows=(*water, *air[:2]))).row_breaks.brk


def test_totals_never_stand_alone_on_a_page() -> None:
    rows = tuple(replace(PLAN.rows[0], number=str(n), departments=f"第{n}科", item=f"{n}") for n in range(40))
    for count in range(1, len(rows)):
        sheet = opened(replace(PLAN, rows=rows[:count]))
        assert 4 + count not in [turn.id for turn in sheet.row_breaks.brk]
