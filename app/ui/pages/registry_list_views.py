"""The four views of a list: every line, what the registry lacks, what the list lacks, what is faulty."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.intake import FaultRow
from app.services.rows.lists import (
    NOBODY,
    Decisions,
    Fate,
    ListKind,
    ListLine,
    ListPreview,
    Missing,
    MissingLine,
    Place,
)
from app.ui.buttons import Button, Kind
from app.ui.checkbox import CheckBox
from app.ui.chips import ChipBar, Filter
from app.ui.columns import Column
from app.ui.fields import Combo
from app.ui.label import Label, paragraph
from app.ui.pages.registry_list_tables import (
    FAULT_COLUMNS,
    MISSING_COLUMNS,
    MISSING_TICK,
    TICK,
    lacking_columns,
    line_columns,
)
from app.ui.surface import column, row
from app.ui.table import Table

Row = TypeVar("Row")
_BELOW: Final = 8
_LEFT: Final = "拿不准，不写入"
_NONE: Final = "都不是，列入“名录库没有的”"
_MONTHS: Final = (("6", "半年"), ("12", "一年"), ("24", "两年"), ("36", "三年"))


class ListView(QWidget, Generic[Row]):
    """A line of tools over a table of rows at hand; `decided` tells that the clerk decided otherwise."""

    decided = Signal()
    export_asked = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column[Row]], said: Callable[[Row], str] | None = None
    ) -> None:
        """``said`` gives what of a row is too long for its line; that of the current one stands below."""
        super().__init__()
        self._said = said
        self.name = name
        self.columns = tuple(column for column in columns if not column.tick)
        self.shown: list[Row] = []
        self.table: Table[Row] = Table(columns, name)
        self.save = Button("导出这张表", "download", height=28)
        self.save.clicked.connect(lambda _checked=False: self.export_asked.emit())
        tools = QWidget()
        self._tools = row(tools, gap=12)
        self._tools.addStretch(1)
        self._tools.addWidget(self.save)
        lines = column(self, gap=8)
        lines.addWidget(tools)
        lines.addWidget(self.table, 1)
        self.detail = paragraph("", "second")
        self._below = QWidget()
        self._below.hide()  # until a row is chosen
        self._line = row(self._below, (0, 0, 0, _BELOW), 12)
        self._line.addWidget(self.detail, 1)
        lines.addWidget(self._below)
        self.table.selectionModel().currentRowChanged.connect(lambda *_places: self.tell())

    def add_below(self, widget: QWidget) -> None:
        """Put something right of the words below the table."""
        self._line.addWidget(widget)

    def add_tool(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something before the stretch, from the left."""
        self._tools.insertWidget(self._tools.count() - 2, widget, stretch)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.shown = [*rows]
        self.table.set_rows(self.shown)
        self.tell()
        self.save.setEnabled(bool(self.shown))

    def current(self) -> Row | None:
        """Give the current row."""
        place = self.table.currentIndex().row()
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def tell(self) -> None:
        """Say the current row in full below the table."""
        found = self.current()
        self.detail.setText(self._said(found) if self._said and found is not None else "")
        if self._below.isHidden() == bool(self.detail.text()):
            self._below.setVisible(bool(self.detail.text()))
            QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def add_ticks(self) -> None:
        """Offer to tick all or none."""
        for words, every in (("全选", True), ("全不选", False)):
            button = Button(words, kind=Kind.LINK, height=28)
            button.clicked.connect(lambda _checked=False, every=every: self.tick(every=every))
            self.add_tool(button)
        self.table.rows.ticks_changed.connect(self.decided)

    def tick(self, *, every: bool) -> None:
        """Tick all rows or none."""
        self.table.rows.tick_all(self.table.rows.ids() if every else ())

    def ticked(self) -> list[Row]:
        """Give the ticked rows."""
        return [self.shown[place] for place in sorted(self.table.rows.ticked) if place < len(self.shown)]


