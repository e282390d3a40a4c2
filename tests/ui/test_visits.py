"""The visits' page, driven by keyboard as the clerk does, and by the reviewer."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.states import FindingState, Outcome, VisitState
from app.models.registry import Inspector
from app.services import leave, visit_list, visits
from app.services.office import Store
from app.services.rows.visit import VisitDetail, VisitRow
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.visit_list import second_line
from app.ui.pages.visits import VisitsPage
from tests.stages import act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = "2024-03-06"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = office.mid_year(tmp_path / "示例.db")
    yield opened
    opened.close()


@pytest.fixture
def page(store: Store, qtbot: QtBot, jobs: Jobs) -> VisitsPage:
    made = shown(qtbot, VisitsPage(desk_of(store, jobs, DAY)))
    qtbot.waitUntil(lambda: made.form.detail is not None, timeout=LONG)
    return made


def rows(store: Store, holds: Callable[[VisitRow], bool]) -> list[VisitRow]:
    return [row for row in visit_list.list_visits(store, 2024) if holds(row)]


def due(store: Store, items: int = 1) -> VisitRow:
    return rows(store, lambda row: row.state == VisitState.DUE and len(row.items) == items)[0]


def bring(qtbot: QtBot, page: VisitsPage, visit: int) -> None:
    page.show_argument(str(visit))
    qtbot.waitUntil(lambda: page.form.detail is not None and page.form.detail.row.id == visit, timeout=LONG)
    with qtbot.waitActive(page):
        page.activateWindow()


def press_key(qtbot: QtBot, page: VisitsPage, key: Qt.Key) -> None:
    focus = page.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


def saved(store: Store, visit: int) -> VisitDetail:
    return visit_list.visit_detail(store, visit)


def is_in(store: Store, visit: int, state: FindingState) -> bool:
    return saved(store, visit).row.finding_state == state


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_a_joint_visit_is_entered_by_keyboard_alone(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    visit = due(store, 2)
    bring(qtbot, page, visit.id)
    page.pane.list.setFocus()
    press_key(qtbot, page, Qt.Key.Key_Return)
    assert page.focusWidget() is page.form.blocks[0].choices[0]
    press_key(qtbot, page, Qt.Key.Key_1)
    assert page.form.blocks[1].isAncestorOf(page.focusWidget())
    assert not page.form.foot.buttons["submit"].isEnabled()
    press_key(qtbot, page, Qt.Key.Key_2)
    assert page.focusWidget() is page.form.blocks[1].measures
    qtbot.keyClicks(page.focusWidget(), "2 3")
    press_key(qtbot, page, Qt.Key.Key_Return)
    assert page.form.foot.wording.text() == Outcome.CORRECTED
    assert "4月3日" in page.form.foot.deadline.text()

    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: saved(store, visit.id).row.finding_state == FindingState.REVIEWING, timeout=LONG)
    found = saved(store, visit.id)
    assert [item.outcome for item in found.items] == [Outcome.CLEAN, Outcome.CORRECTED]
    assert [item.measures for item in found.items] == ["", "2 3"]
    assert found.row.finished_on == date(2024, 3, 6)


def test_what_is_missing_stands_beside_the_button(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    bring(qtbot, page, due(store).id)
    block = page.form.blocks[0]
    assert page.form.foot.reason.text() == f"还差：事项 {block.item.number}"
    block.choose(Outcome.CASE)
    assert page.form.foot.reason.text() == f"还差：事项 {block.item.number}"
    block.measures.setText("未批先建，已立案")
    assert page.form.foot.reason.text() == ""
    page.form.head.day.setText("三月六日")
    assert page.form.foot.reason.text() == "还差：检查日期"


def test_a_visit_under_way_whose_seat_fell_empty_waits_for_somebody(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = due(store)
    later = act(DAY)
    visits.start(store, visit.id, later)
    while visits.substitute(store, visit.id, 1, "回避", "王例正", later):
        pass
    page.opened()
    bring(qtbot, page, visit.id)
    qtbot.waitUntil(lambda: "空缺" in page.form.head.team.text(), timeout=LONG)
    page.form.blocks[0].choose(Outcome.CLEAN)
    assert page.form.foot.reason.text() == "还差：检查人员（席位有空缺）"
    assert not page.form.foot.buttons["submit"].isEnabled()


def test_what_was_typed_stays_while_other_visits_are_looked_at(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    first = due(store)
    bring(qtbot, page, first.id)
    page.form.blocks[0].choose(Outcome.CORRECTED)
    page.form.blocks[0].measures.setText("台账不全")
    page.form.head.day.setText("2024-03-05")
    bring(qtbot, page, due(store, 2).id)
    assert page.form.blocks[0].measures.text() == ""
    bring(qtbot, page, first.id)
    assert page.form.blocks[0].measures.text() == "台账不全"
    assert page.form.head.day.text() == "2024-03-05"
    assert any("已填未提交" in str(page.pane.list.model().index(line, 0).data()) for line in range(5))
    assert saved(store, first.id).items[0].outcome == ""


def test_a_closed_unit_is_struck_and_its_reserve_comes_up(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = rows(store, lambda row: row.state == VisitState.DUE and row.items == ("17",))[0]
    before = len(visit_list.list_visits(store, 2024))
    bring(qtbot, page, visit.id)
    page.form.take_focus()
    press_key(qtbot, page, Qt.Key.Key_0)
    menu = page.form.blocks[0].open_others()
    next(action for action in menu.actions() if action.text().startswith(Outcome.CLOSED)).trigger()
    assert "整家剔除，由候补接替" in words(page.form.blocks[0])
    page.form.foot.buttons["submit"].click()
    qtbot.waitUntil(lambda: saved(store, visit.id).row.state == VisitState.CANCELLED, timeout=LONG)
    assert len(visit_list.list_visits(store, 2024)) == before + 1


def test_a_strike_takes_a_reason_and_a_proof(
    qtbot: QtBot, page: VisitsPage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = due(store)
    proof = tmp_path / "现场照片.jpg"
    proof.write_bytes(b"\xff\xd8")
    monkeypatch.setattr(choosers, "open_file", lambda *asked: asked[-1](proof))
    bring(qtbot, page, visit.id)
    page.form.head.strike.click()
    form = dialog(qtbot, page)
    assert visit.name in words(form)
    next(button for button in form.findChildren(Button) if button.text() == "选文件").click()
    assert "现场照片.jpg" in words(form)
    press(qtbot, form, lambda: saved(store, visit.id).row.state == VisitState.CANCELLED)
    assert saved(store, visit.id).items[0].struck_reason == "关闭"


def test_who_comes_instead_is_shown_and_cannot_be_chosen(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = due(store)
    comes = visits.candidate(store, visit.id, 1, office.clerk()).name
    bring(qtbot, page, visit.id)
    page.form.head.substitute.click()
    form = dialog(qtbot, page)
    qtbot.waitUntil(lambda: comes in words(form), timeout=LONG)
    press(qtbot, form, lambda: "请写明换人的原因" in words(form))
    write(form, "原因", "临时回避")
    press(qtbot, form, lambda: saved(store, visit.id).seats[0].inspector == comes)
    qtbot.waitUntil(lambda: comes in page.form.head.team.text(), timeout=LONG)


def test_who_is_away_is_passed_in_the_open_and_his_words_are_not_cut(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = due(store)
    away = []
    for _ in range(4):
        name = visits.candidate(store, visit.id, 1, office.clerk()).name
        with store.reading() as session:
            person = session.scalars(select(Inspector.id).where(Inspector.name == name)).one()
        leave.add_leave(store, person, (date(2024, 3, 1), date(2024, 3, 20)), "公休", office.clerk())
        away.append(f"{name}（请假）")
    bring(qtbot, page, visit.id)
    page.form.head.substitute.click()
    form = dialog(qtbot, page)
    said = f"{'、'.join(away)}依次在前，不能派，记录在案"
    qtbot.waitUntil(lambda: said in words(form), timeout=LONG)
    label = next(each for each in form.findChildren(QLabel) if said in each.text())
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()), timeout=LONG)


def test_a_visit_is_begun(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    visit = due(store)
    bring(qtbot, page, visit.id)
    page.form.foot.buttons["start"].click()
    qtbot.waitUntil(lambda: saved(store, visit.id).row.state == VisitState.RUNNING, timeout=LONG)
    qtbot.waitUntil(lambda: not page.form.foot.buttons["start"].isVisible(), timeout=LONG)


def test_reviewers_release_send_back_or_withhold(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    waiting = rows(store, lambda row: row.finding_state == FindingState.REVIEWING)
    page.show_argument("待审核")
    assert page.pane.list.model().rowCount() == len(waiting)
    for visit, key, label, why, state in (
        (waiting[0], "approve", "", "", FindingState.READY),
        (waiting[1], "return", "退回原因", "请补充日期", FindingState.RETURNED),
        (waiting[2], "withhold", "依据", "涉及公共安全", FindingState.WITHHELD),
    ):
        bring(qtbot, page, visit.id)
        assert not page.form.blocks[0].choices[0].isEnabled()
        page.form.foot.buttons[key].click()
        form = dialog(qtbot, page)
        if label:
            write(form, label, why)
        press(qtbot, form, partial(is_in, store, visit.id, state))


def test_a_returned_result_says_why_and_is_entered_again(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = rows(store, lambda row: row.finding_state == FindingState.RETURNED)[0]
    page.show_argument("已退回")
    qtbot.waitUntil(
        lambda: page.form.detail is not None and page.form.detail.row.id == visit.id, timeout=LONG
    )
    qtbot.waitUntil(lambda: "已退回：请写明检查的设施" in words(page.form))
    assert not page.form.blocks[0].others.isVisible()
    page.form.blocks[0].choose(Outcome.CORRECTED)
    page.form.blocks[0].measures.setText("废气处理设施未运行，责令整改")
    page.form.foot.buttons["submit"].click()
    qtbot.waitUntil(lambda: saved(store, visit.id).row.finding_state == FindingState.REVIEWING, timeout=LONG)


def test_a_day_that_is_still_to_come_is_refused_in_words(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    visit = due(store)
    bring(qtbot, page, visit.id)
    page.form.blocks[0].choose(Outcome.CLEAN)
    page.form.head.day.setText("2024-03-07")
    page.form.foot.buttons["submit"].click()
    qtbot.waitUntil(lambda: "还没有到" in words(page.banners), timeout=LONG)
    assert page.form.head.day.text() == "2024-03-07"
    assert saved(store, visit.id).row.state == VisitState.DUE


def test_search_finds_by_name_initials_code_and_people(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    visit = due(store)
    for typed in (visit.name[2:6], visit.code.lower(), visit.team[0]):
        page.pane.search.setText(typed)
        qtbot.keyClick(page.pane.search, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: visit.id in {row.id for row in page.pane.list.rows()} and len(page.pane.list.rows()) < 20
        )
    page.pane.search.setText("没有这家")
    qtbot.keyClick(page.pane.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page._nothing.isVisible)


def test_chips_count_and_choose(page: VisitsPage, store: Store) -> None:
    cancelled = rows(store, lambda row: row.state == VisitState.CANCELLED)
    assert page.pane.chips["已取消"].text() == f"已取消 {len(cancelled)}"
    page.pane.chips["已取消"].click()
    assert [row.id for row in page.pane.list.rows()] == [row.id for row in cancelled]


def test_without_visits_the_page_leads_to_the_draw(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    desk = desk_of(office.planned(tmp_path / "空.db"), jobs, DAY)
    page = shown(qtbot, VisitsPage(desk))
    qtbot.waitUntil(page._none_yet.isVisible, timeout=LONG)
    with qtbot.waitSignal(desk.wanted) as asked:
        next(button for button in page._none_yet.findChildren(Button) if button.isVisible()).click()
    assert asked.args == ["draw", ""]
    desk.store.close()


@pytest.mark.parametrize("room", [(968, 513, Density.COMPACT), (862, 441, Density.FOLDED)])
def test_no_button_or_field_is_outside(
    qtbot: QtBot, page: VisitsPage, store: Store, room: tuple[int, int, Density]
) -> None:
    width, height, density = room
    page.set_density(density)
    bring(qtbot, page, due(store, 2).id)
    page.form.blocks[0].choose(Outcome.CORRECTED)
    QApplication.processEvents()
    page.resize(width, height)
    QApplication.processEvents()
    assert page.width() == width
    for control in page.findChildren(QWidget):
        if control.isVisible() and isinstance(control, QAbstractButton | QLineEdit):
            right = control.mapTo(page, control.rect().bottomRight()).x()
            assert right < width, control.accessibleName()
    submit = page.form.foot.buttons["submit"]
    assert submit.mapTo(page, submit.rect().bottomLeft()).y() < height


def test_a_visit_typed_but_not_handed_in_says_so_first(store: Store) -> None:
    visit = due(store, 2)
    assert second_line(visit, typed=False).startswith("3月31日前")
    assert second_line(visit, typed=True).startswith("已填未提交　事项")


@pytest.mark.parametrize("density", [Density.COMPACT, Density.FOLDED])
def test_the_name_of_a_joint_visit_is_whole(
    qtbot: QtBot, page: VisitsPage, store: Store, density: Density
) -> None:
    page.resize(968 if density is Density.COMPACT else 862, 441)
    page.set_density(density)
    bring(qtbot, page, due(store, 2).id)
    name = page.form.head.name
    assert name.width() >= name.sizeHint().width()


def test_the_result_of_a_withheld_object_is_only_withheld_on_its_basis(
    qtbot: QtBot, page: VisitsPage, store: Store
) -> None:
    waiting = rows(store, lambda row: row.finding_state == FindingState.REVIEWING)[0]
    office.withhold(store, waiting.name)
    bring(qtbot, page, waiting.id)
    foot = page.form.foot
    assert not foot.buttons["approve"].isVisible()
    assert "涉密对象，只能不予公开" in foot.deadline.text()
    foot.buttons["withhold"].click()
    press(qtbot, dialog(qtbot, page), lambda: is_in(store, waiting.id, FindingState.WITHHELD))
    assert saved(store, waiting.id).withheld_basis == "涉及国家安全（演练）"
