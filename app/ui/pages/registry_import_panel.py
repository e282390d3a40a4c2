"""The side panel of an import: what became of the columns of the file, or one of its rows in full."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.import_preview import ImportPreview, column_choices
from app.services.rows.intake import Registry, RowDetail
from app.ui.buttons import Button
from app.ui.fields import Combo
from app.ui.label import Label
from app.ui.pages.registry_column_lines import PANEL_WIDTH, ColumnLines, counted
from app.ui.pages.registry_import_row import RowView
from app.ui.panel import SidePanel
from app.ui.surface import row


class ImportPanel(SidePanel):
    """Columns or one row, by the two buttons at its head.

    `chosen` hands on a heading and the field now wanted for it; `cleared` asks for what is recognised;
    `decided` hands on the place of a doubtful row and what the clerk says of it.
    """

    chosen = Signal(str, str)
    cleared = Signal()
    decided = Signal(int, object)

    def __init__(self, registry: Registry) -> None:
        super().__init__("列与明细", PANEL_WIDTH)
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
        self._columns = ColumnLines(column_choices(registry))
        self._columns.chosen.connect(self.chosen)
        self._columns.cleared.connect(self.cleared)
        self.row = RowView()
        self.row.decided.connect(self.decided)
        for page in (self._columns, self.row):
            self.body.addWidget(page)
        self._counted = self._told.text()
        self.shown: ImportPreview | None = None
        self._turn(0)

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of a file and the notes on its sheets."""
        self.shown = preview
        self._counted = counted(preview.columns)
        self._columns.show_columns(preview.columns, preview.notes)
        self.row.show_nothing()
        self._turn(0)

    def show_row(self, detail: RowDetail) -> None:
        """Show one row in full."""
        self.row.show_detail(detail)
        self._turn(1)

    def begin(self) -> None:
        """Let the keyboard begin at the first column."""
        self._columns.begin()

    def combo(self, heading: str) -> Combo | None:
        """Give the choice of a heading, None where another line became the headings."""
        return self._columns.combo(heading)

    def _turn(self, page: int) -> None:
        for place, button in enumerate(self._pages):
            button.setChecked(place == page)
        self._columns.setVisible(page == 0)
        self.row.setVisible(page == 1)
        self._told.setText(self.row.title() if page else self._counted)
