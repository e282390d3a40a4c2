"""The strata a campaign draws: ticks, how many stand in each, how much of it is taken."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.catalogue import Catalogue, Stratum
from app.core.errors import UserError
from app.core.share import read_share, say_share
from app.services.rows.campaign import CampaignLine
from app.ui.checkbox import CheckBox
from app.ui.fields import TextField
from app.ui.label import MEDIUM, Label
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.wizard.words import printed_number

_HEIGHT = 38
_HEAD = 32
_FIGURE = 72
_SHARE = 120
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_UNKNOWN = "–"


class CampaignStrata(Surface):
    """All strata of the item list; `changed` tells of ticks and shares."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self.rows = {stratum.code: _StratumRow(stratum) for stratum in catalogue.strata}
        self._items = {stratum.code: item.number for item in catalogue.items for stratum in item.strata}
        lines = column(self, (1, 1, 1, 1))
        lines.addWidget(_head())
        for line in self.rows.values():
            lines.addWidget(line)
            line.changed.connect(self.changed)

    def fill(self, lines: Sequence[CampaignLine]) -> None:
        """Tick the strata of a campaign and write their shares."""
        for line in lines:
            found = self.rows[line.stratum]
            found.share.setText(say_share(line.ratio, line.count))
            found.tick.setChecked(True)

    def set_populations(self, populations: Mapping[str, int]) -> None:
        """Show how many meet the conditions."""
        for code, line in self.rows.items():
            line.set_population(populations[code])

    def lines(self) -> tuple[CampaignLine, ...]:
        """Give what is ticked; UserError names the first share that says nothing."""
        return tuple(line.read() for line in self.rows.values() if line.tick.isChecked())

    def holds_item(self, number: str) -> bool:
        """Tell whether a stratum of an item is ticked."""
        return any(line.tick.isChecked() for code, line in self.rows.items() if self._items[code] == number)

    def words(self) -> str:
        """Say how many strata are ticked and how many visits they make."""
        ticked = [line for line in self.rows.values() if line.tick.isChecked()]
        return f"已选 {len(ticked)} 类，抽取 {sum(line.taken() for line in ticked)} 家次"

    def typed(self) -> tuple[str, ...]:
        """Give what is ticked and typed, right or wrong, to tell whether anything changed."""
        return tuple(
            f"{code} {line.share.text()}" for code, line in self.rows.items() if line.tick.isChecked()
        )

    def mark_faults(self) -> None:
        """Show which shares say nothing, and let typing go on in the first."""
        wrong = [line for line in self.rows.values() if line.mark_fault()]
        if wrong:
            wrong[0].share.setFocus()


class _StratumRow(Surface):
    """One stratum: its tick, N, the share of it, n."""

    changed = Signal()

    def __init__(self, stratum: Stratum) -> None:
        super().__init__("base", "t")
        self._stratum = stratum
        self._population: int | None = None
        self._name = f"{printed_number(stratum.number)} {stratum.short_label}"
        self.setFixedHeight(px(_HEIGHT))
        layout = row(self, (8, 1, 16, 0), 16)
        self.tick = CheckBox(self._name)
        self.tick.setToolTip(stratum.label)
        self.population = _figure(_UNKNOWN)
        self.share = TextField(f"{self._name}：比例或家数", "10 % 或 3 家")
        self.share.setFixedWidth(px(_SHARE))
        self.share.setText(say_share(stratum.ratio, 0) if stratum.ratio is not None else "")
        self.share.setEnabled(False)
        self.quota = _figure("")
        self.quota.setFont(Label(weight=MEDIUM).font())
        layout.addWidget(self.tick, 1)
        _end_of_line(layout, self.population, self.share, self.quota)
        self.tick.toggled.connect(self._ticked)
        self.share.textChanged.connect(lambda _text: self._show())

    def read(self) -> CampaignLine:
        """Give the line as it stands; UserError where its share says nothing."""
        try:
            return self._line()
        except UserError as error:
            raise UserError(f"{self._name}：{error}。") from error

    def taken(self) -> int:
        """Give n, 0 while it cannot be told."""
        try:
            return self._line().taken(self._population or 0)
        except UserError:
            return 0

    def set_population(self, population: int) -> None:
        """Show N."""
        self._population = population
        self._show()

    def mark_fault(self) -> bool:
        """Say under the mouse and to a screen reader what is wrong with the share; tell whether it is."""
        words = self._fault()
        self.share.setToolTip(words)
        self.share.setAccessibleDescription(words)
        self.share.setProperty("fault", bool(words))
        self.share.style().unpolish(self.share)
        self.share.style().polish(self.share)
        return bool(words)

    def _line(self) -> CampaignLine:
        ratio, count = read_share(self.share.text())
        return CampaignLine(self._stratum.code, ratio, count)

    def _fault(self) -> str:
        if not self.tick.isChecked():
            return ""
        try:
            line = self._line()
        except UserError as error:
            return str(error)
        many = self._population is not None and line.count > self._population
        return f"符合条件的共 {self._population} 家，不能抽 {line.count} 家" if many else ""

    def _ticked(self, ticked: bool) -> None:  # noqa: FBT001 (Qt's own signature)
        self.share.setEnabled(ticked)
        self._show()
        if ticked and not self.share.text() and self.tick.hasFocus():
            self.share.setFocus()

    def _show(self) -> None:
        known = self._population is not None
        self.population.setText(str(self._population) if known else _UNKNOWN)
        self.population.set_ink("text" if self._population else "quiet")
        told = self.tick.isChecked() and known and not self._fault()
        self.quota.setText(str(self.taken()) if told else "")
        if self.share.property("fault"):
            self.mark_fault()
        self.changed.emit()


def _head() -> Surface:
    head = Surface("head")
    head.setFixedHeight(px(_HEAD))
    layout = row(head, (12, 0, 16, 0), 16)
    layout.addWidget(Label("抽查类别"), 1)
    share = Label("比例或家数")
    share.setFixedWidth(px(_SHARE))
    _end_of_line(layout, _figure("符合条件"), share, _figure("抽取"))
    return head


def _end_of_line(layout: QHBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        layout.addWidget(widget)


def _figure(words: str) -> Label:
    label = Label(words)
    label.setFixedWidth(px(_FIGURE))
    label.setAlignment(_RIGHT)
    return label
