"""The pane of the list: search, chips with counts, and how many are shown; the page places the period."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.core.states import VisitState
from app.services.rows.visit import VisitRow
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.fields import Combo
from app.ui.page import LIST_FOOT, Foot
from app.ui.pages.visit_list import VisitList
from app.ui.pages.visit_words import FILTERS, matches
from app.ui.search_box import SearchBox
from app.ui.surface import Surface, column
from app.ui.theme import px

_WIDTHS = {Density.NORMAL: 316, Density.COMPACT: 284, Density.FOLDED: 260}
_ACROSS = 3
_ALL = "全年"


class VisitPane(Surface):
    """`changed` when other visits are to be shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", "r", parent)
        self.search = SearchBox("对象、人员、事项")
        self.period = Combo("时段", ((_ALL, _ALL),))
        self._group = QButtonGroup(self)
        self.chips = {key: Button(key, height=28) for key in FILTERS}
        tools = QWidget()
        lines = column(tools, (12, 12, 12, 10), 8)
        lines.addWidget(self.search)
        grid_place = QWidget()
        grid = QGridLayout(grid_place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(6))
        for place, chip in enumerate(self.chips.values()):
            chip.setCheckable(True)
            self._group.addButton(chip)
            grid.addWidget(chip, place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignLeft)
            chip.clicked.connect(lambda _checked=False: self.changed.emit())
        grid.setColumnStretch(_ACROSS, 1)
        lines.addWidget(grid_place)
        self.list = VisitList()
        self._foot = Foot(LIST_FOOT, "base")
        outer = column(self, (0, 0, 1, 0))
        outer.addWidget(tools)
        outer.addWidget(self.list, 1)
        outer.addWidget(self._foot)
        self.clear("未完成")
        self.search.searched.connect(lambda _words: self.changed.emit())
        self.period.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.set_density(Density.NORMAL)

    def chosen(self) -> str:
        """Give the chip that is chosen."""
        return next(key for key, chip in self.chips.items() if chip.isChecked())

    def clear(self, chip: str) -> None:
        """Choose a chip and lift the other limits."""
        self.chips[chip].setChecked(True)
        self.search.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
        self._choose_period(_ALL)

    def reveal(self, visit: VisitRow) -> None:
        """Choose a chip under which a visit stands."""
        if not FILTERS[self.chosen()](visit):
            self.clear(next(key for key, holds in FILTERS.items() if holds(visit)))

    def offer(self, rows: Sequence[VisitRow]) -> None:
        """Offer the periods that have visits, and say how many stand under each chip."""
        periods = {row.period: _period_words(row) for row in rows}
        before = self.period.key()
        self.period.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.period.set_choices([(_ALL, _ALL), *periods.items()])
        self.period.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
        self._choose_period(before if before in periods else _ALL)

    def show_rows(self, rows: Sequence[VisitRow], typed: Collection[int], today: date) -> int:
        """Show the visits of the chip, the period and the search; give their number."""
        period = self.period.key()
        of_period = [row for row in rows if period in {_ALL, row.period}]
        for key, holds in FILTERS.items():
            self.chips[key].set_words(f"{key} {sum(holds(row) for row in of_period)}")
        holds, words = FILTERS[self.chosen()], self.search.text()
        shown = [row for row in of_period if holds(row) and matches(row, words)]
        shown.sort(key=lambda row: row.state != VisitState.RUNNING)
        self.list.set_rows(shown, typed, today)
        self._foot.words.setText(f"{len(shown)} 次，共 {len(of_period)} 次")
        return len(shown)

    def mark(self, typed: Collection[int]) -> None:
        """Say which visits have something typed that was not handed in."""
        self.list.mark(typed)

    def set_density(self, density: Density) -> None:
        """Be narrower where there is little room."""
        self.setFixedWidth(px(_WIDTHS[density]))

    def _choose_period(self, key: str) -> None:
        self.period.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.period.set_key(key)
        self.period.blockSignals(False)  # noqa: FBT003 (Qt's own signature)


def _period_words(row: VisitRow) -> str:
    """Say which draw a visit came of, without the year: 第一季度."""
    return row.title.removeprefix(f"{row.period[:4]}年")
