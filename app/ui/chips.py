"""Filter chips: small buttons with a menu of choices; what is chosen stands on the chip."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.surface import row

_BESIDE_SEARCH = 2
_MOST_WORDS = 12
_GAP = 8


@dataclass(frozen=True, slots=True)
class Filter:
    """A thing to filter by; without choices it is simply on or off, unless they come `later`.

    `unset` stands on the chip while nothing is chosen; the title, where a label beside it does not say it.
    More than `most` characters of chosen words are counted instead of told.
    """

    key: str
    title: str
    choices: tuple[str, ...] = ()
    later: bool = False
    unset: str = ""
    most: int = _MOST_WORDS

    @property
    def has_menu(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.choices) or self.later


class _StayingMenu(QMenu):
    """A menu that stays open while ticks are set, so that several can be chosen at once."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
            return
        super().keyPressEvent(event)


class Chip(Button):
    """One filter; a click opens its choices or turns it on and off."""

    changed = Signal()

    def __init__(self, wanted: Filter, parent: QWidget | None = None) -> None:
        words, after = wanted.unset or wanted.title, "chevron-down" if wanted.has_menu else ""
        super().__init__(words, after=after, height=28, parent=parent)
        self.filter = wanted
        if wanted.unset:
            self.setAccessibleName(f"{wanted.title}：{wanted.unset}")
        self._actions: list[QAction] = []
        self.setCheckable(True)
        self._menu = _StayingMenu(self)
        self._menu.setTitle(wanted.title)
        self._fill(wanted.choices)
        self.clicked.connect(self._click)

    def set_choices(self, choices: Sequence[str]) -> None:
        """Offer these from now on; what is chosen and still offered stays chosen, nothing is told."""
        if tuple(choices) == self.filter.choices:
            return
        chosen = self.values()
        self.filter = replace(self.filter, choices=tuple(choices), later=True)
        self._fill(choices)
        for action in self._actions:
            with QSignalBlocker(action):
                action.setChecked(action.text() in chosen)
        self._show()

    def add_to(self, menu: QMenu) -> None:
        """Hang the choices under 更多条件, or a line to turn it on and off."""
        if self.filter.has_menu:
            menu.addMenu(self._menu)
            return
        action = menu.addAction(self.filter.title)
        action.setCheckable(True)
        action.setChecked(bool(self.values()))
        action.toggled.connect(lambda on: self.set_values((self.filter.title,) if on else ()))

    def values(self) -> tuple[str, ...]:
        """Give what is chosen; a filter without choices gives its title when it is on."""
        if not self.filter.has_menu:
            return (self.filter.title,) if self.isChecked() else ()
        return tuple(action.text() for action in self._actions if action.isChecked())

    def said(self) -> str:
        """Say the limit in words; nothing where there is none."""
        values = self.values()
        if not values or not self.filter.has_menu:
            return self.filter.title if values else ""
        return f"{self.filter.title}是{'、'.join(values)}"

    def set_values(self, values: Sequence[str]) -> None:
        """Choose exactly these."""
        before = self.values()
        for action in self._actions:
            with QSignalBlocker(action):  # one change is told once
                action.setChecked(action.text() in values)
        if not self.filter.has_menu:
            self.setChecked(bool(values))
        self._show()
        if self.values() != before:
            self.changed.emit()

    def _click(self) -> None:
        if self.filter.has_menu:
            self._show()
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            self._tell()

    def _fill(self, choices: Sequence[str]) -> None:
        self._menu.clear()
        self._actions.clear()
        for choice in choices:
            action = self._menu.addAction(choice)
            action.setCheckable(True)
            action.toggled.connect(lambda _on: self._tell())
            self._actions.append(action)
        if self.filter.has_menu:
            self._menu.addSeparator()
            self._menu.addAction("不限").triggered.connect(lambda _checked=False: self.set_values(()))

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        values = self.values()
        self.setChecked(bool(values))
        words = "、".join(values) or self.filter.unset or self.filter.title
        short = len(words) <= self.filter.most
        self.set_words(words if short else f"{self.filter.title} {len(values)} 项")
        self.setToolTip("" if short else words)
        self.setAccessibleName(f"{self.filter.title}：{'、'.join(values) or '不限'}")


