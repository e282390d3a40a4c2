"""Importing a file: looked at first, written only when told to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.states import ObjectState
from app.models.registry import InspectionObject
from app.services.import_lines import Mark
from app.services.office import Store
from app.services.registry_choices import registry_choices
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown
from tests.ui.import_files import HEAD, Chosen, code, faulty, looked_into, shown_rows, table, words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.empty(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    return shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-01-08")))


def test_counts_rows_marks_and_columns_are_shown_and_nothing_is_written(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    qtbot.waitUntil(lambda: "8 行" in words(seen), timeout=LONG)
    rows = shown_rows(seen)
    assert [row[1:3] for row in rows[:4]] == [["2", "新增"], ["3", "新增"], ["4", "有误"], ["5", "新增"]]
    assert rows[2][3:5] == ["示例第3化工有限公司", "91000000MA5UAB2X9"]
    assert "社会信用代码：统一社会信用代码应为 18 位" in rows[2][6]
    assert "名称中的空格或看不见的字符已去掉" in rows[6][6]
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
    with qtbot.waitActive(page):
        page.activateWindow()
    imported(qtbot, page, choose, monkeypatch, faulty(tmp_path / "在册单位.csv"))
    focused = page.window().focusWidget()
    assert focused
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "已撤销" in words(page), timeout=LONG)
    page._undo()  # the list is empty, its table takes no keys
    qtbot.waitUntil(lambda: "检查对象没有可以撤销的修改或导入。" in words(page), timeout=LONG)
    page._redo()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 6, timeout=LONG)
    assert "已重做：导入检查对象" in words(page)


def test_two_imports_of_a_session_are_taken_back_one_after_the_other(
    qtbot: QtBot,
    page: RegistryPage,
    store: Store,
    tmp_path: Path,
    choose: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(qtbot, page, choose, monkeypatch, faulty(tmp_path / "在册单位.csv"))
    more = tmp_path / "新增单位.csv"
    more.write_text("单位名称,所在地\n示例迟来厂,示例镇\n", encoding="utf-8-sig")
    imported(qtbot, page, choose, monkeypatch, more)
    qtbot.waitUntil(lambda: "已导入 新增单位.csv" in words(page), timeout=LONG)
    page._undo()
    qtbot.waitUntil(lambda: "新增单位.csv：移去新增的 1 家" in words(page), timeout=LONG)
    assert registry_choices(store, 2024).objects == 6
    page._undo()
    qtbot.waitUntil(lambda: "在册单位.csv：移去新增的 6 家" in words(page), timeout=LONG)
    assert registry_choices(store, 2024).objects == 0


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


def test_rows_are_looked_at_by_mark(qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    chips = {mark: chip.text() for mark, chip in seen.rows.chips.items() if chip.isVisibleTo(seen)}
    assert chips == {
        Mark.ALL: "全部 8",
        Mark.NEW: "新增 6",
        Mark.FAULTY: "有误 2",
        Mark.HINTS: "提示 1",
    }
    seen.rows.chips[Mark.FAULTY].click()
    assert [row[1] for row in shown_rows(seen)] == ["4", "6"]
    seen.rows.chips[Mark.HINTS].click()
    assert [row[1] for row in shown_rows(seen)] == ["8"]


def test_a_row_is_read_in_full_beside_the_list(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    seen.rows.table.selectRow(2)
    told = words(seen.columns)
    assert "第 4 行" in told
    assert "91000000MA5UAB2X9\n统一社会信用代码应为 18 位" in told
    assert "白马镇" in told


def test_the_file_is_exported_with_what_is_wrong_in_its_rows(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    target = tmp_path / "问题.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    seen.list.click()
    qtbot.waitUntil(lambda: "已保存" in words(seen), timeout=LONG)
    rows = [*load_workbook(target).worksheets[0].values]
    assert rows[0] == (*HEAD, "问题")
    assert len(rows) == 9
    assert [row[0] for row in rows[1:] if row[4] and not str(row[4]).startswith("提示")] == [
        "示例第3化工有限公司",
        "示例第4化工有限公司",
    ]


def test_esc_leaves_without_a_trace(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
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


def test_a_list_that_agrees_confirms_its_objects_in_one_act_that_goes_back(
    qtbot: QtBot,
    page: RegistryPage,
    store: Store,
    jobs: Jobs,
    tmp_path: Path,
    choose: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [["示例厂", code(1), "白马镇", ""], ["示例二厂", code(2), "", ""]]
    imported(qtbot, page, choose, monkeypatch, table(tmp_path / "名单.csv", rows))
    later = shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-03-01")))
    later.show_argument("import")
    seen = looked_into(qtbot, later)
    qtbot.waitUntil(seen.act.isEnabled, timeout=LONG)
    assert seen.act.text() == "按这份名单标为已核实 2 家"
    seen.act.click()
    qtbot.waitUntil(lambda: later.in_front() is later.lists, timeout=LONG)
    assert "标为已核实：2 家：2024-03-01 核实（按 名单.csv）。" in words(later)
    assert confirmed_on(store) == {date(2024, 3, 1)}
    [undo] = [found for found in later.lists.banners.findChildren(Button) if found.text() == "撤销"]
    undo.click()
    qtbot.waitUntil(lambda: confirmed_on(store) == {date(2024, 1, 8)}, timeout=LONG)


def confirmed_on(store: Store) -> set[date | None]:
    with store.reading() as session:
        return {*session.scalars(select(InspectionObject.confirmed_on))}


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
