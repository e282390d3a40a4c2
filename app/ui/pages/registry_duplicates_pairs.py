"""The list of 疑似重复: searched slice by slice, narrowed by chips, ticked."""

from collections.abc import Collection, Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.duplicates import DuplicateSearch
from app.services.rows.duplicates import LikelyPair
from app.ui.at_hand import AtHand
from app.ui.buttons import Button, Kind
from app.ui.chips import ChipBar
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.jobs import Lane
from app.ui.pages.registry_duplicates_columns import FILTERS, PAIRS, is_wanted
from app.ui.run_line import RunLine
from app.ui.slices import Slices
from app.ui.surface import column, row
from app.ui.table import Table

_SPARE: Final = ("town", "how")


class PairsPane(QWidget):
    """`opened` hands on the pair to be looked at, `changed` tells that what is listed or ticked changed."""

    opened = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._search: DuplicateSearch | None = None
        self._pairs: dict[int, LikelyPair] = {}
        self._slices = Slices(desk.jobs, self)
        self.run_line = RunLine("查找")
        self.run_line.stop_asked.connect(self._slices.stop)
        self.run_line.go_on_asked.connect(self._go_on)
        self._slices.moved.connect(self._moved)
        self._slices.ended.connect(self._ended)
        self._slices.stopped.connect(self._stopped)
        self.chips = ChipBar(FILTERS)
        self.chips.changed.connect(self._show)
        self.again = Button("重新查找", kind=Kind.LINK, height=28)
        self.marked = Button("不是同一家的", kind=Kind.LINK, height=28)
        self.every = Button("全选", kind=Kind.LINK, height=28)
        self.every.clicked.connect(lambda _checked=False: self.table.rows.tick_all(self.table.rows.ids()))
        self.none = Button("全不选", kind=Kind.LINK, height=28)
        self.none.clicked.connect(lambda _checked=False: self.table.rows.tick_all(()))
        self._source: AtHand[LikelyPair] = AtHand()
        self.table: Table[LikelyPair] = Table(PAIRS, name, self._source)
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _key: self.changed.emit())
        self.table.rows.ticks_changed.connect(self.changed)
        self._empty = EmptyState(
            "没有发现疑似重复", "新增或导入对象以后可以再来查找；标为不是同一家的不再列出。"
        )
        self._narrowed = EmptyState("没有符合条件的", "换一个条件，或清除上面的条件。")
        self._stack = QStackedWidget()
        for widget in (self.table, self._narrowed, self._empty):
            self._stack.addWidget(widget)
        kept = self.chips.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the buttons stay where they are
        self.chips.setSizePolicy(kept)
        self._tools = QWidget()
        line = row(self._tools, gap=12)
        line.addWidget(self.chips, 1)
        for button in (self.marked, self.again, self.every, self.none):
            line.addWidget(button)
        lines = column(self, gap=8)
        lines.addWidget(self.run_line)
        lines.addWidget(self._tools)
        lines.addWidget(self._stack, 1)

    def search(self, among: Collection[int] | None) -> None:
        """Search anew, for pairs with one of these objects or for all."""
        store = self._desk.store
        self._desk.jobs.run(
            self, lambda _progress: DuplicateSearch(store, among), self._begin, lane=Lane.OTHER
        )

    def has_searched(self) -> bool:
        """Tell whether a search was begun."""
        return self._search is not None

    def ticked(self) -> list[LikelyPair]:
        """Give the ticked pairs in the order shown."""
        ticked = self.table.rows.ticked
        return [self._pairs[key] for key in self.table.rows.ids() if key in ticked]

    def current(self) -> LikelyPair | None:
        """Give the pair of the current row."""
        return self._pairs.get(self.table.current_id() or 0)

    def said(self) -> str:
        """Say how many there are."""
        return f"{len(self.table.rows.ids())} 对疑似重复，已选 {len(self.table.rows.ticked)} 对"

    def drop(self, pairs: Iterable[LikelyPair]) -> None:
        """List these no more."""
        gone = {pair.ids for pair in pairs}
        self._keep({key: pair for key, pair in self._pairs.items() if pair.ids not in gone})

    def forget(self, objects: Collection[int]) -> None:
        """List no pair of objects that are no longer there."""
        gone = set(objects)
        self._keep({key: pair for key, pair in self._pairs.items() if gone.isdisjoint(pair.ids)})

    def set_density(self, density: Density) -> None:
        """Leave out what can be spared where there is little room."""
        self.chips.set_density(density)
        spare = _SPARE if density is not Density.NORMAL else ()
        self.table.show_columns([one.key for one in PAIRS if one.key not in spare])

    def _begin(self, search: DuplicateSearch) -> None:
        self._search = search
        self.run_line.show_running(0, search.total)
        self._slices.run(search)
        self._keep({})

    def _go_on(self) -> None:
        if self._search is not None:
            self._slices.run(self._search)

    def _moved(self, done: int, total: int) -> None:
        if self._slices.is_running():
            self.run_line.show_running(done, total)

    def _stopped(self) -> None:
        if self._search is not None:
            self.run_line.show_stopped(self._search.done, self._search.total)
            self._keep(dict(enumerate(self._search.pairs(), 1)))

    def _ended(self) -> None:
        self.run_line.hide()
        if self._search is not None:
            self._keep(dict(enumerate(self._search.pairs(), 1)))

    def _keep(self, pairs: dict[int, LikelyPair]) -> None:
        self._pairs = pairs
        self._show()

    def _open(self, key: int) -> None:
        if key in self._pairs:
            self.opened.emit(self._pairs[key])

    def _show(self) -> None:
        chosen = self.chips.values()
        how, why = chosen.get("how", ()), chosen.get("why", ())
        ids = [key for key, pair in self._pairs.items() if is_wanted(pair, how, why)]
        self._source.rows = self._pairs
        line, current = self.table.currentIndex().row(), self.table.current_id()
        self.table.set_ids(ids)
        self.table.rows.tick_all([*self.table.rows.ticked.intersection(ids)])
        if ids and current not in ids:
            self.table.select(ids[min(max(0, line), len(ids) - 1)])  # what is settled hands on to the next
        nothing = self._narrowed if self._pairs else self._empty
        self._stack.setCurrentWidget(self.table if ids or self._slices.is_running() else nothing)
        for widget in (self.chips, self.every, self.none):
            widget.setVisible(bool(self._pairs))
        self.changed.emit()
