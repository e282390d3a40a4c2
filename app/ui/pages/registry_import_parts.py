"""Parts of the import's preview: the table of faults, the rows as understood, and what became of columns."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.import_preview import CHANGED, NEW, SHOWN_FIELDS, column_choices
from app.services.import_report import Registry
from app.services.registry_words import INSPECTOR_WORDS, OBJECT_WORDS
from app.services.rows.intake import ColumnRow, FaultRow, ImportPreview, SampleRow
from app.ui.buttons import Button
from app.ui.columns import RIGHT, Cell, Column
from app.ui.fields import Combo
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import SidePanel
from app.ui.sign import Sign
from app.ui.state_word import StateWord, amber, red
from app.ui.surface import Surface, clear, row
from app.ui.theme import px
from app.ui.tokens import Tone

_WIDTH: Final = 328
_HALF: Final = 104
_LINE: Final = 40
NOT_IMPORTED: Final = "不导入"
_WIDTHS: Final = (0, 176, 128, 132)


def _handling(fault: FaultRow) -> Cell:
    return Cell(state=red(NOT_IMPORTED) if fault.refused else amber("请留意"))


FAULT_COLUMNS: Final[tuple[Column[FaultRow], ...]] = (
    Column("handling", "处理", 92, _handling),
    Column("sheet", "工作表", 84, lambda fault: fault.sheet),
    Column("row", "行", 52, lambda fault: str(fault.row), RIGHT),
    Column("column", "列", 132, lambda fault: fault.column),
    Column("value", "原值", 180, lambda fault: fault.value),
    Column("message", "问题", 0, lambda fault: fault.message),
)


def sample_columns(registry: Registry) -> tuple[Column[SampleRow], ...]:
    """Give the columns of the rows as understood."""
    words = OBJECT_WORDS if registry is Registry.OBJECTS else INSPECTOR_WORDS
    headings = [words[field] for field in SHOWN_FIELDS[registry]]
    return (
        Column("row", "行", 52, lambda found: str(found.row), RIGHT),
        *(
            Column(title, title, width, lambda found, place=place: found.cells[place])  # type: ignore[misc]
            for place, (title, width) in enumerate(zip(headings, _WIDTHS, strict=True))
        ),
        Column("becomes", "处理", 84, lambda found: Cell(state=_becomes(found))),
    )


def _becomes(found: SampleRow) -> StateWord:
    if found.becomes == NEW:
        return StateWord(NEW, Tone.GREEN, "plus")
    if found.becomes == CHANGED:
        return StateWord(CHANGED, Tone.BLUE, "pencil")
    return StateWord(found.becomes, Tone.GREY, "minus")


class ColumnsPanel(SidePanel):
    """Which column of the file becomes what; each can be given another field, or none.

    `chosen` hands on a heading and the field now wanted for it; `cleared` asks for what is recognised.
    """

    chosen = Signal(str, str)
    cleared = Signal()

    def __init__(self, registry: Registry) -> None:
        super().__init__("列的对应", _WIDTH)
        self._fields = (("", NOT_IMPORTED), *column_choices(registry))
        self._combos: dict[str, Combo] = {}
        self.head.addWidget(Label("列的对应", weight=BOLD))
        self._told = Label("选好文件后，这里列出各列的对应。", "second")
        self._told.setWordWrap(True)
        self.head.addWidget(self._told)

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of a file and the notes on its sheets."""
        clear(self.body)
        self._told.setText(_counted(preview.columns))
        self._combos = {found.heading: self._combo(found) for found in preview.columns}
        for found in preview.columns:
            self.body.addWidget(_line(found, self._combos[found.heading]))
        if preview.choices:
            self.body.addSpacing(px(8))
            undo = Button("按自动识别", "refresh-cw", height=28)
            undo.clicked.connect(lambda _checked=False: self.cleared.emit())
            self.body.addWidget(undo)
        if preview.notes:
            self.body.addSpacing(px(8))
        for note in preview.notes:
            self.body.addWidget(paragraph(note, "second"))

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
