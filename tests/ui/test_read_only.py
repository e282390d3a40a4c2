"""A file that is open for reading only: what would change it is off and says why, everything else works."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.office import Store, open_store
from app.ui.banner import Banner
from app.ui.buttons import Button
from app.ui.jobs import Jobs
from app.ui.label import Label
from app.ui.pages.plan import PlanPage
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.pages.registry_lists import INSPECTORS, OBJECTS
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

WHY = "文件是只读打开的，不能改动"
DAY = "2024-03-06"
Make = Callable[[Path], Store]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[Make], Store]]:
    stores: list[Store] = []

    def of(make: Make) -> Store:
        path = tmp_path / "示例.db"
        make(path).close()
        stores.append(open_store(path, read_only=True))
        return stores[-1]

    yield of
    for store in stores:
        store.close()


def button(page: QWidget, name: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.accessibleName() == name and b.isVisible())


def says(page: QWidget, words: str) -> bool:
    return any(words in label.text() for label in page.findChildren(Label) if label.isVisible())


def test_the_registry_is_read_but_not_changed(
    qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]
) -> None:
    page = shown(qtbot, RegistryPage(desk_of(read_only(office.imported), jobs, DAY)))
    table = page.lists.objects.table
    qtbot.waitUntil(lambda: table.rows.rowCount() > 0, timeout=LONG)
    assert says(page, f"2024 年度　{WHY}")
    assert not button(page, "导入").isEnabled()
    assert not button(page, "新增检查对象").isEnabled()
    assert button(page, "下载模板").isEnabled()
    table.selectRow(0)
    panel = page.lists.objects.panel
    qtbot.waitUntil(lambda: says(panel, "列入的抽查类别"), timeout=LONG)
    for name in ("修改", "变更状态"):
        assert not button(panel, name).isEnabled()
        assert button(panel, name).toolTip() == WHY
    assert button(panel, "查看全部记录").isEnabled()
    table.opened.emit(table.rows.id_at(0))
    assert page.in_front() is page.lists
    assert any(f"{WHY}。" in banner.accessibleName() for banner in page.findChildren(Banner))


def test_no_recusal_is_noted(qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]) -> None:
    page = shown(qtbot, RegistryPage(desk_of(read_only(office.imported), jobs, DAY)))
    page.lists.tabs.set_current(INSPECTORS)
    table = page.lists.inspectors.table
    qtbot.waitUntil(lambda: table.rows.rowCount() > 0, timeout=LONG)
    table.selectRow(0)
    qtbot.waitUntil(lambda: says(page.lists.inspectors.panel, "所在区域"), timeout=LONG)
    assert not button(page, "登记回避").isEnabled()


def test_a_file_is_looked_into_but_not_imported(
    qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]
) -> None:
    page = shown(qtbot, RegistryPage(desk_of(read_only(office.empty), jobs, DAY)))
    qtbot.waitUntil(lambda: says(page, f"{WHY}。"), timeout=LONG)
    page.begin_import(OBJECTS).look_into(stages.OBJECTS)
    front = page.in_front()
    assert isinstance(front, ImportPage)
    qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
    assert not front.act.isEnabled()
    assert says(front, WHY)


def test_a_plan_is_read_but_not_moved_on(
    qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]
) -> None:
    page = shown(qtbot, PlanPage(desk_of(read_only(office.drafted), jobs, DAY)))
    qtbot.waitUntil(lambda: page.view is not None, timeout=LONG)
    page.table.select("2024-12")
    assert not page.next.isEnabled()
    assert not page.change_count.isEnabled()
    assert not page.checks.go.isVisible()
    assert not [b for b in page.checks.findChildren(Button) if b.accessibleName().startswith("答复")]
    assert says(page, WHY)
    assert button(page, "预览与打印").isEnabled()


def test_a_published_plan_still_leads_to_the_draw(
    qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]
) -> None:
    page = shown(qtbot, PlanPage(desk_of(read_only(office.planned), jobs, DAY)))
    qtbot.waitUntil(lambda: page.view is not None, timeout=LONG)
    assert page.next.isEnabled()
    assert not page.other.isEnabled()


def test_no_plan_is_drafted(qtbot: QtBot, jobs: Jobs, read_only: Callable[[Make], Store]) -> None:
    page = shown(qtbot, PlanPage(desk_of(read_only(office.imported), jobs, DAY)))
    qtbot.waitUntil(lambda: says(page, f"{WHY}。"), timeout=LONG)
    assert not [b for b in page.findChildren(Button) if "拟计划" in b.accessibleName() and b.isVisible()]
