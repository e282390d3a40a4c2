"""What became of the columns of a file, one line for each, and another field for any of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.intake import ColumnRow
from app.ui.buttons import Button
from app.ui.fields import Combo
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import SidePanel
from app.ui.sign import Sign
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import px

PANEL_WIDTH: Final = 328
_HALF: Final = 104
_LINE: Final = 40
NOT_READ: Final = "不导入"
_COUNTED: Final = {
    (False, True): "认出 {} 列",
    (True, True): "指定 {} 列",
    (False, False): "{} 列不认识",
    (True, False): "{} 列指定不导入",
}


class ColumnLines(QWidget):
    """`chosen` hands on a heading and the field now wanted for it; `cleared` asks for what is recognised."""

    chosen = Signal(str, str)
    cleared = Signal()

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._fields = (("", NOT_READ), *fields)
        self._combos: dict[str, Combo] = {}
        self._lines = column(self, gap=4)

    def show_columns(self, columns: Sequence[ColumnRow], notes: Sequence[str]) -> None:
        """Show the columns of a file and the notes on its sheets."""
        clear(self._lines)
        self._combos = {found.heading: self._combo(found) for found in columns}
        for found in columns:
            self._lines.addWidget(_line(found, self._combos[found.heading]))
        if any(found.chosen for found in columns):
            self._lines.addSpacing(px(8))
            undo = Button("按自动识别", "refresh-cw", height=28)
            undo.clicked.connect(lambda _checked=False: self.cleared.emit())
            self._lines.addWidget(undo)
        if notes:
            self._lines.addSpacing(px(8))
        for note in notes:
            self._lines.addWidget(paragraph(note, "second"))

    def begin(self) -> None:
        """Let the keyboard begin at the first column."""
        for combo in [*self._combos.values()][:1]:
            combo.setFocus()

    def combo(self, heading: str) -> Combo | None:
        """Give the choice of a heading, None where another line became the headings."""
        return self._combos.get(heading)

    def _combo(self, found: ColumnRow) -> Combo:
        combo = Combo(f"{found.heading} 对应的项", self._fields)
        combo.set_key(found.key)
        combo.activated.connect(lambda _place: self._choose(found, combo.key()))
        return combo

    def _choose(self, found: ColumnRow, field: str) -> None:
        if field != found.key:
            self.chosen.emit(found.heading, field)


class ColumnsPanel(SidePanel):
    """The lines in a panel of their own."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__("列的对应", PANEL_WIDTH)
        self.head.addWidget(Label("列的对应", weight=BOLD))
        self._told = Label("选好文件后，这里列出各列的对应。", "second")
        self._told.setWordWrap(True)
        self.head.addWidget(self._told)
        self.lines = ColumnLines(fields)
        self.body.addWidget(self.lines)

    def show_columns(self, columns: Sequence[ColumnRow], notes: Sequence[str]) -> None:
        """Show the columns of a file and the notes on its sheets."""
        self._told.setText(counted(columns))
        self.lines.show_columns(columns, notes)


def counted(columns: Sequence[ColumnRow]) -> str:
    """Say how many columns were recognised, chosen, and neither."""
    kinds = Counter((found.chosen, bool(found.key)) for found in columns)
    return "，".join(said.format(kinds[kind]) for kind, said in _COUNTED.items() if kinds[kind])


def _line(found: ColumnRow, combo: Combo) -> QWidget:
    line = Surface("base", "b")
    line.setFixedHeight(px(_LINE))
    line.setAccessibleName(f"{found.heading}：{found.field or NOT_READ}")
    cells = row(line, gap=6)
    heading = Label()
    heading.setFixedWidth(px(_HALF))
    metrics = heading.fontMetrics()
    heading.setText(metrics.elidedText(found.heading, Qt.TextElideMode.ElideRight, px(_HALF)))
    heading.setToolTip(found.heading)
    heading.setBuddy(combo)
    cells.addWidget(heading)
    cells.addWidget(combo, 1)
    sign = "pencil" if found.chosen else "check" if found.key else "minus"
    cells.addWidget(Sign(sign, "accent" if found.key else "second", 14))
    return line
