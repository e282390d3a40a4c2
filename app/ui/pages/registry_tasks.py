"""What 整理 offers for each list of 名录库: work on many rows that takes a page of its own.

A new one is a `TaskPage` (registry_task_page.py) in a file of its own and one line in `TASKS`; the menu, the
way there and the way back are here and in `registry.py`.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from app.services import edits
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.pages import registry_bulk as bulk
from app.ui.pages import registry_certificates as certificates
from app.ui.pages import registry_classes as classes
from app.ui.pages import registry_duplicates as duplicates
from app.ui.pages import registry_mark_ends as mark_ends
from app.ui.pages import registry_person_years as person_years
from app.ui.pages import registry_stale as stale
from app.ui.pages import registry_vocabulary as vocabulary
from app.ui.pages.registry_list_page import list_tasks
from app.ui.pages.registry_task_page import TaskPage


class Task(NamedTuple):
    """One line of the menu; tasks of the same ``group`` stand together, a line between groups."""

    key: str
    words: str
    tab: str
    group: str
    make: Callable[[Desk], TaskPage]


_OBJECTS: Final = "objects"
_INSPECTORS: Final = "inspectors"
_AUXILIARIES: Final = "auxiliaries"
TASKS: Final[tuple[Task, ...]] = (
    Task(bulk.key_of(_OBJECTS), bulk.TITLE, _OBJECTS, "rows", partial(bulk.BulkTask, table=edits.OBJECTS)),
    Task(
        bulk.key_of(_INSPECTORS),
        bulk.TITLE,
        _INSPECTORS,
        "rows",
        partial(bulk.BulkTask, table=edits.INSPECTORS),
    ),
    Task(
        bulk.key_of(_AUXILIARIES),
        bulk.TITLE,
        _AUXILIARIES,
        "rows",
        partial(bulk.BulkTask, table=edits.AUXILIARIES),
    ),
    Task(duplicates.KEY, duplicates.TITLE, _OBJECTS, "living", duplicates.DuplicatesTask),
    Task(classes.KEY, classes.TITLE, _OBJECTS, "living", classes.ClassesTask),
    Task(mark_ends.KEY, mark_ends.TITLE, _OBJECTS, "living", mark_ends.MarkEndsTask),
    Task(stale.KEY, stale.TITLE, _OBJECTS, "living", stale.StaleTask),
    Task(vocabulary.KEY, vocabulary.TITLE, _OBJECTS, "words", vocabulary.VocabularyPage),
    *(Task(key, words, tab, "lists", make) for key, words, tab, make in list_tasks()),
    Task(certificates.KEY, certificates.TITLE, _INSPECTORS, "living", certificates.CertificatesTask),
    Task(person_years.KEY, person_years.TITLE, _INSPECTORS, "year", person_years.PersonYearsTask),
)


def tasks_of(tab: str) -> tuple[Task, ...]:
    """Give the tasks of a list in the order of the menu."""
    return tuple(task for task in TASKS if task.tab == tab)


def task_named(key: str) -> Task:
    """Look a task up."""
    return next(task for task in TASKS if task.key == key)


class TasksButton(Button):
    """整理: opens the menu of the tasks of the list in front; `wanted` tells the key of one."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("整理", "list-checks", after="chevron-down")
        self._menu = QMenu(self)
        self.clicked.connect(lambda _checked=False: self._open())

    def show_tasks(self, tasks: Iterable[Task]) -> None:
        """Offer these."""
        self._menu.clear()
        for _group, members in groupby(tasks, key=lambda task: task.group):
            if not self._menu.isEmpty():
                self._menu.addSeparator()
            for task in members:
                action = self._menu.addAction(task.words)
                action.triggered.connect(lambda _checked=False, key=task.key: self.wanted.emit(key))

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
