"""Words that no list has are told once each, and read silently once the clerk has explained them."""

from collections.abc import Sequence
from pathlib import Path

from app.intake.office_words import OfficeWords
from app.intake.records import InspectorTable, ObjectTable
from app.intake.registry import read_inspectors, read_objects
from tests.intake.files import Value, workbook

HEADS = ["单位名称", "管理类别", "所在地", "频次标识", "标签", "生产规模"]
KNOWN = OfficeWords(facets={"town": ("白马镇", "平桥镇"), "tags": ("涉水重点",), "scale": ("大型", "小型")})


def read(
    folder: Path, *rows: Sequence[Value], office: OfficeWords | None = None, heads: Sequence[str] = HEADS
) -> ObjectTable:
    return read_objects(workbook(folder / "名录.xlsx", [heads, *rows]), office=office or OfficeWords())


def test_an_unknown_word_of_a_closed_list_is_told_once_with_its_rows_and_what_it_may_be(
    tmp_path: Path,
) -> None:
    strange = ["一类管理", "", "", "", ""]
    table = read(
        tmp_path, ["示例甲厂", *strange], ["示例乙厂", *strange], ["示例丙厂", "重点", "", "", "", ""]
    )
    (word,) = table.unknown
    assert (word.field, word.said, word.column, word.rows, word.is_open) == (
        "permit_class",
        "一类管理",
        "管理类别",
        2,
        False,
    )
    assert word.choices == ("重点管理", "简化管理", "登记管理", "无")
    assert (len(table.rows), table.faulty) == (1, 2)


def test_what_the_clerk_explained_is_read_without_a_word(tmp_path: Path) -> None:
    office = OfficeWords(spoken={"permit_class": {"一类管理": "重点管理"}, "marks": {"老赖": "信用等级低"}})
    table = read(tmp_path, ["示例甲厂", "一类 管理", "", "老赖、违法", "", ""], office=office)
    (row,) = table.rows
    assert (row.permit_class, row.marks) == ("重点管理", ("信用等级低", "违法记录"))
    assert (table.unknown, table.faults) == ((), [])


def test_every_unknown_word_of_a_list_in_one_cell_is_told(tmp_path: Path) -> None:
    table = read(tmp_path, ["示例甲厂", "", "", "老赖、刺头、违法记录", "", ""])
    assert [word.said for word in table.unknown] == ["老赖", "刺头"]


def test_where_the_office_keeps_no_list_every_word_of_a_facet_is_taken(tmp_path: Path) -> None:
    table = read(tmp_path, ["示例甲厂", "", "新镇", "", "新标签", "巨型"])
    assert (table.unknown, table.faults, table.rows[0].town) == ((), [], "新镇")


def test_a_new_word_of_a_kept_list_is_taken_and_told(tmp_path: Path) -> None:
    table = read(tmp_path, ["示例甲厂", "", "白马街道办", "", "涉水重点、新标签", "巨型"], office=KNOWN)
    (row,) = table.rows
    assert (row.town, row.tags, row.scale) == ("白马街道办", ("涉水重点", "新标签"), "巨型")
    assert [(word.said, word.is_open) for word in table.unknown] == [
        ("白马街道办", True),
        ("新标签", True),
        ("巨型", True),
    ]
    assert {fault.level for fault in table.faults} == {"warning"}


def test_a_word_of_a_kept_list_without_its_rank_is_known(tmp_path: Path) -> None:
    table = read(tmp_path, ["示例甲厂", "", "白马", "", "", ""], office=KNOWN)
    assert (table.rows[0].town, table.unknown) == ("白马镇", ())


def test_a_known_industry_behind_its_number_is_known(tmp_path: Path) -> None:
    office = OfficeWords(facets={"industry_name": ("水泥制造",)})
    heads = ["单位名称", "行业类别"]
    table = read(tmp_path, ["示例甲厂", "3011 水泥制造"], office=office, heads=heads)
    (row,) = table.rows
    assert (row.industry_code, row.industry_name, table.unknown) == ("3011", "水泥制造", ())


def test_an_explained_facet_word_becomes_the_word_it_stands_for(tmp_path: Path) -> None:
    office = OfficeWords({"town": {"白马街道办": "白马镇"}, "tags": {"水重点": "涉水重点"}}, KNOWN.facets)
    table = read(tmp_path, ["示例甲厂", "", "白马街道办", "", "水重点、涉水重点", ""], office=office)
    assert (table.rows[0].town, table.rows[0].tags) == ("白马镇", ("涉水重点",))
    assert (table.unknown, table.faults) == ((), [])


def _people(folder: Path, office: OfficeWords) -> InspectorTable:
    rows = [["姓名", "状态", "业务专长"], ["黄例安", "借调", "水、噪声"]]
    return read_inspectors(workbook(folder / "人员.xlsx", rows), office=office)


def test_words_of_inspectors_are_asked_alike(tmp_path: Path) -> None:
    table = _people(tmp_path, OfficeWords())
    assert [(word.field, word.said, word.is_open) for word in table.unknown] == [
        ("state", "借调", False),
        ("skills", "噪声", True),
    ]
    known = OfficeWords(spoken={"state": {"借调": "请假"}, "skills": {"噪声": "噪声"}})
    table = _people(tmp_path, known)
    assert (table.unknown, table.faults) == ((), [])
    assert (table.rows[0].state, table.rows[0].skills) == ("请假", ("水", "噪声"))
