"""A tab of 名录库 that lists rows by id: search, conditions, table, foot, and the panel of one row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.services.list_export import Shown, list_xlsx
from app.services.list_print import ListHead
from app.services.rows.registry import RegistryQuery
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button, Kind
from app.ui.chips import ChipBar, Filter
from app.ui.columns import RIGHT, Column
from app.ui.density import Density, edge_of
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.latest import Latest
from app.ui.list_tools import ListTools
from app.ui.long_list import Listed, LongList
from app.ui.page import Foot, Page
from app.ui.pages.list_paper import print_list
from app.ui.pages.registry_task_page import ChosenRows
from app.ui.panel import DetailPanel
from app.ui.saving import save_made
from app.ui.search_box import SearchBox
from app.ui.surface import row
from app.ui.table import JobSource, Table
from app.ui.table_model import PAGE
from app.ui.theme import px
from app.ui.tokens import Tone

Row = TypeVar("Row")
_SEVERAL = 2
"""So many selected rows are taken for what is meant; one is only where the reader stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for: search text, chosen conditions by key, and the order."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str
    falling: bool

    def query(self, year: int) -> RegistryQuery:
        """Give text and order as a query of a registry; what is chosen goes beside it."""
        return RegistryQuery(self.text, sort=self.sort, descending=self.falling, year=year)


@dataclass(frozen=True)  # slots would forbid writing ListPlan[Row](…) in Python 3.11
class ListPlan(Generic[Row]):
    """What one list shows; `ids`, `rows` (by id) and `detail` are called off the screen's thread.

    `shown` are the columns in sight at first, `detail` is what the panel shows of a row.
    """

    name: str
    unit: str
    hint: str
    columns: Sequence[Column[Row]]
    filters: Sequence[Filter]
    ids: Callable[[Asked], Sequence[int]]
    rows: Callable[[Sequence[int]], Mapping[int, Row]]
    detail: Callable[[int], Any]
    title_of: Callable[[Row], str]
    shown: Sequence[str]
    order: str
    beginning: Callable[[Asked], Listed] | None = None
    """What is shown until a long list is there."""


