"""Lists that update the registries: in any dress each row is read or refused with its reason."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.intake import lists
from app.intake.list_records import ListTable
from tests.intake.dialects import spelt
from tests.intake.files import Rows, code, only, workbook
from tests.intake.formats import FORMATS

NUMBER = 9.15e17
TURNED = "Excel 把它变成了数字，后几位已经丢失"
read_penalties = partial(lists.read_penalties, today=date(2024, 12, 31))


def test_a_permit_list_is_read(tmp_path: Path) -> None:
    rows: Rows = [
        ["示例区排污许可证清单", None, None],
        ["序号", "单位名称", "统一社会信用代码", "管理类别", "许可证编号", "行业类别", "生产经营场所经度"],
        [1, "示例甲厂", code(1), "重点", f"{code(1)}001V", "2614 有机化学原料制造", "107°30′00″"],
        [2, "示例乙厂", "", "排污登记", "", "", ""],
        ["合计", "2家"],
    ]
    (first, second) = lists.read_permits(workbook(tmp_path / "a.xlsx", rows)).table.rows
    assert first[:8] == (
        "示例甲厂",
        code(1),
        "",
        "重点管理",
        f"{code(1)}001V",
        "2614",
        "有机化学原料制造",
        "",
    )
    assert first.longitude == 107.5
    assert (second.permit_class, second.permit_number, second.row) == ("登记管理", "", 4)


def test_an_empty_class_says_nothing_while_none_says_none(tmp_path: Path) -> None:
    rows: Rows = [["单位名称", "管理类别"], ["示例甲厂", None], ["示例乙厂", "无"]]
    table = lists.read_permits(workbook(tmp_path / "a.xlsx", rows)).table
    assert [row.permit_class for row in table] == ["", "无"]


def test_a_credit_list_is_read(tmp_path: Path) -> None:
    rows: Rows = [
        ["参评企业名称", "社会信用代码", "评价得分", "评价等级", "备注"],
        ["示例甲厂", code(1), 103, "环保诚信企业", ""],
        ["示例乙厂", code(2), "", "", ""],
    ]
    read = lists.read_credit(workbook(tmp_path / "a.xlsx", rows))
    assert [(row.credit_grade, row.credit_score) for row in read.table] == [("诚信", 103), ("", None)]
    assert list(read.table.ignored_columns) == ["备注"]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_penalty_list_is_read_from_every_kind_of_file(tmp_path: Path, format_name: str) -> None:
    days = [date(2024, 3, number + 1) for number in range(7)]
    head = ["当事人", "信用代码", "决定书文号", "处罚决定日期", "违法事实", "处罚内容"]
    rows: Rows = [
        ["2024年行政处罚公示表"],
        head,
        *(
            [f"示例{n}厂", code(n), f"示环罚〔2024〕{n}号", spelt(day, n), "超标排放废水", "罚款十万元"]
            for n, day in enumerate(days)
        ),
    ]
    table = read_penalties(FORMATS[format_name](tmp_path, rows, ())).table
    assert [row.decided_on for row in table] == days
    assert [row.document for row in table] == [f"示环罚〔2024〕{n}号" for n in range(7)]
    assert {(row.reason, row.measure) for row in table} == {("超标排放废水", "罚款十万元")}


def test_the_heading_of_a_credit_platform_is_understood(tmp_path: Path) -> None:
    rows: Rows = [
        [
            "行政相对人名称",
            "行政相对人类别",
            "行政相对人代码_1\n(统一社会信用代码)",
            "行政处罚决定书文号",
            "违法行为类型",
            "违法事实",
            "处罚类别",
            "处罚内容",
            "罚款金额（万元）",
            "处罚决定日期",
            "处罚机关",
        ],
        [
            *(
                "示例甲厂",
                "法人",
                code(1),
                "示环罚〔2024〕1号",
                "违反大气制度",
                "超标排放",
                "罚款",
                "罚款五万元",
            ),
            *(5, "2024/03/01", "示例区生态环境局"),
        ],
    ]
    (row,) = read_penalties(workbook(tmp_path / "a.xlsx", rows)).table
    assert (row.uscc, row.reason, row.measure) == (code(1), "超标排放", "罚款五万元")
    assert row.decided_on == date(2024, 3, 1)


def test_a_decision_needs_its_number_and_its_day_and_stands_once(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位名称", "文号", "处罚日期"],
        ["示例甲厂", "", "2024-03-01"],
        ["示例甲厂", "示环罚〔2024〕1号", ""],
        ["示例甲厂", "示环罚〔2024〕1号", "昨天"],
        ["示例甲厂", "示环罚〔2024〕1号", "2024-03-01"],
        ["示例甲厂", "示环罚〔2024〕1号", "2024.3.1"],
        ["示例甲厂", "示环罚〔2024〕2号", "2024.3.1"],
        ["示例（乙）厂", "示环罚〔2024〕3号", "2024.3.1"],
        ["示例(乙)厂", "示环罚〔2024〕3号", "2024.3.1"],
    ]
    read = read_penalties(workbook(tmp_path / "a.xlsx", rows))
    assert [(row.row, row.document[-2]) for row in read.table] == [(5, "1"), (7, "2"), (8, "3")]
    assert [(fault.row, fault.message.split("，")[0]) for fault in read.table.faults] == [
        (2, "缺少决定书文号"),
        (3, "缺少处罚决定日期"),
        (4, "日期认不出来"),
        (6, "与第 5 行重复：同一家、同一文号"),
        (9, "与第 8 行重复：同一家、同一文号"),
    ]
    assert read.faulty_names == {"示例甲厂", "示例(乙)厂"}


def test_a_recusal_list_is_read(tmp_path: Path) -> None:
    rows: Rows = [
        ["回避人员", "执法证号", "回避对象", "信用代码", "所属单位", "与对象关系", "回避原因"],
        ["黄例安", "示例00000001", "示例甲厂", "", "", "妻子", "配偶任会计"],
        ["周例远", "", "", code(2), "", "表兄", "负责环保"],
        ["郑例衡", "", "", "", "示例控股有限公司", "", ""],
        ["冯例正", "", "", "", "", "配偶", ""],
        ["黄例安", "示例00000001", "示例甲厂", "", "", "", ""],
        ["郑例衡", "", "", "", "示例 控股有限公司 ", "", "持股"],
        ["郑例衡", "", "", "", "示例控股(有限)公司", "", "持股"],
        ["郑例衡", "", "", "", "示例控股（有限）公司", "", "持股"],
    ]
    table = lists.read_recusals(workbook(tmp_path / "a.xlsx", rows)).table
    assert [row[3:8] for row in table] == [
        ("示例甲厂", "", "", "配偶", "配偶任会计"),
        ("", code(2), "", "其他", "表兄：负责环保"),
        ("", "", "示例控股有限公司", "", ""),
        ("", "", "示例控股(有限)公司", "", "持股"),
    ]
    said = {fault.row: (fault.level, fault.message) for fault in table.faults}
    assert said[3] == ("warning", "“表兄”记作“其他”，原话写入原因")
    assert said[4] == ("warning", "没有写关系，也没有写原因，请补充")
    assert said[5][1].startswith("没有写回避谁")
    assert said[6][1] == "与第 2 行重复：同一人、同一对象"
    assert said[7][1] == "与第 4 行重复：同一人、同一对象"
    assert said[9][1] == "与第 8 行重复：同一人、同一对象"


def test_a_list_of_auxiliaries_is_read(tmp_path: Path) -> None:
    rows: Rows = [
        ["姓名", "工作单位", "人员类别", "专长", "服务范围", "联系电话"],
        ["陈例平", "示例环境监测站", "检测机构", "水、大气环境", "废水采样", "000-00000001"],
        ["何例清", "", "随同", "", "", ""],
        ["何例清", "水科", "随同", "", "", ""],
    ]
    table = lists.read_auxiliaries(workbook(tmp_path / "a.xlsx", rows)).table
    assert [row[:6] for row in table] == [
        ("陈例平", "示例环境监测站", "监测机构", ("水", "大气"), "废水采样", "000-00000001"),
        ("何例清", "水科", "随同人员", (), "", ""),
    ]
    assert only(table).message == "随同人员请填写所在部门"


@pytest.mark.parametrize(
    ("read", "head", "row", "column"),
    [
        (lists.read_permits, "单位名称 信用代码 管理类别", ["示例甲厂", NUMBER, "重点"], "信用代码"),
        (lists.read_permits, "单位名称 许可证编号", ["示例甲厂", NUMBER], "许可证编号"),
        (lists.read_permits, "单位名称 信用代码", ["示例甲厂", "9.15E+17"], "信用代码"),
        (lists.read_credit, "单位名称 信用代码 信用等级", ["示例甲厂", NUMBER, "诚信"], "信用代码"),
        (
            read_penalties,
            "单位名称 信用代码 文号 日期",
            ["示例甲厂", NUMBER, "1号", "2024-1-5"],
            "信用代码",
        ),
        (read_penalties, "单位名称 文号 日期", ["示例甲厂", "2.02E+15", "2024-1-5"], "文号"),
        (lists.read_recusals, "姓名 单位名称 信用代码", ["黄例安", "示例甲厂", NUMBER], "信用代码"),
        (lists.read_recusals, "姓名 执法证号 单位名称", ["黄例安", NUMBER, "示例甲厂"], "执法证号"),
        (lists.read_auxiliaries, "姓名 单位 联系电话", ["陈例平", "示例站", "1.38E+10"], "联系电话"),
    ],
)
def test_what_excel_turned_into_a_number_is_refused_with_the_reason(
    tmp_path: Path, read: Callable[[Path], ListTable[Any]], head: str, row: list[str | float], column: str
) -> None:
    table = read(workbook(tmp_path / "a.xlsx", [head.split(), row])).table
    fault = only(table)
    assert (fault.column, fault.level, fault.message[: len(TURNED)]) == (column, "error", TURNED)
    assert list(table.rows) == []
    assert table.faulty == 1


def test_an_unknown_class_is_refused_and_its_name_is_known(tmp_path: Path) -> None:
    rows: Rows = [["单位名称", "信用代码", "管理类别"], ["示例甲厂", code(1), "特级"]]
    read = lists.read_permits(workbook(tmp_path / "a.xlsx", rows))
    assert only(read.table).message.startswith("没有这样的排污许可管理类别")
    assert read.faulty_names == {"示例甲厂"}
    assert read.faulty_codes == {code(1)}
