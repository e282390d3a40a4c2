"""Conditions as a field of a form: read aloud, and composed in the builder by the button under them."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.filter import Filter, in_words
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.filter_dialog import ChooseConditions
from app.ui.label import paragraph
from app.ui.surface import column, row

_UNSET: Final = "不限"


class ConditionsField(QWidget):
    """`changed` tells that the conditions are others."""

    changed = Signal()

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self.conditions: Filter = ()
        self._said = paragraph(_UNSET)
        self.compose = Button(f"设定{name}", "list-filter", height=28)
        self.compose.clicked.connect(lambda _checked=False: self.ask())
        lines = column(self, gap=8)
        lines.addWidget(self._said)
        tools = QWidget()
        tools_row = row(tools)
        tools_row.addWidget(self.compose)
        tools_row.addStretch(1)
        lines.addWidget(tools)
        self.setFocusProxy(self.compose)
        self.setAccessibleName(f"{name}：{_UNSET}")

    def hold(self, conditions: Filter) -> None:
        """Stand for these conditions."""
        changed = conditions != self.conditions
        self.conditions = conditions
        words = in_words(conditions) if conditions else _UNSET
        self._said.setText(words)
        self.setAccessibleName(f"{self._name}：{words}")
        if changed:
            self.changed.emit()

    def ask(self) -> ChooseConditions:
        """Open the builder over the form."""
        dialog = ChooseConditions(self, self._desk, f"设定{self._name}", "采用", self.hold)
        dialog.begin(self.conditions)
        return dialog
