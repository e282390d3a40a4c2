"""The table of every list: fixed rows, order by heading, selection by id, copies for WPS."""

from array import array
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from app.core.errors import UserError
from app.ui.actions import install
from app.ui.columns import Column, RowKind, as_table
from app.ui.delegate import ROW_HEIGHT, CellDelegate
from app.ui.errors import show_error
from app.ui.header import Header
from app.ui.jobs import Jobs, Lane
from app.ui.progress import Progress
from app.ui.table_model import PAGE, Source, TableModel
from app.ui.theme import px

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_FOLLOWED = 5000
"""So many selected rows are found again in a list that was read anew and differs; more are let go."""
_ONE_BY_ONE = 4
MOST_COPIED = 100_000
"""More rows are exported, not copied: the clipboard holds them twice, as text."""


class _Chosen(NamedTuple):
    """Ids that were selected, and the current one."""

    ids: "array[int]"
    current: int | None


class _Offer(NamedTuple):
    """What the menu of the selected rows can do."""

    words: str
    do: Callable[[], object]


class JobSource(Generic[Row]):
    """Rows read by a service on the database's worker."""

    def __init__(
        self, jobs: Jobs, asker: QWidget, read: Callable[[Sequence[int]], Sequence[Row | None]]
    ) -> None:
        self.jobs = jobs
        self.asker = asker
        self.read = read

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[Row | None]], None]) -> None:
        """Ask the worker; a row that cannot be read comes back as None."""
        self.jobs.run(self.asker, lambda _progress: self.read(ids), answer, lane=Lane.DATABASE)


