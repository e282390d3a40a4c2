"""A block from the clipboard is read like a file, with its headings or without any."""

import pytest

from app.core.errors import UserError
from app.intake.mapping import object_dialects
from app.intake.pasted import column_names, has_headings, put_headings, read_pasted
from tests.intake.files import code


def test_cells_are_told_apart_by_tabs_alone() -> None:
    tables = read_pasted('示例甲厂，原示例乙厂\t"白马镇\n平桥镇"\n示例丙厂;一、二车间\t\n')
    assert tables.sheets[0].rows == [["示例甲厂，原示例乙厂", "白马镇\n平桥镇"], ["示例丙厂;一、二车间", ""]]


def test_half_a_character_is_spelt_out_and_a_quote_never_closed_swallows_no_row() -> None:
    assert read_pasted("示例\ud800厂\t白马镇").sheets[0].rows == [["示例\\ud800厂", "白马镇"]]
    with pytest.raises(UserError, match="双引号没有配对"):
        read_pasted('示例甲厂\t白马镇\n"示例乙厂\t白马镇\n示例丙厂\t白马镇\n')


def test_a_column_of_names_is_not_cut_at_its_commas() -> None:
    assert read_pasted("示例甲厂,一分厂\n示例乙厂\n").sheets[0].rows == [["示例甲厂,一分厂"], ["示例乙厂"]]


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("单位名称\t社会信用代码", True),
        ("企业名称\t备注", True),
        ("单位名称", True),
        ("单位名称\t甲\t乙\t丙", True),
        ("企业\t甲\t乙\t丙", False),
        (f"示例甲厂\t{code(1)}", False),
        ("示例甲厂\t企业\t重点", False),
        ("示例甲厂", False),
    ],
)
def test_headings_are_told_from_data(first: str, *, wanted: bool) -> None:
    block = read_pasted(f"{first}\n示例乙厂\t{code(2)}\n")
    assert has_headings(block, object_dialects()) is wanted


def test_rows_under_headings_that_were_put_there_count_from_one() -> None:
    tables = put_headings(read_pasted("示例甲厂\t白马镇\n示例乙厂\t平桥镇\n"))
    (sheet,) = tables.sheets
    assert (sheet.first, sheet.rows[0]) == (0, ["第1列", "第2列"])
    assert column_names(read_pasted("甲\t乙\n")) == ("第1列", "第2列")


def test_an_empty_clipboard_is_said_to_be_empty() -> None:
    with pytest.raises(UserError, match="剪贴板里没有表格内容"):
        read_pasted(" \n\t\n")
