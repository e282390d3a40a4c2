"""The panel of one object: its marks, the files that prove its state, its history, and acts on many."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.states import ObjectState
from app.services import registry
from app.services.edit_undo import undo
from app.services.edits import OBJECTS
from app.services.object_detail import object_detail
from app.services.office import Store, open_store
from app.services.rows.registry import ObjectDetail
from app.services.rows.states import EvidenceFile, StateChange
from app.services.state_changes import change_states
from app.ui import choosers, desktop
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.form_dialog import FormDialog
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_mark_dialog import MarkDialog
from app.ui.pages.registry_object_records import AllRecords
from app.ui.pages.registry_state_dialog import StateDialog
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = date(2024, 3, 6)
PHOTO = EvidenceFile("现场照片.jpg", b"a picture")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = RegistryPage(desk)
    shown(qtbot, made)
    table = made.lists.objects.table
    qtbot.waitUntil(lambda: table.rows.rowCount() > 100, timeout=LONG)
    return made


def selected(qtbot: QtBot, page: RegistryPage, line: int) -> None:
    """Select a row and wait until the panel shows it."""
    page.lists.objects.table.selectRow(line)
    qtbot.waitUntil(lambda: f"WL-{line + 1:04d}" in words(page), timeout=LONG)


def words(page: RegistryPage) -> str:
    panel = page.lists.objects.details
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def link(page: RegistryPage, name: str) -> Button:
    buttons = page.findChildren(Button)
    return next(one for one in buttons if one.accessibleName() == name and one.isVisible())


def kept(qtbot: QtBot, page: RegistryPage, form: FormDialog, until: Callable[[], bool]) -> None:
    """Press the form's button, wait for what comes of it and until the form is gone."""
    press(qtbot, form, until)
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in page.findChildren(FormDialog)), timeout=LONG)


def detail(store: Store, object_id: int) -> ObjectDetail:
    return object_detail(store, object_id, 2024, DAY)


