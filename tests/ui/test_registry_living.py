"""监管类别建议, 频次标识到期 and 久未核实, driven as the clerk drives them."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from app.models.living import MarkNote
from app.models.registry import InspectionObject
from app.services.class_suggestions import class_moves
from app.services.confirmation_list import stale_ids
from app.services.object_detail import object_detail
from app.services.office import Store
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.pages import registry_classes, registry_mark_ends, registry_stale
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_ticked import TickedTask
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = date(2024, 3, 6)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = office.imported(tmp_path / "示例.db")
    with made.writing() as session:
        session.execute(update(InspectionObject).values(confirmed_on=date(2024, 1, 8)))
        for target in session.scalars(select(InspectionObject).where(InspectionObject.id <= 4)):
            target.credit_grade, target.supervision_class = "警示", "一般"
            target.confirmed_on, target.marks = None, ("社会关注",)
        ends = (date(2024, 3, 1), date(2024, 3, 10), date(2024, 12, 31), None)
        for object_id, until in enumerate(ends, 1):
            session.add(MarkNote(object_id=object_id, mark="社会关注", source="示例", expires_on=until))
    return made


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = RegistryPage(desk)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


def task(qtbot: QtBot, page: RegistryPage, key: str, count: int) -> TickedTask[object]:
    """Bring a task to the front and wait until it lists so many rows."""
    page.show_argument(f"task:{key}")
    found = page.in_front()
    assert isinstance(found, TickedTask)
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == count, timeout=LONG)
    qtbot.waitUntil(lambda: not count or found.table.rows.row_at(0) is not None, timeout=LONG)
    return found


def button(owner: TickedTask[object] | Question, words: str) -> Button:
    return next(one for one in owner.findChildren(Button) if one.text() == words)


def words(page: RegistryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def tick(found: TickedTask[object], *lines: int) -> None:
    for line in lines:
        found.table.rows.toggle(line)


def stays(qtbot: QtBot, page: RegistryPage, told: str) -> None:
    """Wait until the task in front, which stays there for more, says what was done."""
    qtbot.waitUntil(lambda: isinstance(page.in_front(), TickedTask) and told in words(page), timeout=LONG)


def asked(page: RegistryPage) -> Question:
    return next(one for one in page.findChildren(Question) if one.isVisible())


def test_classes_are_adjusted_after_saying_how_many_become_what(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    found = task(qtbot, page, registry_classes.KEY, 6)
    act = button(found, "按建议调整")
    assert not act.isEnabled()
    qtbot.waitUntil(lambda: bool(found.chips._chips["move"].filter.choices), timeout=LONG)
    assert found.chips._chips["move"].filter.choices == ("一般 → 特殊（4 家）", "重点 → 一般（2 家）")
    found.chips.set_values("move", ("一般 → 特殊（4 家）",))
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == 4, timeout=LONG)
    button(found, "全选").click()
    assert found.foot.words.text() == "4 家与规则不同，已选 4"
    act.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(Question)), timeout=LONG)
    question = asked(page)
    said = "\n".join(label.text() for label in question.findChildren(QLabel))
    assert "一般 → 特殊 4 家" in said
    assert class_moves(store, DAY)["一般", "特殊"] == 4
    button(question, "按建议调整").click()
    stays(qtbot, page, "一般改为特殊 4 家")
    assert class_moves(store, DAY) == {("重点", "一般"): 2}
    qtbot.waitUntil(lambda: found.chips.values() == {}, timeout=LONG)
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == 2, timeout=LONG)  # what is left
    assert not found.ticked()


def test_an_adjustment_is_taken_back_by_the_keyboard(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    found = task(qtbot, page, registry_classes.KEY, 6)
    tick(found, 0)
    button(found, "按建议调整").click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(Question)), timeout=LONG)
    button(asked(page), "按建议调整").click()
    stays(qtbot, page, "调整监管类别")
    qtbot.waitUntil(lambda: sum(class_moves(store, DAY).values()) == 5, timeout=LONG)
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == 5, timeout=LONG)
    with qtbot.waitActive(page):
        page.activateWindow()
    found.table.setFocus()
    qtbot.keyClick(found.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == 6, timeout=LONG)
    assert "已撤销：调整监管类别" in words(page)
    assert sum(class_moves(store, DAY).values()) == 6


def test_ctrl_z_takes_back_what_was_done_and_not_what_was_searched_for_before(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    QTest.keyClicks(page.lists.objects.search, "sl")
    found = task(qtbot, page, registry_classes.KEY, 6)
    tick(found, 0)
    button(found, "按建议调整").click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(Question)), timeout=LONG)
    button(asked(page), "按建议调整").click()
    stays(qtbot, page, "调整监管类别")
    assert sum(class_moves(store, DAY).values()) == 5
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    focused = page.window().focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sum(class_moves(store, DAY).values()) == 6, timeout=LONG)
    assert page.lists.objects.search.text() == "sl"


def test_marks_that_ended_or_will_soon_are_renewed(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    found = task(qtbot, page, registry_mark_ends.KEY, 2)
    assert "已到期 5 天" in str(found.table.rows.data(found.table.rows.index(0, 8)))
    found.chips.set_values("when", ("已到期",))
    qtbot.waitUntil(lambda: len(found.table.rows.ids()) == 1, timeout=LONG)
    tick(found, 0)
    button(found, "续期").click()
    form = dialog(qtbot, page)
    form.act.click()
    assert form.isVisible()  # without a reason nothing is renewed
    write(form, "有效至", "2024-12-31")
    write(form, "原因", "整改尚未完成")
    press(qtbot, form, lambda: "续期" in words(page) and "整改尚未完成" in words(page))
    (row,) = object_detail(store, 1, 2024, DAY).marks
    assert (row.fields.expires_on, row.over) == (date(2024, 12, 31), False)


def test_marks_are_taken_off_many_objects_at_once(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    found = task(qtbot, page, registry_mark_ends.KEY, 2)
    tick(found, 0, 1)
    button(found, "摘除标识").click()
    form = dialog(qtbot, page)
    write(form, "原因", "已复核")
    press(qtbot, form, lambda: "没有到期的频次标识" in words(page))
    assert [object_detail(store, each, 2024, DAY).fields.marks for each in (1, 2, 3)] == [
        (),
        (),
        ("社会关注",),
    ]


def test_who_was_not_confirmed_for_long_is_marked_as_verified(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    found = task(qtbot, page, registry_stale.KEY, 4)
    button(found, "全选").click()
    button(found, "标为已核实").click()
    form = dialog(qtbot, page)
    write(form, "核实日期", "2024-03-07")
    form.act.click()
    assert form.isVisible()  # that day has not come
    write(form, "核实日期", "2024-03-05")
    press(qtbot, form, lambda: "没有久未核实的对象" in words(page))
    assert not stale_ids(store, DAY, (), ())
    assert object_detail(store, 1, 2024, DAY).confirmed_on == date(2024, 3, 5)


def test_the_list_itself_is_narrowed_to_who_was_not_confirmed(qtbot: QtBot, page: RegistryPage) -> None:
    objects = page.lists.objects
    objects.chips.set_values("stale", ("久未核实",))
    qtbot.waitUntil(lambda: [*objects.table.rows.ids()] == [1, 2, 3, 4], timeout=LONG)


def test_where_nothing_is_to_do_the_page_says_so_and_escape_leaves(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    with store.writing() as session:
        session.execute(update(InspectionObject).values(confirmed_on=DAY))
    found = task(qtbot, page, registry_stale.KEY, 0)
    qtbot.waitUntil(lambda: "没有久未核实的对象" in words(page), timeout=LONG)
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    assert page.in_front() is page.lists


@pytest.mark.parametrize("key", [registry_classes.KEY, registry_mark_ends.KEY, registry_stale.KEY])
def test_every_control_can_be_named(page: RegistryPage, key: str) -> None:
    kinds: tuple[type[Button | QLineEdit], ...] = (Button, QLineEdit)
    page.show_argument(f"task:{key}")
    controls = [one for kind in kinds for one in page.in_front().findChildren(kind)]
    assert controls
    assert all(one.accessibleName() for one in controls)


def test_a_year_is_offered_for_a_mark_also_on_the_last_of_a_month(
    qtbot: QtBot, store: Store, jobs: Jobs
) -> None:
    made = shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-03-31")))
    found = task(qtbot, made, registry_mark_ends.KEY, 2)
    tick(found, 0)
    button(found, "续期").click()
    form = dialog(qtbot, made)
    assert isinstance(form, registry_mark_ends.RenewDialog)
    assert form.until.day() == date(2025, 3, 31)
