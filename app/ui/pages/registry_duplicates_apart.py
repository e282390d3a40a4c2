"""The pairs that were marked 不是同一家: who said so and why; the mark can be taken away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.duplicates_distinct import distinct_ids, distinct_rows
from app.services.rows.duplicates import DistinctRow
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.label import paragraph
from app.ui.latest import Latest
from app.ui.pages.registry_duplicates_columns import DISTINCT
from app.ui.surface import column
from app.ui.table import JobSource, Table

_HINT = "已核实不是同一家的，查找时不再列出；勾选后取消标记，下次查找重新列出。"


class ApartPane(QWidget):
    """`changed` tells that what is listed or ticked changed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids = Latest(desk.jobs, self)
        self.table: Table[DistinctRow] = Table(
            DISTINCT, "不是同一家的", JobSource(desk.jobs, self, self._read)
        )
        self.table.rows.ticks_changed.connect(self.changed)
        self._nothing = EmptyState("还没有标为不是同一家的", "在疑似重复的列表里，核实后可以标为不是同一家。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        lines = column(self, (0, 0, 0, 8), 8)
        lines.addWidget(paragraph(_HINT, "second"))
        lines.addWidget(self._stack, 1)

    def reload(self) -> None:
        """Read the pairs again."""
        store = self._desk.store
        self._ids.ask(lambda: distinct_ids(store), self._show)

    def ticked(self) -> list[int]:
        """Give the ids of the ticked notes."""
        return [key for key in self.table.rows.ids() if key in self.table.rows.ticked]

    def said(self) -> str:
        """Say how many there are."""
        return f"{len(self.table.rows.ids())} 对不是同一家，已选 {len(self.table.rows.ticked)} 对"

    def _read(self, ids: Sequence[int]) -> Sequence[DistinctRow | None]:
        found = distinct_rows(self._desk.store, ids)
        return [found.get(key) for key in ids]

    def _show(self, ids: Sequence[int]) -> None:
        self.table.set_ids(ids)
        self.table.rows.tick_all([*self.table.rows.ticked.intersection(ids)])
        self._stack.setCurrentWidget(self.table if ids else self._nothing)
        self.changed.emit()