class LinesView(ListView[ListLine]):
    """Every good line; `recount` tells that the lines are to be worked out anew."""

    recount = Signal()

    def __init__(self, kind: ListKind) -> None:
        super().__init__(
            "清单各行", line_columns(kind), lambda line: f"{line.name}：{line.words or line.fate}"
        )
        self._lines: Sequence[ListLine] = ()
        self.same: dict[Place, int] = {}
        self.who = Combo("这一行指的是")
        self.who.activated.connect(lambda _place: self._settle())
        self.who.hide()  # until a line is in doubt
        self.add_below(self.who)
        self.chips = ChipBar((Filter("fate", "处理", tuple(map(str, Fate))),))
        self.chips.changed.connect(self._narrow)
        self.add_tool(self.chips)
        self.months = Combo("违法记录标识有效期", _MONTHS)
        self.months.set_key("12")
        self.months.activated.connect(lambda _place: self.recount.emit())
        if kind is ListKind.PENALTY:
            label = Label("“违法记录”标识自处罚之日起有效", "second")
            label.setBuddy(self.months)
            self.add_tool(label)
            self.add_tool(self.months)

    def show_lines(self, preview: ListPreview) -> None:
        """Show the lines that the chips leave; what was said of doubtful ones stays said."""
        self._lines = preview.lines
        self.same = dict(preview.decisions.same)
        self._narrow()

    def tell(self) -> None:
        """Ask below the table whom a doubtful line means."""
        super().tell()
        line = self.current()
        self.who.setVisible(line is not None and bool(line.candidates))
        if line is None or not line.candidates:
            return
        choices = ((str(object_id), f"就是 {words}") for object_id, words in line.candidates)
        self.who.set_choices((("", _LEFT), *choices, (str(NOBODY), _NONE)))
        said = self.same.get(line.place)
        self.who.set_key("" if said is None else str(said))

    def _settle(self) -> None:
        line = self.current()
        if line is None:
            return
        self.same.pop(line.place, None)
        if self.who.key():
            self.same[line.place] = int(self.who.key())
        self.recount.emit()

    def _narrow(self) -> None:
        wanted = self.chips.values().get("fate", ())
        self.set_rows([line for line in self._lines if not wanted or line.fate in wanted])


class LackingView(ListView[ListLine]):
    """Lines that the registry lacks: permit holders can be added, recusals kept by name."""

    recount = Signal()

    def __init__(self, kind: ListKind) -> None:
        adds = kind is ListKind.PERMIT
        super().__init__("名录库没有的", ((TICK,) if adds else ()) + lacking_columns(kind))
        self.by_owner = CheckBox("按名称登记：以后加入名录库的也回避")
        if adds:
            self.add_tool(Label("勾选的按清单内容加入名录库，其余不动", "second"))
            self.add_ticks()
        elif kind is ListKind.RECUSAL:
            self.by_owner.toggled.connect(lambda _on: self.recount.emit())
            self.add_tool(self.by_owner)
        else:
            self.add_tool(Label("名录库里没有这些单位，这里只列出，不写入", "second"))

    def show_lines(self, preview: ListPreview) -> None:
        """Show them; nothing is ticked until the clerk does, and what was ticked of this file stays so."""
        self.set_rows([line for line in preview.lines if line.fate is Fate.LACKING])
        ticked = (place for place, line in enumerate(self.shown) if line.place in preview.decisions.add)
        self.table.rows.tick_all([*ticked])


class MissingView(ListView[MissingLine]):
    """Objects that hold what the list is about and stand in none of its lines."""

    def __init__(self, kind: ListKind) -> None:
        decides = kind is ListKind.PERMIT
        columns = (MISSING_TICK, *MISSING_COLUMNS) if decides else MISSING_COLUMNS
        super().__init__("清单没有的", columns)
        self._table: object = None  # what was read of the file, to know it again
        self.choice = Combo("清单没有的对象", tuple((each.name, each.value) for each in Missing))
        self.choice.setCurrentIndex(0)
        if not decides:
            self.add_tool(Label("名录库里有评价、清单里没有的，这里只列出，不改动", "second"))
            return
        label = Label("勾选的对象")
        label.setBuddy(self.choice)
        self.choice.activated.connect(lambda _place: self.decided.emit())
        self.add_tool(label)
        self.add_tool(self.choice)
        self.add_ticks()

    def show_lines(self, preview: ListPreview) -> None:
        """Show them, all ticked; nothing is done with them until the clerk chooses what.

        Who was not ticked of this file stays so.
        """
        is_same = preview.table is self._table
        left = {line.id for line in self.shown} - preview.decisions.missing_ids if is_same else set()
        self._table = preview.table
        self.set_rows(preview.missing)
        self.table.rows.tick_all([place for place, line in enumerate(self.shown) if line.id not in left])

    def missing(self) -> Missing:
        """Give what is done with the ticked ones."""
        return Missing[self.choice.key()]


class FaultsView(ListView[FaultRow]):
    """What is wrong or was repaired in the file."""

    def __init__(self) -> None:
        super().__init__("问题", FAULT_COLUMNS, lambda fault: f"第 {fault.row} 行：{fault.message}")
        self.save.set_words("导出问题表格")
        self.add_tool(Label("有误的行不写入；问题写在原表右边一列，改好可再导一次", "second"))

    def show_lines(self, preview: ListPreview) -> None:
        """Show all of them; a file without sheets names none."""
        self.set_rows(preview.faults)
        sheets = any(fault.sheet for fault in preview.faults)
        self.table.show_columns([each.key for each in self.columns if sheets or each.key != "sheet"])


def decisions_of(lines: LinesView, lacking: LackingView, missing: MissingView) -> Decisions:
    """Give what the clerk decided in all views together."""
    return Decisions(
        add=frozenset(line.place for line in lacking.ticked()),
        missing=missing.missing(),
        missing_ids=frozenset(line.id for line in missing.ticked()),
        months=int(lines.months.key()),
        by_owner=lacking.by_owner.isChecked(),
        same=lines.same,
    )
