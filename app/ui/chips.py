"""Filter chips: small buttons with a menu of choices; what is chosen stands on the chip."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.surface import row

_BESIDE_SEARCH = 2


@dataclass(frozen=True, slots=True)
class Filter:
    """A thing to filter by; without choices it is simply on or off."""

    key: str
    title: str
    choices: tuple[str, ...] = ()


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
        super().__init__(
            wanted.title, after="chevron-down" if wanted.choices else "", height=28, parent=parent
        )
        self.filter = wanted
        self._actions: list[QAction] = []
        self.setCheckable(True)
        self._menu = _StayingMenu(self)
        self._menu.setTitle(wanted.title)
        for choice in wanted.choices:
            action = self._menu.addAction(choice)
            action.setCheckable(True)
            action.toggled.connect(lambda _on: self._tell())
            self._actions.append(action)
        if wanted.choices:
            self._menu.addSeparator()
            self._none = self._menu.addAction("不限")
            self._none.triggered.connect(lambda _checked=False: self.set_values(()))
        self.clicked.connect(self._click)

    def menu_for_more(self) -> QMenu:
        """Give the choices as a menu to hang under 更多条件."""
        return self._menu

    def values(self) -> tuple[str, ...]:
        """Give what is chosen; a filter without choices gives its title when it is on."""
        if not self.filter.choices:
            return (self.filter.title,) if self.isChecked() else ()
        return tuple(action.text() for action in self._actions if action.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        """Choose exactly these."""
        before = self.values()
        for action in self._actions:
            with QSignalBlocker(action):  # one change is told once
                action.setChecked(action.text() in values)
        if not self.filter.choices:
            self.setChecked(bool(values))
        self._show()
        if self.values() != before:
            self.changed.emit()

    def _click(self) -> None:
        if self.filter.choices:
            self._show()
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        values = self.values()
        self.setChecked(bool(values))
        self.set_words("、".join(values) if values else self.filter.title)
        self.setAccessibleName(f"{self.filter.title}：{'、'.join(values) or '不限'}")


class ChipBar(QWidget):
    """All filters of a list; where there is little room the later ones hang under 更多条件."""

    changed = Signal()

    def __init__(self, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = row(self, gap=8)
        self._chips = {wanted.key: Chip(wanted) for wanted in filters}
        for chip in self._chips.values():
            chip.changed.connect(self._chip_changed)
            self._layout.addWidget(chip)
        self._more_menu = QMenu(self)
        self._more = Button("更多条件", after="chevron-down", height=28)
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

    def set_values(self, key: str, values: Sequence[str]) -> None:
        """Choose on one filter."""
        self._chips[key].set_values(values)

    def clear(self) -> None:
        """Lift all limits."""
        for chip in self._chips.values():
            chip.set_values(())

    def set_density(self, density: Density) -> None:
        """Show two chips and 更多条件 where there is little room."""
        fold = density is not Density.NORMAL and len(self._chips) > _BESIDE_SEARCH
        for place, chip in enumerate(self._chips.values()):
            chip.setVisible(not fold or place < _BESIDE_SEARCH)
        self._more.setVisible(fold)
        self._more.set_words(f"更多条件 {len(self._chips) - _BESIDE_SEARCH}")
        self._clear.setVisible(bool(self.values()) and not fold)

    def _chip_changed(self) -> None:
        self._clear.setVisible(bool(self.values()) and self._more.isHidden())
        self.changed.emit()

    def _open_more(self) -> None:
        self._more_menu.clear()
        for chip in [*self._chips.values()][_BESIDE_SEARCH:]:
            if chip.filter.choices:
                self._more_menu.addMenu(chip.menu_for_more())
            else:
                action = self._more_menu.addAction(chip.filter.title)
                action.setCheckable(True)
                action.setChecked(bool(chip.values()))
                action.toggled.connect(
                    lambda on, chip=chip: chip.set_values((chip.filter.title,) if on else ())
                )
        if self.values():
            self._more_menu.addSeparator()
            self._more_menu.addAction("清除条件").triggered.connect(lambda _checked=False: self.clear())
        self._more_menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
