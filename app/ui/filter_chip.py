"""The chip that stands for conditions of the clerk's own making; a click composes them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.core.filter import Filter as Conditions
from app.core.filter import in_words
from app.ui.chips import Chip, Filter

KEY: Final = "conditions"
_WORDS: Final = "自定条件"


class ConditionsChip(Chip):
    """On while it holds conditions; `asked` tells that they are to be composed."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.conditions: Conditions = ()
        super().__init__(Filter(KEY, _WORDS), parent)
        self.setAccessibleName(f"{_WORDS}：不限")

    def hold(self, conditions: Conditions) -> None:
        """Stand for these conditions; none of them lifts the limit."""
        changed = conditions != self.conditions
        self.conditions = conditions
        self._show()
        if changed:
            self.changed.emit()

    def values(self) -> tuple[str, ...]:
        """Give the conditions in words."""
        return (in_words(self.conditions),) if self.conditions else ()

    def said(self) -> str:
        """Say the conditions."""
        return in_words(self.conditions) if self.conditions else ""

    def set_values(self, values: Sequence[str]) -> None:
        """Lift the limit; conditions are not chosen by words."""
        if not values:
            self.hold(())

    def add_to(self, menu: QMenu) -> None:
        """Hang a line under 更多条件 that composes them."""
        action = menu.addAction(f"{_WORDS}…")
        action.setCheckable(True)
        action.setChecked(bool(self.conditions))
        action.triggered.connect(lambda _checked=False: self.asked.emit())

    def _click(self) -> None:
        self._show()  # the click turned it on or off
        self.asked.emit()

    def _show(self) -> None:
        words = self.values()
        self.set_words(f"{_WORDS} {len(self.conditions)} 条" if words else _WORDS)
        self.setChecked(bool(words))
        self.setToolTip("".join(words))
        self.setAccessibleName(f"{_WORDS}：{'、'.join(words) or '不限'}")
