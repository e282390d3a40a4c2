"""A list leaves the program as it stands on the screen, and opens in a spreadsheet as it left."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.sheet_cells import Value
from app.documents.sheet_table import build_table_xlsx

COLUMNS = ("编号", "名称", "批复日期", "次数", "经度")
ROWS: Sequence[Sequence[Value]] = (
    ("SL-0001", "示例㭎热电有限公司", date(2024, 3, 5), 2, 107.5),
    ("915000000000000001", "=HYPERLINK()", None, 0, None),
)


def opened(watermark: str = "", rows: Sequence[Sequence[Value]] = ROWS, title: str = "检查对象") -> Worksheet:
    return load_workbook(BytesIO(build_table_xlsx(title, COLUMNS, rows, watermark))).worksheets[0]


def test_the_same_list_is_the_same_file() -> None:
    assert build_table_xlsx("检查对象", COLUMNS, ROWS) == build_table_xlsx("检查对象", COLUMNS, ROWS)


def test_headings_stand_first_and_values_keep_their_kind() -> None:
    sheet = opened()
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert rows[1][:2] == ("SL-0001", "示例㭎热电有限公司")
    assert str(rows[1][2]).startswith("2024-03-05")
    assert rows[1][3:] == (2, 107.5)
    assert (sheet["C2"].number_format, sheet["A3"].number_format) == ("yyyy-mm-dd", "@")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("915000000000000001", "s")
    assert rows[2][3:] == (0, None)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@甲", "\t乙", "#N/A"])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(rows=((text, "", None, None, None),))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text == "#N/A"


def test_control_characters_are_left_out() -> None:
    assert opened(rows=(("示例\x0b厂", "", None, None, None),))["A2"].value == "示例厂"


def test_columns_are_wide_enough_for_chinese_and_never_endless() -> None:
    sheet = opened(rows=(("SL-1", "示" * 200, None, None, None),))
    assert sheet.column_dimensions["A"].width == 8
    assert sheet.column_dimensions["B"].width == 60


def test_a_title_that_excel_would_refuse_still_names_the_sheet() -> None:
    assert opened(title="检查对象：2024/1 [正常]*?").title == "检查对象：20241 正常"
    assert len(opened(title="示" * 50).title) == 31


def test_a_rehearsal_says_so_above_the_headings() -> None:
    sheet = opened("演练")
    assert str(sheet["A1"].value).startswith("【演练】")
    assert [cell.value for cell in sheet[2]] == list(COLUMNS)
    assert sheet.freeze_panes == "A3"


def test_a_long_name_has_the_height_it_needs_and_the_warning_runs_on() -> None:
    names = [("SL-1", name, None, None, None) for name in ("示例厂", "示" * 200, "示例厂")]
    sheet = opened("演练", rows=names)
    heights = [sheet.row_dimensions[row].height for row in (3, 4, 5)]
    assert heights[0] is heights[2] is None
    assert (heights[1] or 0) > 80
    assert not sheet["A1"].alignment.wrap_text


def test_columns_too_many_for_a_page_go_on_beside_it_with_the_names() -> None:
    columns = ("编号", "名称", *(f"第{place}栏的长标题文字" for place in range(30)))
    wide = load_workbook(BytesIO(build_table_xlsx("表", columns, (("1",) * len(columns),)))).worksheets[0]
    assert (wide.page_setup.fitToWidth, wide.page_setup.fitToHeight) == (3, 0)
    assert wide.print_title_cols == "$A:$B"
    assert (opened().page_setup.fitToWidth, opened().print_title_cols) == (1, None)
