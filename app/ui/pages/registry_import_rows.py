"""The rows of a file in one list: marked, narrowed by mark, read by the page however many there are."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.import_lines import SHOWN_FIELDS, Mark, counts, lines_of, preview_row, row_detail
from app.services.import_preview import WORDS, ImportPreview
from app.services.rows.intake import PreviewRow, Registry, RowDetail
from app.ui.buttons import Button
from app.ui.columns import RIGHT, Cell, Column
from app.ui.state_word import StateWord, amber, grey, red
from app.ui.surface import column, row
from app.ui.table import Table
from app.ui.theme import px
from app.ui.tokens import Tone

_LEAST: Final = 36 + 3 * 28
_WIDTHS: Final = {"name": 196, "uscc": 172, "town": 84, "department": 120, "cert": 108}
_STATES: Final = {
    Mark.NEW: StateWord(Mark.NEW, Tone.GREEN, "plus"),
    Mark.CHANGED: StateWord(Mark.CHANGED, Tone.BLUE, "pencil"),
    Mark.UNCHANGED: grey(Mark.UNCHANGED),
    Mark.DOUBTFUL: amber(Mark.DOUBTFUL),
    Mark.FAULTY: red(Mark.FAULTY),
}


class _Rows:
    """Reads the rows that the table asks for; they are at hand, and made into words when they are seen."""

    def __init__(self) -> None:
        self.preview: ImportPreview | None = None

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[PreviewRow | None]], None]) -> None:
        """Give the rows at once."""
        preview = self.preview
        if preview is not None:
            answer([preview_row(preview, line) for line in ids])


def row_columns(registry: Registry) -> tuple[Column[PreviewRow], ...]:
    """Give the columns of the list."""
    words = WORDS[registry]
    return (
        Column("sheet", "工作表", 84, lambda found: found.sheet),
        Column("row", "行", 60, lambda found: str(found.row), RIGHT),
        Column("mark", "处理", 84, lambda found: Cell(state=_STATES[Mark(found.mark)])),
        *(
            Column[PreviewRow](key, words[key], _WIDTHS[key], lambda found, place=place: found.cells[place])  # type: ignore[misc]
            for place, key in enumerate(SHOWN_FIELDS[registry])
        ),
        Column("told", "变化或问题", 0, lambda found: found.told),
    )


class RowsView(QWidget):
    """`picked` tells the line whose details are wanted, `opened` that they are wanted in sight."""

    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self._source = _Rows()
        self.mark = Mark.ALL
        lines = column(self, gap=8)
        chips = QWidget()
        line = row(chips, gap=8)
        self.chips = {mark: Button(mark, height=28) for mark in Mark}
        for mark, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, mark=mark: self.show_mark(mark))
            line.addWidget(chip)
        line.addStretch(1)
        lines.addWidget(chips)
        self._columns = row_columns(registry)
        self.table: Table[PreviewRow] = Table(self._columns, "文件里的各行", self._source)
        self.table.setMinimumHeight(px(_LEAST))
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.opened)
        lines.addWidget(self.table, 1)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show another file, or the same read in another way."""
        self._source.preview = preview
        self._count()
        self.show_mark(self.mark if self.chips[self.mark].isVisibleTo(self) else Mark.ALL)

    def decide(self) -> None:
        """Show what becomes of the rows under what the clerk said."""
        self._count()
        if self.mark in {Mark.ALL, Mark.DOUBTFUL, Mark.FAULTY, Mark.HINTS}:
            self.table.rows.refresh()
        else:
            self.show_mark(self.mark)

    def detail(self, line: int) -> RowDetail | None:
        """Give a row in full."""
        preview = self._source.preview
        return row_detail(preview, line) if preview else None

    def show_mark(self, mark: Mark) -> None:
        """List the rows that bear a mark."""
        self.mark = mark
        for each, chip in self.chips.items():
            chip.setChecked(each is mark)
        preview = self._source.preview
        if preview is not None:
            self.table.set_ids(lines_of(preview, mark))

    def show_least(self, *, tight: bool) -> None:
        """Leave out what tells least where there is little room."""
        preview = self._source.preview
        sheets = preview is not None and len({read.sheet.name for read in preview.table.read}) > 1
        keys = [each.key for each in self._columns]
        hidden = {"" if sheets else "sheet", "uscc" if tight else "", "cert" if tight else ""}
        self.table.show_columns([key for key in keys if key not in hidden])

    def let_go(self) -> None:
        """Forget the file."""
        self._source.preview = None

    def _count(self) -> None:
        preview = self._source.preview
        if preview is None:
            return
        for mark, count in counts(preview).items():
            self.chips[mark].set_words(f"{mark} {count}")
            self.chips[mark].setVisible(count > 0 or mark is Mark.ALL)
