"""Registries: what is wrong or was repaired is named by sheet, row, column and value."""

from pathlib import Path

import pytest

from tests.intake.files import Value, code, objects, only


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
        ("信用分", 10**9, "数字太大"),
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


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    longest, longer = "例" * 200, "例" * 201
    table = objects(tmp_path, "单位名称 所属乡镇", [longest, "示例镇"], [longer, "示例镇"])
    assert [row.name for row in table] == [longest]
    assert (only(table).row, only(table).column, only(table).level) == (3, "单位名称", "error")
    assert only(table).message == "名称最多 200 个字，这里有 201 个字，请核对"


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
    ("name", "again"),
    [
        ("示例（甲）厂", "示例(甲)厂"),
        ("示例(甲) VOC 厂", "示例（甲）ＶＯＣ厂"),
        ("示例ABC厂", "示例 abc 厂"),
        ("示例 1 号厂", "示例１号厂"),
    ],
)
@pytest.mark.parametrize("coded", [code(1), None])
def test_one_name_in_wide_and_narrow_letters_is_one_object(
    tmp_path: Path, name: str, again: str, coded: Value
) -> None:
    table = objects(tmp_path, "单位名称 信用代码", [name, coded], ["示例乙厂", None], [again, coded])
    [fault] = [each for each in table.faults if each.level == "error"]
    same = "和代码都相同" if coded else "相同，都没有代码"
    assert (fault.row, len(table.rows)) == (4, 2)
    assert fault.message == f"与第 2 行重复：名称（全角半角、大小写、空格不计）{same}"


def test_two_objects_that_the_registry_numbered_stay_two(tmp_path: Path) -> None:
    rows = (["WL-0001", "示例（甲）厂"], ["WL-0002", "示例(甲)厂"], ["WL-0003", "示例（甲）厂"])
    table = objects(tmp_path, "编号 单位名称", *rows)
    assert [row.code for row in table.rows] == ["WL-0001", "WL-0002"]
    assert [(fault.row, fault.message) for fault in table.faults] == [
        (4, "与第 2 行重复：名称相同，都没有代码")
    ]


def test_names_that_differ_in_a_mark_are_two_objects(tmp_path: Path) -> None:
    names = ("示例甲厂", "示例（甲）厂", "示例甲-厂", "示例甲厂有限责任公司", "示例甲厂有限公司")
    assert len(objects(tmp_path, "单位名称", *([name] for name in names)).rows) == len(names)


@pytest.mark.parametrize(
    ("towns", "refused"),
    [
        (("示例镇", "例河乡"), []),
        (("示例镇", "示例镇"), [(3, "与第 2 行重复：名称相同，都没有代码")]),
        (("示例镇", None), [(3, "与第 2 行重复：名称相同，都没有代码")]),
        ((None, "例河乡"), [(3, "与第 2 行重复：名称相同，都没有代码")]),
        (("火星", "例河乡"), [(2, "没有这个镇街")]),
    ],
)
def test_without_a_code_one_name_in_two_towns_is_two_objects(
    tmp_path: Path, towns: tuple[Value, Value], refused: list[tuple[int, str]]
) -> None:
    table = objects(tmp_path, "单位名称 所属乡镇", *(["示例丙厂", town] for town in towns))
    assert [fault.row for fault in table.faults] == [row for row, _ in refused]
    assert all(words in fault.message for fault, (_, words) in zip(table.faults, refused, strict=True))
    assert len(table.rows) == 2 - len(refused)


def test_a_code_and_name_twice_are_one_object_in_whatever_town(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["示例丙厂", code(1), "示例镇"],
        ["示例丙厂", code(1), "例河乡"],
        ["示例丁厂", None, "示例镇"],
    ]
    fault = only(objects(tmp_path, "单位名称 信用代码 所属乡镇", *rows))
    assert (fault.row, fault.message) == (3, "与第 2 行重复：名称和代码都相同")


def test_coordinates_that_changed_places_are_recognised(tmp_path: Path) -> None:
    fault = only(objects(tmp_path, "单位名称 经度 纬度", ["示例甲厂", 29.41, 107.72]))
    assert (fault.column, fault.value) == ("经度", "29.41")
    assert fault.message == "经度、纬度可能填反（107.72 在纬度栏）"


def test_one_coordinate_without_the_other_is_worth_a_look(tmp_path: Path) -> None:
    fault = only(objects(tmp_path, "单位名称 经度 纬度", ["示例甲厂", 107.72, None]))
    assert (fault.level, fault.message) == ("warning", "只有经度，没有纬度")


def test_a_column_of_old_organisation_codes_is_left_out_with_a_warning(tmp_path: Path) -> None:
    table = objects(tmp_path, "单位名称 组织机构代码", ["示例甲厂", "00000000-X"], ["示例乙厂", code(2)])
    assert [row.uscc for row in table] == ["", code(2)]
    assert only(table).level == "warning"
