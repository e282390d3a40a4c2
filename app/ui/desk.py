"""What every page works with: the open database, the jobs, who acts and when, and the way to other pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services.office import Store, read_office
from app.services.rows.office import Act, Office
from app.ui.edit_stack import EditStack
from app.ui.jobs import Jobs

if TYPE_CHECKING:  # the desk stands before anything can be edited
    from app.services.edits import Undoable


class Desk(QObject):
    """One open file. Pages read `store` in jobs only; the clock is handed in, so tests choose the day."""

    changed = Signal()
    """Something was written: pages in front read again, the others when they next come to the front."""
    wanted = Signal(str, str)
    """A page and an argument to show there (a draw, a visit, a filter); the window moves."""
    file_wanted = Signal(object)
    """Another database file (a Path) is to be opened in this window."""
    backup_wanted = Signal(object)
    """A backup (a Path) is to take the place of the open file."""

    def __init__(self, store: Store, jobs: Jobs, clock: Callable[[], datetime], year: int) -> None:
        super().__init__()
        self.store = store
        self.jobs = jobs
        self.year = year
        self.edits = EditStack()
        self._clock = clock
        self.office: Office = read_office(store)

    def on(self, store: Store) -> "Desk":
        """Give a desk on another file with the same workers, clock and year."""
        return Desk(store, self.jobs, self._clock, self.year)

    def today(self) -> date:
        """Give the day it is."""
        return self._clock().date()

    def locked(self) -> str:
        """Say why nothing can be changed in this file, without a full stop; empty where it can."""
        return "文件是只读打开的，不能改动" if self.store.read_only else ""

    def act(self) -> Act:
        """Give an act of the clerk, now."""
        return Act(self.office.clerk or "经办人", self._clock())

    def keep(self, edit: "Undoable | None") -> None:
        """Keep an act for 撤销 and tell every page of it; None where nothing differed."""
        self.edits.did(edit)
        self.written()

    def written(self) -> None:
        """Tell every page that something was written."""
        self.changed.emit()

    def take_office(self, office: Office) -> None:
        """Work with other settings from now on, and tell every page."""
        self.office = office
        self.written()

    def go(self, page: str, argument: str = "") -> None:
        """Ask the window to show a page."""
        self.wanted.emit(page, argument)
