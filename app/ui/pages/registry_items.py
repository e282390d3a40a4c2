"""抽查事项: the item list of the year word for word; of a stratum, its rule and its conditions may change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.catalogue import Catalogue, Item, Row, Stratum
from app.services.filter_strata import stratum_standing
from app.services.preview import PER_WORDS
from app.services.rows.filters import StratumStanding
from app.ui.actions import install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.columns import RIGHT, Column
from app.ui.density import Density, edge_of
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.label import BOLD, Label, paragraph
from app.ui.latest import Latest
from app.ui.page import Foot, Page
from app.ui.pages.registry_conditions import StratumFacts
from app.ui.pages.registry_rules import ask_rule, open_policy, rule_words
from app.ui.pages.registry_section import export_list, shown_columns
from app.ui.panel import SidePanel, fact, heading
from app.ui.surface import clear
from app.ui.table import Table
from app.ui.theme import px

_ANY_SKILL = "-"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One stratum of the list; `first` begins its item, so only there the item is named."""

    item: Item
    row: Row
    stratum: Stratum
    first: bool


def lines_of(catalogue: Catalogue) -> Iterator[ItemLine]:
    """Give a line for each stratum, in the order of the list."""
    for item in catalogue.items:
        first = True
        for row in item.rows:
            for stratum in row.strata:
                yield ItemLine(item, row, stratum, first)
                first = False


def printed_count(line: ItemLine) -> str:
    """Give what the list prints of the number of objects to be drawn, of a row for its first stratum."""
    stratum = line.stratum
    about = "约" if stratum.printed_count_approx else ""
    if stratum.printed_count is not None:
        return f"{about}{stratum.printed_count}"
    if stratum.printed_row is not None and stratum is line.row.strata[0]:
        return f"合计{about}{stratum.printed_row}"
    return ""


def _skill(line: ItemLine) -> str:
    return "" if line.item.skill == _ANY_SKILL else line.item.skill


def ratio_words(stratum: Stratum) -> str:
    """Give how much is drawn in which period: 每季度 10 %."""
    if stratum.ratio is None:
        return "按方案录入"
    return f"{PER_WORDS[stratum.period]} {float(stratum.ratio * 100):g} %"


COLUMNS: tuple[Column[ItemLine], ...] = (
    Column("number", "序号", 44, lambda line: line.stratum.number),
    Column("name", "事项", 176, lambda line: line.item.name if line.first else ""),
    Column("stratum", "抽查类别", 0, lambda line: line.stratum.short_label),
    Column("department", "部门", 132, lambda line: line.item.department if line.first else ""),
    Column("method", "方式", 72, lambda line: line.item.method if line.first else ""),
    Column("skill", "专长", 44, _skill),
    Column("ratio", "比例", 104, lambda line: ratio_words(line.stratum)),
    Column("count", "印发数", 84, printed_count, RIGHT),
)
_IN_PANEL = ("method", "skill")  # where there is little room, the panel alone tells them


