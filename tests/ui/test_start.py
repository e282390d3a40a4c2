import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import backup
from app.services.lock import Holder, take
from app.services.office import open_store, read_office, save_office
from app.services.rows.office import Office
from app.services.session import open_session
from app.ui import choosers
from app.ui.actions import PAGES
from app.ui.choosers import Question
from app.ui.help import HelpDialog, help_text
from app.ui.jobs import Lane
from app.ui.pages.log import LogPage
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.preferences import Preferences
from app.ui.start import Start
from app.ui.window import Window
from tests.ui import office

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    seconds = count()
    made = Start(Window(), lambda: office.TODAY + timedelta(seconds=next(seconds)), "乙窗口")
    qtbot.addWidget(made.window)
    made.window.go("workbench")
    made.window.show()
    yield made
    made.close()


def opened(qtbot: QtBot, start: Start, path: Path) -> None:
    qtbot.waitUntil(lambda: start.book is not None and start.book.session.store.path == path)
    qtbot.waitUntil(lambda: "备份" in start.window.status._backup.label.text())


def shown(start: Start) -> str:
    page = start.window.front()
    assert page is not None
    said = [widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible()]
    return "\n".join(said)


def words(start: Start) -> str:
    page = start.window.front()
    assert page is not None
    texts = [label.property("text") for label in page.findChildren(QWidget) if label.isVisible()]
    return "\n".join(text for text in texts if text)


def press(start: Start, name: str) -> None:
    page = start.window.front()
    assert page is not None
    next(button for button in page.findChildren(QPushButton) if button.accessibleName() == name).click()


