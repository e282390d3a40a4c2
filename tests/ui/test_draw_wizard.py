"""A quarter's draw, driven through the window from the choice of the quarter to the visits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.states import DrawState
from app.services import draw_view, packages, visit_list
from app.services.office import Store
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.jobs import Jobs
from app.ui.pages.draw import DrawPage
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.digits import DigitsStep
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.items import ItemsStep
from app.ui.wizard.record import RecordStep
from app.ui.wizard.result import ResultStep
from app.ui.wizard.staffing import StaffStep
from app.ui.wizard.standing import Place
from app.ui.wizard.tasks import TasksStep
from app.ui.wizard.words import is_chosen
from tests import stages
from tests.ui import office
from tests.ui.draw_steps import (
    DAY,
    Opened,
    State,
    agree,
    arrives,
    drawn,
    frozen,
    seeded,
    step,
    type_digits,
    walk,
    words,
)
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write


def test_a_quarter_is_drawn_from_the_list_to_the_visits(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    page = draw_page(store)
    walk(qtbot, page)
    items = step(page, ItemsStep)
    chosen = [stratum.code for stratum in items._strata if is_chosen(stratum)]
    for _ in chosen:
        assert page.wizard.at() is Place.ITEMS
        items.onward.click()
    assert items._seen == set(chosen)

    before = step(page, BeforeFreezeStep)
    qtbot.waitUntil(lambda: "每次都能派齐" in before._trial.label.text(), timeout=LONG)
    before.onward.click()
    agree(qtbot, before, "冻结名单")
    qtbot.waitUntil(lambda: isinstance(page.wizard.current(), FrozenStep), timeout=LONG)

    sheet = step(page, FrozenStep)
    assert "保存或打印冻结单" in sheet.foot.reason.text()
    sheet.paper.taken.emit()
    assert not sheet.onward.isEnabled()
    for box in sheet.roles.boxes:
        box.click()
    sheet.onward.click()

    typing = step(page, DigitsStep)
    type_digits(qtbot, typing, stages.DIGITS)
    typing.onward.click()
    qtbot.waitUntil(typing._reading, timeout=LONG)
    typing.onward.click()
    agree(qtbot, typing, "确认数字")
    qtbot.waitUntil(arrives(page, Place.RESULT), timeout=LONG)

    result = step(page, ResultStep)
    result.onward.click()
    qtbot.waitUntil(lambda: result.ceremony is not None, timeout=LONG)
    assert result.ceremony is not None
    result.ceremony.leave()
    for place in (Place.STAFF, Place.RECORD, Place.VISITS):
        found = page.wizard.current()
        assert found is not None
        found.onward.click()
        assert page.wizard.at() is place
    tasks = step(page, TasksStep)
    tasks.onward.click()
    qtbot.waitUntil(lambda: tasks.onward.text() == "去检查任务", timeout=LONG)
    view = draw_view.draw_view(store, 1)
    assert view.digits == stages.DIGITS
    assert len(view.commitment) == 64
    assert len(visit_list.list_visits(store, 2024)) == len(view.teams)


@pytest.mark.parametrize(
    ("state", "place"),
    [
        (office.planned, Place.ITEMS),
        (frozen, Place.FREEZE),
        (seeded, Place.RESULT),
        (drawn, Place.RESULT),
        (office.mid_year, Place.VISITS),
    ],
)
def test_a_draw_goes_on_where_the_database_stands(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store], state: State, place: Place
) -> None:
    page = draw_page(draw_file(state))
    walk(qtbot, page)
    assert page.wizard.at() is place
    found = page.wizard.current()
    assert found is not None
    assert found.isVisible()


def test_going_back_in_the_walk_loses_nothing(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.planned))
    walk(qtbot, page)
    items = step(page, ItemsStep)
    items.onward.click()
    items.onward.click()
    third = items._current
    page._pause.click()
    assert not page.wizard.isVisible()
    page.quarters.buttons["2024Q1"].click()
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    assert items._current == third
    assert items.view.table.rows.rowCount() > 0
    items.back.click()
    assert len(items._seen) == 3


def test_who_is_left_out_stands_in_the_same_list_with_the_reason(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.planned))
    walk(qtbot, page)
    items = step(page, ItemsStep)
    items._go(next(stratum.code for stratum in items._strata if stratum.number == "3"))
    table = items.view.table.rows
    told = [str(table.data(table.index(line, 5))) for line in range(table.rowCount())]
    assert told.count("不参加：关闭") == 1
    assert told.count("可抽") == 9
    assert "家数 9，每季度 20\u2009%，算得 1.8，进一取整，抽取 2 家" in items.view.sum.accessibleName()


def test_the_way_to_the_digits_opens_when_the_paper_is_kept_and_every_role_has_signed(
    qtbot: QtBot,
    draw_page: Opened,
    draw_file: Callable[[State], Store],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    kept = tmp_path / "冻结单.pdf"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](kept))
    page = draw_page(draw_file(frozen))
    walk(qtbot, page)
    sheet = step(page, FrozenStep)
    assert sheet.foot.reason.text() == "还差：保存或打印冻结单"
    qtbot.waitUntil(lambda: sheet.paper.preview.page_count() == 1, timeout=LONG)
    sheet.paper.preview.save_pdf()
    qtbot.waitUntil(lambda: "保存或打印" not in sheet.foot.reason.text(), timeout=LONG)
    assert kept.read_bytes().startswith(b"%PDF")
    for box in sheet.roles.boxes[:-1]:
        box.click()
    assert not sheet.onward.isEnabled()
    assert sheet.foot.reason.text() == "还差：见证人冯例正到位并签字"
    qtbot.waitUntil(lambda: sheet.paper.preview.page_count() == 1, timeout=LONG)
    qtbot.waitUntil(lambda: bool(sheet.code._modules), timeout=LONG)
    sheet.roles.boxes[-1].click()
    assert sheet.onward.isEnabled()


@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        (("", "27182818", "16180339"), "主持人的数字"),
        (("3141592", "27182818", "16180339"), "主持人的数字应为 8 至 64 位，现 7 位"),
        (("3" * 65, "27182818", "16180339"), "主持人的数字应为 8 至 64 位，现 65 位"),
    ],
)
def test_digits_that_do_not_fit_are_told_beside_the_button(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store], digits: tuple[str, ...], reason: str
) -> None:
    page = draw_page(draw_file(frozen))
    walk(qtbot, page)
    page.wizard.go(Place.DIGITS)
    typing = step(page, DigitsStep)
    type_digits(qtbot, typing, digits)
    assert typing.foot.reason.text() == f"还差：{reason}"
    assert not typing.onward.isEnabled()


def test_letters_are_not_taken_and_digits_are_hidden_until_asked_for(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(frozen))
    walk(qtbot, page)
    page.wizard.go(Place.DIGITS)
    typing = step(page, DigitsStep)
    type_digits(qtbot, typing, ("1a2b3 ", "", "6"))
    typing.fields.fields[1].insert("４５")
    assert typing.fields.digits() == ("123", "", "6")
    assert typing.fields.fields[0].echoMode() is QLineEdit.EchoMode.Password
    typing.fields.shown.click()
    assert typing.fields.fields[0].echoMode() is QLineEdit.EchoMode.Normal


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        ("３１４１５９２６", "主持人：刚才的内容含全角数字"),
        ("3141　5926", "主持人：刚才的内容含全角数字"),
        ("3141-5926", "主持人：刚才的内容含数字以外的字"),
        ("三一四一", "主持人：刚才的内容含数字以外的字"),
    ],
)
def test_a_refused_paste_says_why_and_writes_nothing(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store], pasted: str, reason: str
) -> None:
    page = draw_page(draw_file(frozen))
    walk(qtbot, page)
    page.wizard.go(Place.DIGITS)
    typing = step(page, DigitsStep)
    QApplication.clipboard().setText(pasted)
    typing.fields.fields[0].paste()
    assert typing.fields.digits()[0] == ""
    assert reason in words(typing)
    qtbot.keyClicks(typing.fields.fields[0], "3")
    assert reason not in words(typing)


def test_digits_can_be_corrected_until_they_are_confirmed(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(frozen)
    page = draw_page(store)
    walk(qtbot, page)
    page.wizard.go(Place.DIGITS)
    typing = step(page, DigitsStep)
    type_digits(qtbot, typing, stages.DIGITS)
    typing.onward.click()
    qtbot.waitUntil(typing._reading, timeout=LONG)
    assert "请各方听读核对" in words(typing)
    typing._correct.click()
    assert typing.fields.digits() == stages.DIGITS
    assert draw_view.draw_view(store, 1).state == DrawState.FROZEN


def test_operators_see_names_loads_and_the_record(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(drawn)
    page = draw_page(store)
    walk(qtbot, page)
    view = draw_view.draw_view(store, 1)
    result = step(page, ResultStep)
    assert result.table.rows.rowCount() == sum(not pick.all_inspected for pick in view.picks)
    result.onward.click()
    staff = step(page, StaffStep)
    assert staff.table.rows.rowCount() == len(view.teams)
    saved = len(view.picks) - len(view.teams)
    assert f"其中联合检查 {view.joint} 次，少进企业 {saved} 次" in staff.aside.text()
    staff.onward.click()
    record = step(page, RecordStep)
    qtbot.waitUntil(lambda: record.paper.preview.page_count() > 1, timeout=LONG)


def test_where_people_are_missing_only_voiding_is_left(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(drawn)
    page = draw_page(store)
    walk(qtbot, page)
    standing = page.wizard.standing
    assert standing is not None
    page.wizard.go(Place.STAFF)
    staff = step(page, StaffStep)
    assert standing.view is not None
    short = "甲、乙 2 家共需 4 人次，仅李例川 1 人可派，最多 2 人次。"
    staff.show_standing(replace(standing, view=replace(standing.view, shortage=short, teams=(), loads=())))
    assert not staff.onward.isEnabled()
    assert not staff.table.isVisible()
    qtbot.waitUntil(lambda: short in words(staff))
    with qtbot.waitSignal(staff.void_asked):
        next(b for b in staff.findChildren(Button) if b.text() == "作废本次抽取").click()


def test_a_void_attempt_needs_a_second_person_and_stays_listed(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(frozen)
    page = draw_page(store)
    walk(qtbot, page)
    page._void.click()
    form = dialog(qtbot, page)
    write(form, "作废理由", "见证人未到场")
    write(form, "同意人", office.OFFICE.clerk)
    press(qtbot, form, lambda: "另一人" in words(form))
    write(form, "同意人", "郑例衡")
    press(qtbot, form, lambda: page.quarters.isVisible() and "见证人未到场" in words(page.quarters))
    assert page.quarters.buttons["2024Q1"].text() == "开始抽取"
    assert [row.state for row in draw_view.list_draws(store, 2024)] == [DrawState.VOID]


def test_the_package_is_offered_when_all_visits_are_over(
    qtbot: QtBot,
    draw_page: Opened,
    draw_file: Callable[[State], Store],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = draw_file(office.mid_year)
    page = draw_page(store)
    walk(qtbot, page)
    tasks = step(page, TasksStep)
    assert not tasks.reveal.isEnabled()
    assert not tasks.export.isEnabled()
    assert "完成后才能公开" in words(tasks)

    for row in visit_list.list_visits(store, 2024):
        if row.state in ("待检查", "检查中"):
            office._finish(store, [row], "2024-03-20")
    page.wizard.reload()
    qtbot.waitUntil(tasks.reveal.isEnabled, timeout=LONG)
    tasks.reveal.click()
    agree(qtbot, tasks, "公开保密码")
    qtbot.waitUntil(tasks.export.isEnabled, timeout=LONG)

    place = tmp_path / "公开包.zip"
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](place))
    tasks.export.click()
    qtbot.waitUntil(lambda: "已导出到" in words(tasks), timeout=LONG)
    assert packages.verify(place).ok


def test_without_a_signed_plan_the_page_says_what_to_do(
    draw_file: Callable[[State], Store], qtbot: QtBot, jobs: Jobs
) -> None:
    desk = desk_of(draw_file(office.drafted), jobs, DAY)
    page = shown(qtbot, DrawPage(desk))
    qtbot.waitUntil(lambda: "还没有签发" in words(page), timeout=LONG)
    with qtbot.waitSignal(desk.wanted) as asked:
        next(button for button in page.findChildren(Button) if button.text() == "去年度计划").click()
    assert asked.args == ["plan", ""]


def test_the_workbench_leads_straight_into_a_quarter(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.planned))
    page.show_argument("2")
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    assert page.wizard.standing is not None
    assert page.wizard.standing.period == "2024Q2"
