"""What is kept of inspectors, driven as the clerk drives it: leave, training, certificates, marks."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import load_workbook
from sqlalchemy import select

from app.models.registry import Inspector
from app.services import appraisals, edit_undo, leave, trainings
from app.services.inspectors import inspector_detail
from app.services.office import Store
from app.services.officers import newcomer
from app.services.rows.registry import InspectorDetail
from app.services.workbench import workbench
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs, Lane
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_certificates import CertificatesTask
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_person_years import PersonYearsTask
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

TODAY = date(2024, 3, 6)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    return _opened(qtbot, store, jobs)


def _opened(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    made = RegistryPage(desk_of(store, jobs, "2024-03-06"))
    shown(qtbot, made)
    made.set_density(Density.NORMAL)
    made.show_argument("inspectors")
    rows = made.lists.inspectors.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 35 and rows.row_at(0) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


def _said(on: QWidget) -> str:
    return "\n".join(label.text() for label in on.findChildren(QLabel) if label.isVisibleTo(on))


def _select(qtbot: QtBot, page: RegistryPage) -> int:
    tab = page.lists.inspectors
    tab.table.selectRow(0)
    qtbot.waitUntil(lambda: "没有登记请假。" in _said(page), timeout=LONG)
    return tab.table.rows.id_at(0)


def _press(qtbot: QtBot, page: QWidget, name: str) -> None:
    def found() -> list[Button]:
        return [
            each for each in page.findChildren(Button) if each.accessibleName() == name and each.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    found()[0].click()


def _detail(store: Store, person: int) -> InspectorDetail:
    return inspector_detail(store, person, TODAY)


def _agree(monkeypatch: pytest.MonkeyPatch) -> None:
    def agree(_on: object, _title: str, _words: str, _verb: str, then: Callable[[], object]) -> None:
        then()

    monkeypatch.setattr(choosers, "confirm", agree)


def test_leave_is_kept_shown_lengthened_and_removed(
    qtbot: QtBot, page: RegistryPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = _select(qtbot, page)
    _press(qtbot, page, "登记请假")
    form = dialog(qtbot, page)
    write(form, "止日", "2024-03-05")
    press(qtbot, form, lambda: "止日早于起日" in _said(form))
    write(form, "止日", "2024-03-20")
    write(form, "事由", "公休")
    press(qtbot, form, lambda: "2024-03-06 至 2024-03-20，公休" in _said(page))
    assert "请假中，3月20日止" in _said(page)
    assert _detail(store, person).standing == "请假"

    def standing() -> str:
        row = page.lists.inspectors.table.rows.row_at(0)
        return row.standing if row else ""

    qtbot.waitUntil(lambda: standing() == "请假", timeout=LONG)
    _press(qtbot, page, "修改请假：2024-03-06 至 2024-03-20")
    form = dialog(qtbot, page)
    write(form, "止日", "2024-03-31")
    press(qtbot, form, lambda: "2024-03-06 至 2024-03-31，公休" in _said(page))
    _agree(monkeypatch)
    _press(qtbot, page, "删除请假：2024-03-06 至 2024-03-31")
    qtbot.waitUntil(lambda: "没有登记请假。" in _said(page), timeout=LONG)
    assert _detail(store, person).leaves == ()


def test_a_training_and_a_mark_are_kept_from_the_panel(
    qtbot: QtBot, page: RegistryPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = _select(qtbot, page)
    _press(qtbot, page, "登记培训")
    form = dialog(qtbot, page)
    write(form, "培训内容", "行政执法程序")
    write(form, "学时", "0")
    press(qtbot, form, lambda: "学时应大于 0、不超过 999；不清楚的留空" in _said(form))
    write(form, "学时", "7.5")
    press(qtbot, form, lambda: "2024-03-06　行政执法程序，7.5 学时" in _said(page))
    assert "今年 1 次" in _said(page)
    _press(qtbot, page, "登记等次")
    form = dialog(qtbot, page)
    write(form, "考核等次", "优秀")
    press(qtbot, form, lambda: bool(_detail(store, person).appraisals))
    assert [(each.year, each.mark) for each in _detail(store, person).appraisals] == [(2024, "优秀")]
    _agree(monkeypatch)
    _press(qtbot, page, "删除培训：行政执法程序")
    qtbot.waitUntil(lambda: "没有登记培训。" in _said(page), timeout=LONG)


def test_an_owner_is_kept_away_from_as_a_whole_and_let_go_again(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    person = _select(qtbot, page)
    _press(qtbot, page, "登记回避")
    form = dialog(qtbot, page)
    form.scope.set_key("owner")  # type: ignore[attr-defined]
    form.relation.set_key("其他")  # type: ignore[attr-defined]
    write(form, "检查对象", "示例后来集团有限公司")
    press(qtbot, form, lambda: "关系选“其他”的，请写明原因" in _said(form))
    write(form, "原因", "持有股份")
    said = "示例后来集团有限公司的全部对象（现有 0 家）：其他，持有股份"
    press(qtbot, form, lambda: said in _said(page))
    _press(qtbot, page, "解除回避：示例后来集团有限公司")
    form = dialog(qtbot, page)
    press(qtbot, form, lambda: "请写明原因，例如：亲属已离开该单位" in _said(form))
    write(form, "原因", "股份已转让")
    press(qtbot, form, lambda: said not in _said(page))
    assert not [row for row in _detail(store, person).recusals if row.whole_owner]


def _end(store: Store, person: int, expiry: date) -> None:
    with store.writing() as session:
        session.get_one(Inspector, person).cert_expiry = expiry


def test_certificates_are_renewed_where_the_workbench_leads(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    page = _opened(qtbot, store, jobs)
    with store.reading() as session:
        certified = select(Inspector.id).where(Inspector.cert != "", Inspector.state == "在岗")
        people = [*session.scalars(certified.order_by(Inspector.code))][:3]
    with store.writing() as session:
        for each in session.scalars(select(Inspector)):
            each.cert_expiry = date(2030, 1, 1)
    for person, expiry in zip(people, (date(2024, 3, 1), date(2024, 4, 5), date(2024, 4, 6)), strict=True):
        _end(store, person, expiry)
    tasks = [task for task in workbench(store, 2024, TODAY).tasks if "执法证" in task.what]
    assert [(task.tone, task.word, task.argument) for task in tasks] == [
        ("red", "已过期 5 天", "task:certificates"),
        ("amber", "31 天后到期", "task:certificates"),
    ]
    page.show_argument(tasks[0].argument)
    task = page.in_front()
    assert isinstance(task, CertificatesTask)
    qtbot.waitUntil(lambda: [*task.table.rows.ids()] == people, timeout=LONG)
    task.chips.set_values("when", ("30 天内",))
    qtbot.waitUntil(lambda: [*task.table.rows.ids()] == people[1:2], timeout=LONG)
    task.chips.clear()
    task.reload()
    qtbot.waitUntil(lambda: [*task.table.rows.ids()] == people, timeout=LONG)
    task.table.rows.tick_all(people[:2])
    _press(qtbot, task, "换证")
    form = dialog(qtbot, task)
    write(form, "有效期至", "2024-03-05")
    press(qtbot, form, lambda: "这一天已过，请核对新证" in _said(form))
    write(form, "有效期至", "2029-03-05")
    press(qtbot, form, lambda: [*task.table.rows.ids()] == people[2:])
    assert page.in_front() is task
    assert [_detail(store, each).standing for each in people[:2]] == ["可派", "可派"]
    qtbot.waitUntil(lambda: "有效期至 2029-03-05" in _said(page), timeout=LONG)
    edit = page._desk.edits.last_done("inspector")
    assert edit is not None
    edit_undo.undo(store, edit, office.clerk())
    assert _detail(store, people[0]).fields.cert_expiry == date(2024, 3, 1)


def test_rows_shown_stay_known_until_the_screen_takes_the_newer_answer(
    qtbot: QtBot, store: Store, jobs: Jobs
) -> None:
    page = _opened(qtbot, store, jobs)
    with store.reading() as session:
        certified = select(Inspector.id).where(Inspector.cert != "", Inspector.state == "在岗")
        person = session.scalars(certified.order_by(Inspector.code)).first()
    assert person is not None
    _end(store, person, date(2024, 3, 1))
    page.show_argument("task:certificates")
    task = page.in_front()
    assert isinstance(task, CertificatesTask)
    qtbot.waitUntil(lambda: person in task.table.rows.ids(), timeout=LONG)
    _end(store, person, date(2030, 1, 1))
    answered = threading.Event()
    task.reload()
    jobs.run(task, lambda _progress: answered.set(), lambda _done: None, lane=Lane.DATABASE, doing="")
    assert answered.wait(30)  # the screen has not taken the answer yet
    task.table.rows.tick_all([person])
    _press(qtbot, task, "换证")
    assert dialog(qtbot, task).isVisible()


def test_many_are_trained_and_marked_at_once_and_the_year_is_exported(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.begin_task("person-years")
    task = page.in_front()
    assert isinstance(task, PersonYearsTask)
    qtbot.waitUntil(lambda: task.table.rows.rowCount() == 35 and task.table.rows.row_at(0) is not None)
    people = [*task.table.rows.ids()][:6]
    task.table.rows.tick_all(people)
    _press(qtbot, task, "登记培训")
    form = dialog(qtbot, task)
    assert "等 6 人" in _said(form)
    write(form, "培训内容", "排污许可核查")
    press(qtbot, form, lambda: "排污许可核查：" in _said(task))
    task.table.rows.tick_all(people[:1])
    _press(qtbot, task, "登记考核等次")
    form = dialog(qtbot, task)
    write(form, "考核等次", "优秀")
    press(qtbot, form, lambda: "2024 年 优秀" in _said(task))

    def mark() -> str:
        row = task.table.rows.row_at(0) if task.table.rows.rowCount() else None
        return row.mark if row else ""

    qtbot.waitUntil(lambda: mark() == "优秀", timeout=LONG)
    place = tmp_path / "年度情况.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda _on, _title, _name, _kinds, then: then(place))
    _press(qtbot, task, "导出年度情况")
    qtbot.waitUntil(lambda: "已保存" in _said(task), timeout=LONG)
    book = load_workbook(str(place))
    assert book.sheet_names == ["检查人员年度情况", "检查人员培训记录"]
    rows = book.get_sheet_by_name("检查人员年度情况").to_python()
    head = next(n for n, row in enumerate(rows) if row[0] == "编号")
    first = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (first["培训次数"], first["考核等次"]) == (1, "优秀")
    assert len(rows) == head + 1 + 35
    assert (
        sum(row[1] == "排污许可核查" for row in book.get_sheet_by_name("检查人员培训记录").to_python()) == 6
    )


def test_those_selected_in_the_list_are_ticked(qtbot: QtBot, page: RegistryPage) -> None:
    table = page.lists.inspectors.table
    table.selectRow(2)
    page.begin_task("person-years")
    task = page.in_front()
    assert isinstance(task, PersonYearsTask)
    qtbot.waitUntil(lambda: task.ticked() == [table.rows.id_at(2)], timeout=LONG)


def test_the_list_is_narrowed_to_certificates_that_end(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    tab = page.lists.inspectors
    person = tab.table.rows.id_at(0)
    _end(store, person, date(2024, 3, 1))
    tab.chips.set_values("certificate", ("已过期",))
    qtbot.waitUntil(lambda: 0 < tab.table.rows.rowCount() < 35, timeout=LONG)
    assert person in tab.table.rows.ids()
    tab.chips.clear()
    leave.add_leave(store, person, (TODAY, TODAY), "", office.clerk())
    tab.chips.set_values("standing", ("请假",))

    def standings() -> set[str]:
        rows = (tab.table.rows.row_at(line) for line in range(tab.table.rows.rowCount()))
        return {row.standing if row else "" for row in rows}

    qtbot.waitUntil(lambda: standings() == {"请假"}, timeout=LONG)
    assert person in tab.table.rows.ids()


def test_a_newcomer_is_offered_the_least_of_the_colleagues_with_the_reason(
    qtbot: QtBot, store: Store, jobs: Jobs
) -> None:
    with store.writing() as session:
        for person in session.scalars(select(Inspector)):
            person.prior = 3 if person.id > 1 else 2
    found = newcomer(store, 2024, TODAY)
    page = _opened(qtbot, store, jobs)
    page.lists.new.click()
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    form = page.in_front()
    assert isinstance(form, FormPage)
    prior = form.form.field("prior")
    assert isinstance(prior, QLineEdit)
    assert prior.text() == str(found.prior)
    assert f"检查次数最少，为 {found.prior} 次" in _said(form)
    assert not form.form.is_changed()


def test_a_count_that_says_no_year_is_told_in_panel_and_form(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    with store.writing() as session:
        first = session.get_one(Inspector, 1)
        first.prior, first.prior_year = 5, None
    page = _opened(qtbot, store, jobs)
    tab = page.lists.inspectors
    tab.table.select(1)
    qtbot.waitUntil(lambda: "没有写明是哪一年的，现在每年都计入" in _said(tab), timeout=LONG)
    tab.table.opened.emit(1)
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    form = page.in_front()
    assert isinstance(form, FormPage)
    assert "保存后只计入 2024 年；不是 2024 年的，请改为 0" in _said(form)
    form.act.click()
    qtbot.waitUntil(lambda: not isinstance(page.in_front(), FormPage), timeout=LONG)
    qtbot.waitUntil(lambda: "没有写明是哪一年的" not in _said(tab), timeout=LONG)
    with store.reading() as session:
        assert session.get_one(Inspector, 1).prior_year == 2024


def test_where_nobody_was_sent_yet_a_newcomer_is_told_nothing(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.new.click()
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    assert "起算" not in _said(page.in_front())


def test_a_file_that_is_only_read_offers_no_act(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    for person in range(1, 36):
        leave.add_leave(store, person, (date(2024, 1, 1), date(2024, 1, 2)), "公休", office.clerk())
    trainings.add_training(store, [1], TODAY, "执法程序", None, office.clerk())
    appraisals.appraise(store, [1], 2024, "优秀", "", office.clerk())
    page = _opened(qtbot, store, jobs)
    page.lists.inspectors.details.lock("文件是只读打开的，不能改动")
    page.lists.inspectors.table.selectRow(0)
    qtbot.waitUntil(lambda: "2024-01-01 至 2024-01-02，公休" in _said(page), timeout=LONG)
    panel = page.lists.inspectors.details
    acts = [each for each in panel.findChildren(Button) if "收起" not in each.accessibleName()]
    assert {each.isEnabled() for each in acts} == {False}


def test_one_who_is_gone_since_the_list_was_read_leaves_the_panel_empty(
    qtbot: QtBot, page: RegistryPage
) -> None:
    _select(qtbot, page)
    page.lists.inspectors.picked.emit(9_999)
    qtbot.waitUntil(lambda: "没有选中检查人员" in _said(page), timeout=LONG)
