"""派员: who goes where, and how the load is shared; where it cannot be filled, why not."""

from PySide6.QtWidgets import QWidget

from app.services.rows.draw import DrawView, LoadRow, TeamRow
from app.ui.banner import Banner
from app.ui.buttons import Button
from app.ui.charts import BarLine, BarLines, Part
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.label import BOLD, Label
from app.ui.panel import SidePanel
from app.ui.state_word import StateWord
from app.ui.surface import column, row
from app.ui.table import Table
from app.ui.theme import px
from app.ui.tokens import Tone
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep
from app.ui.wizard.words import announced, printed_number, struck_words

_WIDTH = 288
_LINE = 25
_JOINT = StateWord("联合", Tone.GREEN)
_REMEDY = "不会自动降低要求。改动人员、上限或回避前须作废本次抽取，再重新冻结。"


def _items(team: TeamRow) -> Cell:
    numbers = "、".join(printed_number(number) for number in team.items)
    return Cell(numbers, state=_JOINT if len(team.items) > 1 else None)


def _members(team: TeamRow) -> str:
    return "、".join(f"{name}（{skill}）" if skill else name for name, skill in team.team)


_COLUMNS: tuple[Column[TeamRow], ...] = (
    Column("position", "顺序", 44, lambda team: str(team.position), RIGHT),
    Column("name", "检查对象", 0, lambda team: team.name),
    Column("town", "所在地", 84, lambda team: team.town or "区外"),
    Column("items", "事项", 116, _items),
    Column("team", "检查人员（席位）", 172, _members),
    Column("note", "说明", 88, lambda team: Cell(team.note, "second")),
)
_WIDE = tuple(column.key for column in _COLUMNS)
_NARROW = ("position", "name", "items", "team")


class StaffStep(DrawStep):
    """Shows teams in visit order; a shortage leaves only the way of voiding."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("派员", "生成抽取记录", parent=parent)
        self._desk = desk
        head = QWidget()
        head_row = row(head, gap=12)
        self.headline = Label(weight=BOLD)
        self.aside = Label(ink="second")
        head_row.addWidget(self.headline)
        head_row.addWidget(self.aside, 1)
        self.body.addWidget(head)
        self.table: Table[TeamRow] = Table(_COLUMNS, "检查任务和检查人员")
        self.body.addWidget(self.table, 1)
        self._rule = Label("先派查得少的人；相同的按抽签号", "second")
        self.body.addWidget(self._rule)
        self._shortage = QWidget()
        self._shortage_lines = column(self._shortage)
        self.body.addWidget(self._shortage)
        self._stretch = QWidget()
        self.body.addWidget(self._stretch, 1)
        self.pane = SidePanel("检查人员", _WIDTH)
        self._people = Label(weight=BOLD)
        self.pane.head.addWidget(self._people)
        self.pane.head.addWidget(Label("灰：本次之前　绿：本次", "second"))
        self.bars = BarLines("检查次数", _LINE)
        self.pane.body.addWidget(self.bars)
        self._range = Label(ink="second")
        self._range.setIndent(px(4))
        self.pane.add_foot(self._range)
        self.add_pane(self.pane)
        self._density = Density.NORMAL
        self.banner: Banner | None = None
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.STAFF

    def show_standing(self, standing: Standing) -> None:
        """Show the teams, or what stands in their way."""
        view = standing.view
        if view is None:
            return
        self._show_headline(view)
        self.table.set_rows(view.teams)
        wanted = {skill for team in view.teams for _, skill in team.team}
        self._show_loads(view.loads, wanted)
        short = bool(view.shortage)
        for widget in (self.table, self._rule, self.pane):
            widget.setVisible(not short)
        self._shortage.setVisible(short)
        self._stretch.setVisible(short)
        self.refuse("派齐人员；本次只能作废" if short else "")
        if short:
            self._show_shortage(view.shortage)

    def set_density(self, density: Density) -> None:
        """Fold the loads and leave lesser columns out where there is little room."""
        if density is not self._density:
            self.pane.set_folded(folded=density is not Density.NORMAL)
        self._density = density
        self.table.show_columns(_WIDE if density is Density.NORMAL else _NARROW)

    def _show_headline(self, view: DrawView) -> None:
        units = len({pick.code for pick in view.picks})
        self.headline.setText(f"检查任务 {units} 次")
        saved = len(view.picks) - units
        parts = (
            f"抽中 {announced(view)} 家次",
            struck_words(view),
            f"合并为 {units} 次",
            f"其中联合检查 {view.joint} 次" if view.teams else "",
            f"少进企业 {saved} 次",
        )
        self.aside.setText("，".join(part for part in parts if part))

    def _show_loads(self, loads: tuple[LoadRow, ...], wanted: set[str]) -> None:
        """Show each person's visits; of the skills only those that this draw has seats for."""
        sums = [load.before + load.added for load in loads]
        most = max(sums, default=0)
        self._people.setText(f"检查人员 {len(loads)} 人　{sum(load.added for load in loads)} 席位")
        self.bars.set_lines(
            [
                BarLine(
                    load.name,
                    (Part("本次之前", load.before, "edge"), Part("本次", load.added, "accent")),
                    most,
                    str(load.before + load.added),
                    "、".join(skill for skill in load.skills if skill in wanted),
                )
                for load in loads
            ]
        )
        self._range.setText(f"最多 {most} 次，最少 {min(sums, default=0)} 次")

    def _show_shortage(self, words: str) -> None:
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
        people = Button("查看检查人员", height=28)
        people.clicked.connect(lambda _checked=False: self._desk.go("registry", "inspectors"))
        void = Button("作废本次抽取", height=28)
        void.clicked.connect(lambda _checked=False: self.void_asked.emit())
        self.banner = Banner(Tone.AMBER, f"{words}{_REMEDY}", "派不齐", (people, void))
        self._shortage_lines.addWidget(self.banner)
