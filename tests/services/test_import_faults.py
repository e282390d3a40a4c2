"""Faults come back as the file itself with a column 问题; mended there, it is imported without a fault."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from app.services.import_faults import faults_xlsx
from app.services.import_preview import ImportPreview, preview_import, preview_pasted, write_import
from app.services.office import Store, create_store
from app.services.rows.intake import Registry
from tests.intake.files import code, text
from tests.stages import act


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def exported(preview: ImportPreview, path: Path) -> Path:
    path.write_bytes(faults_xlsx(preview.registry, preview.table))
    return path


def cells(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    return [*load_workbook(path).worksheets[sheet].values]


def made_by_hand(path: Path) -> Path:
    """A list as offices make it: title over all columns, two-row heading, merged towns, total and note."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "在册单位"
    for row in (
        ["示例区在册单位", None, None, None, None],
        ["序号", "单位名称", "证照", None, "所属乡镇"],
        [None, None, "统一社会信用代码", "批复日期", None],
        [1, "示例甲厂", code(1), date(2024, 1, 5), "白马镇"],
        [2, "示例乙厂", code(2)[:-1], date(2024, 1, 6), None],
        [3, "=示例丙厂", code(3), "不知道", None],
        [4, "示例 丁厂", code(4), None, "平桥镇"],
        ["合计", "4家", None, None, None],
    ):
        page.append(row)
    for merge in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "E4:E6"):
        page.merge_cells(merge)
    page["B6"].data_type = "s"
    other = book.create_sheet("说明")
    other.append(["请于月底前报送"])
    book.save(path)
    return path


def test_the_file_is_given_back_whole_with_what_is_wrong_at_the_right(store: Store, tmp_path: Path) -> None:
    preview = preview_import(store, Registry.OBJECTS, made_by_hand(tmp_path / "在册.xlsx"))
    assert (preview.good, preview.table.faulty) == (2, 2)
    path = exported(preview, tmp_path / "问题.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["在册单位", "说明"]
    rows = cells(path)
    original = cells(tmp_path / "在册.xlsx")
    assert [row[:5] for row in rows] == original
    with CalamineWorkbook.from_path(path) as bare:  # which shows what hides under merged cells
        assert [row[4] for row in bare.get_sheet_by_index(0).iter_rows()][3:6] == ["白马镇", "", ""]
    assert {str(merged) for merged in book.worksheets[0].merged_cells.ranges} == {
        "A1:E1",
        "A2:A3",
        "B2:B3",
        "C2:D2",
        "E2:E3",
        "E4:E6",
    }
    assert [row[5] for row in rows] == [
        None,
        None,
        "问题",
        None,
        "统一社会信用代码：统一社会信用代码应为 18 位，这里是 17 位",
        "批复日期：日期认不出来，请写成 2024-01-05 的样子",
        "提示：单位名称：名称中的空格或看不见的字符已去掉",
        None,
    ]
    fills = [row[1].fill.fgColor.rgb for row in book.worksheets[0].iter_rows(min_row=4, max_row=7)]
    assert fills[0] == fills[3] != fills[1] == fills[2]
    assert cells(path, 1) == [("请于月底前报送",)]


def test_mended_and_imported_again_it_has_no_fault(store: Store, tmp_path: Path) -> None:
    path = exported(
        preview_import(store, Registry.OBJECTS, made_by_hand(tmp_path / "在册.xlsx")), tmp_path / "问题.xlsx"
    )
    book = load_workbook(path)
    page = book.worksheets[0]
    page["C5"], page["D6"], page["B7"] = code(2), "2024-02-03", "示例丁厂"
    book.save(path)
    again = preview_import(store, Registry.OBJECTS, path)
    assert (again.good, again.table.faulty, again.table.faults) == (4, 0, [])
    assert [row.town for row in again.table.rows] == ["白马镇", "白马镇", "白马镇", "平桥镇"]
    assert "问题" not in {column.heading for column in again.columns}
    assert write_import(store, again, act()).new == 4


def test_faults_left_unmended_are_written_into_the_same_column(store: Store, tmp_path: Path) -> None:
    path = exported(
        preview_import(store, Registry.OBJECTS, made_by_hand(tmp_path / "在册.xlsx")), tmp_path / "问题.xlsx"
    )
    twice = exported(preview_import(store, Registry.OBJECTS, path), tmp_path / "问题2.xlsx")
    assert cells(twice) == cells(path)


def test_the_same_columns_are_known_again_with_the_added_one(store: Store, tmp_path: Path) -> None:
    rows = [["单位名称", "乡镇", "备注"], ["示例甲厂", "白马镇", "例街"], ["", "白马镇", "例路"]]
    seen = preview_import(store, Registry.OBJECTS, text(tmp_path / "名录.csv", rows), {"备注": "address"})
    write_import(store, seen, act())
    path = exported(seen, tmp_path / "问题.xlsx")
    again = preview_import(store, Registry.OBJECTS, path)
    assert again.source == seen.source
    assert again.table.rows[0].address == "例街"


def test_a_csv_with_codes_and_formulas_stays_what_it_says(store: Store, tmp_path: Path) -> None:
    rows = [["单位名称", "联系电话", "备注"], ["示例甲厂", "0001", "=1+1"], ["", "-5", "#N/A"]]
    path = exported(
        preview_import(store, Registry.OBJECTS, text(tmp_path / "名录.csv", rows)), tmp_path / "问题.xlsx"
    )
    assert [row[:3] for row in cells(path)[1:]] == [("示例甲厂", "0001", "=1+1"), (None, "-5", "#N/A")]
    page = load_workbook(path).worksheets[0]
    assert [page["C2"].data_type, page["C3"].data_type] == ["s", "s"]
    assert page["B3"].number_format == "@"


def test_a_pasted_block_without_headings_gets_some(store: Store, tmp_path: Path) -> None:
    pasted = preview_pasted(store, Registry.OBJECTS, "示例甲厂\t91\n示例乙厂\t\n", ("name", "uscc"))
    path = exported(pasted, tmp_path / "问题.xlsx")
    assert cells(path)[0] == ("名称", "统一社会信用代码", "问题")
    assert cells(path)[1][2].startswith("第2列：")
    again = preview_import(store, Registry.OBJECTS, path)
    assert (again.good, again.table.faulty) == (1, 1)