class ListSection(QWidget, Generic[Row]):
    """A list of `page`, which speaks in its banners.

    `opened` tells the id of a row to edit, `picked` of the row whose details are wanted (0 for none).
    """

    opened = Signal(int)
    picked = Signal(int)

    def __init__(
        self, page: Page, desk: Desk, plan: ListPlan[Row], panel: DetailPanel, empty: EmptyState
    ) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._plan = plan
        self.panel = panel
        panel.lock(desk.locked())
        self._density = Density.NORMAL
        self._list = LongList(desk.jobs, self, self._show)
        self._asked: Asked | None = None
        self._shown: Asked | None = None
        self._counting = False
        self._wanted: int | None = None
        self._order = (plan.order, False)
        self.setAccessibleName(plan.name)
        self.search = SearchBox(plan.hint)
        self.search.searched.connect(lambda _words: self.reload())
        self.chips = ChipBar(plan.filters)
        self.chips.changed.connect(self.reload)
        columns = Button("列", "columns-3")
        columns.clicked.connect(lambda _checked=False: self._choose_columns(columns))
        self._export = Button("导出", "download")
        self._export.clicked.connect(lambda _checked=False: self.table.when_whole(self.export))
        self._print = Button("打印", "printer")
        self._print.clicked.connect(lambda _checked=False: self.table.when_whole(self.print_list))
        self.tools = ListTools(self.search, self.chips, (columns, self._export, self._print))
        self.table: Table[Row] = Table(plan.columns, plan.name, JobSource(desk.jobs, self, self._rows))
        self.table.set_order(plan.order)
        self.table.show_columns(plan.shown)
        self.table.sort_asked.connect(self._sort)
        self.table.opened.connect(self.opened)
        self.table.picked.connect(self.picked)
        self._detail = Latest(desk.jobs, self)
        self.picked.connect(self._pick)
        self.table.selection_changed.connect(lambda _count: self._say())
        self.table.rows.dataChanged.connect(lambda *_cells: self._say())
        self._none = self._nothing_found()
        self._middle = QStackedWidget()
        for widget in (self.table, self._none, empty):
            self._middle.addWidget(widget)
        self._empty = empty
        self.foot = Foot()
        copy = Button("复制为表格", "copy", Kind.LINK, height=28)
        copy.clicked.connect(lambda _checked=False: self.table.copy_all())
        self.foot.add(copy)
        self._offers: list[Button] = []
        self._several = False
        self._lay()
        install("search", self, self._to_search)
        install("print", self, lambda: self.table.when_whole(self.print_list))
        install("panel", self, lambda: panel.set_folded(folded=not panel.is_folded()))

    def reload(self) -> None:
        """Ask again for the ids; an older question comes to nothing, the old rows stay meanwhile.

        Of another list the beginning is shown first; of the same, read again, nobody loses his place.
        """
        asked = self._wish()
        begin = self._plan.beginning
        beginning = None if begin is None or asked == self._shown else partial(begin, asked)
        self._asked = asked
        self._list.ask(partial(self._plan.ids, asked), beginning)

    def has_begun(self) -> bool:
        """Tell whether what is asked for is shown, at least its beginning."""
        return self._shown == self._wish()

    def is_settled(self) -> bool:
        """Tell whether all of what is asked for is shown."""
        return self.has_begun() and not self._counting

    def select_when_shown(self, row_id: int) -> None:
        """Select a row as soon as the list is there."""
        self._wanted = row_id

    def clear(self) -> None:
        """Lift all conditions and the search."""
        self.search.clear()
        self.chips.clear()
        self.reload()

    def choose(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Show the list under exactly these conditions."""
        self.search.clear()
        self.chips.clear()
        for key, values in chosen.items():
            self.chips.set_values(key, values)
        self.reload()

    def chosen_rows(self, least: int = 1) -> ChosenRows:
        """Give the selected rows where there are at least so many, else all that the list shows."""
        count, unit = self.table.selected_count(), self._plan.unit
        if count >= least:
            return ChosenRows(self.table.selected_array(), f"选中的 {count} {unit}")
        ids = self.table.rows.ids()
        return ChosenRows(ids, f"列表里的 {len(ids)} {unit}")

    def offer(self, words: str, wanted: Callable[[], object]) -> None:
        """Offer something that is done with several selected rows, in the foot and in their menu."""
        button = Button(words, kind=Kind.LINK, height=28)
        button.clicked.connect(lambda _checked=False: wanted())
        button.hide()
        self._offers.append(button)
        self.foot.add(button)
        self.table.offer(words, wanted)

    def export(self) -> None:
        """Write the list as shown, in its order and with the columns that are shown, as a spreadsheet.

        Where several rows are selected it is these; the button says so.
        """
        columns, rows = shown_columns(self.table), self.chosen_rows(_SEVERAL)
        export_list(self._page, self._desk, self._plan.name, columns, lambda: self._read_all(rows.ids))

    def print_list(self) -> None:
        """Show the list as shown on paper, or the rows of it that are selected."""
        columns, rows = shown_columns(self.table), self.chosen_rows(_SEVERAL)
        if not rows.ids:
            return
        head = ListHead(f"{self._plan.name}名单", self.conditions(), self._order_in_words(), rows.words)
        read = partial(self._read_all, rows.ids)
        print_list(self._page, self._desk, head, columns, len(rows.ids), read)

    def conditions(self) -> tuple[str, ...]:
        """Say in words which rows are listed; nothing where all are."""
        typed = self.search.text().strip()
        return (*((f"查找“{typed}”",) if typed else ()), *self.chips.said())

    def set_density(self, density: Density) -> None:
        """Make do with the room there is."""
        edge = edge_of(density)
        self.foot.set_edge(edge)
        self._body.setContentsMargins(edge, px(12 if density is Density.NORMAL else 8), edge, 0)
        self.tools.set_density(density)
        if density is not self._density:
            self.panel.set_folded(folded=density is not Density.NORMAL)  # else the user's own choice stands
        self._density = density
        self._say()

    def _nothing_found(self) -> EmptyState:
        none = EmptyState(f"没有符合条件的{self._plan.name}", "换一个词再查，或清除上面的条件。")
        lift = Button("清除条件", "x")
        lift.clicked.connect(lambda _checked=False: self.clear())
        line = QWidget()
        tools = row(line, (0, 8, 0, 0))
        tools.addWidget(lift)
        tools.addStretch(1)
        none.lines.addWidget(line)
        return none

    def _lay(self) -> None:
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(8))
        self._body.addWidget(self.tools)
        self._body.addWidget(self._middle, 1)
        centre.addLayout(self._body, 1)
        centre.addWidget(self.foot)
        sides.addLayout(centre, 1)
        sides.addWidget(self.panel)

    def _wish(self) -> Asked:
        return Asked(self.search.text().strip(), self.chips.values(), *self._order)

    def _show(self, listed: Listed) -> None:
        self._counting, self._shown = not listed.whole, self._asked
        if listed.whole:
            self._show_all(listed.ids)
        elif listed.ids:
            self.table.begin(listed.ids)
            self._bring(self.table)
        self._say()

    def _bring(self, widget: QWidget) -> None:
        self._middle.setCurrentWidget(widget)
        for tool in (self.tools, self.foot, self.panel):
            tool.setVisible(widget is not self._empty)

    def _show_all(self, ids: Sequence[int]) -> None:
        narrowed = self._asked is not None and bool(self._asked.text or self._asked.chosen)
        current = self.table.current_id()
        self.table.set_ids(ids)
        self._bring(self.table if ids else self._none if narrowed else self._empty)
        self._select_wanted(ids)
        now = self.table.current_id()
        if now is None:
            self.picked.emit(0)
        elif now == current:
            self.picked.emit(now)  # what the panel shows may have changed

    def _select_wanted(self, ids: Sequence[int]) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        if wanted in ids:
            self.table.select(wanted)
            return
        lift = Button("清除条件", "x", height=28)
        lift.clicked.connect(lambda _checked=False: self._find(wanted))
        words = "刚保存的一条不在当前的查找和条件范围内。"
        self._page.banners.show_banner(Tone.BLUE, words, buttons=(lift,))

    def _find(self, row_id: int) -> None:
        self._page.banners.clear()
        self.select_when_shown(row_id)
        self.clear()

    def _sort(self, sort: str, falling: bool) -> None:  # noqa: FBT001 (the table's signal)
        self._order = (sort, falling)
        self.reload()

    def _say(self) -> None:
        chosen = self.table.selected_count()
        several = chosen >= _SEVERAL
        count = "正在清点" if self._counting else f"{len(self.table.rows.ids())} {self._plan.unit}"
        words = f"{count}，已选 {chosen}"
        first = self.table.first_selected() if chosen == 1 else None
        found = None if first is None else self.table.rows.row_at(first)
        if several is not self._several:
            self._several = several
            self._name_what_is_meant()
        if found is not None and self._density is not Density.NORMAL:
            words += f"：{self._plan.title_of(found)}"
        self.foot.words.setText(words)

    def _rows(self, wanted: Sequence[int]) -> Sequence[Row | None]:
        found = self._plan.rows(wanted)
        return [found.get(row_id) for row_id in wanted]

    def _pick(self, row_id: int) -> None:
        if not row_id:
            self._detail.drop()
            self.panel.show_nothing()
            return
        self._detail.ask(lambda: self._read_detail(row_id), self._show_detail)

    def _read_detail(self, row_id: int) -> Any | None:  # noqa: ANN401 (each list has its own)
        """Read one row whole; None where it was taken back since the list was read."""
        return self._plan.detail(row_id) if row_id in self._plan.rows((row_id,)) else None

    def _show_detail(self, detail: Any | None) -> None:  # noqa: ANN401 (as above)
        if detail is None:
            self.panel.show_nothing()
        else:
            self.panel.show_detail(detail)

    def _read_all(self, ids: Sequence[int]) -> list[Row]:
        rows: list[Row] = []
        for first in range(0, len(ids), PAGE):
            rows += [found for found in self._rows(ids[first : first + PAGE]) if found is not None]
        return rows

    def _order_in_words(self) -> str:
        sort, falling = self._order
        title = next((column.title for column in self._plan.columns if column.sort == sort), "")
        return f"按{title}{'倒着' if falling else ''}排列" if title else "按登记先后排列"

    def _name_what_is_meant(self) -> None:
        meant = "选中" if self._several else ""
        self._export.set_words(f"导出{meant}")
        self._print.set_words(f"打印{meant}")
        self.tools.set_density(self._density)  # where there is little room the words only are spoken
        for button in self._offers:
            button.setVisible(self._several)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _choose_columns(self, button: Button) -> None:
        menu: QMenu = self.table.columns_menu()
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def shown_columns(table: Table[Row]) -> list[Column[Row]]:
    """Give the columns of a table that are not hidden."""
    return [column for n, column in enumerate(table.rows.columns) if not table.isColumnHidden(n)]


def export_list(
    page: Page, desk: Desk, name: str, columns: Sequence[Column[Row]], read: Callable[[], Sequence[Row]]
) -> None:
    """Ask where, then write the rows as shown; `read` is called off the screen's thread."""
    titles = [column.title for column in columns]

    def make() -> bytes:
        rows = [[_value(column, found) for column in columns] for found in read()]
        return list_xlsx(desk.store, name, titles, rows)

    save_made(page, desk, f"{name}{desk.today():%Y%m%d}.xlsx", choosers.SHEET, make)


def _value(column: Column[Row], found: Row) -> Shown:
    words = column.shown(found).said()
    return int(words) if column.align is RIGHT and words.isdecimal() else words