class Table(QTableView, Generic[Row]):
    """Shows a TableModel; rows are known by their ids, never by their places.

    `picked` tells the id of the current row, `opened` of a row that was double-clicked or entered,
    `sort_asked` the sort key of a heading and whether the order falls.
    """

    picked = Signal(int)
    opened = Signal(int)
    selection_changed = Signal(int)
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: str,
        source: Source[Row] | None = None,
        kind: Callable[[Row], RowKind] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: TableModel[Row] = TableModel(columns, source, kind, self)
        self._order = ("", False)
        self._offers: list[_Offer] = []
        self._begun: _Chosen | None = None
        self._waiting: list[Callable[[], object]] = []
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self._header = Header(self)
        self._header.set_headings([column.heading() for column in columns])
        self.setHorizontalHeader(self._header)
        self._lay_columns(columns)
        self._header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.id_at(index.row())))
        install("copy", self, self.copy_selection)

    def begin(self, ids: Sequence[int]) -> None:
        """Show the beginning of a list; `set_ids` brings all of it. What acts on all rows waits for that."""
        if self._begun is None or self._ranges():
            self._begun = _Chosen(self._few_selected(), self.current_id())
        self._waiting.clear()
        self.rows.set_ids(ids)
        self._select(*self._begun)

    def when_whole(self, do: Callable[[], object]) -> None:
        """Do something with all rows, as soon as they are there."""
        if self._begun is None:
            do()
        else:
            self._waiting.append(do)

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these rows; the rows that were selected stay selected where they are still there."""
        begun, self._begun = self._begun, None
        if begun is not None:
            self._finish(ids, begun)
            return
        ranges, former, current = self._ranges(), self.rows.ids(), self.current_id()
        self.rows.set_ids(ids)
        if self.rows.ids() == former:
            self._select_ranges(ranges, current)
        elif sum(map(len, ranges)) <= _FOLLOWED:
            self._select([former[line] for line in chain(*ranges)], current)

    def _finish(self, ids: Sequence[int], chosen: _Chosen) -> None:
        """Show all of a list whose beginning is shown; what the beginning lacked is selected again."""
        picked = bool(self._ranges())
        if not self.rows.grow(ids):
            self.rows.set_ids(ids)
            picked = False
        if not picked:
            self._select(*chosen)
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()

    def _few_selected(self) -> "array[int]":
        return self.selected_array() if self.selected_count() <= _FOLLOWED else array("q")

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are at hand; their ids are 0, 1, 2 …"""
        chosen, current = self.selected_ids(), self.current_id()
        self.rows.set_rows(rows)
        self._select(chosen, current)

    def current_id(self) -> int | None:
        """Give the id of the current row."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Give the ids of the selected rows in the order shown."""
        return [*self.selected_array()]

    def selected_array(self) -> "array[int]":
        """Give the ids of the selected rows in the order shown, a million of them as fast as one."""
        ids = self.rows.ids()
        found = array("q")
        for part in self._ranges():
            found.extend(ids[part.start : part.stop])
        return found

    def selected_lines(self) -> list[int]:
        """Give the lines of the selected rows."""
        return [*chain(*self._ranges())]

    def selected_count(self) -> int:
        """Count the selected rows."""
        return sum(map(len, self._ranges()))

    def first_selected(self) -> int | None:
        """Give the first selected line."""
        ranges = self._ranges()
        return ranges[0].start if ranges else None

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Put something that is done with the selected rows into their menu."""
        self._offers.append(_Offer(words, do))

    def select(self, row_id: int) -> None:
        """Make a row current and bring it into sight."""
        line = self.rows.line_of(row_id)
        if line is None:
            return
        last = self.rows.columnCount() - 1
        whole = QItemSelection(self.rows.index(line, 0), self.rows.index(line, last))
        self._take_selection(whole, row_id)  # selectRow would ask which keys are held down
        self.scrollTo(self.rows.index(line, 0))

    def set_order(self, sort: str, *, falling: bool = False) -> None:
        """Show the order that the ids have."""
        self._order = (sort, falling)
        self._header.set_order(sort, falling=falling)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show only these columns."""
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, column.key not in keys)

    def columns_menu(self) -> QMenu:
        """Give the menu of the button 列: one tick for each column."""
        menu = QMenu(self)
        for place, column in enumerate(self.rows.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.toggled.connect(lambda shown, place=place: self.setColumnHidden(place, not shown))
        return menu

    def copy_selection(self) -> None:
        """Copy the selected rows with their headings."""
        self._copy(self._ranges())

    def copy_all(self) -> None:
        """Copy every row of the list."""
        self.when_whole(lambda: self._copy([range(self.rows.rowCount())]))

    def selectAll(self) -> None:
        """Select every row of the list."""
        self.when_whole(super().selectAll)

    def _copy(self, ranges: Sequence[range]) -> None:
        """Copy rows, read in pages on the worker where they are not at hand."""
        source = self.rows.source
        if not isinstance(source, JobSource):
            rows = (self.rows.row_at(line) for line in chain(*ranges))
            self._to_clipboard([row for row in rows if row is not None])
            return
        shown = self.rows.ids()
        count = sum(map(len, ranges))
        if count > MOST_COPIED:
            show_error(self, UserError(f"一次最多复制 {MOST_COPIED} 行，现为 {count} 行。请用“导出”。"))
            return
        ids = [row_id for part in ranges for row_id in shown[part.start : part.stop]]

        def work(progress: Progress) -> list[Row]:
            rows: list[Row] = []
            for first in range(0, len(ids), PAGE):
                progress.report(first, len(ids))
                rows += [row for row in source.read(ids[first : first + PAGE]) if row is not None]
            return rows

        source.jobs.run(self, work, self._to_clipboard, doing="正在复制")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the space bar ticks."""
        line = self.currentIndex().row()
        if line >= 0 and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self.rows.id_at(line))
            return
        if line >= 0 and event.key() == Qt.Key.Key_Space and self._has_ticks():
            self.rows.toggle(line)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with the mouse."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.rows.columns[index.column()].tick:
            self.rows.toggle(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer copies and orders, also to the keyboard's menu key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for offer in self._offers:
            menu.addAction(offer.words).triggered.connect(lambda _checked=False, do=offer.do: do())
        if self._offers:
            menu.addSeparator()
        menu.addAction("复制选中的行").triggered.connect(lambda _checked=False: self.copy_selection())
        menu.addAction("复制整个表格").triggered.connect(lambda _checked=False: self.copy_all())
        menu.addSeparator()
        for place, column in enumerate(self.rows.columns):
            if column.sort:
                order: QAction = menu.addAction(f"按{column.title}排序")
                order.triggered.connect(lambda _checked=False, place=place: self._sort_by(place))
        menu.popup(event.globalPos() or QPoint())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.picked.emit(self.rows.id_at(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many rows are selected."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.selection_changed.emit(self.selected_count())

    def _sort_by(self, place: int) -> None:
        sort = self.rows.columns[place].sort
        if not sort:
            return
        falling = self._order == (sort, False)
        self.set_order(sort, falling=falling)
        self.sort_asked.emit(sort, falling)

    def _ranges(self) -> list[range]:
        """Give the selected lines in order; by ranges, for Qt's own list asks every cell for its flags."""
        chosen = self.selectionModel().selection()
        parts = sorted((part.top(), part.bottom() + 1) for part in map(chosen.at, range(chosen.count())))
        found: list[range] = []
        for start, stop in parts:
            if found and start <= found[-1].stop:
                found[-1] = range(found[-1].start, max(stop, found[-1].stop))
            else:
                found.append(range(start, stop))
        return found

    def _select_ranges(self, ranges: Sequence[range], current: int | None) -> None:
        selection = QItemSelection()
        last = self.rows.columnCount() - 1
        for part in ranges:
            selection.select(self.rows.index(part.start, 0), self.rows.index(part.stop - 1, last))
        self._take_selection(selection, current)

    def _take_selection(self, selection: QItemSelection, current: int | None) -> None:
        model = self.selectionModel()
        kept = None if current is None else self.rows.line_of(current)
        if kept is not None:
            model.setCurrentIndex(self.rows.index(kept, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        if not selection.isEmpty():
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _select(self, chosen: Sequence[int], current: int | None) -> None:
        selection = QItemSelection()
        last = self.rows.columnCount() - 1
        for line in self._lines_of(chosen):
            selection.select(self.rows.index(line, 0), self.rows.index(line, last))
        self._take_selection(selection, current)

    def _lines_of(self, chosen: Sequence[int]) -> list[int]:
        """Find the lines of ids; a few are looked for one by one, without stepping through a million."""
        if len(chosen) <= _ONE_BY_ONE:
            found = map(self.rows.line_of, chosen)
            return sorted(line for line in found if line is not None)
        wanted = set(chosen)
        return [line for line, row_id in enumerate(self.rows.ids()) if row_id in wanted]

    def _has_ticks(self) -> bool:
        return any(column.tick for column in self.rows.columns)

    def _to_clipboard(self, rows: Sequence[Row]) -> None:
        shown = [
            c for place, c in enumerate(self.rows.columns) if not self.isColumnHidden(place) and not c.tick
        ]
        QGuiApplication.clipboard().setText(as_table(shown, rows))

    def _lay_columns(self, columns: Sequence[Column[Row]]) -> None:
        for place, column in enumerate(columns):
            if column.width:
                self._header.resizeSection(place, px(column.width))
            else:
                self._header.stretch(place)
