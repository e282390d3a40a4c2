"""A long form in groups, each under its heading; it knows what was typed since it was filled."""

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.ui.form import Form
from app.ui.form_values import show_value, typed, value_of
from app.ui.label import BOLD, Label, paragraph
from app.ui.theme import px


class GroupedForm(Form):
    """Fields by key; `read` gives all values, or writes what is wrong under the fields."""

    def __init__(self, columns: int = 2) -> None:
        super().__init__(columns)
        self._before: dict[str, str] = {}

    def group(self, title: str) -> None:
        """Begin a group under a heading."""
        words = Label(title, weight=BOLD)
        words.setContentsMargins(0, px(12 if self._next else 0), 0, 0)
        self._across(words, Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str) -> None:
        """Write a sentence over the whole width under the fields so far."""
        self._across(paragraph(words, "second"), Qt.AlignmentFlag(0))

    def field(self, key: str) -> QWidget:
        """Give a field by its key."""
        return self._fields[key]

    def first_field(self) -> QWidget:
        """Give the field where typing begins."""
        return next(iter(self._fields.values()))

    def first_of(self, keys: Collection[str]) -> QWidget:
        """Give the first field of these, in the order of the form."""
        return next(field for key, field in self._fields.items() if key in keys)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values; what is typed from now on counts as a change."""
        for key, value in values.items():
            if key in self._fields:
                show_value(self._fields[key], value)
        self.set_faults({})
        self._before = self._typed()

    def is_changed(self) -> bool:
        """Tell whether anything was typed that is not kept yet."""
        return self._typed() != self._before

    def read(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Give all values, and what is wrong by key in words; a wrong field has no value."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for key, field in self._fields.items():
            try:
                values[key] = value_of(field)
            except UserError as error:
                faults[key] = str(error)
        return values, faults

    def let_follow(self, last: QWidget) -> None:
        """Let Tab go through the fields in the order they were added, then to `last`."""
        for before, after in pairwise([*self._fields.values(), last]):
            QWidget.setTabOrder(before, after)

    def _across(self, widget: QWidget, side: Qt.AlignmentFlag) -> None:
        started = -(-self._next // self._columns)
        self._grid.addWidget(widget, 1 + 2 * started, 0, 1, 2 * self._columns, side)
        self._next = (started + 1) * self._columns

    def _typed(self) -> dict[str, str]:
        return {key: typed(field) for key, field in self._fields.items()}
