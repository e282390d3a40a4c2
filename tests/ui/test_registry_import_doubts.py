"""Doubtful rows and unknown words of a file: decided by the clerk, once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.registry import InspectionObject
from app.services.import_lines import Mark
from app.services.office import Store
from app.services.rows.intake import Choice, Reason
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown
from tests.ui.import_files import Chosen, code, faulty, looked_into, pick, settled, table, words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.empty(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    return shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-01-08")))


def begun_with_one(qtbot: QtBot, page: RegistryPage, choose: Chosen, tmp_path: Path) -> None:
    """Let the registry hold one firm that rows of other files may be."""
    choose(table(tmp_path / "名单.csv", [["示例白马化工有限公司", code(1), "白马镇", ""]]))
    page.show_argument("import")
    looked_into(qtbot, page).act.click()
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)


def test_doubtful_rows_are_decided_all_alike_or_each_for_itself(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, choose: Chosen
) -> None:
    begun_with_one(qtbot, page, choose, tmp_path)
    rows = [["示例白马化工有限责任公司", "", "白马镇", ""], ["示例白马化学有限公司", "", "白马镇", ""]]
    choose(table(tmp_path / "下季度.csv", rows))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert seen.questions.isVisibleTo(seen)
    assert "2 行存疑" in words(seen.questions)
    by_name = seen.questions.reasons[Reason.NAME_AND_TOWN]
    near = seen.questions.reasons[Reason.NEAR_NAME]
    assert (by_name.currentText(), near.currentText()) == (Choice.SAME, Choice.OTHER)
    near.setCurrentText(Choice.LEAVE)
    near.activated.emit(near.currentIndex())
    assert seen.act.text() == "导入 1 行，跳过 1 行"
    seen.rows.chips[Mark.DOUBTFUL].click()
    seen.rows.table.selectRow(1)
    seen.columns.row.choices[Choice.SAME].click()
    assert not seen.act.isEnabled()
    assert "第 2、3 行说的是同一家，请改一行" in words(seen)
    seen.rows.table.selectRow(0)
    seen.columns.row.choices[Choice.OTHER].click()
    assert seen.act.isEnabled()
    assert seen.questions.reasons[Reason.NAME_AND_TOWN].currentText() == Choice.OTHER
    seen.act.click()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 2, timeout=LONG)
    with store.reading() as session:
        names = session.scalars(select(InspectionObject.name).order_by(InspectionObject.id))
        assert [*names] == ["示例白马化学有限公司", "示例白马化工有限责任公司"]


def test_a_decision_holds_while_its_row_is_doubtful_however_the_columns_are_read(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    begun_with_one(qtbot, page, choose, tmp_path)
    choose(table(tmp_path / "下季度.csv", [["示例白马化学有限公司", "", "白马镇", "例街"]]))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    seen.rows.table.selectRow(0)
    seen.columns.row.choices[Choice.SAME].click()
    pick(qtbot, seen, "备注2", "地址")
    assert seen.questions.reasons[Reason.NEAR_NAME].currentText() == Choice.SAME
    pick(qtbot, seen, "备注2", "名称")
    assert seen.preview
    assert not seen.preview.standing.decisions
    pick(qtbot, seen, "单位名称", "名称")
    assert seen.questions.reasons[Reason.NEAR_NAME].currentText() == Choice.OTHER


def test_a_row_that_is_opened_unfolds_the_panel(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(faulty(tmp_path / "在册单位.csv"))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    seen.columns.set_folded(folded=True)
    seen.rows.table.selectRow(2)
    assert seen.columns.is_folded()
    QTest.keyClick(seen.rows.table, Qt.Key.Key_Return)
    assert not seen.columns.is_folded()
    assert "第 4 行" in words(seen.columns)


def answer(qtbot: QtBot, page: ImportPage, field: str, said: str, word: str) -> None:
    combo, before = page.questions.words[field, said], page.preview
    combo.setCurrentText(word)
    combo.activated.emit(combo.currentIndex())
    settled(qtbot, page, before)


def test_an_unknown_word_is_asked_once_and_then_read_silently(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    head = ("单位名称", "管理类别")
    rows = [["示例甲厂", "一类"], ["示例乙厂", "一类"], ["示例丙厂", "重点"]]
    choose(table(tmp_path / "名单.csv", rows, head))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert seen.act.text() == "导入 1 行，跳过 2 行"
    assert "排污许可管理类别里的“一类”　2 行" in words(seen.questions)
    assert seen.questions.words["permit_class", "一类"].currentText() == "不导入这些行"
    answer(qtbot, seen, "permit_class", "一类", "重点管理")
    assert seen.act.text() == "导入 3 行"
    assert page.window().focusWidget() is seen.questions.words["permit_class", "一类"]
    answer(qtbot, seen, "permit_class", "一类", "不导入这些行")
    assert seen.act.text() == "导入 1 行，跳过 2 行"
    answer(qtbot, seen, "permit_class", "一类", "简化管理")
    seen.act.click()
    qtbot.waitUntil(lambda: page.lists.objects.table.rows.rowCount() == 3, timeout=LONG)
    choose(table(tmp_path / "下季度.csv", [["示例丁厂", "一类"]], head))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert not seen.questions.isVisibleTo(seen)
    assert seen.preview
    assert seen.preview.table.rows[0].permit_class == "简化管理"


def answered(qtbot: QtBot, page: RegistryPage, folder: Path, choose: Chosen) -> ImportPage:
    """Look into a file and say what one of its words means."""
    choose(table(folder / "名单.csv", [["示例甲厂", "一类"]], ("单位名称", "管理类别")))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    answer(qtbot, seen, "permit_class", "一类", "重点管理")
    return seen


def give_up(page: ImportPage) -> None:
    """Answer the question, which has to be asked, that what was decided may go."""
    [asked] = [found for found in page.findChildren(Question) if found.isVisible()]
    next(each for each in asked.findChildren(Button) if each.text() == "放弃填写").click()


def test_leaving_asks_where_a_word_was_decided_and_nothing_written(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    choose(table(tmp_path / "名单.csv", [["示例甲厂", "一类"]], ("单位名称", "管理类别")))
    page.show_argument("import")
    seen = looked_into(qtbot, page)
    assert page.unsaved() == ""
    answer(qtbot, seen, "permit_class", "一类", "重点管理")
    assert page.unsaved() == "导入检查对象"
    seen.cancel.click()
    asked = next(found for found in seen.findChildren(Question) if found.isVisible())
    assert page.in_front() is seen
    next(each for each in asked.findChildren(Button) if each.text() == "放弃填写").click()
    assert page.in_front() is page.lists


def test_another_file_is_asked_for_only_when_what_was_decided_is_given_up(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    seen = answered(qtbot, page, tmp_path, choose)
    decided = seen.preview
    choose(table(tmp_path / "另一份.csv", [["示例乙厂", "重点管理"]], ("单位名称", "管理类别")))
    other = next(each for each in seen.findChildren(Button) if each.text() == "换一个文件")
    other.click()
    assert seen.preview is decided
    give_up(seen)
    settled(qtbot, seen, decided)
    assert seen.preview
    assert seen.preview.path.name == "另一份.csv"


def test_a_block_is_pasted_over_what_was_decided_only_after_asking(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, choose: Chosen
) -> None:
    seen = answered(qtbot, page, tmp_path, choose)
    decided = seen.preview
    QGuiApplication.clipboard().setText("单位名称\n示例乙厂")
    seen.paste()
    give_up(seen)
    settled(qtbot, seen, decided)
    assert seen.rows.table.rows.rowCount() == 1
