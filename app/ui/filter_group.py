"""Conditions that must all hold, and groups of which one must: the builder's lines, one in the other."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.ui.buttons import Button, Kind, icon_button
from app.ui.filter_row import LEAD, ConditionRow, FilterPart
from app.ui.filter_value import Ask
from app.ui.filter_words import field_choices
from app.ui.label import Label
from app.ui.sign import SignedWords
from app.ui.surface import Surface, column, row
from app.ui.theme import px

Data = Sequence[Mapping[str, object]]
_HEAD: Final = 40
_AND: Final = "且"
_OR: Final = "或"


class ConditionList(QWidget):
    """Conditions and groups that must all hold; `changed` tells of every change in any of them."""

    changed = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.parts: list[FilterPart] = []
        self._lines = column(self, gap=4)
        self.add = Button("添加条件", "plus", Kind.LINK, height=28)
        self.add_group = Button("添加一组“或”的条件", "plus", Kind.LINK, height=28)
        self.add.clicked.connect(lambda _checked=False: self.add_condition().setFocus())
        self.add_group.clicked.connect(lambda _checked=False: self.add_any().setFocus())
        foot = QWidget()
        self._tools = row(foot, gap=16)
        self._tools.addSpacing(px(LEAD + 8))
        self._tools.addWidget(self.add)
        self._tools.addWidget(self.add_group)
        self._tools.addStretch(1)
        self._lines.addWidget(foot)

    def fill(self, data: Data) -> None:
        """Show conditions of plain data in the place of those that are there."""
        for part in self.parts:
            _take_out(part)
        self.parts.clear()
        for condition in data:
            part = self.add_any() if "any" in condition else self.add_condition()
            part.fill(condition)
        self._told()

    def data(self) -> list[Mapping[str, object]]:
        """Give what is complete as plain data; an unfinished line asks for nothing."""
        found: list[Mapping[str, object]] = []
        for part in self.parts:
            try:
                found.append(part.data())
            except UserError:
                continue
        return found

    def mark_faults(self) -> bool:
        """Write under each unfinished line what is missing; tell whether any is."""
        marked = [part.mark_fault() for part in self.parts]
        return any(marked)

    def add_condition(self) -> FilterPart:
        """Add an empty line about a field that no line of this list is about yet."""
        asked = {part.field.key() for part in self.parts if isinstance(part, ConditionRow)}
        added = ConditionRow(self._ask)
        fresh = next((field for field, _words in field_choices() if field not in asked), "")
        if fresh:
            added.field.set_key(fresh)
        return self._put(added)

    def add_any(self) -> FilterPart:
        """Add a group with two choices, each with an empty line."""
        return self._put(AnyGroup(self._ask))

    def let_end_with(self, button: Button) -> None:
        """Put a button behind those that add."""
        self._tools.addWidget(button)

    def _put(self, part: FilterPart) -> FilterPart:
        self._lines.insertWidget(self._lines.count() - 1, part)
        self.parts.append(part)
        part.changed.connect(self._told)
        part.removed.connect(lambda: self._remove(part))
        QWidget.setTabOrder(part, self.add)
        QWidget.setTabOrder(self.add, self.add_group)
        self._told()
        return part

    def _remove(self, part: FilterPart) -> None:
        place = self.parts.index(part)
        self.parts.remove(part)
        _take_out(part)
        rest = self.parts[min(place, len(self.parts) - 1) :]
        (rest[0] if rest else self.add).setFocus()
        self._told()

    def _told(self) -> None:
        for place, part in enumerate(self.parts):
            part.set_lead(_AND if place else "")
        self.changed.emit()


class AnyGroup(FilterPart):
    """Several lists of conditions, of which one must hold."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.choices: list[_Choice] = []
        self._lead = Label("", "second")
        self._lead.setFixedSize(px(LEAD), px(_HEAD))
        self.remove = icon_button("x", "去掉这一组")
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        self.add = Button("再加一个“或”", "plus", Kind.LINK, height=28)
        self.add.clicked.connect(lambda _checked=False: self._put().setFocus())
        self._fault = SignedWords("circle-alert", ink="red")
        self._fault.hide()
        box = Surface("base", "trbl")
        self._lines = column(box, (12, 6, 8, 6), 4)
        head = QWidget()
        title = row(head, gap=8)
        title.addWidget(Label("满足下面任一组即可", "second"), 1)
        title.addWidget(self.remove)
        foot = QWidget()
        tools = row(foot, gap=16)
        tools.addSpacing(px(LEAD + 8))
        tools.addWidget(self.add)
        tools.addWidget(self._fault)
        tools.addStretch(1)
        self._lines.addWidget(head)
        self._lines.addWidget(foot)
        sides = row(self, (0, 2, 0, 2), 8)
        sides.addWidget(self._lead, 0, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(box, 1)
        for _ in range(2):
            self._put()

    def setFocus(self) -> None:  # type: ignore[override]  # Qt's other form with a reason is not used here
        """Let typing begin in the first choice."""
        self.choices[0].setFocus()

    def set_lead(self, words: str) -> None:
        """Say how the group goes with what stands above: 且."""
        self._lead.setText(words)

    def data(self) -> Mapping[str, object]:
        """Give the group as plain data without its empty choices; UserError where all are empty."""
        found = [choice.conditions.data() for choice in self.choices]
        if not any(found):
            raise UserError("请至少写全一条")
        return {"any": [each for each in found if each]}

    def fill(self, data: Mapping[str, object]) -> None:
        """Show a group of plain data."""
        given = data["any"]
        choices: Sequence[Data] = given if isinstance(given, Sequence) else ()
        while len(self.choices) > len(choices):
            _take_out(self.choices.pop())
        while len(self.choices) < len(choices):
            self._put()
        for choice, conditions in zip(self.choices, choices, strict=True):
            choice.conditions.fill(conditions)
        self._told()

    def mark_fault(self) -> bool:
        """Mark unfinished lines, and the choices that have none."""
        marked = [choice.conditions.mark_faults() for choice in self.choices]
        empty = [choice for choice in self.choices if not choice.conditions.parts]
        self._fault.set_words("circle-alert", "有一组还没有条件" if empty else "", "red")
        self._fault.setVisible(bool(empty))
        return any(marked) or bool(empty)

    def _put(self) -> "_Choice":
        choice = _Choice(self._ask)
        self._lines.insertWidget(self._lines.count() - 1, choice)
        self.choices.append(choice)
        choice.conditions.changed.connect(self._told)
        choice.remove.clicked.connect(lambda _checked=False: self._remove(choice))
        QWidget.setTabOrder(choice, self.add)
        self._told()
        return choice

    def _remove(self, choice: "_Choice") -> None:
        self.choices.remove(choice)
        _take_out(choice)
        if not self.choices:
            self.removed.emit()
            return
        self.choices[-1].setFocus()
        self._told()

    def _told(self) -> None:
        for place, choice in enumerate(self.choices):
            choice.lead.setVisible(place > 0)
        if not self._fault.isHidden():
            self.mark_fault()
        self.changed.emit()


class _Choice(QWidget):
    """One list of a group, under 或."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.lead = Label(_OR, "second")
        self.remove = Button("去掉这组", "x", Kind.LINK, height=28)
        self.conditions = ConditionList(ask)
        self.conditions.let_end_with(self.remove)
        self.conditions.add_condition()
        lines = column(self, gap=4)
        lines.addWidget(self.lead)
        lines.addWidget(self.conditions)

    def setFocus(self) -> None:  # type: ignore[override]  # as above
        """Let typing begin in the first line, or with the button that adds one."""
        (self.conditions.parts[0] if self.conditions.parts else self.conditions.add).setFocus()


def _take_out(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
