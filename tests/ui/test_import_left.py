"""取消 while a file is read from a disk that does not answer: the page is the clerk's again at once."""

import threading
from pathlib import Path, PosixPath, WindowsPath

import pytest
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.services.rows.intake import Registry
from app.services.rows.lists import ListKind
from app.ui.busy import BusyNotice
from app.ui.buttons import Button
from app.ui.jobs import SHOWN_AFTER, Jobs
from app.ui.page import Page
from app.ui.pages.registry_import import ImportPage
from app.ui.pages.registry_list_page import ListPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown
from tests.ui.import_files import settled

_Plain: type[Path] = WindowsPath if isinstance(Path(), WindowsPath) else PosixPath
_AWAKE = threading.Event()


class FileOnSlowDisk(_Plain):  # type: ignore[misc, valid-type] # the platform's own kind of path
    """A file that is read only when the disk answers."""

    def read_bytes(self) -> bytes:
        """Wait for the disk."""
        _AWAKE.wait(30)
        return bytes(super().read_bytes())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    _AWAKE.clear()
    return office.empty(tmp_path / "示例.db")


def press_cancel(qtbot: QtBot, page: Page) -> None:
    """Press 取消 of the notice that a file is being read, once it is there."""
    qtbot.waitUntil(lambda: page.findChild(BusyNotice) is not None, timeout=SHOWN_AFTER * 6)
    notice = page.findChild(BusyNotice)
    assert notice is not None
    next(each for each in notice.findChildren(Button) if each.text() == "取消").click()
    assert notice.isHidden()


def names(folder: Path, name: str, town: str = "白马镇") -> Path:
    path = folder / name
    path.write_text(f"单位名称,所在地\n示例甲厂,{town}\n", encoding="utf-8")
    return path


def shown_file(page: ImportPage) -> str:
    return page.preview.path.name if page.preview else ""


def test_the_import_page_is_given_back_and_reads_the_next_file(
    qtbot: QtBot, store: Store, jobs: Jobs, tmp_path: Path
) -> None:
    page = shown(qtbot, ImportPage(desk_of(store, jobs, "2024-01-08"), Registry.OBJECTS))
    page.look_into(FileOnSlowDisk(names(tmp_path, "慢.csv")))
    press_cancel(qtbot, page)

    assert not shown_file(page)
    assert not page.act.isEnabled()
    page.look_into(names(tmp_path, "快.csv"))
    qtbot.waitUntil(lambda: shown_file(page) == "快.csv", timeout=LONG)
    _AWAKE.set()
    qtbot.waitUntil(lambda: not jobs._under_way, timeout=LONG)
    assert shown_file(page) == "快.csv"


def test_reading_again_in_another_way_is_left_with_what_was_shown(
    qtbot: QtBot, store: Store, jobs: Jobs, tmp_path: Path
) -> None:
    page = shown(qtbot, ImportPage(desk_of(store, jobs, "2024-01-08"), Registry.OBJECTS))
    page.look_into(names(tmp_path, "名单.csv"))
    settled(qtbot, page, None)
    before = page.preview
    jobs.read(page, lambda _progress: _AWAKE.wait(30), lambda _done: None, doing="")
    combo = page.columns.combo("所在地")
    assert combo is not None
    combo.set_key("")
    combo.activated.emit(combo.currentIndex())
    assert not page.act.isEnabled()
    press_cancel(qtbot, page)

    def said() -> str | None:
        seen = page.columns.combo("所在地")
        return seen.key() if seen else None

    qtbot.waitUntil(lambda: said() == "town", timeout=LONG)
    assert (page.preview, page.act.isEnabled()) == (before, True)
    _AWAKE.set()


def test_the_page_of_a_list_is_given_back(qtbot: QtBot, store: Store, jobs: Jobs, tmp_path: Path) -> None:
    page = shown(qtbot, ListPage(desk_of(store, jobs, "2024-01-08"), ListKind.PERMIT))
    page.look_into(FileOnSlowDisk(names(tmp_path, "慢.csv")))
    press_cancel(qtbot, page)
    _AWAKE.set()
    qtbot.waitUntil(lambda: not jobs._under_way, timeout=LONG)

    assert page.preview is None
    assert not page.act.isEnabled()
