"""The columns of any bureau's registry are recognised, and what is not is named."""

import pytest

from app.intake.grid import Cell, Sheet
from app.intake.mapping import find_mapping, headings_of, inspector_dialects, object_dialects
from app.intake.synonyms import INSPECTOR_HEADINGS, OBJECT_HEADINGS

DIALECTS = [
    "单位名称 统一社会信用代码 排污许可管理类别 所在地 经度 纬度",
    "企业名称 信用代码 管理类别 所属乡镇 东经 北纬",
    "排污单位名称 社会信用代码 许可管理类别 乡镇（街道） 经度（°） 纬度（°）",
    "检查对象名称 统一社会信用代码/组织机构代码 排污许可证管理类别 镇街 中心经度 中心纬度",
    "*企业（单位）名称 *统一社会信用代码（18位） 许可类别 所在乡镇/街道 经度E 纬度N",
    "名称 ＵＳＣＣ 排污许可类别 街镇 经度坐标 纬度坐标",
    "污染源名称 统一信用代码 管理类别（重点/简化/登记） 属地 经度 纬度",
    "被检查单位 组织机构代码 排污许可管理级别 所属街道 经\u3000度 纬\u3000度",
    "公司名称 社会统一信用代码 排污许可 所在街镇 Longitude Latitude",
    "水源地名称 统一代码 排污管理类别 所属区域 地理经度 地理纬度",
    "企业详细名称 企业统一社会信用代码 企业管理类别 企业所属乡镇 企业经度 企业纬度",
]
FIELDS = ["name", "uscc", "permit_class", "town", "longitude", "latitude"]


@pytest.mark.parametrize("line", DIALECTS)
def test_a_dialect_of_headings_is_understood(line: str) -> None:
    headings = line.split(" ")
    found = find_mapping(Sheet("表", [headings, ["示例甲厂", "", "", "", "", ""]]), object_dialects())
    assert found is not None
    assert found.columns == dict(zip(FIELDS, range(6), strict=True))


@pytest.mark.parametrize(
    ("headings", "naming"), [(OBJECT_HEADINGS, "objects"), (INSPECTOR_HEADINGS, "inspectors")]
)
def test_no_word_stands_for_two_fields(headings: dict[str, str], naming: str) -> None:
    words = [word for text in headings.values() for word in text.split()]
    assert sorted(words) == sorted(set(words)), naming


def test_the_column_this_program_added_to_a_file_with_faults_is_none_of_the_files() -> None:
    rows: list[list[Cell]] = [["单位名称", "备注", "问题"], ["示例甲厂", "", "统一社会信用代码：少 1 位"]]
    sheet = Sheet("表", rows)
    found = find_mapping(sheet, object_dialects())
    assert found is not None
    assert found.ignored == ("备注",)
    assert headings_of(sheet, object_dialects()) == ("单位名称", "备注")


def test_a_word_of_the_data_is_not_taken_for_the_heading_of_the_name() -> None:
    rows: list[list[Cell]] = [["甲方", "种类", "乡镇", "经度"], ["示例甲厂", "排污单位", "示例镇", 107.5]]
    sheet = Sheet("表", rows)
    assert find_mapping(sheet, object_dialects()) is None
    assert headings_of(sheet, object_dialects()) == ("甲方", "种类", "乡镇", "经度")
    found = find_mapping(sheet, object_dialects(), {"甲方": "name"})
    assert found is not None
    assert found.columns == {"name": 0, "kind": 1, "town": 2, "longitude": 3}


def test_titles_above_the_heading_are_passed_over() -> None:
    rows: list[list[Cell]] = [
        ["示例区排污单位名录", "", ""],
        ["填报单位：示例区生态环境局", "", "单位"],
        ["序号", "单位名称", "乡镇"],
        [1, "示例甲厂", "示例镇"],
    ]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.first_row == 3
    assert found.headings == {"name": "单位名称", "town": "乡镇"}
    assert found.ignored == ("序号",)


def test_a_heading_of_two_rows_is_read_as_one() -> None:
    rows: list[list[Cell]] = [
        ["名录", "", "", "", "", ""],
        ["单位名称", "地理坐标", "", "排污许可证", "", "编号"],
        ["", "经度", "纬度", "编号", "管理类别", ""],
        ["示例甲厂", 107.1, 29.1, "x", "重点", 1],
    ]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.first_row == 3
    assert found.columns == {
        "name": 0,
        "longitude": 1,
        "latitude": 2,
        "permit_number": 3,
        "permit_class": 4,
        "code": 5,
    }
    assert found.headings["longitude"] == "经度"
    assert found.headings["permit_number"] == "排污许可证编号"


