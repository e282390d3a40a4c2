"""One stratum of 逐项核对: what is checked, the sum, and everyone in it with weight and reason."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.chances import chance_words, chances_before
from app.services.rows.draw import DueStratum, FrameRow
from app.ui.columns import RIGHT, Cell, Column
from app.ui.cut_line import CutLine
from app.ui.density import Density
from app.ui.label import BOLD, Label
from app.ui.panel import fact
from app.ui.state_word import amber, grey, noted
from app.ui.surface import clear, column, row
from app.ui.table import Table
from app.ui.theme import Size, font, px
from app.ui.tokens import tokens
from app.ui.wizard.sum_line import SumLine
from app.ui.wizard.words import printed_number, repeat_words

_SQUARE = 36
_LABELS = 72


def _weight(found: FrameRow) -> str | Cell:
    if found.state == "X":
        return Cell("–", "quiet")
    return Cell(str(found.weight), aside=found.weight_reason)


def _now(found: FrameRow) -> str | Cell:
    if found.state == "X":
        return Cell(state=grey(f"不参加：{found.reason}"))
    if found.state == "V":
        return Cell(state=grey(found.reason))
    if found.state == "M":
        return Cell(state=amber("必查"))
    return Cell("可抽", state=noted(found.reason) if found.reason else None)


class ListedUnit(NamedTuple):
    """A unit of 待抽名单 with its exact chance in words."""

    row: FrameRow
    chance: str


_COLUMNS: tuple[Column[ListedUnit], ...] = (
    Column("code", "编号", 76, lambda found: found.row.code),
    Column("name", "名称", 0, lambda found: found.row.name),
    Column("town", "所在地", 80, lambda found: found.row.town or "区外"),
    Column("weight", "权重", 104, lambda found: _weight(found.row)),
    Column("chance", "中签机会", 76, lambda found: found.chance, RIGHT),
    Column("now", "本次", 152, lambda found: _now(found.row)),
)
_WIDE = tuple(column.key for column in _COLUMNS)
_NARROW = ("code", "name", "weight", "chance", "now")


class NumberSquare(QWidget):
    """The printed number of an item in a square of the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self.setFixedSize(px(_SQUARE), px(_SQUARE))

    def set_number(self, number: str) -> None:
        """Show a number."""
        self._number = number
        self.setAccessibleName(f"序号 {number}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the square and its number."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.accent))
        size = Size.TITLE if len(self._number) < 3 else Size.TEXT  # noqa: PLR2004 - 1.2 needs the smaller face
        painter.setFont(font(size, BOLD))
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)


class StratumView(QWidget):
    """Shows one stratum; the table scrolls, all above it stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = NumberSquare()
        self._name = Label(weight=BOLD)
        self._kind = Label(ink="second")
        self._place = Label(ink="second")
        lines = column(self, gap=8)
        head = QWidget()
        head_row = row(head, gap=12)
        head_row.addWidget(self._number)
        names = QWidget()
        name_lines = column(names)
        name_lines.addWidget(self._name)
        name_lines.addWidget(self._kind)
        head_row.addWidget(names, 1)
        head_row.addWidget(self._place, 0, Qt.AlignmentFlag.AlignVCenter)
        lines.addWidget(head)
        self._whole = QWidget()
        self._facts = column(self._whole, gap=4)
        lines.addWidget(self._whole)
        self._short = CutLine()
        self._short.hide()
        lines.addWidget(self._short)
        self.sum = SumLine()
        lines.addWidget(self.sum)
        counts = QWidget()
        counts_row = row(counts, (0, 4, 0, 0), 12)
        counts_row.addWidget(Label("待抽名单", weight=BOLD))
        self._counts = Label(ink="second")
        counts_row.addWidget(self._counts, 1)
        lines.addWidget(counts)
        self.table: Table[ListedUnit] = Table(_COLUMNS, "待抽名单")
        lines.addWidget(self.table, 1)
        self._note = Label(ink="second")
        lines.addWidget(self._note)
        for label in (self._name, self._kind, self._note, self._counts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_stratum(self, stratum: DueStratum, place: str) -> None:
        """Show a stratum; `place` says how far the walk has come."""
        self._number.set_number(printed_number(stratum.number))
        self._name.setText(stratum.item_name)
        self._name.setToolTip(stratum.item_name)
        self._kind.setText("　".join((*stratum.departments, stratum.check_kind, stratum.method)))
        self._place.setText(place)
        clear(self._facts)
        self._facts.addWidget(fact("检查内容", "\n".join(stratum.contents), _LABELS))
        self._facts.addWidget(fact("抽查类别", f"{stratum.label}　（{stratum.filter_words}）", _LABELS))
        if stratum.override is not None:
            self._facts.addWidget(fact("录入家数", stratum.override_reason, _LABELS))
        self._short.set_words(
            stratum.label,
            "".join(stratum.contents),
            "\n".join((stratum.label, stratum.filter_words, *stratum.contents)),
        )
        self.sum.set_stratum(stratum)
        self._counts.setText(
            f"必查 {stratum.count('M')}　可抽 {stratum.count('E')}　"
            f"本年已查 {stratum.count('V')}　不参加 {stratum.count('X')}"
        )
        self.table.set_rows(_listed(stratum))
        self.table.scrollToTop()
        self._note.setText(_note(stratum))

    def set_density(self, density: Density) -> None:
        """Cut the contents to one line where there is little room: the list matters more."""
        self._whole.setVisible(density is Density.NORMAL)
        self._short.setVisible(density is not Density.NORMAL)
        self._note.setVisible(density is not Density.FOLDED)
        self.table.show_columns(_NARROW if density is Density.FOLDED else _WIDE)


def _listed(stratum: DueStratum) -> list[ListedUnit]:
    chances = chances_before(stratum)
    return [ListedUnit(row, chance_words(chances.get((row.state, row.weight)))) for row in stratum.frame]


def _note(stratum: DueStratum) -> str:
    if stratum.quota >= stratum.population:
        return "本类全部检查，不抽对象，只抽检查人员。"
    weights = sorted({row.weight for row in stratum.frame if row.state != "X"}, reverse=True)
    chance = (
        f"权重 {weights[0]} 的中签机会大于权重 {weights[-1]}"
        if len(weights) > 1
        else "各家权重相同，中签机会相等"
    )
    return f"{chance}；重复抽查：{repeat_words(stratum.repeat)}。"
