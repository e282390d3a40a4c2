"""Importing a file: looked at first, written only when told to."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.states import ObjectState
from app.core.text import check_character
from app.models.registry import InspectionObject
from app.services.office import Store
from app.services.registry_choices import registry_choices
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.theme import px
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

HEAD = ("单位名称", "社会信用代码", "乡镇（街道）", "备注2")
Chosen = Callable[[Path], None]


def code(number: int) -> str:
    body = f"91000000MA{number:07d}"
    return body + check_character(body)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.empty(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    return shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-01-08")))


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Chosen:
    def answer(path: Path) -> None:
        monkeypatch.setattr(choosers, "open_file", lambda *asked: asked[-1](path))

    return answer


def table(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    lines = "\n".join(",".join(row) for row in (head, *rows))
    path.write_text(lines + "\n", encoding="utf-8-sig")
    return path


def faulty(path: Path) -> Path:
    rows = [[f"示例第{n}化工有限公司", code(n), "白马镇", "甲"] for n in range(1, 9)]
    rows[2][1] = "91000000MA5UAB2X9"
    rows[4] = [*rows[3]]
    rows[6][0] = "示例 和顺 建材有限公司"
    return table(path, rows)


def looked_into(qtbot: QtBot, page: RegistryPage) -> ImportPage:
    front = page.in_front()
    assert isinstance(front, ImportPage)
    qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
    return front


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def cells(page: ImportPage, line: int) -> list[str]:
    rows = page.faults.rows
    return [str(rows.data(rows.index(line, place))) for place in range(rows.columnCount())]


def test_counts_faults_rows_and_columns_are_shown_and_nothing_is_written(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    qtbot.waitUntil(lambda: "8 行" in words(seen), timeout=LONG)
    assert seen.faults.rows.rowCount() == 3
    refused = cells(seen, 0)
    assert refused[0] == "不导入"
    assert refused[2:5] == ["4", "社会信用代码", "91000000MA5UAB2X9"]
    assert "应为 18 位" in refused[5]
    assert [cells(seen, line)[0] for line in range(3)].count("请留意") == 1
    assert seen.sample.rows.rowCount() == 6
    assert "认出 3 列，1 列不认识" in words(seen)
    assert seen.act.text() == "导入 6 行，跳过 2 行"
    assert "现在还没有写入任何内容" in words(seen)
    assert registry_choices(store, 2024).objects == 0


def test_good_rows_are_imported_and_the_list_shows_them(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    looked_into(qtbot, page).act.click()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 6, timeout=LONG)
    assert page.in_front() is page.lists
    assert "已导入 在册单位.csv" in words(page)
    assert "新增 6，更新 0，未变 0" in words(page)
    assert registry_choices(store, 2024).objects == 6


def imported(
    qtbot: QtBot, page: RegistryPage, choose: Chosen, monkeypatch: pytest.MonkeyPatch, path: Path
) -> list[str]:
    """Import a file and give where the sentences of confirmations, all of them agreed to, will stand."""
    asked: list[str] = []

    def agree(_parent: QWidget, title: str, told: str, verb: str, then: Callable[[], object]) -> None:
        asked.append(f"{title}：{told}［{verb}］")
        then()

    monkeypatch.setattr(choosers, "confirm", agree)
    choose(path)
    page.show_argument("import")
    looked_into(qtbot, page).act.click()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() > 0, timeout=LONG)
    return asked


def test_the_banner_after_an_import_takes_it_back(
    qtbot: QtBot,
    page: RegistryPage,
    store: Store,
    tmp_path: Path,
    choose: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = imported(qtbot, page, choose, monkeypatch, faulty(tmp_path / "在册单位.csv"))
    [undo] = [button for button in page.lists.banners.findChildren(Button) if button.text() == "撤销这次导入"]
    undo.click()
    qtbot.waitUntil(lambda: "在册单位.csv：移去新增的 6 家" in words(page), timeout=LONG)
    assert "经办人 2024-01-08 09:00 从“在册单位.csv”导入的检查对象将被撤销：移去新增的 6 家。" in asked[0]
    assert asked[0].endswith("［撤销］")
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 0, timeout=LONG)
    assert registry_choices(store, 2024).objects == 0


def test_ctrl_z_takes_the_import_back_and_then_says_there_is_none(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitActive(page)
    imported(qtbot, page, choose, monkeypatch, faulty(tmp_path / "在册单位.csv"))
    focused = page.window().focusWidget()
    assert focused
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "已撤销" in words(page), timeout=LONG)
    page._undo()  # the list is empty, its table takes no keys
    qtbot.waitUntil(lambda: "检查对象没有可以撤销的修改或导入。" in words(page), timeout=LONG)


def test_an_import_that_was_built_on_stays_and_the_banner_names_what_is_in_the_way(
    qtbot: QtBot,
    page: RegistryPage,
    store: Store,
    tmp_path: Path,
    choose: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(qtbot, page, choose, monkeypatch, faulty(tmp_path / "在册单位.csv"))
    stopped = StateChange(ObjectState.SUSPENDED, date(2024, 1, 8), "已停产")
    change_states(store, [1], stopped, office.clerk())
    page._undo()  # as Ctrl+Z does
    qtbot.waitUntil(lambda: "（WL-0001）导入后又修改过" in words(page), timeout=LONG)
    assert registry_choices(store, 2024).objects == 6


def test_errors_and_hints_are_looked_at_apart_and_exported(
    qtbot: QtBot,
    page: RegistryPage,
    tmp_path: Path,
    choose: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    seen.hints.click()
    assert [cells(seen, line)[0] for line in range(seen.faults.rows.rowCount())] == ["不导入", "不导入"]
    target = tmp_path / "问题.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    seen.list.click()
    qtbot.waitUntil(lambda: "已保存" in words(seen), timeout=LONG)
    rows = [*load_workbook(target).worksheets[0].values]
    assert rows[0] == ("处理", "工作表", "行", "列", "原值", "问题")
    assert len(rows) == 3


def pick(qtbot: QtBot, page: ImportPage, heading: str, field: str) -> None:
    """Choose what a column is, as the mouse does, and wait until the file was read again."""
    combo, before = page.columns.combo(heading), page.preview
    assert combo
    combo.setCurrentText(field)
    combo.activated.emit(combo.currentIndex())
    assert not page.act.isEnabled()
    qtbot.waitUntil(lambda: page.preview is not before, timeout=LONG)


def columns(page: ImportPage) -> dict[str, str]:
    assert page.preview
    shown = {found.heading: page.columns.combo(found.heading) for found in page.preview.columns}
    return {heading: combo.currentText() for heading, combo in shown.items() if combo}


def test_every_column_can_be_given_another_field_and_the_preview_is_read_again(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "名单.csv", [["示例甲厂", code(1), "白马镇", "例大街 1 号"]]))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    usual = {
        "单位名称": "名称",
        "社会信用代码": "统一社会信用代码",
        "乡镇（街道）": "所在地",
        "备注2": "不导入",
    }
    assert columns(seen) == usual
    pick(qtbot, seen, "备注2", "所在地")
    assert columns(seen) == usual | {"备注2": "所在地", "乡镇（街道）": "不导入"}
    qtbot.waitUntil(lambda: "认出 2 列，指定 1 列，1 列指定不导入" in words(seen), timeout=LONG)
    assert seen.sample.rows.data(seen.sample.rows.index(0, 4)) == "例大街 1 号"
    focused = page.window().focusWidget()
    assert focused is seen.columns.combo("备注2")
    pick(qtbot, seen, "社会信用代码", "不导入")
    seen.act.click()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 1, timeout=LONG)
    with store.reading() as session:
        item = session.get_one(InspectionObject, 1)
        assert (item.town, item.uscc) == ("例大街 1 号", "")


def test_the_choice_is_remembered_for_the_same_headings_and_can_be_given_up(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "名单.csv", [["示例甲厂", code(1), "白马镇", "例大街 1 号"]]))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    pick(qtbot, seen, "备注2", "地址")
    seen.act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    choose(table(tmp_path / "下季度.csv", [["示例乙厂", code(2), "白马镇", "例大街 2 号"]]))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert columns(seen)["备注2"] == "地址"
    qtbot.waitUntil(lambda: "列按那次的选择读取" in words(seen), timeout=LONG)
    before = seen.preview
    [undo] = [button for button in seen.columns.findChildren(Button) if button.text() == "按自动识别"]
    undo.click()
    qtbot.waitUntil(lambda: seen.preview is not before, timeout=LONG)
    assert columns(seen)["备注2"] == "不导入"
    assert "列按那次的选择读取" not in words(seen)


def test_a_name_that_was_not_recognised_is_assigned(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "无名称.csv", [["示例甲厂", "2"], ["示例乙厂", "3"]], ("甲方", "乡镇")))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert columns(seen) == {"甲方": "不导入", "乡镇": "所在地"}
    assert page.window().focusWidget() is seen.columns.combo("甲方")
    pick(qtbot, seen, "甲方", "名称")
    assert columns(seen) == {"甲方": "名称", "乡镇": "所在地"}
    assert seen.act.text() == "导入 2 行"
    assert seen.act.isEnabled()


def test_with_little_room_the_open_panel_leaves_names_and_faults_readable(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    page.resize(960, 520)
    page.set_density(Density.COMPACT)
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    seen.columns.set_folded(folded=True)
    assert not seen.sample.isColumnHidden(3)
    assert "现在还没有写入任何内容。" in words(seen)
    seen.columns.set_folded(folded=False)
    assert "现在还没有写入任何内容。" not in words(seen)
    assert [seen.sample.isColumnHidden(place) for place in (1, 3)] == [False, True]
    qtbot.waitUntil(lambda: seen.sample.columnWidth(1) > px(100), timeout=LONG)
    seen.set_density(Density.FOLDED)
    seen.columns.set_folded(folded=False)
    assert "现在还没有写入任何内容。" not in words(seen)


def test_esc_leaves_without_a_trace(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    qtbot.waitActive(page)
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    assert page.in_front() is page.lists
    assert registry_choices(store, 2024).objects == 0


def test_what_cannot_be_imported_says_why(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "无名称.csv", [["1", "2"]], ("甲", "乙")))
    page.show_argument("import")
    front = page.in_front()
    assert isinstance(front, ImportPage)
    qtbot.waitUntil(lambda: "没有认出名称一列" in words(front), timeout=LONG)
    assert not front.act.isEnabled()
    assert "还没有指定名称一列" in words(front)
    front.look_into(table(tmp_path / "全坏.csv", [["示例坏码厂", "91", "白马镇", ""]]))
    qtbot.waitUntil(lambda: "没有可以导入的行" in words(front), timeout=LONG)
    assert not front.act.isEnabled()


def test_a_file_that_changes_nothing_is_not_written_again(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "名单.csv", [["示例厂", code(1), "白马镇", ""]]))
    page.show_argument("import")
    looked_into(qtbot, page).act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert "与名录库一致，没有要写入的" in words(seen)
    assert not seen.act.isEnabled()


def test_inspectors_are_imported_and_unknown_recusals_told(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    head = ("姓名", "部门", "执法证号", "执法证有效期", "回避对象")
    choose(table(tmp_path / "人员.csv", [["黄例安", "水科", "示例8", "2027-06-30", "没有这家"]], head))
    page.show_argument("import-inspectors")
    looked_into(qtbot, page).act.click()
    qtbot.waitUntil(lambda: page.lists.inspectors.table.rows.rowCount() == 1, timeout=LONG)
    assert page.lists.tab == "inspectors"
    assert "“没有这家”不在名录库中，没有登记" in words(page)


def test_the_template_is_saved_where_the_clerk_chose(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "模板.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    page.lists.template_asked.emit("objects")
    qtbot.waitUntil(lambda: "已保存" in words(page), timeout=LONG)
    assert load_workbook(target).sheetnames == ["检查对象", "填写说明"]
