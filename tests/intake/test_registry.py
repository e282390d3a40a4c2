"""Registries: the rows that hold data come in, each with its sheet and row; no other is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.core.errors import UserError
from app.intake.registry import read_inspectors, read_objects
from app.intake.report import report
from tests.intake.files import TOWNS, Rows, Value, code, objects, only, text, workbook


def test_names_that_begin_like_a_section_are_names_where_nothing_else_stands(tmp_path: Path) -> None:
    names = ["第一批发市场", "第二类示例医疗器械有限公司", "合计建材有限公司", "说明书示例印刷厂"]
    rows: Rows = [["单位名称"], ["第一批"], *([name] for name in names), ["第二类：示例建材"], ["合计"]]
    assert [row.name for row in read_objects(workbook(tmp_path / "a.xlsx", rows))] == names


def test_titles_totals_blanks_and_repeated_headings_are_skipped(tmp_path: Path) -> None:
    rows: Rows = [
        ["示例区在册排污单位名录"],
        [],
        ["序号", "单位名称", "统一社会信用代码", "所属乡镇", "备注2"],
        [1, "示例甲厂", code(1), "示例镇", "x"],
        [],
        ["序号", "单位名称", "统一社会信用代码", "所属乡镇", "备注2"],
        [2, "示例乙厂", code(2), "例山街道"],
        [3],
        ["合计", "2家"],
        [None, "合计：2"],
        ["填表人：例某"],
    ]
    table = read_objects(workbook(tmp_path / "a.xlsx", rows), towns=TOWNS)
    assert [(row.row, row.name, row.town) for row in table] == [
        (4, "示例甲厂", "示例镇"),
        (7, "示例乙厂", "例山街道"),
    ]
    assert table.skipped == len(rows) - 2
    assert table.faults == []
    assert table.mapping == {"单位名称": "name", "统一社会信用代码": "uscc", "所属乡镇": "town"}
    assert list(table.ignored_columns) == ["序号", "备注2"]


def test_section_titles_across_the_table_are_skipped(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位名称", "乡镇", "地址"],
        ["一、涉水"],
        ["示例甲厂", "示例镇"],
        ["二、涉气"],
        ["示例乙厂"],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, merges=["A2:C2"])
    assert [row.name for row in read_objects(path)] == ["示例甲厂", "示例乙厂"]


def test_merged_towns_belong_to_every_row(tmp_path: Path) -> None:
    rows: Rows = [["所属乡镇", "单位名称"], ["示例镇", "示例甲厂"], [None, "示例乙厂"]]
    path = workbook(tmp_path / "a.xlsx", rows, merges=["A2:A3"])
    assert [row.town for row in read_objects(path)] == ["示例镇", "示例镇"]


def test_all_sheets_with_the_headings_are_read(tmp_path: Path) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "重点"
    first.append(["企业名称", "信用代码"])
    first.append(["示例甲厂", code(1)])
    second = book.create_sheet("一般")
    second.append(["单位名称", "社会信用代码", "乡镇"])
    second.append(["示例甲厂", code(1), ""])
    second.append(["示例乙厂", code(2), ""])
    book.create_sheet("说明").append(["本表每月更新"])
    hidden = book.create_sheet("旧名单")
    hidden.append(["单位名称"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    table = read_objects(tmp_path / "a.xlsx")
    assert [(row.sheet, row.row, row.name) for row in table] == [
        ("重点", 2, "示例甲厂"),
        ("一般", 3, "示例乙厂"),
    ]
    fault = only(table)
    assert (fault.sheet, fault.row, fault.column) == ("一般", 2, "单位名称")
    assert fault.message == "与工作表“重点”第 2 行重复：名称和代码都相同"
    assert table.mapping["企业名称"] == table.mapping["单位名称"] == "name"
    assert table.fields == {"重点": {"name", "uscc"}, "一般": {"name", "uscc", "town"}}
    assert "隐藏的工作表“旧名单”已跳过。" in table.notes
    assert any("“说明”" in note for note in table.notes)


def test_a_gb18030_table_with_rare_characters_is_read(tmp_path: Path) -> None:
    rows: Rows = [["单位名称", "联系人"], ["示例㭎厂", "例𬬻"]]
    (row,) = read_objects(text(tmp_path / "a.csv", rows, encoding="gb18030"))
    assert (row.name, row.contact, row.sheet, row.row) == ("示例㭎厂", "例𬬻", "", 2)


def test_a_file_without_names_is_refused_with_the_headings_that_would_do(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["乡镇", "经度"], ["示例镇", 107]])
    with pytest.raises(UserError, match=r"“单位名称”.*“名称”"):
        read_objects(path)
    with pytest.raises(UserError, match="“姓名”"):
        read_inspectors(path)


def test_the_report_is_what_the_interface_says(tmp_path: Path) -> None:
    table = objects(
        tmp_path,
        "单位名称 信用代码 经度 纬度 批复日期 备注2",
        ["示例甲厂", code(1), 107.75, 29.5, "2024/1/5"],
        ["示例乙厂", "123"],
    )
    said = json.loads(json.dumps(report(table), ensure_ascii=False))
    assert said["rows"] == 2
    assert said["faulty"] == said["skipped"] == 1
    assert said["ignored_columns"] == ["备注2"]
    assert said["mapping"]["信用代码"] == "uscc"
    assert said["faults"] == [
        {
            "sheet": "名录",
            "row": 3,
            "column": "信用代码",
            "value": "123",
            "message": "统一社会信用代码应为 18 位，这里是 3 位",
            "level": "error",
        }
    ]
    (sample,) = said["sample"]
    assert next(iter(sample)) == "row"
    assert sample["row"] == 2
    assert (sample["name"], sample["uscc"], sample["town"]) == ("示例甲厂", code(1), "")
    assert (sample["longitude"], sample["latitude"]) == (107.75, 29.5)
    assert (sample["approved_on"], sample["tags"]) == ("2024-01-05", [])


def test_the_sample_is_the_first_hundred_good_rows(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称", *[[f"示例{number}厂"] for number in range(150)])
    sample = report(table)["sample"]
    assert isinstance(sample, list)
    assert len(sample) == 100


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "合计",
            "单位名称",
            "示例甲厂",
            " 示例 甲厂",
            "/",
            "无",
            "一、涉水",
            "注：略",
            "107°45′",
            "2024-02-30",
            code(1),
        ]
    ),
    st.integers(-10, 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)


HEADINGS = [
    *("单位名称", "信用代码", "所属乡镇", "经度", "纬度", "批复日期"),
    *("危险废物年产生量", "监管类别", "标签", "频次标识", "备注"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=11, max_size=11), max_size=12))
def test_no_row_is_lost_whatever_the_cells_hold(tmp_path: Path, rows: list[list[Value]]) -> None:
    table = read_objects(text(tmp_path / "a.csv", [HEADINGS, *rows]))
    assert len(table.rows) + table.faulty + table.skipped == len(rows) + 1
    bad = {fault.row for fault in table.faults if fault.level == "error"}
    assert len(bad) == table.faulty
    assert not bad & {row.row for row in table.rows}
    for number, row in enumerate(rows, start=2):
        if number in bad or any(good.row == number for good in table.rows):
            continue
        # A skipped row holds nothing, a total, a note, a section title, a heading or a line of numbers.
        name = str(row[0] or "").strip()
        filled = [cell for cell in row[:10] if str("" if cell is None else cell).strip()]
        assert len(filled) <= 1 or "合计" in map(str, row) or name in {"单位名称", "合计"} or name.isdecimal()
