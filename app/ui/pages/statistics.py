"""统计: the year in figures, the same as in the table that is exported."""

from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import statistics
from app.services.rows.year import YearFigures
from app.services.year_figures import year_figures
from app.ui import choosers
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.page import Foot, Page
from app.ui.pages import statistics_columns as shown
from app.ui.pages.evidence import EvidencePane
from app.ui.pages.simulation import SimulationPane
from app.ui.saving import save_made
from app.ui.surface import column
from app.ui.table import Table
from app.ui.tabs import Tabs
from app.ui.totals import Totals

_TABS: Final = (
    ("items", "事项完成情况"),
    ("objects", "检查对象年度次数"),
    ("inspectors", "检查人员年度次数"),
    ("disclosure", "公开情况"),
    ("evidence", "公平检验"),
    ("simulation", "全年模拟"),
)


class StatisticsPage(Page):
    """Four tables under tabs, then two panes that work before they show; nothing is typed here.

    Arguments of `show_argument`: the key of a tab.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("统计")
        self._desk = desk
        self._counts: dict[str, str] = {}
        self.title_line.set_subtitle(f"{desk.year} 年度", "由计划、抽取和检查任务算出")
        self.export = Button("导出年度统计表", "download", Kind.ACCENT)
        self.export.clicked.connect(lambda _checked=False: self._export())
        self.title_line.add(self.export)
        self.evidence = EvidencePane(self, desk)
        self.simulation = SimulationPane(self, desk)
        self._panes = (self.evidence, self.simulation)
        self.title_line.add(self.simulation.again)
        self.tabs = Tabs(_TABS)
        self.tabs.chosen.connect(self._turn)
        self.add_strip(self.tabs)
        self.items = Table(shown.ITEMS, "事项完成情况")
        self.objects = Table(shown.OBJECTS, "检查对象年度次数")
        self.inspectors = Table(shown.INSPECTORS, "检查人员年度次数")
        self.disclosure = Table(shown.DISCLOSURE, "公开情况")
        self._totals = Totals(self.items.horizontalHeader(), [each.key for each in shown.ITEMS])
        with_totals = QWidget()
        lines = column(with_totals)
        lines.addWidget(self.items, 1)
        lines.addWidget(self._totals)
        self._stack = QStackedWidget()
        for widget in (with_totals, self.objects, self.inspectors, self.disclosure, *self._panes):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._foot = Foot()
        self.export_list = Button("导出表格", "download", Kind.LINK, height=28)
        self.export_list.clicked.connect(lambda _checked=False: self._export_list())
        self._foot.add(self.export_list)
        self._copy_list = Button("复制为表格", "copy", Kind.LINK, height=28)
        self._copy_list.clicked.connect(lambda _checked=False: self._copy())
        self._foot.add(self._copy_list)
        self.set_foot(self._foot)
        self.first = self.items
        for pane in self._panes:
            pane.told.connect(self._tell)
            pane.settled.connect(self._offer)
        self._offer()
        desk.changed.connect(self._read_if_seen)

    def opened(self) -> None:
        """Count again."""
        if (pane := self._pane()) is not None:
            pane.opened()
        store, year = self._desk.store, self._desk.year
        self._desk.jobs.run(self, lambda _progress: year_figures(store, year), self._show, doing="正在统计")

    def _show(self, found: YearFigures) -> None:
        self.items.set_rows(found.items)
        self.objects.set_rows(found.objects)
        self.inspectors.set_rows(found.inspectors)
        self.disclosure.set_rows((*found.disclosure, found.whole))
        self._totals.set_totals("合计（家次）", shown.totals(found.items))
        visited = sum(each.visits > 0 for each in found.objects)
        self._counts = {
            "items": f"{len(found.items)} 个抽查类别" if found.items else "还没有年度计划",
            "objects": f"{len(found.objects)} 家，本年已检查 {visited} 家",
            "inspectors": f"{len(found.inspectors)} 人",
            "disclosure": f"公开率 {found.whole.rate}，已公开 ÷（已检查－不予公开）",
        }
        if self._pane() is None:
            self._foot.words.setText(self._counts[_TABS[self._stack.currentIndex()][0]])

    def show_argument(self, argument: str) -> None:
        """Turn to a tab."""
        self.tabs.set_current(argument)

    def set_density(self, density: Density) -> None:
        """Leave out columns where there is little room."""
        super().set_density(density)
        if hasattr(self, "_panes"):
            every = [each.key for each in shown.OBJECTS]
            self.objects.show_columns(shown.OBJECTS_SHORT if density is Density.FOLDED else every)
            for pane in self._panes:
                pane.set_density(density)

    def _pane(self) -> EvidencePane | SimulationPane | None:
        return next((pane for pane in self._panes if pane is self._stack.currentWidget()), None)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex([each for each, _ in _TABS].index(key))
        pane = self._pane()
        self._foot.words.setText(self._counts.get(key, "") if pane is None else pane.words())
        self._offer()
        if pane is not None:
            pane.opened()

    def _tell(self, words: str) -> None:
        if self.sender() is self._pane():
            self._foot.words.setText(words)

    def _offer(self) -> None:
        """Offer what can be done with what is shown."""
        pane = self._pane()
        self.export.setVisible(pane is None)
        self.simulation.again.setVisible(pane is self.simulation and pane.has_found)
        self.export_list.setVisible(pane is not None and pane.has_found)
        self._copy_list.setVisible(pane is None or pane.has_found)
        self._foot.setVisible(pane is None or pane.has_found)

    def _export_list(self) -> None:
        if (pane := self._pane()) is not None:
            pane.export_list()

    def _copy(self) -> None:
        if (pane := self._pane()) is not None:
            pane.copy_list()
            return
        (self.items, self.objects, self.inspectors, self.disclosure)[self._stack.currentIndex()].copy_all()

    def _export(self) -> None:
        store, year = self._desk.store, self._desk.year
        name = f"{year}年度统计表.xlsx"
        save_made(self, self._desk, name, choosers.SHEET, lambda: statistics.year_xlsx(store, year))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()
