"""Columns of a file: recognised, corrected by choice and remembered."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.registry import InspectionObject
from app.services.office import Store
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.theme import px
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown
from tests.ui.import_files import Chosen, code, faulty, looked_into, pick, settled, shown_rows, table, words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.empty(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    return shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-01-08")))


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
    assert shown_rows(seen)[0][5] == "例大街 1 号"
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
    settled(qtbot, seen, before)
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
    assert not seen.rows.table.isColumnHidden(4)
    assert "现在还没有写入任何内容。" in words(seen)
    seen.columns.set_folded(folded=False)
    assert "现在还没有写入任何内容。" not in words(seen)
    assert [seen.rows.table.isColumnHidden(place) for place in (3, 4)] == [False, True]
    qtbot.waitUntil(lambda: seen.rows.table.columnWidth(3) > px(100), timeout=LONG)
    seen.set_density(Density.FOLDED)
    seen.columns.set_folded(folded=False)
    assert "现在还没有写入任何内容。" not in words(seen)
