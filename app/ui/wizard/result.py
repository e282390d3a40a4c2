"""抽取结果: the draw itself, the ceremony, and the operator's own table with names."""

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from app.core.states import DrawState
from app.services.draw import perform
from app.services.rows.draw import DrawView, PickRow
from app.ui.buttons import Button
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.figures import Figure, Figures
from app.ui.label import BOLD, Label, paragraph
from app.ui.sign import SignedWords
from app.ui.state_word import StateWord, green, red
from app.ui.surface import column, row
from app.ui.table import Table
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.code_box import CodeLine
from app.ui.wizard.drawn import Drawn
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep
from app.ui.wizard.words import announced, fours, printed_number, reveal_words, struck_words


def _since(pick: PickRow) -> StateWord | None:
    """Say what became of a pick after it was announced."""
    if pick.struck:
        return red("已剔除")
    return green("递补") if pick.raised else None


def _columns(drawn: Drawn) -> tuple[Column[PickRow], ...]:
    nowhere = "" if drawn.companions else "区外"
    return (
        Column("number", drawn.order, 44, lambda pick: printed_number(pick.number)),
        Column("label", drawn.strata, 0, lambda pick: pick.label),
        Column("rank", "顺位", 48, lambda pick: str(pick.rank), RIGHT),
        Column("code", "编号", 80, lambda pick: pick.code),
        Column("name", "名称", 0, lambda pick: Cell(pick.name, bold=not pick.struck, state=_since(pick))),
        Column("town", drawn.town, 132, lambda pick: pick.town or nowhere),
        Column("weight", "权重", 48, lambda pick: str(pick.weight), RIGHT),
        Column("ticket", "抽签号（前 16 位）", 168, lambda pick: " ".join(fours(pick.ticket[:16]))),
    )


_WIDE = ("number", "label", "rank", "code", "name", "town", "weight", "ticket")
_NARROW = ("number", "label", "rank", "name", "ticket")


class ResultStep(DrawStep):
    """Draws once; afterwards shows who was drawn, who is inspected anyway, who stands in reserve."""

    def __init__(self, desk: Desk, drawn: Drawn, parent: QWidget | None = None) -> None:
        super().__init__("抽取结果", "开始抽取并揭晓", parent=parent)
        self._desk = desk
        self._drawn_words = drawn
        self._view: DrawView | None = None
        self._opens = False
        self.ceremony: Ceremony | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._before())
        self._stack.addWidget(self._after())
        self.body.addWidget(self._stack, 1)
        self._reveal = Button("全屏揭晓", "eye")
        self._reveal.clicked.connect(lambda _checked=False: self.open_ceremony())
        self.foot.add_left(self._reveal)
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.RESULT

    def show_standing(self, standing: Standing) -> None:
        """Show the seed before the draw, the picks after it."""
        view = standing.view
        if view is None:
            return
        self._view = view
        drawn = view.state == DrawState.DRAWN
        self._stack.setCurrentIndex(int(drawn))
        self._reveal.setVisible(drawn)
        self.onward.set_words("派员" if drawn else "开始抽取并揭晓")
        self.foot.reason.setText("本页有单位名称，投屏请用全屏揭晓" if drawn else "")
        self._seed.set_code(view.seed)
        self._seen.set_words("info", reveal_words(view.reveal, view.decided_by), "blue")
        if drawn:
            self._show_picks(view)
        if drawn and self._opens:
            self._opens = False
            self.open_ceremony()

    def go_on(self) -> None:
        """Draw, or go on where that was done."""
        view = self._view
        if view is None:
            return
        if view.state == DrawState.DRAWN:
            self.moved.emit(Place.STAFF)
            return
        act = self._desk.act()
        self.onward.setEnabled(False)
        self._desk.jobs.run(
            self,
            lambda _progress: perform(self._desk.store, view.id, act),
            self._drawn,
            doing="正在抽取",
        )

    def open_ceremony(self) -> None:
        """Show the draw on the whole screen from its first row."""
        if self._view is None:
            return
        self.ceremony = Ceremony(self._desk.office.name, self._view)
        self.ceremony.left.connect(self._forget_ceremony)
        self.ceremony.open_on(self)

    def set_density(self, density: Density) -> None:
        """Leave the lesser columns out where there is little room."""
        self.table.show_columns(_WIDE if density is Density.NORMAL else _NARROW)

    def _drawn(self, _digest: str) -> None:
        self._opens = True
        self.onward.setEnabled(True)
        self.acted.emit(Place.RESULT)

    def _forget_ceremony(self) -> None:
        self.ceremony = None

    def _before(self) -> QWidget:
        widget = QWidget()
        lines = column(widget, gap=8)
        lines.addWidget(Label("数字已确认，可以抽取", weight=BOLD))
        lines.addWidget(SignedWords("check", "抽取种子已由名单校验码、保密码和各方数字算出并存证", "green"))
        self._seed = CodeLine("抽取种子")
        lines.addWidget(self._seed)
        words = "抽取只用冻结的名单和抽取种子，同样的种子总得出同样的结果。抽取后全屏逐行揭晓。"
        lines.addWidget(paragraph(words, "second"))
        self._seen = SignedWords("info", "", "blue")
        lines.addWidget(self._seen)
        lines.addStretch(1)
        return widget

    def _after(self) -> QWidget:
        widget = QWidget()
        lines = column(widget, gap=8)
        self.figures = Figures()
        lines.addWidget(self.figures)
        chips = QWidget()
        chip_row = row(chips, gap=8)
        self._group = QButtonGroup(self)
        self._chips = {key: Button(key, height=28) for key in ("抽签选中", self._drawn_words.whole, "候补")}
        for chip in self._chips.values():
            chip.setCheckable(True)
            self._group.addButton(chip)
            chip_row.addWidget(chip)
            chip.clicked.connect(lambda _checked=False: self._show_rows())
        self._chips["抽签选中"].setChecked(True)
        chip_row.addStretch(1)
        self._struck = Label(ink="second")
        chip_row.addWidget(self._struck)
        lines.addWidget(chips)
        self.table: Table[PickRow] = Table(_columns(self._drawn_words), "抽取结果")
        lines.addWidget(self.table, 1)
        return widget

    def _show_picks(self, view: DrawView) -> None:
        said = self._drawn_words
        short = sum(count.shortfall for count in view.counts)
        drawn = [pick for pick in view.announced if not pick.raised]
        self.figures.set_figures(
            (
                Figure("抽中", f"{announced(view)} {said.turns}"),
                Figure("抽签选中", f"{sum(not pick.all_inspected for pick in drawn)} {said.turns}"),
                Figure(said.unit, f"{len({pick.code for pick in drawn})} {said.each}"),
                Figure("不足数", f"{short} {said.each}", "amber" if short else "text"),
            )
        )
        self._struck.setText(struck_words(view))
        for key, rows in self._rows().items():
            self._chips[key].set_words(f"{key} {len(rows)}")
        self._show_rows()

    def _rows(self) -> dict[str, list[PickRow]]:
        view = self._view
        if view is None:
            return {}
        return {
            "抽签选中": [pick for pick in view.announced if not pick.all_inspected],
            self._drawn_words.whole: [pick for pick in view.announced if pick.all_inspected],
            "候补": list(view.reserves),
        }

    def _show_rows(self) -> None:
        rows = self._rows()
        chosen = next((key for key, chip in self._chips.items() if chip.isChecked()), "抽签选中")
        self.table.set_rows(rows.get(chosen, []))
