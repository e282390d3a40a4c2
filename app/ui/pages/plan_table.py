"""The table of a plan: bands that fold, totals fixed at its foot."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services.rows.plan import PlanLineRow, PlanView
from app.ui.density import Density
from app.ui.pages.plan_lines import (
    COLUMNS,
    ITEM,
    LABEL,
    NARROW_ITEM,
    NUMBER,
    QUARTER_KEYS,
    WIDE_ITEM,
    Shown,
    department_of,
    kind_of,
    lay_out,
    printed_number,
)
from app.ui.surface import column
from app.ui.table import Table
from app.ui.theme import px
from app.ui.totals import Totals

_FOLD_KEYS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class _Lines(Table[Shown]):
    """Left and right fold a department as in a tree, Enter turns it over."""

    fold_asked = Signal(str, bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        shown = self.rows.row_at(line) if line >= 0 else None
        key = Qt.Key(event.key())
        if shown is not None and key in _FOLD_KEYS:
            self.fold_asked.emit(shown.department, _FOLD_KEYS[key])
            return
        if shown is not None and shown.line is None and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.fold_asked.emit(shown.department, not shown.folded)
            return
        super().keyPressEvent(event)


class PlanTable(QWidget):
    """`picked` tells that another row is current, `opened` the stratum of a line that was opened."""

    picked = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PlanLineRow, ...] = ()
        self._folded: set[str] = set()
        self.table = _Lines(COLUMNS, "年度计划", kind=kind_of)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self._totals = Totals(self.table.horizontalHeader(), [column.key for column in COLUMNS])
        lines = column(self)
        lines.addWidget(self.table, 1)
        lines.addWidget(self._totals)
        self.table.picked.connect(lambda _row: self.picked.emit())
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._click)
        self.table.fold_asked.connect(self._fold)

    def show_plan(self, view: PlanView) -> None:
        """Show a plan; the row that was current stays so."""
        self._lines = view.lines
        self._lay()
        rows = len({printed_number(line) for line in view.lines})
        quarters = dict(zip(QUARTER_KEYS, map(str, view.quarters), strict=True))
        words = f"合计　{rows} 行，{len(view.lines)} 个抽查类别"
        self._totals.set_totals(words, {**quarters, "total": str(view.total)})

    def current(self) -> PlanLineRow | None:
        """Give the current line; None on a band."""
        shown = self._shown()
        return shown.line if shown else None

    def select(self, stratum: str) -> None:
        """Make a line current, unfolding its department."""
        wanted = next((line for line in self._lines if line.stratum == stratum), None)
        if wanted is None:
            return
        if department_of(wanted) in self._folded:
            self._fold(department_of(wanted), folded=False)
        self._select(wanted.stratum)

    def set_density(self, density: Density) -> None:
        """Give the items less room where there is little."""
        wide = px(NARROW_ITEM if density is Density.FOLDED else WIDE_ITEM)
        self.table.setColumnWidth(ITEM, wide)

    def _shown(self) -> Shown | None:
        line = self.table.currentIndex().row()
        return self.table.rows.row_at(line) if line >= 0 else None

    def _lay(self) -> None:
        kept = self._shown()
        rows = lay_out(self._lines, self._folded)
        self.table.clearSpans()
        self.table.set_rows(rows)
        for place, shown in enumerate(rows):
            if shown.line is None:
                self.table.setSpan(place, NUMBER, 1, LABEL + 1)
        if kept is not None:
            self._select(kept.line.stratum if kept.line else kept.department)

    def _select(self, wanted: str) -> None:
        """Make the row of a stratum or of a department current."""
        for place in range(self.table.rows.rowCount()):
            shown = self.table.rows.row_at(place)
            if shown is not None and wanted == (shown.line.stratum if shown.line else shown.department):
                self.table.select(place)
                return

    def _fold(self, department: str, folded: bool) -> None:  # noqa: FBT001 - a signal hands it over
        if folded == (department in self._folded):
            return
        self._folded ^= {department}
        self._lay()
        self._select(department)

    def _click(self, index: QModelIndex) -> None:
        shown = self.table.rows.row_at(index.row())
        if shown is not None and shown.line is None:
            self._fold(shown.department, folded=not shown.folded)

    def _open(self, row: int) -> None:
        shown = self.table.rows.row_at(row)
        if shown is not None and shown.line is not None:
            self.opened.emit(shown.line.stratum)
