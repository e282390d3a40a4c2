"""Registries: what is good comes in, what is not is named by sheet, row, column and value."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.core.errors import UserError
from app.intake.columns import Fault
from app.intake.records import ObjectTable
from app.intake.registry import read_inspectors, read_objects
from app.intake.report import report
from tests.intake.files import Rows, Value, code, text, workbook

TOWNS = ("示例镇", "例山街道", "例河乡")


def objects(path: Path, headings: str, *rows: Sequence[Value]) -> ObjectTable:
    return read_objects(workbook(path / "名录.xlsx", [headings.split(), *rows]), towns=TOWNS)


def only(table: ObjectTable) -> Fault:
    (fault,) = table.faults
    return fault


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


def test_what_the_file_leaves_out_has_its_usual_value(tmp_path: Path) -> None:
    (row,) = objects(tmp_path, "单位名称", ["示例甲厂"])
    assert (row.kind, row.supervision_class, row.permit_class) == ("排污单位", "一般", "无")
    assert (row.state, row.credit_grade) == ("正常", "未评价")
    assert (row.tags, row.approved_on, row.longitude, row.uscc) == ((), None, None, "")


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        ("统一社会信用代码", code(7)[:-1], "17 位"),
        ("信用代码", code(7)[:-1] + ("0" if code(7)[-1] != "0" else "1"), "校验位"),
        ("信用代码", "91000000MA5O7K3D2Q", "字母 O"),
        ("信用代码", "91000000MAI07K3D2Q", "字母 I"),
        ("信用代码", 915001561234567890.0, "Excel"),
        ("信用代码", "9.15002E+17", "Excel"),
        ("所属乡镇", "例山镇", "是否为 例山街道"),
        ("所属乡镇", "火星", "没有这个镇街"),
        ("对象种类", "食堂", "可填：排污单位、"),
        ("监管类别", "普通", "可填：一般、重点、特殊"),
        ("管理类别", "不知道", "可填：重点管理"),
        ("信用等级", "优秀", "可填：诚信"),
        ("生产状态", "睡觉", "可填：正常"),
        ("审批级别", "省批", "可填：部批"),
        ("频次标识", "违法记录、好人好事", "“好人好事”"),
        ("批复日期", "去年", "2024-01-05"),
        ("批复日期", "2024-02-30", "2024-01-05"),
        ("批复日期", 7, "2024-01-05"),
        ("经度", "107.7.1", "坐标"),
        ("经度", 172.5, "73 到 136"),
        ("纬度", 0, "3 到 54"),
        ("危险废物年产生量（吨）", -1, "负数"),
        ("危险废物年产生量（吨）", "若干", "数字"),
        ("信用分", 85.5, "整数"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, heading: str, cell: Value, message: str) -> None:
    table = objects(tmp_path, f"单位名称 {heading}", ["示例甲厂", None], ["示例乙厂", cell])
    faults = [fault for fault in table.faults if fault.level == "error"]
    assert len(faults) == 1
    assert (faults[0].sheet, faults[0].row, faults[0].column) == ("名录", 3, heading)
    assert message in faults[0].message
    assert faults[0].value[:6] == str(cell)[:6]
    assert [row.name for row in table] == ["示例甲厂"]
    assert table.faulty == 1


def test_a_missing_name_is_an_error_where_other_cells_are_filled(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称 所属乡镇", [None, "示例镇"], ["/", "示例镇"])
    assert [(fault.row, fault.column) for fault in table.faults] == [(2, "单位名称"), (3, "单位名称")]
    assert table.faulty == 2


@pytest.mark.parametrize(
    ("cell", "message"),
    [("９１" + code(5)[2:], "全角字符已改为半角"), (f"{code(5)[:4]} {code(5)[4:]}", "中间的空白已去掉")],
)
def test_a_code_is_repaired_with_a_warning(tmp_path: Path, cell: str, message: str) -> None:
    table = objects(tmp_path, "单位名称 信用代码", ["示例甲厂", cell])
    assert (only(table).level, only(table).message, only(table).value) == ("warning", message, cell)
    assert table.rows[0].uscc == code(5)


def test_small_letters_become_large_with_a_warning(tmp_path: Path) -> None:
    from_letters = next(code(number) for number in range(1000) if code(number)[-1].isalpha())
    table = objects(tmp_path, "单位名称 信用代码", ["示例甲厂", from_letters.lower()])
    assert only(table).message == "小写字母已改为大写"
    assert table.rows[0].uscc == from_letters


def test_blanks_inside_a_name_are_taken_out_with_a_warning(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称", ["示例 和顺\n建材有限公司"], ["  示例乙厂 "], ["示例 ABC 厂"])
    assert [row.name for row in table][:2] == ["示例和顺建材有限公司", "示例乙厂"]
    assert table.faults[0].level == "warning"
    assert table.faults[0].value == "示例 和顺\n建材有限公司"


def test_the_same_code_and_name_twice_is_refused_but_another_site_is_not(tmp_path: Path) -> None:
    table = objects(
        tmp_path,
        "单位名称 信用代码",
        ["示例甲厂", code(1)],
        ["示例甲厂（二分厂）", code(1)],
        ["示例甲厂", code(1)],
        ["示例丙厂", None],
        ["示例丙厂", None],
    )
    assert [(fault.row, fault.message) for fault in table.faults] == [
        (4, "与第 2 行重复：名称和代码都相同"),
        (6, "与第 5 行重复：名称相同，都没有代码"),
    ]
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-05",
        "2024/1/5",
        "2024.1.5",
        "2024年1月5日",
        "20240105",
        20240105,
        45296,
        "45296",
        date(2024, 1, 5),
        datetime(2024, 1, 5, 8, 30),  # noqa: DTZ001 - cells of a workbook have no zone
        "2024-01-05 00:00:00",
        "２０２４－０１－０５",
    ],
)
def test_a_date_is_read_in_every_spelling(tmp_path: Path, cell: Value) -> None:
    (row,) = objects(tmp_path, "单位名称 环评批复时间", ["示例甲厂", cell])
    assert row.approved_on == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [
        (107.75, 29.5),
        ("107.75", "29.50"),
        ("107°45′0″", "29°30′00″"),
        ("107度45分", "29度30分"),
        ("E107°45'0\"", "29°30'N"),
        ("东经107.75°", "北纬29.5°"),
        ("107:45:00", "29:30:00"),
    ],
)
def test_coordinates_are_read_in_every_spelling(tmp_path: Path, longitude: Value, latitude: Value) -> None:
    (row,) = objects(tmp_path, "单位名称 经度 纬度", ["示例甲厂", longitude, latitude])
    assert (row.longitude, row.latitude) == (107.75, 29.5)


def test_both_coordinates_in_one_cell_are_taken_apart(tmp_path: Path) -> None:
    table = objects(
        tmp_path,
        "单位名称 经纬度",
        ["示例甲厂", "107.75，29.5"],
        ["示例乙厂", "29.5,107.75"],
        ["示例丙厂", None],
    )
    assert [(row.longitude, row.latitude) for row in table] == [(107.75, 29.5), (None, None)]
    assert (only(table).column, only(table).row) == ("经纬度", 3)


def test_coordinates_that_changed_places_are_recognised(tmp_path: Path) -> None:
    fault = only(objects(tmp_path, "单位名称 经度 纬度", ["示例甲厂", 29.41, 107.72]))
    assert (fault.column, fault.value) == ("经度", "29.41")
    assert fault.message == "经度、纬度可能填反（107.72 在纬度栏）"


def test_one_coordinate_without_the_other_is_worth_a_look(tmp_path: Path) -> None:
    fault = only(objects(tmp_path, "单位名称 经度 纬度", ["示例甲厂", 107.72, None]))
    assert (fault.level, fault.message) == ("warning", "只有经度，没有纬度")


def test_words_of_other_bureaus_are_understood(tmp_path: Path) -> None:
    (row,) = objects(
        tmp_path,
        "单位名称 管理类别 监管级别 信用等级 企业状态 审批层级 标签 频次标识 行业类别 所属乡镇 联系电话",
        [
            "示例甲厂",
            "重点",
            "重点监管",
            "环保良好",
            "在产",
            "市级",
            "涉水重点、涉气重点；涉水重点",
            "投诉",
            "2614 有机化学原料制造",
            "示例区例山街道",
            2300000000,
        ],
    )
    assert (row.permit_class, row.supervision_class, row.credit_grade) == ("重点管理", "重点", "良好")
    assert (row.state, row.approval_level, row.marks) == ("正常", "市批", ("投诉举报",))
    assert row.tags == ("涉水重点", "涉气重点")
    assert (row.industry_code, row.industry_name) == ("2614", "有机化学原料制造")
    assert (row.town, row.phone) == ("例山街道", "2300000000")


def test_a_column_of_old_organisation_codes_is_left_out_with_a_warning(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称 组织机构代码", ["示例甲厂", "00000000-X"], ["示例乙厂", code(2)])
    assert [row.uscc for row in table] == ["", code(2)]
    assert only(table).level == "warning"


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


def test_inspectors_are_read(tmp_path: Path) -> None:
    headings = (
        "姓名 科室 职务 行政执法证号 有效期至 参加执法时间 "
        "业务专长 负责区域 回避单位 回避理由 每次上限 是否在岗"
    )
    path = workbook(
        tmp_path / "人员.xlsx",
        [
            headings.split(),
            [
                "例一",
                "执法支队",
                "队员",
                "LI-001",
                "2027-01-01",
                "2015/3/1",
                "水环境、危废",
                "全区",
                None,
                None,
                6,
                "在职",
            ],
            ["例二", "执法支队", None, "LI-002", "2014-01-01", "2015/3/1"],
            ["例三", "执法支队", None, "LI-001", "2027-01-01"],
            [
                "例四",
                "水科",
                None,
                None,
                None,
                None,
                "噪声",
                "示例镇、例山街道",
                "示例甲厂、示例乙厂",
                "亲属任职",
            ],
            ["例五", "水科", None, None, None, None, None, "火星"],
            ["例四", "水科"],
        ],
    )
    table = read_inspectors(path, towns=TOWNS)
    assert [row.name for row in table] == ["例一", "例四"]
    first, second = table.rows
    assert (first.cert, first.cert_expiry, first.service_start) == (
        "LI-001",
        date(2027, 1, 1),
        date(2015, 3, 1),
    )
    assert (first.skills, first.areas, first.cap, first.state, first.prior) == (
        ("水", "危废"),
        (),
        6,
        "在岗",
        0,
    )
    assert second.areas == ("示例镇", "例山街道")
    assert second.recused == ("示例甲厂", "示例乙厂")
    assert second.recused_reason == "亲属任职"
    assert [(fault.row, fault.column, fault.level) for fault in table.faults] == [
        (3, "有效期至", "error"),
        (4, "行政执法证号", "error"),
        (5, "业务专长", "warning"),
        (6, "负责区域", "error"),
        (7, "姓名", "error"),
    ]


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
