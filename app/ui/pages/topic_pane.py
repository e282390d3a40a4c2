"""A pane of 统计 that works before it shows: how far it is, topics, what the chosen one means, its list."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.jobs import Lane
from app.ui.label import paragraph
from app.ui.ordered import OrderedTable
from app.ui.page import Page
from app.ui.pages.registry_section import export_list
from app.ui.run_line import RunLine
from app.ui.slices import Sliced, Slices
from app.ui.state_word import StateWord
from app.ui.surface import column
from app.ui.topics import Topics

Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)
_BLANK, _CONTENT, _EMPTY = range(3)


class Trials(Sliced, Protocol[Found_co]):
    """Work in steps that can be asked at any time what it has found so far."""

    def found(self) -> Found_co:
        """Give what the steps done so far came to."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One list: what its box is called, its table, and the columns that stay folded and at 125 %."""

    key: str
    title: str
    table: OrderedTable[Any]
    short: Sequence[str] = ()
    compact: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """The word of each topic, the sentence over its list and the count under it, by key."""

    words: Mapping[str, StateWord]
    sentences: Mapping[str, str]
    counts: Mapping[str, str]


class TopicPane(QWidget, Generic[Found]):
    """`told` says what stands in the foot of the page, `settled` that something else is shown."""

    told = Signal(str)
    settled = Signal()

    def __init__(self, page: Page, desk: Desk, doing: str, topics: Sequence[Topic]) -> None:
        super().__init__(page)
        self.desk = desk
        self._page = page
        self._topics: Final = {topic.key: topic for topic in topics}
        self._current = topics[0]
        self._work: Trials[Found] | None = None
        self._said: Said | None = None
        self._density = Density.NORMAL
        self.run_line = RunLine(doing)
        self.slices = Slices(desk.jobs, self)
        self.topics = Topics([(topic.key, topic.title) for topic in topics])
        self.sentence = paragraph("", "second")
        self._lists = QStackedWidget()
        for topic in topics:
            self._lists.addWidget(topic.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._content())
        self._stack.addWidget(QWidget())
        outer = column(self, gap=8)
        outer.addWidget(self.run_line)
        outer.addWidget(self._stack, 1)
        self._wire()

    @abstractmethod
    def opened(self) -> None:
        """Read again what may have changed; called each time the pane comes to the front."""

    @abstractmethod
    def fill(self, found: Found) -> Said:
        """Put the rows into the tables, and give what is said of them."""

    @property
    def has_found(self) -> bool:
        """Whether lists are shown."""
        return self._stack.currentIndex() == _CONTENT

    def words(self) -> str:
        """Give what stands in the foot of the page."""
        if self._said is None or not self.has_found:
            return ""
        return self._said.counts[self._current.key]

    def begin(self, work: Trials[Found]) -> None:
        """Start work; what was found before stays until the new is there."""
        self._work = work
        self.run_line.show_running(work.done, work.total)
        if not self.has_found:
            self._show(_BLANK)
        self.slices.run(work)

    def show_empty(self, empty: QWidget) -> None:
        """Show why there is nothing, and the next step."""
        self.slices.drop()
        self.run_line.hide()
        old = self._stack.widget(_EMPTY)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.insertWidget(_EMPTY, empty)
        self._show(_EMPTY)

    def copy_list(self) -> None:
        """Copy the list in front for WPS."""
        self._current.table.copy_all()

    def export_list(self) -> None:
        """Save the list in front as a spreadsheet, with every column."""
        table = self._current.table
        rows = table.shown_rows()
        columns = table.rows.columns
        export_list(self._page, self.desk, f"{self.desk.year}年{self._current.title}", columns, lambda: rows)

    def set_density(self, density: Density) -> None:
        """Leave out columns where there is little room."""
        self._density = density
        for topic in self._topics.values():
            fewer = {Density.FOLDED: topic.short, Density.COMPACT: topic.compact}.get(density)
            topic.table.show_columns(fewer or [each.key for each in topic.table.rows.columns])

    def _content(self) -> QWidget:
        content = QWidget()
        lines = column(content, gap=8)
        lines.addWidget(self.topics)
        lines.addWidget(self.sentence)
        lines.addWidget(self._lists, 1)
        return content

    def _wire(self) -> None:
        self.topics.chosen.connect(self._turn)
        self.run_line.stop_asked.connect(self.slices.stop)
        self.run_line.go_on_asked.connect(self._go_on)
        self.slices.moved.connect(self.run_line.show_running)
        self.slices.ended.connect(self._ended)
        self.slices.stopped.connect(self._stopped)

    def _turn(self, key: str) -> None:
        self._current = self._topics[key]
        self._lists.setCurrentWidget(self._current.table)
        if self._said is not None:
            self.sentence.setText(self._said.sentences[key])
            self.told.emit(self.words())

    def _go_on(self) -> None:
        if self._work is not None:
            self.begin(self._work)

    def _ended(self) -> None:
        self.run_line.hide()
        self._ask()

    def _stopped(self) -> None:
        if self._work is None:
            return
        self.run_line.show_stopped(self._work.done, self._work.total)
        if self._work.done:
            self._ask()

    def _ask(self) -> None:
        """Ask what was found, behind the step that may still be under way."""
        work = self._work
        if work is not None:
            self.desk.jobs.run(self, lambda _progress: work.found(), self._take, lane=Lane.OTHER)

    def _take(self, found: Found) -> None:
        self._said = self.fill(found)
        for key, word in self._said.words.items():
            self.topics.set_found(key, word)
        self._show(_CONTENT)
        self._turn(self._current.key)

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.told.emit(self.words())
        self.settled.emit()
