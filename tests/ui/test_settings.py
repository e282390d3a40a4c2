"""设置, driven as the clerk drives it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import backup, log
from app.services.office import Store, open_store, read_office
from app.services.rows.office import Role
from app.ui import choosers, desktop, theme
from app.ui.banner import Banner
from app.ui.jobs import Jobs
from app.ui.pages.settings import SettingsPage
from app.ui.preferences import Preferences
from app.ui.tokens import DARK, tokens
from tests.ui import office
from tests.ui.driving import desk_of, shown


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = office.imported(tmp_path / "示例.db")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> SettingsPage:
    return shown(qtbot, SettingsPage(desk_of(store, jobs, "2024-01-08")))


def told(page: SettingsPage) -> str:
    return "".join(banner.accessibleName() for banner in page.findChildren(Banner) if banner.isVisible())


def write(page: SettingsPage, label: str, words: str) -> None:
    field = next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == label)
    field.setText(words)


def test_what_is_typed_is_kept_by_one_button(qtbot: QtBot, page: SettingsPage, store: Store) -> None:
    write(page, "单位名称", "示例乙区生态环境局")
    write(page, "每组人数", "3")
    page.save.click()
    qtbot.waitUntil(lambda: "设置已保存" in told(page))
    kept = read_office(store)
    assert (kept.name, kept.team, kept.clerk) == ("示例乙区生态环境局", 3, office.OFFICE.clerk)
    assert kept.roles == office.OFFICE.roles
    assert log.newest(store)[0].act == "修改设置"


def test_ctrl_s_saves(qtbot: QtBot, page: SettingsPage, store: Store) -> None:
    write(page, "经办人", "例某")
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: read_office(store).clerk == "例某")


@pytest.mark.parametrize("number", ["0", "两人", "", "2.5", "10"])
def test_a_wrong_number_of_people_is_told_beside_its_field(
    page: SettingsPage, store: Store, number: str
) -> None:
    write(page, "每组人数", number)
    page.save.click()
    assert page.form.field("team").accessibleDescription()
    assert read_office(store).team == 2


@pytest.mark.parametrize("months", ["-1", "十二", "", "121"])
def test_a_wrong_number_of_months_is_told_beside_its_field(
    page: SettingsPage, store: Store, months: str
) -> None:
    write(page, "超过几个月没有核实的检查对象列出来", months)
    page.save.click()
    assert page.form.field("confirm_months").accessibleDescription()
    assert read_office(store).confirm_months == 12


def test_the_months_of_confirmation_are_kept(qtbot: QtBot, page: SettingsPage, store: Store) -> None:
    write(page, "超过几个月没有核实的检查对象列出来", "0")
    page.save.click()
    qtbot.waitUntil(lambda: read_office(store).confirm_months == 0)


def test_what_must_not_be_empty_is_told(page: SettingsPage) -> None:
    write(page, "单位名称", "")
    write(page, "编号前缀", " ")
    page.save.click()
    assert page.form.field("name").accessibleDescription() == "请填写单位名称"
    assert page.form.field("code_prefix").accessibleDescription()


def test_roles_come_and_go(qtbot: QtBot, page: SettingsPage, store: Store) -> None:
    page.roles.add.click()
    word, person = page.roles._fields[-1]
    word.setText("群众代表")
    person.setText("褚例明")
    page.roles._drop(0)
    page.save.click()
    qtbot.waitUntil(lambda: "设置已保存" in told(page))
    assert read_office(store).roles == (*office.OFFICE.roles[1:], Role("群众代表", "褚例明"))


def test_roles_that_cannot_be_told_apart_are_refused(page: SettingsPage, store: Store) -> None:
    page.roles.set_roles((Role("主持人", "例甲"), Role("主持人", "例乙")))
    page.save.click()
    assert page._role_fault.text() == "各方的身份不能重复"
    page.roles.set_roles(())
    page.save.click()
    assert page._role_fault.text() == "抽取现场至少要有一方提供数字"
    assert read_office(store).roles == office.OFFICE.roles


def test_what_was_typed_is_still_there_after_a_look_at_another_page(page: SettingsPage) -> None:
    write(page, "单位名称", "还没存的名称")
    page.opened()
    assert page.form.field("name").property("text") == "还没存的名称"


def test_colours_change_at_once_and_are_remembered(page: SettingsPage, qapp: QApplication) -> None:
    try:
        page.scheme.set_key(theme.Scheme.DARK)
        page._colour()
        assert Preferences().scheme() is theme.Scheme.DARK
        assert tokens(QPalette(qapp.palette())) is DARK
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)


def test_a_backup_goes_where_the_clerk_says(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(_parent: object, _title: str, then: Callable[[Path], object]) -> None:
        then(tmp_path / "移动盘")

    seen: list[Path] = []
    monkeypatch.setattr(choosers, "choose_folder", choose)
    monkeypatch.setattr(desktop, "open_folder", seen.append)
    page.files.back_up.click()
    qtbot.waitUntil(lambda: "已保存：示例 2024-01-08 090000.db" in told(page))
    open_store(tmp_path / "移动盘" / "示例 2024-01-08 090000.db", read_only=True).close()
    page.files.show_folder.click()
    assert seen == [tmp_path]


def test_a_backup_is_put_back_only_after_a_word(
    qtbot: QtBot, page: SettingsPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backup.keep_one(store, office.TODAY)
    asked: list[str] = []

    def choose(_parent: object, _title: str, _kinds: str, then: Callable[[Path], object]) -> None:
        assert kept is not None
        then(kept)

    def confirm(_parent: object, _title: str, words: str, verb: str, then: Callable[[], object]) -> None:
        asked.extend((words, verb))
        then()

    monkeypatch.setattr(choosers, "open_file", choose)
    monkeypatch.setattr(choosers, "confirm", confirm)
    with qtbot.waitSignal(page._desk.backup_wanted) as wanted:
        page.files.put_back.click()
    assert wanted.args == [kept]
    assert asked[1] == "恢复"
    assert "示例.db" in asked[0]