class ChipBar(QWidget):
    """All filters of a list; those that have no room beside the others hang under 更多条件."""

    changed = Signal()

    def __init__(self, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = row(self, gap=_GAP)
        self._most = self._beside = len(filters)
        self._least = _BESIDE_SEARCH
        self._density = Density.NORMAL
        self._guests: list[Chip] = []
        self._chips = {wanted.key: Chip(wanted) for wanted in filters}
        for chip in self._chips.values():
            chip.changed.connect(self._chip_changed)
            self._layout.addWidget(chip)
        self._more_menu = QMenu(self)
        self._more = Button("更多条件", after="chevron-down", height=28)
        self._more.setCheckable(True)
        self._more.clicked.connect(self._open_more)
        self._clear = Button("清除条件", "x", Kind.LINK, height=28)
        self._clear.clicked.connect(lambda _checked=False: self.clear())
        self._layout.addWidget(self._more)
        self._layout.addWidget(self._clear)
        self._layout.addStretch(1)
        self._more.hide()
        self._clear.hide()

    def values(self) -> dict[str, tuple[str, ...]]:
        """Give what is chosen, by key; filters that are not limited are left out."""
        return {key: chip.values() for key, chip in self._chips.items() if chip.values()}

    def said(self) -> tuple[str, ...]:
        """Say every limit in words, in the order of the chips."""
        return tuple(words for chip in self._chips.values() if (words := chip.said()))

    def set_values(self, key: str, values: Sequence[str]) -> None:
        """Choose on one filter."""
        self._chips[key].set_values(values)

    def set_choices(self, key: str, choices: Sequence[str]) -> None:
        """Offer these on a filter whose choices come later."""
        self._chips[key].set_choices(choices)
        self._fold()

    def put_behind(self, key: str, chips: Sequence[Chip]) -> None:
        """Let these stand behind the chip of a key, in the place of those put there before.

        A chip that is there already and stands for the same stays as it is, also in what is chosen.
        """
        same = {chip.filter: chip for chip in self._guests}
        guests = [same.pop(chip.filter, chip) for chip in chips]
        for gone in same.values():
            gone.hide()
            gone.deleteLater()
        for fresh in guests:
            if fresh not in self._guests:
                fresh.changed.connect(self._chip_changed)
        own = [chip for chip in self._chips.values() if chip not in self._guests]
        place = [chip.filter.key for chip in own].index(key) + 1
        self._guests = guests
        self._chips = {chip.filter.key: chip for chip in (*own[:place], *guests, *own[place:])}
        for number, chip in enumerate(self._chips.values()):
            self._layout.insertWidget(number, chip)
        self._most = len(self._chips) if self._density is Density.NORMAL else _BESIDE_SEARCH
        self._fold()

    def clear(self) -> None:
        """Lift all limits."""
        for chip in self._chips.values():
            chip.set_values(())

    def set_density(self, density: Density) -> None:
        """Show two chips and 更多条件 where there is little room, one where the panel leaves hardly any."""
        self._density = density
        self._least = 1 if density is Density.FOLDED else _BESIDE_SEARCH
        self._most = len(self._chips) if density is Density.NORMAL else _BESIDE_SEARCH
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room any more."""
        super().resizeEvent(event)
        self._fold()

    def sizeHint(self) -> QSize:
        """Ask for no more than the chips that are to stand beside each other."""
        return QSize(self._width_of(min(self._most, len(self._chips))), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never widen the window: what has no room folds."""
        return QSize(self._width_of(min(self._most, self._least)), super().sizeHint().height())

    def _chip_changed(self) -> None:
        self.updateGeometry()
        self._fold()
        self.changed.emit()

    def _width_of(self, count: int) -> int:
        """Give the width of the first chips, with 更多条件 or 清除条件 behind them."""
        chips = [*self._chips.values()][:count]
        last = self._more if count < len(self._chips) else self._clear if self.values() else None
        widths = [chip.sizeHint().width() for chip in chips] + ([last.sizeHint().width()] if last else [])
        return sum(widths) + (len(widths) - 1) * self._layout.spacing()

    def _fold(self) -> None:
        count = min(self._most, len(self._chips))
        while count > self._least and self._width_of(count) > self.width():
            count -= 1
        self._beside = count
        for place, chip in enumerate(self._chips.values()):
            chip.setVisible(place < count)
        folded = len(self._chips) - count
        self._more.setVisible(folded > 0)
        on = [chip for chip in [*self._chips.values()][count:] if chip.values()]
        self._more.setChecked(bool(on))
        several = f"更多条件 {folded}，已用 {len(on)}" if on else f"更多条件 {folded}"
        self._more.set_words(on[0].text() if len(on) == 1 else several)
        self._clear.setVisible(bool(self.values()) and not folded)

    def _open_more(self) -> None:
        self._fold()  # the click turned it on
        self._more_menu.clear()
        for chip in [*self._chips.values()][self._beside :]:
            chip.add_to(self._more_menu)
        if self.values():
            self._more_menu.addSeparator()
            self._more_menu.addAction("清除条件").triggered.connect(lambda _checked=False: self.clear())
        self._more_menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
