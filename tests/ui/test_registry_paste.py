"""A block copied in WPS is pasted into a list as a checked import, and taken back as one act."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.registry import InspectionObject, Inspector
from app.services import import_undo
from app.services.import_report import Registry
from app.services.office import Store
from app.services.registry_choices import registry_choices
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.pages.registry_lists import INSPECTORS
from tests.intake.files import code
from tests.stages import act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown
from tests.ui.import_files import words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.mid_year(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-03-06")))
    qtbot.waitUntil(lambda: made.lists.objects.table.rows.rowCount() > 0, timeout=LONG)
    return made


def pasted(qtbot: QtBot, page: RegistryPage, block: str) -> ImportPage:
    """Copy a block elsewhere and press Ctrl+V in the list."""
    QGuiApplication.clipboard().setText(block)
    with qtbot.waitActive(page):
        page.activateWindow()
    table = page.lists.section(page.lists.tab).table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    front = page.in_front()
    assert isinstance(front, ImportPage)
    qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
    return front


def test_a_block_with_headings_is_checked_imported_and_taken_back(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    before = registry_choices(store, 2024).objects
    good = code(77)
    front = pasted(qtbot, page, f"企业名称\t信用代码\n示例新来甲厂\t{good}\n示例新来乙厂\t{good[:-1]}\n")
    assert front.act.text() == "导入 1 行，跳过 1 行"
    front.act.click()
    qtbot.waitUntil(lambda: "已导入 剪贴板" in words(page), timeout=LONG)
    assert registry_choices(store, 2024).objects == before + 1
    import_undo.undo_import(store, Registry.OBJECTS, act("2024-03-07"))
    assert registry_choices(store, 2024).objects == before


def test_a_block_without_headings_has_the_columns_that_the_list_shows(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    page.lists.objects.table.show_columns(("name", "town", "permit_class", "visits"))
    front = pasted(qtbot, page, "示例新来甲厂\t白马镇\t简化\t3\n")
    assert front.preview
    assert [found.key for found in front.preview.columns] == ["name", "town", "permit_class", ""]
    front.act.click()
    qtbot.waitUntil(lambda: "已导入 剪贴板" in words(page), timeout=LONG)
    with store.reading() as session:
        added = session.query(InspectionObject).filter_by(name="示例新来甲厂").one()
        assert (added.town, added.permit_class) == ("白马镇", "简化管理")


def test_inspectors_are_pasted_alike(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    page.lists.tabs.set_current(INSPECTORS)
    qtbot.waitUntil(lambda: page.lists.inspectors.table.rows.rowCount() > 0, timeout=LONG)
    page.lists.inspectors.table.show_columns(("name", "department", "cert", "expiry"))
    front = pasted(qtbot, page, "新例来\t水科\t示例99\t2027-06-30\n")
    front.act.click()
    qtbot.waitUntil(lambda: "已导入 剪贴板" in words(page), timeout=LONG)
    with store.reading() as session:
        added = session.query(Inspector).filter_by(name="新例来").one()
        assert (added.department, added.cert, str(added.cert_expiry)) == ("水科", "示例99", "2027-06-30")


def test_the_import_page_takes_a_block_too(qtbot: QtBot, page: RegistryPage) -> None:
    front = page.begin_import("objects")
    QGuiApplication.clipboard().setText("单位名称\t乡镇\n示例新来甲厂\t白马镇\n")
    front.paste()
    qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
    assert front.act.text() == "导入 1 行"


def test_an_empty_clipboard_is_said_to_be_empty(qtbot: QtBot, page: RegistryPage) -> None:
    QGuiApplication.clipboard().setText(" ")
    with qtbot.waitActive(page):
        page.activateWindow()
    table = page.lists.objects.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.in_front() is page.lists
    assert "剪贴板里没有表格内容" in words(page)
