"""The registry of inspectors: certificates, areas, skills and recusals."""

from datetime import date
from pathlib import Path

from app.intake.registry import read_inspectors
from tests.intake.files import TOWNS, workbook


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