def test_a_mark_is_given_corrected_and_taken_off(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    selected(qtbot, page, 19)
    link(page, "登记标识").click()
    form = dialog(qtbot, page)
    assert isinstance(form, MarkDialog)
    mark = form.mark.key()
    form.act.click()
    assert form.isVisible()  # without a source nothing is kept
    write(form, "来源", "12369 举报件（演练）")
    write(form, "有效至", "2024-03-05")
    write(form, "认定日期", "2024-03-07")
    form.act.click()
    assert form.isVisible()  # given on a day that has not come
    write(form, "认定日期", "2024-01-05")
    kept(qtbot, page, form, lambda: "已到期，不计" in words(page))
    known = next(row for row in detail(store, 20).marks if row.fields.mark == mark)
    assert (known.fields.source, known.over) == ("12369 举报件（演练）", True)
    assert f"来源 {known.fields.source}，2024-01-05 认定，有效至 2024-03-05" in words(page)
    link(page, f"修改 {mark}").click()
    form = dialog(qtbot, page)
    write(form, "有效至", "")
    kept(qtbot, page, form, lambda: not any(row.over for row in detail(store, 20).marks))
    qtbot.waitUntil(lambda: "长期有效" in words(page), timeout=LONG)
    link(page, f"摘除 {mark}").click()
    form = dialog(qtbot, page)
    write(form, "原因", "经复核不实")
    kept(qtbot, page, form, lambda: mark not in detail(store, 20).fields.marks)


def test_files_are_chosen_kept_opened_and_saved_again(
    qtbot: QtBot, page: RegistryPage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / PHOTO.name, tmp_path / "另存.jpg"
    source.write_bytes(PHOTO.content)
    opened: list[bytes] = []
    monkeypatch.setattr(choosers, "open_files", lambda *asked: asked[-1]([source, source]))
    monkeypatch.setattr(choosers, "save_file", lambda *asked: asked[-1](target))
    monkeypatch.setattr(desktop, "open_file", lambda path: opened.append(path.read_bytes()))
    selected(qtbot, page, 1)
    link(page, "变更状态").click()
    form = dialog(qtbot, page)
    assert isinstance(form, StateDialog)
    write(form, "原因", "企业已停产，现场核实")
    form.files.add.click()
    qtbot.waitUntil(lambda: form.files.files() == (PHOTO,), timeout=LONG)
    kept(qtbot, page, form, lambda: "证明材料" in words(page))
    assert [each.file_name for each in detail(store, 2).evidence] == [PHOTO.name]
    link(page, f"打开 {PHOTO.name}").click()
    qtbot.waitUntil(lambda: opened == [PHOTO.content], timeout=LONG)
    link(page, f"另存为 {PHOTO.name}").click()
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes() == PHOTO.content, timeout=LONG)


def test_a_file_that_cannot_be_taken_is_told_in_the_form(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "程序.exe"
    wrong.write_bytes(b"MZ")
    monkeypatch.setattr(choosers, "open_files", lambda *asked: asked[-1]([wrong]))
    selected(qtbot, page, 1)
    link(page, "变更状态").click()
    form = dialog(qtbot, page)
    assert isinstance(form, StateDialog)
    form.files.add.click()

    def said() -> str:
        return "".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "不能作为证明材料" in said(), timeout=LONG)
    assert form.files.files() == ()


def test_a_day_before_the_last_change_is_told_beside_its_field(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    change_states(store, [2], StateChange(ObjectState.SUSPENDED, date(2024, 3, 1), "停产"), desk.act())
    desk.written()
    selected(qtbot, page, 1)
    qtbot.waitUntil(lambda: "状态原因" in words(page), timeout=LONG)
    link(page, "变更状态").click()
    form = dialog(qtbot, page)
    assert isinstance(form, StateDialog)
    write(form, "原因", "复产")
    write(form, "日期", "2024-02-28")
    form.act.click()
    assert "不能早于上一次变更的 2024-03-01" in form.since.accessibleDescription()
    write(form, "日期", "2024-03-07")
    form.act.click()
    assert form.since.accessibleDescription() == "日期还没有到，请核对"
    write(form, "日期", "2024-03-05")
    kept(qtbot, page, form, lambda: detail(store, 2).fields.state == "正常")


def test_many_selected_objects_change_their_state_in_one_act(
    qtbot: QtBot, page: RegistryPage, store: Store, desk: Desk
) -> None:
    table = page.lists.objects.table
    table.selectAll()
    table.clearSelection()
    for line in (1, 2, 3):
        index = table.rows.index(line, 0)
        table.selectionModel().select(
            index, table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows
        )
    foot = page.lists.objects.foot
    offer = next(one for one in foot.findChildren(Button) if one.text() == "批量变更状态")
    qtbot.waitUntil(offer.isVisible, timeout=LONG)
    offer.click()
    form = dialog(qtbot, page)
    assert isinstance(form, StateDialog)
    assert "所选 3 家" in "".join(label.text() for label in form.findChildren(QLabel))
    write(form, "原因", "园区整体关停（演练）")
    form.state.set_key("关闭")
    kept(qtbot, page, form, lambda: {detail(store, each).fields.state for each in (2, 3, 4)} == {"关闭"})
    qtbot.waitUntil(lambda: desk.edits.last_done(OBJECTS) is not None, timeout=LONG)
    edit = desk.edits.last_done(OBJECTS)
    assert edit is not None
    undo(store, edit, desk.act())
    assert {detail(store, each).fields.state for each in (2, 3, 4)} == {"正常"}


def test_the_panel_says_when_it_was_verified_and_verifies(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    selected(qtbot, page, 0)
    assert "2024-01-08" in words(page)
    link(page, "标为已核实").click()
    form = dialog(qtbot, page)
    kept(qtbot, page, form, lambda: detail(store, 1).confirmed_on == DAY)
    qtbot.waitUntil(lambda: "2024-03-06" in words(page), timeout=LONG)


def test_all_records_tell_of_form_import_bulk_and_undo_alike_and_of_one_field_alone(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    plain = detail(store, 1).fields
    act = office.clerk()
    edit = registry.edit_object(store, 1, replace(plain, address="另一处", phone="示例 1"), act)
    assert edit is not None
    undo(store, edit, act)
    change_states(store, [1, 2], StateChange(ObjectState.SUSPENDED, date(2024, 3, 1), "企业来函"), act)
    records = AllRecords(page, detail(store, 1))
    qtbot.addWidget(records)
    records.open()

    def told() -> str:
        return "\n".join(label.text() for label in records.findChildren(QLabel) if label.isVisible())

    assert "地址：" in told()
    assert "（撤销：修改检查对象）" in told()
    assert "状态：正常 → 停产（企业来函）" in told()
    assert told().count(act.by) == len(detail(store, 1).history)
    records.field.set_key("地址")
    records.field.activated.emit(0)
    assert {change.field for change in records.changes()} == {"地址"}
    assert "状态：" not in told()
    assert len(records.changes()) == 2


def test_a_long_history_is_shown_bit_by_bit(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    plain, act = detail(store, 1).fields, office.clerk()
    for number in range(70):
        registry.edit_object(store, 1, replace(plain, address=f"第 {number} 处"), act)
    records = AllRecords(page, detail(store, 1))
    qtbot.addWidget(records)
    records.open()

    def lines() -> int:
        return sum("地址：" in label.text() for label in records.findChildren(QLabel) if label.isVisible())

    assert (lines(), records.more.text()) == (60, "再显示一些，还有 10 处")
    records.more.click()
    qtbot.waitUntil(lambda: lines() == 70, timeout=LONG)
    assert not records.more.isVisible()


def test_a_file_that_cannot_be_changed_offers_only_to_read(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    made = office.imported(tmp_path / "示例.db")
    change_states(made, [1], StateChange(ObjectState.CLOSED, DAY, "关闭", (PHOTO,)), office.clerk())
    made.close()
    locked = RegistryPage(desk_of(open_store(made.path, read_only=True), jobs, "2024-03-06"))
    shown(qtbot, locked)
    qtbot.waitUntil(lambda: locked.lists.objects.table.rows.rowCount() > 100, timeout=LONG)
    selected(qtbot, locked, 0)
    assert not link(locked, "登记标识").isEnabled()
    assert not link(locked, "标为已核实").isEnabled()
    assert link(locked, f"另存为 {PHOTO.name}").isEnabled()
