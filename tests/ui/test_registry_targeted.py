"""针对性检查, recorded from the list, from an object's panel and from 检查任务."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services import targeted
from app.services.object_list import object_ids
from app.services.office import Store
from app.services.rows.registry import RegistryQuery
from app.services.rows.targeted import TargetedFields
from app.services.targeted_list import targeted_detail, targeted_ids
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.statistics import StatisticsPage
from app.ui.pages.targeted_dialog import TargetedDialog
from app.ui.pages.visits import VisitsPage
from tests.stages import YEAR, act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = "2024-03-06"
PAPER = "示例江口造纸有限公司"
COMPLAINT = TargetedFields(
    PAPER, "投诉举报", "12345热线 示例240301", date(2024, 3, 1), ("文例溪",), "未发现问题"
)
FIRE = TargetedFields("WL-0001", "其他部门检查", "示例区应急管理局", date(2024, 2, 20), (), "")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    made = RegistryPage(desk_of(store, jobs, DAY))
    shown(qtbot, made)
    made.set_density(Density.NORMAL)
    return made


@pytest.fixture
def listed(qtbot: QtBot, store: Store, page: RegistryPage) -> RegistryPage:
    """The tab with two checks in it."""
    for values in (COMPLAINT, FIRE):
        targeted.record(store, values, act(DAY))
    page.show_argument("targeted")
    rows = page.lists.targeted.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 2 and rows.row_at(0) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: page.lists.choices is not None and page.lists.new.isVisible(), timeout=LONG)
    return page


def _words(page: RegistryPage | VisitsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def _button(page: RegistryPage | VisitsPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisibleTo(page))


def _form(qtbot: QtBot, page: RegistryPage | VisitsPage) -> TargetedDialog:
    form = dialog(qtbot, page)
    assert isinstance(form, TargetedDialog)
    return form


def _all(store: Store) -> list[TargetedFields]:
    ids = targeted_ids(store, RegistryQuery(year=YEAR, sort="checked_on"), {})
    return [targeted_detail(store, each).fields for each in ids]


def test_the_first_check_is_recorded_from_the_empty_list(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    page.show_argument("targeted")
    qtbot.waitUntil(lambda: "2024 年还没有针对性检查" in _words(page), timeout=LONG)
    _button(page, "登记").click()
    form = _form(qtbot, page)
    form.act.click()
    assert form.object.accessibleDescription() == "请填写检查对象"
    assert form.officers.accessibleDescription() == "请填写检查人员"
    assert form.outcome.accessibleDescription() == "请选择检查结果"
    write(form, "检查对象", "没有这一家")
    write(form, "来源", COMPLAINT.source)
    write(form, "检查人员", "文例溪")
    write(form, "检查日期", "2024年3月7日")
    form.outcome.set_key("未发现问题")
    form.act.click()
    assert form.day.accessibleDescription() == "检查日期还没有到，请核对"
    write(form, "检查日期", "2024年3月1日")
    form.act.click()
    qtbot.waitUntil(
        lambda: any("名录库里没有“没有这一家”" in label.text() for label in form.findChildren(QLabel)),
        timeout=LONG,
    )
    write(form, "检查对象", PAPER)
    tab = page.lists.targeted
    press(qtbot, form, lambda: tab.table.current_id() is not None)
    assert _all(store) == [TargetedFields("WL-0003", *_rest(COMPLAINT))]
    qtbot.waitUntil(lambda: COMPLAINT.source in _words(page), timeout=LONG)


def _rest(values: TargetedFields) -> tuple[str, str, date, tuple[str, ...], str]:
    return values.kind, values.source, values.checked_on, values.officers, values.outcome


def test_object_and_officers_are_looked_up_while_typing(qtbot: QtBot, page: RegistryPage) -> None:
    page.show_argument("targeted")
    page.lists.targeted.ask_record()
    form = _form(qtbot, page)
    qtbot.keyClicks(form.object, "sljk")
    qtbot.waitUntil(lambda: f"WL-0003　{PAPER}" in form.object.choices(), timeout=LONG)
    form.object.choose(f"WL-0003　{PAPER}")
    assert form.object.word() == "WL-0003"
    form.officers.setText("黄例安、")
    qtbot.keyClicks(form.officers, "wenli")
    qtbot.waitUntil(
        lambda: any(each.startswith("文例溪　") for each in form.officers.choices()), timeout=LONG
    )
    form.officers.choose(next(each for each in form.officers.choices() if each.startswith("文例溪　")))
    assert form.officers.words() == ("黄例安", "文例溪")
    form.officers.insert("、")
    qtbot.keyClick(form.officers, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: form.officers.choices() == [], timeout=LONG)


def test_a_check_by_another_department_needs_its_name_and_no_officer(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    page.show_argument("targeted")
    page.lists.targeted.ask_record()
    form = _form(qtbot, page)
    write(form, "检查对象", "WL-0001")
    write(form, "检查日期", "2024-02-20")
    form.kind.set_key("其他部门检查")
    assert form.outcome.currentText() == "没有通报结果"
    form.act.click()
    assert form.source.accessibleDescription() == "请写明是哪个部门检查的"
    assert form.officers.accessibleDescription() == ""
    write(form, "来源", "示例区应急管理局")
    press(qtbot, form, lambda: _all(store) == [FIRE])


def test_the_list_tells_what_was_checked_and_is_corrected_and_withdrawn(
    qtbot: QtBot, listed: RegistryPage, store: Store
) -> None:
    tab = listed.lists.targeted
    rows = tab.table.rows
    said = [str(rows.data(rows.index(0, place))) for place in range(4)]
    assert said == ["2024-03-01", "投诉举报", "WL-0003", PAPER]  # the newest stands first
    assert listed.lists.new.text() == "登记针对性检查"
    tab.table.selectRow(0)
    qtbot.waitUntil(lambda: "不计入次数上限，不影响抽取" in _words(listed), timeout=LONG)
    tab.details.correct.click()
    form = _form(qtbot, listed)
    assert form.object.text() == f"WL-0003　{PAPER}"
    write(form, "备注", "示例更正")
    press(qtbot, form, lambda: "示例更正" in _words(listed))
    assert _all(store)[1].remark == "示例更正"
    tab.details.withdraw.click()
    asked = dialog(qtbot, listed)
    asked.act.click()
    write(asked, "原因", "重复登记")
    press(qtbot, asked, lambda: rows.rowCount() == 1)
    assert _all(store) == [FIRE]


def test_a_check_of_another_year_is_said_to_stand_elsewhere(
    qtbot: QtBot, listed: RegistryPage, store: Store
) -> None:
    listed.lists.new.click()
    form = _form(qtbot, listed)
    write(form, "检查对象", PAPER)
    write(form, "检查人员", "文例溪")
    write(form, "检查日期", "2023-12-29")
    form.outcome.set_key("未发现问题")
    press(qtbot, form, lambda: "计入 2023 年度" in _words(listed))
    assert len(_all(store)) == 2


def test_the_list_is_exported_as_it_is_shown(
    qtbot: QtBot, listed: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "针对性检查.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda _parent, _title, _name, _kinds, then: then(target))
    listed.lists.targeted.export()
    qtbot.waitUntil(lambda: "已保存" in _words(listed), timeout=LONG)
    rows = [[cell.value for cell in row] for row in load_workbook(target).worksheets[0].iter_rows()]
    assert any(PAPER in row and "投诉举报" in row for row in rows)


def test_an_objects_panel_records_and_shows_a_check(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.objects
    [target] = object_ids(store, RegistryQuery(PAPER), date(2024, 3, 6))
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() > 0, timeout=LONG)
    tab.table.select(target)
    qtbot.waitUntil(lambda: "WL-0003" in _words(page) and "还没有检查记录。" in _words(page), timeout=LONG)
    _button(page, "登记针对性检查").click()
    form = _form(qtbot, page)
    assert form.object.word() == "WL-0003"
    write(form, "检查人员", "文例溪")
    form.outcome.set_key("发现问题已责令整改")
    press(qtbot, form, lambda: "投诉举报：发现问题已责令整改" in _words(page))
    assert "列在“针对性检查”里" in _words(page)


def test_the_page_of_visits_records_one_and_tells_where_it_is(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    desk = desk_of(store, jobs, DAY)
    visits = shown(qtbot, VisitsPage(desk))
    went: list[tuple[str, str]] = []
    desk.wanted.connect(lambda key, argument: went.append((key, argument)))
    visits.targeted.click()
    form = _form(qtbot, visits)
    write(form, "检查对象", PAPER)
    write(form, "检查人员", "文例溪")
    form.outcome.set_key("未发现问题")
    press(qtbot, form, lambda: "列在“名录库”的“针对性检查”里" in _words(visits))
    _button(visits, "去看").click()
    assert went == [("registry", "targeted")]
    assert len(_all(store)) == 1


def test_the_years_figures_show_both_columns(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    for values in (COMPLAINT, FIRE):
        targeted.record(store, values, act(DAY))
    figures = shown(qtbot, StatisticsPage(desk_of(store, jobs, DAY)))
    rows = figures.objects.rows
    qtbot.waitUntil(lambda: rows.rowCount() > 3 and rows.row_at(2) is not None, timeout=LONG)
    titles = [column.title for column in rows.columns]
    said = [[str(rows.data(rows.index(line, place))) for place in range(len(titles))] for line in (0, 2)]
    places = [titles.index(title) for title in ("检查次数", "其中针对性", "其他部门检查")]
    assert [[row[place] for place in places] for row in said] == [["–", "–", "1"], ["1", "1", "–"]]
    town, name = titles.index("所在地"), titles.index("名称")
    figures.set_density(Density.FOLDED)
    assert figures.objects.isColumnHidden(town)
    assert not any(figures.objects.isColumnHidden(place) for place in (name, *places))
    figures.set_density(Density.NORMAL)
    assert not figures.objects.isColumnHidden(town)
