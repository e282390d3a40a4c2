"""Parts of the import's preview: the table of faults, the rows as understood, and what became of columns."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.import_preview import CHANGED, NEW, SHOWN_FIELDS
from app.services.import_report import Registry
from app.services.registry_words import INSPECTOR_WORDS, OBJECT_WORDS
from app.services.rows.intake import ColumnRow, FaultRow, ImportPreview, SampleRow
from app.ui.columns import RIGHT, Cell, Column
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import SidePanel
from app.ui.sign import Sign
from app.ui.state_word import StateWord, amber, red
from app.ui.surface import Surface, clear, row
from app.ui.theme import px
from app.ui.tokens import Tone

_WIDTH: Final = 312
_HALF: Final = 104
_WIDTHS: Final = (0, 176, 128, 132)


def _handling(fault: FaultRow) -> Cell:
    return Cell(state=red("不导入") if fault.refused else amber("请留意"))


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
    """Which column of the file became what; unknown ones are named."""

    def __init__(self) -> None:
        super().__init__("列的对应", _WIDTH)
        self.head.addWidget(Label("列的对应", weight=BOLD))
        self._told = Label("选好文件后，这里列出各列的对应。", "second")
        self._told.setWordWrap(True)
        self.head.addWidget(self._told)

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of a file and the notes on its sheets."""
        clear(self.body)
        known = sum(bool(found.field) for found in preview.columns)
        unknown = len(preview.columns) - known
        self._told.setText(f"认出 {known} 列" + (f"，{unknown} 列不认识" if unknown else ""))
        for found in preview.columns:
            self.body.addWidget(_line(found))
        if preview.notes:
            self.body.addSpacing(px(8))
        for note in preview.notes:
            self.body.addWidget(paragraph(note, "second"))


def _line(found: ColumnRow) -> QWidget:
    line = Surface("base", "b")
    line.setFixedHeight(px(28))
    line.setAccessibleName(f"{found.heading}：{found.field or '不导入'}")
    cells = row(line, gap=6)
    heading = Label()
    heading.setFixedWidth(px(_HALF))
    metrics = heading.fontMetrics()
    heading.setText(metrics.elidedText(found.heading, Qt.TextElideMode.ElideRight, px(_HALF)))
    heading.setToolTip(found.heading)
    cells.addWidget(heading)
    cells.addWidget(Sign("arrow-right", "second", 14))
    cells.addWidget(Label(found.field or "不导入", "text" if found.field else "second"), 1)
    cells.addWidget(Sign("check" if found.field else "minus", "accent" if found.field else "second", 14))
    return line
