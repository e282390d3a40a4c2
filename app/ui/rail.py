"""The rail at the left: the office, the pages with their counts, the user; folds to icons."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.density import Density
from app.ui.icons import paint_icon
from app.ui.label import MEDIUM, Label
from app.ui.row_button import RowButton
from app.ui.sign import Sign
from app.ui.surface import Surface, column
from app.ui.theme import font, px

_WIDTHS = {Density.NORMAL: 136, Density.COMPACT: 124, Density.FOLDED: 48}
_ROWS = {Density.NORMAL: 42, Density.COMPACT: 38, Density.FOLDED: 38}
_HEADS = {Density.NORMAL: 57, Density.COMPACT: 49, Density.FOLDED: 49}
_ICONS_AT = {Density.NORMAL: 16, Density.COMPACT: 12, Density.FOLDED: 15}
_WORDS_AT = {Density.NORMAL: 44, Density.COMPACT: 38}
_COUNTS_END = {Density.NORMAL: 10, Density.COMPACT: 6}
_ICON = 18


class RailEntry(NamedTuple):
    """A page as the rail shows it."""

    key: str
    title: str
    icon: str


class _EntryButton(RowButton):
    def __init__(self, entry: RailEntry, shortcut: str) -> None:
        super().__init__(entry.title)
        self._entry = entry
        self._shortcut = shortcut
        self._count = 0
        self._density = Density.NORMAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        name = f"{self._entry.title} {count}" if count else self._entry.title
        self.setAccessibleName(name)
        self.setToolTip(f"{name}　{self._shortcut}")
        self.update()

    def set_density(self, density: Density) -> None:
        self._density = density
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTHS[self._density]), px(_ROWS[self._density]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        colours = self.colours()
        ink = QColor(colours.accent if self.isChecked() else colours.text)
        side = px(_ICON)
        paint_icon(
            painter,
            self._entry.icon,
            QRect(px(_ICONS_AT[self._density]), (self.height() - side) // 2, side, side),
            ink,
        )
        if self._density is Density.FOLDED:
            return
        painter.setFont(font(weight=QFont.Weight.Bold if self.isChecked() else QFont.Weight.Normal))
        painter.setPen(ink)
        words = self.rect().adjusted(px(_WORDS_AT[self._density]), 0, -px(_COUNTS_END[self._density]), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._entry.title)
        if self._count:
            painter.setFont(font())
            painter.setPen(QColor(colours.second))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(words, right, str(self._count))


class Rail(Surface):
    """Emits the key of the page that was chosen."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__("rail", "r", parent)
        self.setAccessibleName("页面")
        self._office = Label(weight=MEDIUM)
        self._user = Label(ink="second")
        self._head = Surface("rail", "b")
        self._building = Sign("building-2", size=_ICON)
        names = column(self._head, (15, 0, 4, 0))
        names.addWidget(self._office)
        names.addWidget(self._building)
        self._foot = Surface("rail", "t")
        column(self._foot, (16, 8, 4, 8)).addWidget(self._user)
        layout = column(self, (0, 0, 1, 0))
        layout.addWidget(self._head)
        layout.addSpacing(px(8))
        self._buttons: dict[str, _EntryButton] = {}
        for number, entry in enumerate(entries, start=1):
            button = _EntryButton(entry, f"Alt+{number}")
            button.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
            self._buttons[entry.key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self._foot)
        self.set_density(Density.NORMAL)

    def set_office(self, name: str) -> None:
        """Show the office's name, broken before 生态环境局 where it ends so."""
        self._office.setText(name.replace("生态环境局", "\n生态环境局").strip())
        self._head.setToolTip(name)

    def set_user(self, name: str, role: str) -> None:
        """Show who works here."""
        self._user.setText(f"{name}\n{role}")
        self._foot.setToolTip(f"{name}　{role}")

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits on a page; 0 shows nothing."""
        self._buttons[key].set_count(count)

    def set_density(self, density: Density) -> None:
        """Fold or unfold."""
        folded = density is Density.FOLDED
        self.setFixedWidth(px(_WIDTHS[density]))
        self._head.setFixedHeight(px(_HEADS[density]))
        self._office.setVisible(not folded)
        self._building.setVisible(folded)
        self._foot.setVisible(not folded)
        for button in self._buttons.values():
            button.set_density(density)