def test_a_heading_of_two_rows_with_merged_cells_is_read_as_one() -> None:
    rows: list[list[Cell]] = [
        ["单位名称", "排污许可证", "排污许可证", "备注"],
        ["单位名称", "编号", "管理类别", "备注"],
        ["示例甲厂", "x", "重点", ""],
    ]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.first_row == 2
    assert found.columns == {"name": 0, "permit_number": 1, "permit_class": 2}


def test_of_two_columns_for_one_field_the_better_word_wins_and_it_is_said() -> None:
    rows = [["企业名称", "单位名称", "乡镇", "所在地"], ["示例甲", "示例甲厂", "示例镇", ""]]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.columns == {"name": 1, "town": 2}
    assert found.ignored == ("企业名称", "所在地")
    assert any("采用“乡镇”，未采用“所在地”" in remark for remark in found.remarks)


def test_a_firm_beside_its_project_is_the_owner() -> None:
    rows = [["建设项目名称", "单位名称"], ["示例扩建项目", "示例甲厂"]]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.columns == {"name": 0, "owner": 1}


def test_a_column_without_heading_that_holds_something_is_named() -> None:
    rows = [["单位名称", "", ""], ["示例甲厂", "", "手写"]]
    found = find_mapping(Sheet("表", rows), object_dialects())
    assert found is not None
    assert found.ignored == ("第 C 列（无标题）",)


def test_without_a_name_there_is_no_heading() -> None:
    assert find_mapping(Sheet("表", [["乡镇", "经度"], ["示例镇", 107]]), object_dialects()) is None
    assert find_mapping(Sheet("表", [["填报单位名称"], ["示例局"]]), object_dialects()) is None
    assert find_mapping(Sheet("表", []), object_dialects()) is None


def test_the_headings_of_inspectors_are_understood() -> None:
    line = "序号 姓名 科室 职务 行政执法证号 证件有效期至 业务专长 负责区域 参加执法时间 回避单位 是否在岗"
    found = find_mapping(Sheet("表", [line.split(), [""] * 11]), inspector_dialects())
    assert found is not None
    expected = "name department post cert cert_expiry skills areas service_start recused state"
    assert set(found.columns) == set(expected.split())


ROWS: list[list[Cell]] = [
    ["示例区名单", "", "", "", ""],
    ["单位名称", "项目名称", "乡镇", "备注", ""],
    ["示例集团", "示例甲项目", "示例镇", "例大街", "1"],
]


@pytest.mark.parametrize(
    ("choices", "headings"),
    [
        ({}, {"owner": "单位名称", "name": "项目名称", "town": "乡镇"}),
        ({"单位名称": "name"}, {"name": "单位名称", "town": "乡镇"}),
        ({"备注": "town"}, {"owner": "单位名称", "name": "项目名称", "town": "备注"}),
        ({"乡镇": ""}, {"owner": "单位名称", "name": "项目名称"}),
        (
            {"第 E 列（无标题）": "phone"},
            {"owner": "单位名称", "name": "项目名称", "town": "乡镇", "phone": "第 E 列（无标题）"},
        ),
        ({"没有这一列": "phone"}, {"owner": "单位名称", "name": "项目名称", "town": "乡镇"}),
    ],
)
def test_what_was_chosen_goes_before_what_is_recognised(
    choices: dict[str, str], headings: dict[str, str]
) -> None:
    found = find_mapping(Sheet("表", ROWS), object_dialects(), choices)
    assert found is not None
    assert found.first_row == 2
    assert dict(found.headings) == headings
    assert not any(heading in remark for heading in choices for remark in found.remarks)


def test_a_chosen_column_is_taken_though_it_is_empty_and_another_is_filled() -> None:
    rows: list[list[Cell]] = [["名称", "乡镇", "新乡镇名"], ["示例甲厂", "示例镇", ""]]
    found = find_mapping(Sheet("表", rows), object_dialects(), {"新乡镇名": "town"})
    assert found is not None
    assert found.columns == {"name": 0, "town": 2}
    assert found.ignored == ("乡镇",)


def test_headings_are_found_without_a_name_and_whatever_is_chosen() -> None:
    assert headings_of(Sheet("表", ROWS), object_dialects()) == ("单位名称", "项目名称", "乡镇", "备注")
    rows: list[list[Cell]] = [["某某表", ""], ["甲方", "丙"], ["示例甲厂", "1"]]
    assert headings_of(Sheet("表", rows), object_dialects()) == ("甲方", "丙")
    rows[1][1] = "乡镇"
    assert headings_of(Sheet("表", rows), object_dialects()) == ("甲方", "乡镇")
    assert headings_of(Sheet("表", []), object_dialects()) == ()
    found = find_mapping(Sheet("表", rows), object_dialects(), {"甲方": "name"})
    assert found is not None
    assert found.columns == {"name": 0, "town": 1}
