"""Brings files into the window that stands: the file in a job, then its pages.

Services and pages are imported here, where they are first needed: the window answers while they are loaded.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer

from app.core.paths import documents_folder
from app.ui.actions import command, install
from app.ui.crash import crash
from app.ui.empty import NextStep
from app.ui.errors import sentence
from app.ui.jobs import Jobs, Lane
from app.ui.lobby import Lobby
from app.ui.page import Page
from app.ui.preferences import Preferences
from app.ui.progress import Progress
from app.ui.tokens import Tone
from app.ui.window import Window

if TYPE_CHECKING:
    from app.services.rows.office import Act
    from app.services.session import Session
    from app.services.waiting import Waiting
    from app.ui.book import Book

NEW_FILE: Final = "双随机抽查台.db"
_FIRST: Final = "workbench"
_STANDS_MS: Final = 300
"""By then the first page is painted, which loading in another thread would slow down."""


@runtime_checkable
class ShowsArgument(Protocol):
    """A page that can be asked for one thing on it."""

    def show_argument(self, argument: str) -> None:
        """Show it."""


class Start(QObject):
    """What stands in the window: the pages of the file that is open, or the way to one."""

    def __init__(self, window: Window, clock: Callable[[], datetime], who: str) -> None:
        super().__init__(window)
        self._clock = clock
        self._who = who
        self._preferences = Preferences()
        self.jobs = Jobs(self)
        self._lobby = Lobby("正在打开", "请稍候。")
        self.book: Book | None = None
        self.window = window
        window.serve(self._page)
        self.window.help_asked.connect(self._help)
        self.window.status.backup_asked.connect(lambda: self.window.go("settings"))
        install("refresh", self.window, self.refresh)

    def begin(self, given: Path | None) -> None:
        """Open the file given, else the last one, else a new one in the documents folder."""
        last = self._preferences.last_file()
        if given is None and last is not None and not _is_there(last):
            self._enter(
                Lobby(
                    "上次的文件不在原来的位置",
                    f"没有找到“{last}”。它可能被移走、改名，或所在的盘没有接上。",
                    (self._choose(), self._make_new()),
                )
            )
            return
        self.open(given or last or documents_folder() / NEW_FILE)

    def open(self, path: Path) -> None:
        """Open a file in the place of the one that is open; one that is not there is made."""
        if self.book is not None and _is_there(path) and path.samefile(self.book.session.store.path):
            self.window.go(_FIRST)
            return

        def work(_progress: Progress) -> "Session":
            from app.services.session import open_session
            from app.ui.book import load_page

            load_page(_FIRST)  # the slow part of making a page, off the screen's thread

            return open_session(path, self._act())

        if self.book is None:
            self._enter(Lobby("正在打开" if _is_there(path) else "正在新建", str(path)))
        self._run(path, work)

    def restore(self, path: Path, source: Path) -> None:
        """Put a backup in the place of a file and open it."""
        session = self.book.session if self.book is not None else None

        def work(_progress: Progress) -> "Session":
            from app.services import backup
            from app.services.session import open_session, swap

            if session is not None:
                return swap(session, source, self._act())
            backup.restore(source, path, replace=True)
            return open_session(path, self._act())

        self.book = None  # swap lets go of it, whatever happens
        self._enter(Lobby("正在恢复", f"用“{source.name}”恢复“{path}”"))
        self._when_read(partial(self._run, path, work))

    def refresh(self) -> None:
        """Read again what is in front, and what waits."""
        page = self.window.front()
        if self.book is None or page is None:
            return
        self._written()
        page.opened()

    def close(self) -> None:
        """Stop all work and let go of the file."""
        self.jobs.close()
        if self.book is not None:
            self.book.close()

    def _page(self, key: str) -> Page:
        return self._lobby.page(command(key).text) if self.book is None else self.book.page(key)

    def _help(self, key: str) -> None:
        from app.ui.help import show_help

        show_help(self.window, key)

    def _act(self) -> "Act":
        from app.services.rows.office import Act

        return Act(self._who, self._clock())

    def _enter(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self.window.forget_pages()
        self.window.go(_FIRST)

    def _run(self, path: Path, work: "Callable[[Progress], Session]") -> None:
        self.jobs.run(
            self.window, work, self._opened, partial(self._refused, path), doing=f"正在打开 {path.name}"
        )

    def _when_read(self, then: Callable[[], object]) -> None:
        """Let go of a file only when the other workers have left it: closing under a reader is a crash."""

        def wait_for(lane: Lane, done: Callable[[], object]) -> None:
            self.jobs.run(self.window, lambda _progress: None, lambda _none: done(), lane=lane)

        wait_for(Lane.OTHER, lambda: wait_for(Lane.LIST, then))

    def _opened(self, session: "Session") -> None:
        from app.ui.book import Book

        before, self.book = self.book, Book(session, self.jobs, self._clock)
        self.window.forget_pages()
        if before is not None:
            self._when_read(
                lambda: self.jobs.run(self.window, lambda _progress: before.close(), lambda _none: None)
            )
        desk = self.book.desk
        desk.changed.connect(self._written)
        desk.wanted.connect(self._go)
        desk.file_wanted.connect(lambda path: self.window.ask_to_leave(partial(self.open, path)))
        put_back = partial(self.restore, session.store.path)
        desk.backup_wanted.connect(lambda copy: self.window.ask_to_leave(partial(put_back, copy)))
        self._preferences.set_last_file(session.store.path)
        self._dress()
        page = self.window.go(_FIRST)
        page.take_focus()
        self._count()  # after the page, whose reading the clerk waits for
        if session.holder is not None:
            since = f"（{session.holder.since[11:16]} 打开）" if session.holder.since else ""
            page.banners.show_banner(
                Tone.AMBER,
                f"“{session.store.path.name}”正由“{session.holder.who}”使用{since}，这个窗口只能看，不能改。"
                "对方关闭后，请重新打开程序。",
            )
        self._back_up(session)

    def _refused(self, path: Path, error: Exception) -> None:
        words = sentence(error)
        if words is None:
            crash(error)
            return
        page = self.window.front()
        if self.book is not None and page is not None:
            page.banners.show_banner(Tone.RED, words)
            return
        steps = [self._choose()]
        if _is_there(path):
            steps.append(
                NextStep(
                    "history",
                    "用备份恢复",
                    f"备份在“{path.stem}-备份”文件夹里，名称上有日期",
                    "选备份",
                    partial(self._ask_backup, path),
                )
            )
        self._enter(Lobby("文件没有打开", words, (*steps, self._make_new())))

    def _back_up(self, session: "Session") -> None:
        from app.services import backup

        store = session.store

        def work(_progress: Progress) -> datetime | None:
            if not session.fresh:
                backup.keep_one(store, self._clock())
            latest = next(iter(backup.existing(store.path)), None)
            return backup.made_at(latest) if latest else None

        def told(made: datetime | None) -> None:
            words = f"{made.month}月{made.day}日 {made:%H:%M}" if made else ""
            self.window.status.set_backup(words)
            QTimer.singleShot(_STANDS_MS, self, self._load_pages)

        self.jobs.run(self.window, work, told, self._not_backed_up, doing="正在备份")

    def _load_pages(self) -> None:
        """Load the other pages when nothing else is to do, so that a first visit does not wait for it."""
        from app.ui.book import load_pages

        self.jobs.run(  # says nothing: nobody waits for it
            self.window, lambda _progress: load_pages(), lambda _none: None, lane=Lane.OTHER, doing=""
        )

    def _not_backed_up(self, error: Exception) -> None:
        words, page = sentence(error), self.window.front()
        if words is None:
            crash(error)
        elif page is not None:
            self.window.status.set_backup("")
            page.banners.show_banner(Tone.AMBER, words, "没有备份")

    def _written(self) -> None:
        self._dress()
        self._count()

    def _dress(self) -> None:
        """Show office, clerk and file in the window's frame."""
        if self.book is None:
            return
        session, office = self.book.session, self.book.desk.office
        marked = f"（{office.watermark}）" if office.watermark else ""
        self.window.setWindowTitle(f"{session.store.path.stem}{marked} – 双随机抽查台")
        self.window.rail.set_office(office.name)
        self.window.rail.set_user(office.clerk or "未填经办人", "经办人" if office.clerk else "请在设置里填")
        self.window.status.set_file(f"{session.store.path}{'（新建）' if session.fresh else ''}")
        self.window.status.set_saved("只读" if session.store.read_only else "已保存")

    def _count(self) -> None:
        from app.services.waiting import waiting

        if self.book is None:
            return
        desk = self.book.desk

        def shown(found: "Waiting") -> None:
            self.window.rail.set_count("visits", found.visits)
            self.window.rail.set_count("disclosure", found.results)

        self.jobs.run(self.window, lambda _progress: waiting(desk.store, desk.year), shown)

    def _go(self, key: str, argument: str) -> None:
        page = self.window.go(key)
        if argument and isinstance(page, ShowsArgument):
            page.show_argument(argument)

    def _choose(self) -> NextStep:
        def ask() -> None:
            from app.ui import choosers

            choosers.open_file(self.window, "打开文件", choosers.DATABASE, self.open)

        return NextStep("folder-open", "打开另一个文件", "选择别处的双随机数据库", "选文件", ask)

    def _make_new(self) -> NextStep:
        def ask() -> None:
            from app.ui import choosers

            place = documents_folder() / NEW_FILE
            choosers.save_file(self.window, "新建文件", place, choosers.DATABASE, self.open)

        return NextStep("plus", "新建文件", "从空的名录开始", "选位置", ask)

    def _ask_backup(self, path: Path) -> None:
        from app.ui import choosers

        choosers.open_file(self.window, "选择备份", choosers.DATABASE, partial(self.restore, path))


def _is_there(path: Path) -> bool:
    """Tell whether a file is there; the system does not even look for some: a name too long, a lost share."""
    try:
        return path.exists()
    except OSError:
        return False
