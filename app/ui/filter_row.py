"""One condition of the builder: a field, a comparison, and what stands behind it."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.ui.buttons import icon_button
from app.ui.fields import Combo
from app.ui.filter_value import Ask, ValueField, value_field
from app.ui.filter_words import TYPED, comparisons_of, field_choices
from app.ui.label import Label
from app.ui.sign import SignedWords
from app.ui.surface import column, row
from app.ui.theme import px

LEAD: Final = 28
_FIELD: Final = 188
_COMPARISON: Final = 164


class FilterPart(QWidget):
    """A line of the builder, or a group of lines.

    `changed` tells that it asks for something else, `removed` that it is to go.
    """

    changed = Signal()
    removed = Signal()

    def set_lead(self, words: str) -> None:
        """Say how this part goes with the one above: 且."""
        raise NotImplementedError

    def data(self) -> Mapping[str, object]:
        """Give the condition as plain data; UserError says what is missing."""
        raise NotImplementedError

    def fill(self, data: Mapping[str, object]) -> None:
        """Show a condition of plain data."""
        raise NotImplementedError

    def mark_fault(self) -> bool:
        """Write what is missing beside it; tell whether anything is."""
        raise NotImplementedError


class ConditionRow(FilterPart):
    """A field, a comparison and its value."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._lead = Label("", "second")
        self._lead.setFixedWidth(px(LEAD))
        self.field = Combo("条件的项目", field_choices())
        self.field.setFixedWidth(px(_FIELD))
        self.field.setMaxVisibleItems(16)
        self.comparison = Combo("条件的比较")
        self.comparison.setFixedWidth(px(_COMPARISON))
        self.remove = icon_button("x", "去掉这一条")
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        self._fault = SignedWords("circle-alert", ink="red")
        self._fault.hide()
        lines = column(self)
        line = QWidget()
        self._line = row(line, gap=8)
        for widget in (self._lead, self.field, self.comparison):
            self._line.addWidget(widget)
        self._line.addWidget(self.remove)
        lines.addWidget(line)
        fault = QWidget()
        row(fault, (LEAD + 8, 2, 0, 2)).addWidget(self._fault)
        lines.addWidget(fault)
        self._offer_comparisons()
        self.value: ValueField = self._put_value()
        self.field.currentIndexChanged.connect(lambda _place: self._field_changed())
        self.comparison.currentIndexChanged.connect(lambda _place: self._comparison_changed())
        self.setFocusProxy(self.field)

    def set_lead(self, words: str) -> None:
        """Say how this condition goes with the one above: 且."""
        self._lead.setText(words)

    def data(self) -> Mapping[str, object]:
        """Give the condition as plain data; UserError says what is missing."""
        return {"field": self.field.key(), self.comparison.key(): self.value.value()}

    def fill(self, data: Mapping[str, object]) -> None:
        """Show a condition of plain data."""
        [test] = [key for key in data if key != "field"]
        self.field.set_key(str(data["field"]))
        self.comparison.set_key(test)
        self.value.show_value(data[test])

    def mark_fault(self) -> bool:
        """Write what is missing under the condition; tell whether anything is."""
        words = self._missing()
        self._fault.set_words("circle-alert", words, "red")
        self._fault.setVisible(bool(words))
        self.value.setAccessibleDescription(words)
        return bool(words)

    def is_marked(self) -> bool:
        """Tell whether it says that something is missing."""
        return not self._fault.isHidden()

    def _missing(self) -> str:
        try:
            self.data()
        except UserError as error:
            return str(error)
        return ""

    def _field_changed(self) -> None:
        self._offer_comparisons()
        self._comparison_changed()

    def _offer_comparisons(self) -> None:
        choices = comparisons_of(self.field.key())
        kept, known = self.comparison.key(), [key for key, _words in choices]
        self.comparison.blockSignals(True)  # noqa: FBT003 (Qt's own signature): one change is told once
        self.comparison.set_choices(choices)
        self.comparison.set_key(kept if kept in known else known[0])
        self.comparison.blockSignals(False)  # noqa: FBT003 (as above)

    def _comparison_changed(self) -> None:
        before = self.value
        self.value = self._put_value()
        if type(before) is type(self.value):
            self._carry_over(before)
        before.hide()
        before.deleteLater()
        self._told()

    def _carry_over(self, before: ValueField) -> None:
        """Keep what was put in where it still says something: 是 → 不是, not 区域 → 标签."""
        if before.property("of") != self.value.property("of"):
            return
        try:
            self.value.show_value(before.value())
        except UserError:
            return

    def _put_value(self) -> ValueField:
        field, test = self.field.key(), self.comparison.key()
        made = value_field(field, test, f"{self.field.currentText()}的条件", self._ask)
        made.setProperty("of", f"{field} {test in TYPED}")
        made.changed.connect(self._told)
        self._line.insertWidget(self._line.count() - 1, made, 1)
        QWidget.setTabOrder(self.comparison, made)
        QWidget.setTabOrder(made, self.remove)
        return made

    def _told(self) -> None:
        if not self._fault.isHidden():
            self.mark_fault()
        self.changed.emit()