def test_a_file_that_is_not_there_is_made_and_named(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "新建.db"
    start.begin(path)
    assert "正在新建" in words(start)
    opened(qtbot, start, path)
    qtbot.waitUntil(lambda: "还没有名录，从这里开始" in words(start))
    assert f"{path}（新建）" in start.window.status._file.label.text()
    assert start.book is not None
    assert start.book.desk.year == 2024
    assert backup.existing(path) == ()


def test_the_first_start_makes_a_file_among_the_documents(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    start.begin(None)
    opened(qtbot, start, tmp_path / "双随机抽查台.db")


def test_the_last_file_is_opened_again_and_backed_up(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.mid_year(path).close()
    Preferences().set_last_file(path)
    start.begin(None)
    opened(qtbot, start, path)
    assert len(backup.existing(path)) == 1
    assert start.window.status._backup.label.text() == "最近备份 3月6日 09:00"
    assert start.window.windowTitle() == "示例 – 双随机抽查台"
    qtbot.waitUntil(lambda: start.window.rail._buttons["visits"].accessibleName() == "检查任务 23")
    assert start.window.rail._buttons["disclosure"].accessibleName() == "结果公开 5"


def test_a_last_file_that_is_gone_is_not_made_anew(start: Start, tmp_path: Path) -> None:
    Preferences().set_last_file(tmp_path / "移走的.db")
    start.begin(None)
    assert "上次的文件不在原来的位置" in words(start)
    assert "移走的.db" in words(start)
    assert not (tmp_path / "移走的.db").exists()


def test_a_name_the_system_refuses_is_told_in_the_window(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / ("长" * 120 + ".db")
    start.begin(path)
    qtbot.waitUntil(lambda: "名称太长" in words(start))
    Preferences().set_last_file(path)
    start.begin(None)
    assert "上次的文件不在原来的位置" in words(start)


def test_a_damaged_file_offers_its_backups(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "示例.db"
    with closing(office.imported(path)) as store:
        kept = backup.keep_one(store, office.TODAY)
    assert kept is not None
    path.write_bytes(b"x" * 4096)
    start.begin(path)
    qtbot.waitUntil(lambda: "文件没有打开" in words(start))
    assert "不是本程序的数据库文件" in words(start)

    def choose(_parent: QWidget, _title: str, _kinds: str, then: Callable[[Path], object]) -> None:
        then(kept)

    monkeypatch.setattr(choosers, "open_file", choose)
    press(start, "用备份恢复：选备份")
    opened(qtbot, start, path)
    assert start.book is not None
    assert read_office(start.book.session.store).clerk == office.OFFICE.clerk


def test_a_file_whose_settings_are_damaged_is_told_in_the_window(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    with closing(sqlite3.connect(path)) as raw:
        [page] = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'setting'").fetchone()
        [size] = raw.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"x" * size
    path.write_bytes(content)
    start.begin(path)
    qtbot.waitUntil(lambda: "文件没有打开" in words(start))
    assert "“示例.db”已损坏，请用备份恢复。" in words(start)
    assert lock_is_free(path)


def lock_is_free(path: Path) -> bool:
    """Tell whether nobody holds the right to write in a file."""
    lock = take(path, "丙窗口", office.TODAY)
    if isinstance(lock, Holder):
        return False
    lock.release()
    return True


def test_a_file_of_a_newer_program_is_left_alone(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    with closing(office.empty(path)) as store, store.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    start.begin(path)
    qtbot.waitUntil(lambda: "较新版本" in words(start))
    assert path.read_bytes() == before


def test_the_second_window_only_reads_and_says_who_writes(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    with closing(open_session(path, office.clerk())):
        start.begin(path)
        qtbot.waitUntil(lambda: start.book is not None)
        qtbot.waitUntil(lambda: "正由“周例远”使用（09:00 打开）" in words(start))
        assert start.window.status._saved.label.text() == "只读"
        settings = start.window.go("settings")
        save = next(b for b in settings.findChildren(QPushButton) if b.accessibleName() == "保存设置")
        assert not save.isEnabled()
        assert backup.existing(path) == ()


def test_another_file_that_cannot_be_opened_leaves_the_first_open(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    first, wrong = tmp_path / "示例.db", tmp_path / "坏.db"
    office.imported(first).close()
    wrong.write_bytes(b"x" * 4096)
    start.begin(first)
    opened(qtbot, start, first)
    assert start.book is not None
    start.book.desk.file_wanted.emit(wrong)
    qtbot.waitUntil(lambda: "不是本程序的数据库文件" in shown(start))
    assert start.book.session.store.path == first


def test_another_file_takes_the_place_of_the_first(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    first, second = tmp_path / "甲.db", tmp_path / "乙.db"
    office.imported(first).close()
    office.mid_year(second).close()
    start.begin(first)
    opened(qtbot, start, first)
    assert start.book is not None
    start.book.desk.file_wanted.emit(second)
    opened(qtbot, start, second)
    assert Preferences().last_file() == second
    qtbot.waitUntil(lambda: open_session_ends(first))


@pytest.mark.parametrize("lane", [Lane.OTHER, Lane.LIST])
def test_the_first_file_stays_open_while_another_worker_may_be_reading_it(
    qtbot: QtBot, start: Start, tmp_path: Path, lane: Lane
) -> None:
    first, second = tmp_path / "甲.db", tmp_path / "乙.db"
    office.imported(first).close()
    office.imported(second).close()
    start.begin(first)
    opened(qtbot, start, first)
    read, seen = Event(), Event()
    start.jobs.run(start.window, lambda _progress: read.wait(20), lambda _done: None, lane=lane)
    start.open(second)
    opened(qtbot, start, second)
    start.jobs.run(start.window, lambda _progress: None, lambda _none: seen.set())
    qtbot.waitUntil(seen.is_set)
    assert not open_session_ends(first)
    read.set()
    qtbot.waitUntil(lambda: open_session_ends(first))


def open_session_ends(path: Path) -> bool:
    """Tell whether nobody holds a file any more."""
    with closing(open_session(path, office.clerk())) as session:
        return session.holder is None


def test_a_backup_is_put_back_from_the_window(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    start.begin(path)
    opened(qtbot, start, path)
    kept = backup.existing(path)[0]
    assert start.book is not None
    save_office(start.book.session.store, Office(name="示例乙局"), office.clerk())
    before = start.book
    before.desk.backup_wanted.emit(kept)
    qtbot.waitUntil(lambda: start.book is not None and start.book is not before)
    with closing(open_store(path, read_only=True)) as store:
        assert read_office(store).name == office.OFFICE.name


def test_what_was_written_is_dressed_and_counted_anew(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    start.begin(path)
    opened(qtbot, start, path)
    assert start.book is not None
    start.book.desk.take_office(Office(name="示例乙生态环境局", clerk="例某"))
    assert start.window.rail._office.text() == "示例乙\n生态环境局"
    assert start.window.rail._user.text() == "例某\n经办人"


def asked(start: Start) -> list[Question]:
    return [found for found in start.window.findChildren(Question) if found.isVisible()]


def answer(start: Start, verb: str) -> None:
    buttons = asked(start)[0].findChildren(QPushButton)
    next(button for button in buttons if button.accessibleName() == verb).click()


def typed_into_a_form(qtbot: QtBot, start: Start) -> QLineEdit:
    start.window.go("registry")
    page = start.window.front()
    assert isinstance(page, RegistryPage)
    page.lists.new_asked.emit("objects")
    form = page.in_front()
    assert isinstance(form, FormPage)
    field = form.form.first_field()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "A")
    return field


def test_the_window_does_not_close_over_a_form_that_was_begun(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    start.begin(path)
    opened(qtbot, start, path)
    field = typed_into_a_form(qtbot, start)
    start.window.go("workbench")  # the form waits behind another page
    assert not start.window.close()
    assert start.window.current() == "registry"
    said = [label.property("text") for label in asked(start)[0].findChildren(QLabel)]
    assert "“新增检查对象”里填写的内容还没有保存，离开后就没有了。" in said
    assert not start.window.close()
    assert len(asked(start)) == 1
    answer(start, "取消")
    assert start.window.isVisible()
    assert field.text() == "A"
    assert not start.window.close()
    answer(start, "放弃填写")
    qtbot.waitUntil(lambda: not start.window.isVisible())


def test_settings_that_were_typed_are_asked_for_before_another_file_comes(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    first, second = tmp_path / "甲.db", tmp_path / "乙.db"
    office.imported(first).close()
    office.imported(second).close()
    start.begin(first)
    opened(qtbot, start, first)
    assert start.book is not None
    settings = start.window.go("settings")
    assert settings.unsaved() == ""
    assert settings.first is not None
    qtbot.keyClicks(settings.first, "B")
    start.book.desk.file_wanted.emit(second)
    assert start.book.session.store.path == first
    answer(start, "放弃填写")
    opened(qtbot, start, second)


def test_a_window_without_a_begun_form_closes_at_once(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    start.begin(path)
    opened(qtbot, start, path)
    start.window.go("registry")
    start.window.go("settings")
    assert start.window.close()


def test_f5_reads_again_what_is_in_front(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    office.imported(path).close()
    start.begin(path)
    opened(qtbot, start, path)
    start.window.go("log")
    assert start.book is not None
    save_office(start.book.session.store, Office(name="示例丙局"), office.clerk())
    with qtbot.waitActive(start.window):
        start.window.activateWindow()
    qtbot.keyClick(start.window, Qt.Key.Key_F5)
    page = start.window.front()
    assert isinstance(page, LogPage)

    def read() -> bool:
        newest = page.table.rows.row_at(0) if page.table.rows.rowCount() else None
        return newest is not None and newest.detail == "示例丙局"

    qtbot.waitUntil(read)


def test_f1_tells_about_the_page_in_front(qtbot: QtBot, start: Start) -> None:
    with qtbot.waitActive(start.window):
        start.window.activateWindow()
    qtbot.keyClick(start.window, Qt.Key.Key_F1)
    dialog = start.window.findChild(HelpDialog)
    assert isinstance(dialog, HelpDialog)
    assert "下一步" in dialog.words.toPlainText()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("key", [each.key for each in PAGES])
def test_every_page_has_its_help(key: str) -> None:
    text = help_text(key)
    assert text.startswith(f"# {next(each.text for each in PAGES if each.key == key)}\n")
    assert "F5　重新读取" in text
