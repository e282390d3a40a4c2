"""The side panel of an import: what became of the columns of the file, or one of its rows in full."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.import_preview import ImportPreview, column_choices
from app.services.rows.intake import ColumnRow, Registry, RowDetail
from app.ui.buttons import Button
from app.ui.fields import Combo
from app.ui.label import Label, paragraph
from app.ui.pages.registry_import_row import RowView
from app.ui.panel import SidePanel
from app.ui.sign import Sign
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import px

_WIDTH: Final = 328
_HALF: Final = 104
_LINE: Final = 40
NOT_IMPORTED: Final = "不导入"


class ImportPanel(SidePanel):
    """Columns or one row, by the two buttons at its head.

    `chosen` hands on a heading and the field now wanted for it; `cleared` asks for what is recognised;
    `decided` hands on the place of a doubtful row and what the clerk says of it.
    """

    chosen = Signal(str, str)
    cleared = Signal()
    decided = Signal(int, object)

    def __init__(self, registry: Registry) -> None:
        super().__init__("列与明细", _WIDTH)
        self._fields = (("", NOT_IMPORTED), *column_choices(registry))
        self._combos: dict[str, Combo] = {}
        self._pages = (Button("列的对应", height=28), Button("这一行", height=28))
        turns = QWidget()
        turn = row(turns, gap=8)
        for place, button in enumerate(self._pages):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, place=place: self._turn(place))
            turn.addWidget(button)
        turn.addStretch(1)
        self.head.addWidget(turns)
        self._told = Label("选好文件后，这里列出各列的对应。", "second")
        self._told.setWordWrap(True)
        self.head.addWidget(self._told)
        self._columns = QWidget()
        self._lines = column(self._columns, gap=4)
        self.row = RowView()
        self.row.decided.connect(self.decided)
        for page in (self._columns, self.row):
            self.body.addWidget(page)
        self._counted = self._told.text()
        self._turn(0)

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of a file and the notes on its sheets."""
        clear(self._lines)
        self._counted = _counted(preview.columns)
        self._combos = {found.heading: self._combo(found) for found in preview.columns}
        for found in preview.columns:
            self._lines.addWidget(_line(found, self._combos[found.heading]))
        if preview.choices:
            self._lines.addSpacing(px(8))
            undo = Button("按自动识别", "refresh-cw", height=28)
            undo.clicked.connect(lambda _checked=False: self.cleared.emit())
            self._lines.addWidget(undo)
        if preview.notes:
            self._lines.addSpacing(px(8))
        for note in preview.notes:
            self._lines.addWidget(paragraph(note, "second"))
        self.row.show_nothing()
        self._turn(0)

    def show_row(self, detail: RowDetail) -> None:
        """Show one row in full."""
        self.row.show_detail(detail)
        self._turn(1)

    def begin(self) -> None:
        """Let the keyboard begin at the first column."""
        for combo in [*self._combos.values()][:1]:
            combo.setFocus()

    def combo(self, heading: str) -> Combo | None:
        """Give the choice of a heading, None where another line became the headings."""
        return self._combos.get(heading)

    def _turn(self, page: int) -> None:
        for place, button in enumerate(self._pages):
            button.setChecked(place == page)
        self._columns.setVisible(page == 0)
        self.row.setVisible(page == 1)
        self._told.setText(self.row.title() if page else self._counted)

    def _combo(self, found: ColumnRow) -> Combo:
        combo = Combo(f"{found.heading} 对应的项", self._fields)
        combo.set_key(found.key)
        combo.activated.connect(lambda _place: self._choose(found, combo.key()))
        return combo

    def _choose(self, found: ColumnRow, field: str) -> None:
        if field != found.key:
            self.chosen.emit(found.heading, field)


def _counted(columns: Sequence[ColumnRow]) -> str:
    kinds = Counter((found.chosen, bool(found.key)) for found in columns)
    words = {
        (False, True): "认出 {} 列",
        (True, True): "指定 {} 列",
        (False, False): "{} 列不认识",
        (True, False): "{} 列指定不导入",
    }
    return "，".join(said.format(kinds[kind]) for kind, said in words.items() if kinds[kind])


def _line(found: ColumnRow, combo: Combo) -> QWidget:
    line = Surface("base", "b")
    line.setFixedHeight(px(_LINE))
    line.setAccessibleName(f"{found.heading}：{found.field or NOT_IMPORTED}")
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
