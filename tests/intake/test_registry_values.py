"""Registries: one value, however an office writes it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.intake.files import Value, objects, only


def test_what_the_file_leaves_out_has_its_usual_value(tmp_path: Path) -> None:
    (row,) = objects(tmp_path, "单位名称", ["示例甲厂"])
    assert (row.kind, row.supervision_class, row.permit_class) == ("排污单位", "一般", "无")
    assert (row.state, row.credit_grade) == ("正常", "未评价")
    assert (row.tags, row.approved_on, row.longitude, row.uscc) == ((), None, None, "")


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


def test_degrees_minutes_and_seconds_may_have_columns_of_their_own(tmp_path: Path) -> None:
    headings = "单位名称 经度度 经度分 经度秒 纬度（度） 纬度（分）"
    table = objects(tmp_path, headings, ["示例甲厂", 107, 45, 36, 29, 30], ["示例乙厂", "", "", "", "", ""])
    assert [(row.longitude, row.latitude) for row in table] == [(107.76, 29.5), (None, None)]


def test_sixty_minutes_are_refused(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称 经度度 经度分 纬度度", ["示例甲厂", 107, 60, 29])
    assert [(fault.column, fault.message) for fault in table.faults] == [("经度分", "分、秒应小于 60")]
