"""A task of 整理 that lists rows to tick and does one act with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.edits import Undoable
from app.ui.actions import install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.chips import ChipBar, Filter
from app.ui.columns import Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.latest import Latest
from app.ui.page import FORM_FOOT, Foot
from app.ui.pages.registry_task_page import TaskPage
from app.ui.pages.registry_undo import Undoing
from app.ui.surface import row
from app.ui.table import JobSource, Table
from app.ui.tokens import Tone

Row = TypeVar("Row")
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Found(Generic[Row]):
    """What a search off the screen's thread answers: ids in order, and the rows where it has read all."""

    ids: Sequence[int]
    rows: Mapping[int, Row] = field(default_factory=dict)


@dataclass(frozen=True)  # slots would forbid writing TickedPlan[Row](…) in Python 3.11
class TickedPlan(Generic[Row]):
    """What one such page shows; `find` and `rows` are called off the screen's thread.

    `registry` is the table whose last edit 撤销 takes back; `spare` names the columns that go first where
    there is little room; `nothing` is said, as head and sentence, where there is nothing to do.
    """

    registry: str
    title: str
    subtitle: str
    unit: str
    columns: Sequence[Column[Row]]
    spare: Sequence[str]
    filters: Sequence[Filter]
    find: Callable[[Chosen], Found[Row]]
    rows: Callable[[Sequence[int]], Sequence[Row | None]]
    nothing: tuple[str, str]


class TickedTask(TaskPage, Generic[Row]):
    """Chips, a table with ticks, and the acts at the foot; pages add theirs by `add_act`.

    It stays in front after an act, for there may be more to do; what was done is said with its way back.
    """

    def __init__(self, desk: Desk, plan: TickedPlan[Row]) -> None:
        super().__init__(plan.title)
        self._desk = desk
        self._plan = plan
        self.found: Mapping[int, Row] = {}
        self._ids = Latest(desk.jobs, self)
        self._acts: list[Button] = []
        self.title_line.set_subtitle(plan.subtitle, desk.locked())
        self.chips = ChipBar(plan.filters)
        self.chips.changed.connect(self.reload)
        self.every = Button("全选", kind=Kind.LINK, height=28)
        self.every.clicked.connect(lambda _checked=False: self.table.rows.tick_all(self.table.rows.ids()))
        self.none = Button("全不选", kind=Kind.LINK, height=28)
        self.none.clicked.connect(lambda _checked=False: self.table.rows.tick_all(()))
        line = QWidget()
        tools = row(line, gap=12)
        tools.addWidget(self.chips, 1)
        tools.addWidget(self.every)
        tools.addWidget(self.none)
        tick = Column[Row]("tick", "", 36, lambda _row: Cell(), tick=True)
        columns = (tick, *plan.columns)
        self.table: Table[Row] = Table(columns, plan.title, JobSource(desk.jobs, self, plan.rows))
        self.table.rows.ticks_changed.connect(self._say)
        self._stack = QStackedWidget()
        self._narrowed = EmptyState("没有符合条件的", "换一个条件，或清除上面的条件。")
        self._nothing = EmptyState(*plan.nothing)
        for widget in (self.table, self._narrowed, self._nothing):
            self._stack.addWidget(widget)
        self._tools = line
        self.body.addWidget(line)
        self.body.addWidget(self._stack, 1)
        self.foot = Foot(FORM_FOOT, "base")
        back = Button("返回名录", "arrow-left")
        back.clicked.connect(lambda _checked=False: self.left.emit())
        self.foot.add(back)
        self.set_foot(self.foot)
        self.first = self.table
        self._undoing = Undoing(self, desk)
        install("refresh", self, self.reload)
        install("undo", self, lambda: self._undoing.undo(plan.registry))
        install("redo", self, lambda: self._undoing.redo(plan.registry))
        desk.changed.connect(self.reload)
        self._say()

    def add_act(self, words: str, kind: Kind, act: Callable[[], object]) -> Button:
        """Add a button that does something with the ticked rows; it is off while none is ticked."""
        button = Button(words, kind=kind)
        button.clicked.connect(lambda _checked=False: act())
        self.foot.add(button)
        self._acts.append(button)
        self._say()
        return button

    def ticked(self) -> list[int]:
        """Give the ids of the ticked rows in the order shown."""
        return [row_id for row_id in self.table.rows.ids() if row_id in self.table.rows.ticked]

    def opened(self) -> None:
        """Read the list."""
        self.reload()

    def take_focus(self) -> None:
        """Read the list as the page comes to the front, and begin in it."""
        self.reload()
        super().take_focus()

    def reload(self) -> None:
        """Ask for the ids that the chips leave; what was ticked and is still listed stays ticked."""
        chosen = self.chips.values()

        def take(found: Found[Row]) -> None:
            self.found = found.rows
            self._show(found.ids, narrowed=bool(chosen))

        self._ids.ask(lambda: self._plan.find(chosen), take)

    def set_density(self, density: Density) -> None:
        """Leave out what can be spared where there is little room."""
        super().set_density(density)
        if hasattr(self, "table"):
            self.chips.set_density(density)
            kept = [column.key for column in self._plan.columns]
            if density is not Density.NORMAL:
                kept = [key for key in kept if key not in self._plan.spare]
            self.table.show_columns(("tick", *kept))

    def finished(self, edit: Undoable) -> None:
        """Keep an act for 撤销, say what was done and read again what is left."""
        self.table.rows.tick_all(())
        undo = self._undoing.button(self._plan.registry)
        self.banners.show_banner(Tone.GREEN, f"{edit.detail}。", edit.what, (undo,))
        self._desk.keep(edit)

    def _show(self, ids: Sequence[int], *, narrowed: bool) -> None:
        self.table.set_ids(ids)
        self.table.rows.refresh()
        self.table.rows.tick_all([*self.table.rows.ticked.intersection(ids)])
        self._stack.setCurrentWidget(self.table if ids else self._narrowed if narrowed else self._nothing)
        for widget in (self._tools, *self._acts):
            widget.setVisible(self._stack.currentWidget() is not self._nothing)
        self._say()

    def _say(self) -> None:
        count = len(self.table.rows.ticked)
        is_done = self._stack.currentWidget() is self._nothing  # which says so itself
        words = f"{len(self.table.rows.ids())} {self._plan.unit}，已选 {count}"
        self.foot.words.setText("" if is_done else words)
        for button in self._acts:
            button.setEnabled(count > 0)
            turn_off(button, self._desk.locked())
