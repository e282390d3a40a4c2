"""The pane at the right of 逐项核对: what is due, what is walked through, what is inspected whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.draw import DueStratum
from app.ui.buttons import Button, Kind
from app.ui.columns import RIGHT, Cell, Column
from app.ui.delegate import ROW_HEIGHT
from app.ui.header import HEADER_HEIGHT
from app.ui.label import BOLD, MEDIUM, Label
from app.ui.panel import SidePanel
from app.ui.surface import row
from app.ui.table import Table
from app.ui.theme import px
from app.ui.wizard.words import is_chosen, picks_of, printed_number

_WIDTH = 344
_EDGES = 2
_EDGE = 16
_JOINED = "同一家被几项抽中，合并为一次联合检查；\n各类抽签号相同，重合的尽量重合。"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A stratum with the sign of how far the walk has come."""

    stratum: DueStratum
    icon: str = ""


_NUMBER: Column[DueLine] = Column("number", "序号", 44, lambda line: printed_number(line.stratum.number))
_LABEL: Column[DueLine] = Column("label", "抽查类别", 0, lambda line: line.stratum.label)
_WALKED: tuple[Column[DueLine], ...] = (
    Column("sign", "", 32, lambda line: Cell(icon=line.icon, ink="accent")),
    _NUMBER,
    _LABEL,
    Column("count", "家数", 72, lambda line: f"{line.stratum.population} 抽 {line.stratum.quota}", RIGHT),
)
_WHOLE: tuple[Column[DueLine], ...] = (
    Column("sign", "", 32, lambda line: Cell(icon=line.icon, ink="accent")),
    _NUMBER,
    _LABEL,
    Column("count", "家次", 56, lambda line: str(line.stratum.quota), RIGHT),
)


class DuePane(SidePanel):
    """Emits the code of the stratum that was chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("抽查类别", _WIDTH, parent)
        self._due = ""
        self._codes: list[str] = []
        self._whole_codes: list[str] = []
        self._head = _Pair(edge=0)
        self.head.addWidget(self._head)
        self.walked: Table[DueLine] = Table(_WALKED, "要抽的类别")
        self.whole: Table[DueLine] = Table(_WHOLE, "全部检查的类别")
        self._sum = _Pair(edge=_EDGE)
        self._fold = Button("全部检查，只抽人员", "chevron-down", Kind.LINK, height=36)
        self._fold.setCheckable(True)
        self._fold.toggled.connect(lambda hidden: self.whole.setVisible(not hidden))
        self._nobody = Label("没有要抽选的类别", "second")
        self.whole.horizontalHeader().hide()
        self._whole_sum = Label(weight=MEDIUM)
        self._folding = QWidget()
        self._folding.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        folding = row(self._folding, (_EDGE - 2, 0, _EDGE, 0), 8)
        folding.addWidget(self._fold)
        folding.addStretch(1)
        folding.addWidget(self._whole_sum)
        for widget in (self.walked, self._nobody, self._sum, self._folding, self.whole):
            self.body.addWidget(widget)
        self.body.setContentsMargins(0, 0, 0, px(12))
        self.body.setSpacing(0)
        note = Label(_JOINED, "second")
        note.setWordWrap(True)
        note.setIndent(px(4))
        note.setFixedWidth(px(_WIDTH - 2 * _EDGE))
        self.add_foot(note)
        self.walked.picked.connect(lambda place: self.chosen.emit(self._codes[place]))
        self.whole.picked.connect(lambda place: self.chosen.emit(self._whole_codes[place]))

    def set_head(self, words: str) -> None:
        """Say what the strata have in common: 本季度到期."""
        self._due = words

    def set_strata(self, strata: Sequence[DueStratum], current: str, seen: Collection[str]) -> None:
        """Show the strata; `current` is the code of the one in front, `seen` those gone through."""
        walked = [stratum for stratum in strata if is_chosen(stratum)]
        whole = [stratum for stratum in strata if not is_chosen(stratum)]
        self._codes = [stratum.code for stratum in walked]
        self._whole_codes = [stratum.code for stratum in whole]
        self._head.set_words(f"{self._due}　{len(strata)} 类", f"{picks_of(strata)} 家次")
        self._sum.set_words(f"要抽 {len(walked)} 类", f"{picks_of(walked)} 家次")
        self._fold.set_words(f"全部检查，只抽人员　{len(whole)} 类")
        self._whole_sum.setText(f"{picks_of(whole)} 家次")
        _fill(self.walked, [DueLine(stratum, _sign(stratum.code, current, seen)) for stratum in walked])
        _fill(self.whole, [DueLine(stratum) for stratum in whole])
        self.walked.setVisible(bool(walked))
        self._sum.setVisible(bool(walked))
        self._nobody.setVisible(not walked)
        self._folding.setVisible(bool(whole))
        self.whole.setVisible(bool(whole) and not self._fold.isChecked())
        _mark(self.walked, self._codes, current)
        _mark(self.whole, self._whole_codes, current)


class _Pair(QWidget):
    """Words at the left and a figure at the right."""

    def __init__(self, edge: int) -> None:
        super().__init__()
        self._left = Label(weight=BOLD)
        self._right = Label(weight=MEDIUM)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = row(self, (edge, 6, edge, 6), 8)
        layout.addWidget(self._left)
        layout.addStretch(1)
        layout.addWidget(self._right)

    def set_words(self, left: str, right: str) -> None:
        self._left.setText(left)
        self._right.setText(right)


def _sign(code: str, current: str, seen: Collection[str]) -> str:
    if code == current:
        return "arrow-right"
    return "check" if code in seen else ""


def _fill(table: Table[DueLine], lines: Sequence[DueLine]) -> None:
    table.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
    table.set_rows(lines)
    head = 0 if table.horizontalHeader().isHidden() else px(HEADER_HEIGHT)
    table.setFixedHeight(head + px(ROW_HEIGHT) * len(lines) + _EDGES)
    table.blockSignals(False)  # noqa: FBT003 (Qt's own signature)


def _mark(table: Table[DueLine], codes: Sequence[str], current: str) -> None:
    table.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
    if current in codes:
        table.select(codes.index(current))
    else:
        table.clearSelection()
        table.setCurrentIndex(table.rootIndex())
    table.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