class ItemsTab(QWidget):
    """The strata of the year's list, and the panel of one with its item's contents."""

    def __init__(self, page: Page, desk: Desk, take_shipped: Callable[[], object]) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._lines: list[ItemLine] = []
        self.facts: StratumFacts | None = None
        self._density = Density.NORMAL
        self.setAccessibleName("抽查事项")
        self.panel = SidePanel("事项内容")
        self.table: Table[ItemLine] = Table(COLUMNS, "抽查事项")
        self.table.picked.connect(lambda place: self._show_line(self._lines[place]))
        self.change = Button("修改名录条件", "list-filter", height=28)
        self.change.clicked.connect(lambda _checked=False: self.facts.ask() if self.facts else None)
        self.table.opened.connect(lambda _place: self.change.click())
        self.panel.add_foot(self.change)
        self.panel.show_foot(shown=False)
        take = NextStep(
            "file-input",
            "采用随程序附带的清单",
            "2024 年清单，照印发的文字录入，可在此逐项核对",
            "采用",
            take_shipped,
        )
        locked = desk.locked()
        empty = EmptyState(
            f"还没有 {desk.year} 年的抽查事项清单",
            f"{locked}。" if locked else "有了清单才能拟计划、抽取。",
            () if locked else (take,),
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(empty)
        self.foot = Foot()
        copy = Button("复制为表格", "copy", Kind.LINK, height=28)
        copy.clicked.connect(lambda _checked=False: self.table.copy_all())
        self.policy = Button("随机抽取规则", "file-text", Kind.LINK, height=28)
        self.policy.clicked.connect(lambda _checked=False: open_policy(self, desk))
        self.foot.add(self.policy)
        export = Button("导出", "download", Kind.LINK, height=28)
        export.clicked.connect(lambda _checked=False: self.export())
        self.foot.add(copy)
        self.foot.add(export)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.addWidget(self._middle)
        centre.addLayout(self._body, 1)
        centre.addWidget(self.foot)
        sides.addLayout(centre, 1)
        sides.addWidget(self.panel)
        self._standing = Latest(desk.jobs, self)
        install("panel", self, lambda: self.panel.set_folded(folded=not self.panel.is_folded()))

    def take_catalogue(self, catalogue: Catalogue | None) -> None:
        """Show a list."""
        self._lines = list(lines_of(catalogue)) if catalogue else []
        self.table.set_rows(self._lines)
        self._middle.setCurrentIndex(0 if catalogue else 1)
        self.panel.show_foot(shown=bool(self._lines))
        items = len(catalogue.items) if catalogue else 0
        words = f"{items} 个事项，{len(self._lines)} 个抽查类别"
        self.foot.words.setText(f"{words}　{catalogue.document_number}" if catalogue else words)
        place = self.table.current_id()
        if self._lines and place is None:
            self.table.select(0)
        elif place is not None:
            self._show_line(self._lines[place])

    def export(self) -> None:
        """Write the list as shown as a spreadsheet."""
        lines = self._lines
        export_list(self._page, self._desk, "抽查事项", shown_columns(self.table), lambda: lines)

    def set_density(self, density: Density) -> None:
        """Make do with the room there is."""
        edge = edge_of(density)
        self.foot.set_edge(edge)
        self._body.setContentsMargins(edge, px(12 if density is Density.NORMAL else 8), edge, 0)
        folded = density is Density.FOLDED
        self.table.show_columns([each.key for each in COLUMNS if not folded or each.key not in _IN_PANEL])
        if density is not self._density:
            self.panel.set_folded(folded=density is not Density.NORMAL)
        self._density = density

    def _offer_rule(self, stratum: Stratum) -> None:
        """Let the rule be changed where the list itself does not settle it."""
        if stratum.once or self._desk.locked():
            return
        change = Button("改规则", "pencil", height=28)
        change.clicked.connect(lambda _checked=False: ask_rule(self, self._desk, stratum, self._desk.written))
        self.panel.body.addWidget(change)

    def _show_line(self, line: ItemLine) -> None:
        item, stratum, panel = line.item, line.stratum, self.panel
        clear(panel.head)
        clear(panel.body)
        panel.head.addWidget(Label(f"事项 {item.number}", "second"))
        name = paragraph(item.name)
        name.setFont(Label(weight=BOLD).font())
        panel.head.addWidget(name)
        for label, value in (
            ("发起部门", item.department),
            ("检查类型", item.check_kind),
            ("抽查方式", item.method + ("，可委托第三方" if item.third_party else "")),
            ("需要专长", "不限" if item.skill == _ANY_SKILL else item.skill),
            ("抽查依据", item.basis or "清单没有写"),
        ):
            panel.body.addWidget(fact(label, value))
        panel.body.addWidget(heading("检查内容", "照清单原文"))
        for sentence in item.contents:
            panel.body.addWidget(paragraph(sentence))
        if item.corrected_contents:
            panel.body.addWidget(heading("更正写法"))
            for sentence in item.corrected_contents:
                panel.body.addWidget(paragraph(sentence, "second"))
        panel.body.addWidget(heading("重复抽查"))
        panel.body.addWidget(paragraph(f"{rule_words(stratum)}。"))
        self._offer_rule(stratum)
        panel.body.addWidget(heading(f"抽查类别 {stratum.number}"))
        for label, value in (
            ("检查对象", line.row.objects),
            ("频次", line.row.frequency),
            ("抽查比例", line.row.ratio),
            ("抽查家数", line.row.count),
            ("写法说明", stratum.question),
        ):
            if value:
                panel.body.addWidget(fact(label, value))
        self._show_conditions(stratum)

    def _show_conditions(self, stratum: Stratum) -> None:
        """Say what the stratum asks of its objects at once, and how far that reaches when it is counted."""
        desk = self._desk
        self.change.setEnabled(False)
        self.facts = facts = StratumFacts(desk, stratum)
        self.panel.body.addWidget(facts)
        self._standing.ask(
            lambda: stratum_standing(desk.store, desk.year, stratum.code, desk.today()),
            lambda standing: self._show_standing(facts, standing),
        )

    def _show_standing(self, facts: StratumFacts, standing: StratumStanding) -> None:
        if not shiboken6.isValid(facts):
            return
        facts.show_standing(standing)
        self.change.setEnabled(True)
        self.change.setToolTip("")
        self.change.setAccessibleDescription("")
        turn_off(self.change, facts.refused)
