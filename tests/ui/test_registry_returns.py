"""Coming back to a list of 名录库: it is read again, it stays where it was, and an act can be taken back."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.filter import AnyOf, OneOf
from app.services import inspectors, registry, targeted
from app.services.office import Store
from app.services.rows.registry import InspectorFields, ObjectFields, ObjectRow
from app.services.rows.targeted import TargetedFields
from app.services.vocabulary_edits import add_word
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.desk import Desk
from app.ui.filter_builder import FilterBuilder
from app.ui.filter_group import AnyGroup
from app.ui.filter_row import ConditionRow
from app.ui.jobs import Jobs
from app.ui.pages import registry_duplicates
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_duplicates import DuplicatesTask
from app.ui.pages.registry_mark_ends import KEY as MARK_ENDS
from app.ui.pages.registry_person_years import KEY as YEARS
from app.ui.pages.registry_person_years import PersonYearsTask
from app.ui.pages.registry_state_dialog import StateDialog
from app.ui.pages.registry_ticked import TickedTask
from app.ui.pages.registry_vocabulary import KEY as WORDS
from app.ui.pages.registry_vocabulary import VocabularyPage
from app.ui.table_model import TableModel
from tests.stages import act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY: Final = "2024-03-06"
PAPER: Final = "示例江口造纸有限公司"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, DAY)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk))
    rows = made.lists.objects.table.rows
    qtbot.waitUntil(lambda: made.lists.choices is not None and _has_rows(rows), timeout=LONG)
    return made


def _has_rows(rows: TableModel[ObjectRow]) -> bool:
    return rows.rowCount() > 0 and rows.row_at(0) is not None


def words(owner: QWidget) -> str:
    return "\n".join(label.text() for label in owner.findChildren(QLabel) if label.isVisibleTo(owner))


def button(owner: QWidget, said: str) -> Button:
    return next(one for one in owner.findChildren(Button) if one.text() == said and one.isVisibleTo(owner))


def asked(page: QWidget) -> Question:
    return next(one for one in page.findChildren(Question) if one.isVisible())


def _is_listed(page: VocabularyPage, word: str) -> bool:
    return word in [found.word for found in page._rows]


def vocabulary(qtbot: QtBot, page: RegistryPage) -> VocabularyPage:
    made = page.begin_task(WORDS)
    assert isinstance(made, VocabularyPage)
    qtbot.waitUntil(lambda: made.word() is not None, timeout=LONG)
    return made


def test_the_list_is_read_again_after_a_task_that_stayed_in_front(qtbot: QtBot, page: RegistryPage) -> None:
    rows = page.lists.objects.table.rows
    before = rows.row_at(0)
    assert before is not None
    made = vocabulary(qtbot, page)
    made.table.select([found.word for found in made._rows].index(before.town))
    made.rename.click()
    form = dialog(qtbot, page)
    form.findChildren(QLineEdit)[0].setText("示例新镇")
    press(qtbot, form, lambda: "示例新镇" in [found.word for found in made._rows])
    button(made, "返回名录").click()

    def town() -> str:
        found = rows.row_at(0)
        return found.town if found else ""

    qtbot.waitUntil(lambda: town() == "示例新镇", timeout=LONG)


def test_a_check_that_was_not_corrected_after_all_is_not_looked_for(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    complaint = TargetedFields(PAPER, "投诉举报", "示例240301", date(2024, 3, 1), ("文例溪",), "未发现问题")
    targeted.record(store, complaint, act(DAY))
    page.show_argument("targeted")
    tab = page.lists.targeted
    rows = tab.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 1 and rows.row_at(0) is not None, timeout=LONG)
    tab.table.select(tab.table.rows.ids()[0])
    tab.table.opened.emit(tab.table.rows.ids()[0])
    form = dialog(qtbot, page)
    form.cancel.click()
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=LONG)
    tab.search.setText("没有这一家")
    qtbot.waitUntil(lambda: not tab.table.rows.ids() and tab.is_settled(), timeout=LONG)
    assert "不在当前的查找和条件范围内" not in words(page)


def test_after_a_word_is_removed_the_next_one_is_in_hand(qtbot: QtBot, page: RegistryPage) -> None:
    made = vocabulary(qtbot, page)
    made.facet.set_key("tags")
    qtbot.waitUntil(
        lambda: made.foot.words.text() != "" and "涉气重点" in [w.word for w in made._rows], timeout=LONG
    )
    for word in ("示例甲", "示例乙"):
        made.new.click()
        form = dialog(qtbot, page)
        write(form, "词", word)
        press(qtbot, form, partial(_is_listed, made, word))
    places = [found.word for found in made._rows]
    made.table.select(places.index("示例甲"))
    made.remove.click()
    button(asked(page), "删除").click()
    qtbot.waitUntil(lambda: "示例甲" not in [found.word for found in made._rows], timeout=LONG)
    found = made.word()
    assert found is not None
    assert found.word == "示例乙"


def test_reading_the_words_again_keeps_the_one_in_hand(qtbot: QtBot, page: RegistryPage, desk: Desk) -> None:
    made = vocabulary(qtbot, page)
    made.table.select(2)
    kept = made.word()
    add_word(desk.store, "town", "示例末镇", act())
    made.reload()
    qtbot.waitUntil(lambda: "示例末镇" in [found.word for found in made._rows], timeout=LONG)
    assert made.word() == kept


def test_typing_begins_in_a_group_of_conditions(qtbot: QtBot, desk: Desk) -> None:
    made = FilterBuilder(desk, lambda _conditions: "")
    qtbot.addWidget(made)
    made.show()
    made.fill((AnyOf(((OneOf("town", ("白马镇",)),), (OneOf("kind", ("建设项目",)),))),))
    made.take_focus()
    found = made.window().focusWidget()
    [group] = made.findChildren(AnyGroup)
    first = group.choices[0].conditions.parts[0]
    assert isinstance(first, ConditionRow)
    assert found is first.field


def test_after_a_pair_is_settled_the_next_one_is_in_hand(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    for name in (
        "示例新城染厂",
        "示例新城染有限公司",
        "示例青山造纸厂",
        "示例青山造纸公司",
        "示例丙化工厂",
        "示例丙化工公司",
    ):
        registry.add_object(store, ObjectFields(name, town="示例镇"), "WL", act())
    page.show_argument(f"task:{registry_duplicates.KEY}")
    task = page.in_front()
    assert isinstance(task, DuplicatesTask)
    table = task.pairs.table
    qtbot.waitUntil(lambda: len(table.rows.ids()) == 3, timeout=LONG)
    _first, second, third = table.rows.ids()
    table.select(second)
    task.distinct.click()
    form = dialog(qtbot, page)
    write(form, "理由", "两个厂区")
    press(qtbot, form, lambda: len(table.rows.ids()) == 2)
    assert table.current_id() == third


def test_a_training_of_many_can_be_taken_back_where_it_was_given(qtbot: QtBot, page: RegistryPage) -> None:
    page.show_argument(f"task:{YEARS}")
    task = page.in_front()
    assert isinstance(task, PersonYearsTask)
    qtbot.waitUntil(
        lambda: task.table.rows.rowCount() > 0 and task.table.rows.row_at(0) is not None, timeout=LONG
    )
    task.table.rows.toggle(0)
    task.table.rows.toggle(1)
    button(task, "登记培训").click()
    form = dialog(qtbot, page)
    write(form, "培训内容", "示例培训")

    def trainings() -> int:
        found = task.table.rows.row_at(0)
        return found.trainings if found else -1

    press(qtbot, form, lambda: trainings() == 1)
    button(task, "撤销").click()
    button(asked(page), "撤销").click()
    qtbot.waitUntil(lambda: trainings() == 0, timeout=LONG)


def test_a_state_given_to_several_is_said_and_taken_back_there(qtbot: QtBot, page: RegistryPage) -> None:
    table = page.lists.objects.table
    table.select(1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    button(page, "批量变更状态").click()
    form = dialog(qtbot, page)
    write(form, "原因", "企业来函停产")
    form.act.click()
    assert form.isVisible()  # nothing is chosen for many beforehand
    assert isinstance(form, StateDialog)
    form.state.set_key("停产")

    def states() -> list[str]:
        return [found.state for line in (0, 1) if (found := table.rows.row_at(line))]

    press(qtbot, form, lambda: states() == ["停产", "停产"])
    assert table.selected_count() == 2
    button(page.lists.banners, "撤销").click()
    button(asked(page), "撤销").click()
    qtbot.waitUntil(lambda: states() == ["正常", "正常"], timeout=LONG)


def test_the_object_that_is_marked_as_verified_is_named(qtbot: QtBot, page: RegistryPage) -> None:
    table = page.lists.objects.table
    table.select(3)
    qtbot.waitUntil(lambda: PAPER in words(page.lists.objects.panel), timeout=LONG)
    button(page.lists.objects.panel, "标为已核实").click()
    form = dialog(qtbot, page)
    assert f"{PAPER}（WL-0003）的名称、地址、状态等经核实与名录相符" in words(form)
    press(qtbot, form, lambda: DAY in words(page.lists.objects.panel))


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Escape])
def test_the_arrow_keys_go_on_from_the_row_that_was_opened(
    qtbot: QtBot, page: RegistryPage, key: Qt.Key
) -> None:
    table = page.lists.objects.table
    table.select(3)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.in_front() is not page.lists, timeout=LONG)
    held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_S else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(page.in_front(), key, held)
    qtbot.waitUntil(lambda: page.in_front() is page.lists, timeout=LONG)
    assert page.window().focusWidget() is table
    assert table.currentIndex().row() == 2


def test_f5_reads_a_list_of_things_to_do_again(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    task = page.begin_task(YEARS)
    assert isinstance(task, PersonYearsTask)
    qtbot.waitUntil(lambda: task.table.rows.rowCount() == 35, timeout=LONG)
    inspectors.add_inspector(store, InspectorFields("示例新人", department="水科"), act(), 2024)
    QTest.keyClick(task.table, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: task.table.rows.rowCount() == 36, timeout=LONG)


def test_where_nothing_is_to_be_done_nothing_is_counted_or_offered(qtbot: QtBot, page: RegistryPage) -> None:
    ends = page.begin_task(MARK_ENDS)
    assert isinstance(ends, TickedTask)
    qtbot.waitUntil(lambda: "没有到期的频次标识" in words(ends), timeout=LONG)
    assert ends.foot.words.text() == ""
    ends.left.emit()
    twins = page.begin_task(registry_duplicates.KEY)
    assert isinstance(twins, DuplicatesTask)
    qtbot.waitUntil(lambda: "没有发现疑似重复" in words(twins), timeout=LONG)
    offered = [each.text() for each in twins.pairs.findChildren(Button) if each.isVisibleTo(twins)]
    assert offered == ["不是同一家的", "重新查找"]
