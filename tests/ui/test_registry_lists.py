"""Lists that update the registries, as the clerk sees them: looked at, decided on, written, taken back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.inspectors import add_inspector
from app.services.office import Store
from app.services.rows.lists import Fate, Missing
from app.services.rows.registry import InspectorFields
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_list_page import ListPage
from app.ui.pages.registry_list_views import ListView
from app.ui.pages.registry_tasks import tasks_of
from tests.intake.files import Rows, Value, code, workbook
from tests.services.list_samples import dump, found, registry
from tests.stages import act
from tests.ui.driving import LONG, desk_of, shown

PERMITS: Rows = [
    ("单位名称", "信用代码", "管理类别", "许可证编号", "备注"),
    ("示例甲化工有限公司", code(1), "简化管理", "P1", ""),
    ("示例己新材料有限公司", code(6), "重点管理", "P7", ""),
    ("示例庚机械厂", "9.15E+17", "重点管理", "P8", ""),
]
Look = Callable[[str, Sequence[Sequence[Value]]], ListPage]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(registry(tmp_path / "示例.db")) as made:
        add_inspector(made, InspectorFields("黄例安", "执法支队"), act())
        yield made


@pytest.fixture
def page(store: Store, qtbot: QtBot, jobs: Jobs) -> RegistryPage:
    return shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-03-08")))


@pytest.fixture
def look(page: RegistryPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    def open_list(key: str, rows: Sequence[Sequence[Value]]) -> ListPage:
        path = workbook(tmp_path / "清单.xlsx", rows)
        monkeypatch.setattr(choosers, "open_file", lambda *asked: asked[-1](path))
        front = page.begin_task(key)
        assert isinstance(front, ListPage)
        front.choose()
        qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
        return front

    return open_list


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def written(qtbot: QtBot, page: RegistryPage, front: ListPage) -> str:
    assert front.act.isEnabled(), words(front)
    front.act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    return words(page.lists.banners)


def choose(qtbot: QtBot, front: ListPage, line: int, who: str) -> None:
    front.lines.table.selectRow(line)
    front.lines.who.set_key(who)
    before = front.preview
    front.lines.who.activated.emit(0)
    qtbot.waitUntil(lambda: front.preview is not before, timeout=LONG)


def press(widget: QWidget, text: str) -> None:
    next(button for button in widget.findChildren(Button) if button.text() == text).click()


def shows_names(view: ListView[Any]) -> bool:
    place = next(n for n, each in enumerate(view.table.rows.columns) if each.key == "name")
    return not view.table.isColumnHidden(place)


def test_the_menu_leads_to_every_list() -> None:
    offered = {
        tab: [task.words for task in tasks_of(tab)] for tab in ("objects", "inspectors", "auxiliaries")
    }
    assert {"按排污许可证清单更新", "按信用评价结果更新", "按行政处罚清单更新"} <= {*offered["objects"]}
    assert "导入回避名单" in offered["inspectors"]
    assert "导入随同、辅助人员" in offered["auxiliaries"]


def test_an_office_without_companions_finds_the_way_to_a_file(page: RegistryPage, qtbot: QtBot) -> None:
    page.lists.tabs.set_current("auxiliaries")
    qtbot.waitUntil(lambda: "从文件导入" in words(page.lists), timeout=LONG)
    press(page.lists.section("auxiliaries"), "选文件")
    assert page.in_front().accessibleName() == "导入随同、辅助人员"


def test_a_permit_list_is_shown_before_anything_is_written(look: Look, store: Store) -> None:
    before = dump(store)
    front = look("list-permit", PERMITS)
    assert [line.fate for line in front.lines.shown] == [Fate.CHANGED, Fate.LACKING]
    assert front.act.text() == "更新 1 家"
    assert "现在还没有写入任何内容。" in words(front)
    assert [line.name for line in front.lacking.shown] == ["示例己新材料有限公司"]
    assert [line.code for line in front.missing.shown] == ["WL-0002", "WL-0005", "WL-0006", "WL-0007"]
    assert [fault.row for fault in front.faults.shown] == [4]
    assert dump(store) == before


def test_chips_narrow_the_lines(look: Look) -> None:
    front = look("list-permit", PERMITS)
    front.lines.chips.set_values("fate", ("更新",))
    assert [line.name for line in front.lines.shown] == ["示例甲化工有限公司"]


def test_the_current_line_is_said_in_full_below_the_table(look: Look) -> None:
    front = look("list-permit", PERMITS)
    front.lines.table.selectRow(0)
    assert front.lines.detail.text() == "示例甲化工有限公司：排污许可管理类别：重点管理 → 简化管理"
    front.faults.table.selectRow(0)
    assert front.faults.detail.text().startswith("第 4 行：Excel 把它变成了数字")


def test_ticked_holders_are_added_and_missing_permits_become_what_was_chosen(
    look: Look, page: RegistryPage, store: Store, qtbot: QtBot
) -> None:
    front = look("list-permit", PERMITS)
    press(front.lacking, "全选")
    assert front.act.text() == "新增 1 家，更新 1 家"
    front.missing.choice.set_key(Missing.NO_PERMIT.name)
    front.missing.choice.activated.emit(1)
    front.missing.table.rows.toggle(0)
    assert front.act.text() == "新增 1 家，更新 1 家，许可类别改为无 3 家"
    assert front.unsaved() == "按排污许可证清单更新"
    told = written(qtbot, page, front)
    assert "更新 1，名录库没有 1（新增 1），有误 1，许可类别改为无 3。" in told
    assert found(store, 8).name == "示例己新材料有限公司"
    assert [found(store, number).permit_class for number in (1, 2, 5)] == ["简化管理", "简化管理", "无"]


def test_a_doubtful_line_is_decided_below_the_table_and_ticks_stay(
    look: Look, page: RegistryPage, store: Store, qtbot: QtBot
) -> None:
    rows: Rows = [
        *PERMITS[:3],
        ("示例丙食品厂", "", "简化管理", "P3", ""),
        ("示例丁集团三厂", code(4), "重点管理", "P9", ""),
    ]
    front = look("list-permit", rows)
    assert not front.lines.who.isVisibleTo(front)
    press(front.lacking, "全选")
    front.missing.table.rows.toggle(0)
    left = front.missing.ticked()
    choose(qtbot, front, 2, "4")
    assert front.lines.shown[2].code == "WL-0004"
    choose(qtbot, front, 3, "0")
    assert [line.name for line in front.lacking.shown] == ["示例己新材料有限公司", "示例丁集团三厂"]
    assert [line.name for line in front.lacking.ticked()] == ["示例己新材料有限公司"]
    assert {line.id for line in front.missing.ticked()} >= {line.id for line in left}
    assert 2 not in {line.id for line in front.missing.ticked()}
    press(front.lacking, "全选")
    written(qtbot, page, front)
    assert found(store, 4).permit_class == "简化管理"
    assert found(store, 3).permit_class == "登记管理"
    assert found(store, 9).name == "示例丁集团三厂"


def test_ctrl_z_takes_the_list_back(
    look: Look, page: RegistryPage, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(store)
    front = look("list-permit", PERMITS)
    press(front.lacking, "全选")
    written(qtbot, page, front)
    assert dump(store) != before
    monkeypatch.setattr(choosers, "confirm", lambda *asked: asked[-1]())
    page._undo()
    qtbot.waitUntil(lambda: "已撤销" in words(page.lists.banners), timeout=LONG)
    assert dump(store) == before


def test_a_column_is_corrected_by_choice(look: Look, qtbot: QtBot) -> None:
    rows: Rows = [("单位名称", "信用代码", "档次"), ("示例甲化工有限公司", code(1), "登记管理")]
    front = look("list-permit", rows)
    assert front.act.text() == "写入"
    assert "与名录库一致，没有要写入的" in words(front)
    combo = front.columns.lines.combo("档次")
    assert combo is not None
    combo.set_key("permit_class")
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: front.act.text() == "更新 1 家", timeout=LONG)


def test_other_columns_are_read_of_what_was_decided_on_though_the_file_changed(
    look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    head = ("单位名称", "信用代码", "档次")
    front = look("list-permit", [head, ("示例己新材料有限公司", code(6), "重点管理")])
    press(front.lacking, "全选")
    workbook(tmp_path / "清单.xlsx", [head, ("示例庚机械厂", code(7), "重点管理")])
    combo = front.columns.lines.combo("档次")
    assert combo is not None
    combo.set_key("permit_class")
    before = front.preview
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: front.preview is not before, timeout=LONG)
    assert [line.name for line in front.lacking.ticked()] == ["示例己新材料有限公司"]


def test_a_file_chosen_again_is_read_anew_and_nothing_is_decided_of_it(
    look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    front = look("list-permit", PERMITS)
    press(front.lacking, "全选")
    path = workbook(tmp_path / "清单.xlsx", [*PERMITS[:2], ("示例庚机械厂", code(7), "重点管理", "P8", "")])
    before = front.preview
    front.look_into(path)
    qtbot.waitUntil(lambda: front.preview is not before, timeout=LONG)
    assert [line.name for line in front.lacking.shown] == ["示例庚机械厂"]
    assert front.lacking.ticked() == []


def test_without_names_the_columns_are_asked_about(look: Look) -> None:
    front = look("list-credit", [("谁", "信用等级"), ("示例甲化工有限公司", "良好")])
    assert not front.act.isEnabled()
    assert "没有认出名称一列" in words(front.banners)
    assert "还没有指定名称一列" in words(front)


def test_how_long_a_penalty_marks_is_chosen_and_shown(
    look: Look, page: RegistryPage, store: Store, qtbot: QtBot
) -> None:
    rows: Rows = [("当事人", "文号", "处罚日期"), ("示例甲化工有限公司", "示环罚〔2024〕1号", "2024-03-01")]
    front = look("list-penalty", rows)
    assert "有效至 2025-03-01" in front.lines.shown[0].words
    front.lines.months.set_key("6")
    front.lines.months.activated.emit(0)
    qtbot.waitUntil(lambda: "有效至 2024-09-01" in front.lines.shown[0].words, timeout=LONG)
    assert "新增 1" in written(qtbot, page, front)
    assert found(store, 1).marks == ("违法记录",)


def test_recusals_of_unknown_objects_are_kept_by_name_when_ticked(
    look: Look, page: RegistryPage, qtbot: QtBot
) -> None:
    rows: Rows = [("姓名", "回避单位", "关系"), ("黄例安", "示例癸矿业有限公司", "配偶")]
    front = look("list-recusal", rows)
    assert not front.act.isEnabled()
    front.lacking.by_owner.setChecked(True)
    qtbot.waitUntil(lambda: front.act.text() == "新增 1 条", timeout=LONG)
    assert "导入回避名单（清单.xlsx）：新增 1。" in written(qtbot, page, front)


def test_companions_come_from_a_file(look: Look, page: RegistryPage, qtbot: QtBot) -> None:
    rows: Rows = [("姓名", "单位", "类别"), ("陈例平", "示例大学", "专家")]
    front = look("list-auxiliary", rows)
    assert front.act.text() == "新增 1 人"
    written(qtbot, page, front)
    assert page.lists.tab == "auxiliaries"


@pytest.mark.parametrize(("key", "headings"), [("list-recusal", 8), ("list-auxiliary", 6)])
def test_a_template_is_saved(
    page: RegistryPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    headings: int,
) -> None:
    target = tmp_path / "模板.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    press(page.begin_task(key), "下载")
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(lambda: "已保存" in words(page.in_front().banners), timeout=LONG)
    assert load_workbook(target).worksheets[0].max_column == headings


def test_each_difference_is_saved_as_a_table(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = look("list-permit", PERMITS)
    target = tmp_path / "清单没有的.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    press(front.missing, "导出这张表")
    qtbot.waitUntil(lambda: "已保存" in words(front.banners), timeout=LONG)
    cells = [cell for row in load_workbook(target).worksheets[0].values for cell in row]
    assert {"WL-0002", "WL-0005", "WL-0006", "WL-0007", "重点管理 P4"} <= {*cells}


def test_the_problems_come_back_in_the_file_itself_and_mended_it_is_read_without_a_fault(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = look("list-permit", PERMITS)
    target = tmp_path / "改.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    press(front.faults, "导出问题表格")
    qtbot.waitUntil(lambda: "已保存" in words(front.banners), timeout=LONG)
    book = load_workbook(target)
    sheet = book.worksheets[0]
    assert "Excel 把它变成了数字" in str(sheet.cell(4, 6).value)
    sheet.cell(4, 2).value = code(7)
    book.save(target)
    front.look_into(target)
    qtbot.waitUntil(lambda: front.preview is not None and front.preview.path == target, timeout=LONG)
    assert front.faults.shown == []
    assert len(front.lines.shown) == 3


def test_leaving_asks_where_something_was_decided(
    look: Look, page: RegistryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(choosers, "confirm", lambda *said: asked.append(said[2]))
    front = look("list-permit", PERMITS)
    press(front.lacking, "全选")
    press(front, "换一个文件")
    assert len(asked) == 1
    front.leave()
    assert len(asked) == 2
    assert page.in_front() is front
    press(front.lacking, "全不选")
    front.leave()
    assert page.in_front() is page.lists


def test_a_doubtful_line_that_was_decided_is_asked_about_on_leaving(look: Look, qtbot: QtBot) -> None:
    front = look("list-permit", [*PERMITS[:2], ("示例丙食品厂", "", "简化管理", "P3", "")])
    assert front.unsaved() == ""
    choose(qtbot, front, 1, "4")
    assert front.unsaved() == "按排污许可证清单更新"
    choose(qtbot, front, 1, "")
    assert front.unsaved() == ""


def test_a_column_that_was_chosen_is_asked_about_on_leaving(look: Look, qtbot: QtBot) -> None:
    front = look("list-permit", [("单位名称", "信用代码", "档次"), ("示例甲化工有限公司", code(1), "登记")])
    assert front.unsaved() == ""
    combo = front.columns.lines.combo("档次")
    assert combo is not None
    combo.set_key("permit_class")
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: front.unsaved() == "按排污许可证清单更新", timeout=LONG)


def test_columns_chosen_at_an_earlier_list_are_not_asked_about(
    look: Look, page: RegistryPage, qtbot: QtBot
) -> None:
    rows: Rows = [("单位名称", "信用代码", "档次"), ("示例甲化工有限公司", code(1), "登记")]
    front = look("list-permit", rows)
    combo = front.columns.lines.combo("档次")
    assert combo is not None
    combo.set_key("permit_class")
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: front.act.text() == "更新 1 家", timeout=LONG)
    written(qtbot, page, front)
    again = look("list-permit", rows)
    assert again.preview is not None
    assert again.preview.choices == {"档次": "permit_class"}
    assert again.unsaved() == ""


def test_how_long_a_mark_counts_and_recusals_by_name_are_asked_about_on_leaving(look: Look) -> None:
    front = look(
        "list-penalty",
        [("当事人", "文号", "处罚日期"), ("示例甲化工有限公司", "示环罚〔2024〕1号", "2024-03-01")],
    )
    assert front.unsaved() == ""
    front.lines.months.set_key("6")
    assert front.unsaved() == "按行政处罚清单更新"
    front.lines.months.set_key("12")
    front.leave()
    front = look("list-recusal", [("姓名", "回避单位", "关系"), ("黄例安", "示例癸矿业有限公司", "配偶")])
    assert front.unsaved() == ""
    front.lacking.by_owner.setChecked(True)
    assert front.unsaved() == "导入回避名单"


@pytest.mark.parametrize("density", Density)
def test_names_stay_readable_in_every_density(look: Look, density: Density) -> None:
    front = look("list-permit", PERMITS)
    front.set_density(density)
    assert shows_names(front.lines)
    assert shows_names(front.lacking)
    assert shows_names(front.missing)
