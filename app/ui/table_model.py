"""One model for every table: ids in an array, rows fetched by page and kept."""

from array import array
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.ui.columns import Cell, Column, RowKind

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
PAGE = 200
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WAITING = Cell("…", "quiet")
_LOST = Cell("读不出这一行", "red")


class Source(Protocol[Row_co]):
    """Where rows come from; answers later, on the screen's thread, in the order of the ids."""

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[Row_co | None]], None]) -> None:
        """Read rows; None for an id that cannot be read."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Hands out what is ready and asks for the rest; keeps old rows until new ones are there."""

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        source: Source[Row] | None = None,
        kind: Callable[[Row], RowKind] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.source = source
        self._kind = kind
        self._ids = array("q")
        self._rows: dict[int, Row | None] = {}
        self._asked: set[int] = set()
        self._age = 0
        self.ticked: set[int] = set()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these rows in this order; rows already read stay on screen until they are read again."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._asked.clear()
        self._age += 1
        self.endResetModel()

    def grow(self, ids: Sequence[int]) -> bool:
        """Put the rest of a list under its beginning, which stays as it is; False where that is another."""
        held = len(self._ids)
        if array("q", ids[:held]) != self._ids:
            return False
        if held == len(ids):
            return True
        self._asked.discard(held - held % PAGE)  # of that page only a part was asked for
        self.beginInsertRows(_NOWHERE, held, len(ids) - 1)
        self._ids = array("q", ids)
        self.endInsertRows()
        return True

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are at hand; their ids are their places."""
        self.beginResetModel()
        self._ids = array("q", range(len(rows)))
        self._rows = dict(enumerate(rows))
        self._asked = set(range(0, len(rows), PAGE))
        self._age += 1
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown; the old words stay until the new ones come."""
        self._asked.clear()
        self._age += 1
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def ids(self) -> Sequence[int]:
        """Give all ids in the order shown."""
        return self._ids

    def id_at(self, line: int) -> int:
        """Give the id of a line."""
        return self._ids[line]

    def line_of(self, row_id: int) -> int | None:
        """Give the line of an id, None where it is not shown."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def row_at(self, line: int) -> Row | None:
        """Give a row; one that is not there is asked for, and None until it comes."""
        self._ask(line)
        return self._rows.get(self._ids[line])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self.cell_at(index.row(), index.column())[0].said()

    def cell_at(self, line: int, column: int) -> tuple[Cell, RowKind]:
        """Give a cell and the kind of its row; asks for the page it stands on when it is not there."""
        self._ask(line)
        row_id = self._ids[line]
        row = self._rows.get(row_id)
        kind = self._kind(row) if self._kind is not None and row is not None else RowKind.PLAIN
        return self._cell(row_id, row, column), kind

    def toggle(self, line: int) -> None:
        """Tick a row, or take its tick away."""
        self.ticked ^= {self._ids[line]}
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))
        self.ticks_changed.emit()

    def tick_all(self, ids: Sequence[int]) -> None:
        """Tick exactly these rows."""
        self.ticked = set(ids)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
        self.ticks_changed.emit()

    def _cell(self, row_id: int, row: Row | None, column: int) -> Cell:
        wanted = self.columns[column]
        if wanted.tick:
            return Cell(ticked=row_id in self.ticked)
        if row is not None:
            return wanted.shown(row)
        if row_id in self._rows:
            return _LOST if column == 0 else Cell()
        return _WAITING

    def _ask(self, line: int) -> None:
        first = line - line % PAGE
        if first in self._asked or self.source is None:
            return
        self._asked.add(first)
        ids = self._ids[first : first + PAGE]
        age = self._age

        def answer(rows: Sequence[Row | None]) -> None:
            self._rows.update(zip(ids, rows, strict=True))
            if age == self._age:
                last = first + len(ids) - 1
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

        self.source.fetch(ids, answer)
