"""What stands behind a comparison: chosen words, typed words, a number, a date, months, or nothing."""

from collections.abc import Callable, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.core.filter import SENTENCE_WORDS
from app.core.filter_data import MOST_MONTHS
from app.ui.chips import Chip, Filter
from app.ui.fields import DateField, NumberField
from app.ui.filter_words import CHOSEN, DATED, MONTHS, NUMBERED, TYPED, WITH_WORDS
from app.ui.form_values import complete
from app.ui.label import Label
from app.ui.surface import row
from app.ui.theme import px
from app.ui.whole_words import WholeWordsField, whole

_NUMBER: Final = 96
_MOST_IN_A_MENU: Final = 60
"""More words than these are typed, with the words offered while typing."""
_MOST_TOLD: Final = 18
_SEVERAL: Final = "几个词用、隔开"
Ask = Callable[[str, Callable[[Sequence[str]], None]], None]
"""Field, and who is told its words once they are read."""


class ValueField(QWidget):
    """Reads and shows the value of one condition as plain data; `changed` tells of every key."""

    changed = Signal()

    def value(self) -> object:
        """Give the value; UserError says what is missing or wrong."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Show a value of plain data."""
        raise NotImplementedError


class NoValue(ValueField):
    """Behind 已填写 and 没有填写."""

    def value(self) -> object:
        """Say yes."""
        return True

    def show_value(self, value: object) -> None:
        """Show nothing."""


class TypedWords(ValueField):
    """Words typed in one line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = WholeWordsField(name, _SEVERAL)
        self._line = row(self)
        self._line.addWidget(self.field, 1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> object:
        """Give the words."""
        words = self.field.words()
        if not words:
            raise UserError("请填写要找的词")
        return list(words)

    def show_value(self, value: object) -> None:
        """Write words."""
        self.field.set_words(_words(value))


class ChosenWords(TypedWords):
    """Words chosen from those of a field; very many are typed instead, and offered while typing."""

    def __init__(self, name: str, field: str, ask: Ask) -> None:
        super().__init__(name)
        wanted = Filter(field, SENTENCE_WORDS[field], later=True, unset="请选词", most=_MOST_TOLD)
        self.chip = Chip(wanted)
        self._line.addWidget(self.chip)
        self._line.addStretch(0)
        self.field.hide()
        self.setFocusProxy(self.chip)
        self.chip.changed.connect(self.changed)
        ask(field, lambda words: self.offer(words) if shiboken6.isValid(self) else None)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these; what is chosen and not among them stays chosen."""
        chosen = self.chip.values()
        if len(words) > _MOST_IN_A_MENU:
            complete(self.field, tuple(map(whole, words)))
            self.field.set_words(chosen)
            self.chip.hide()
            self.field.show()
            self.setFocusProxy(self.field)
            return
        self.chip.set_choices(tuple(dict.fromkeys((*words, *chosen))))

    def value(self) -> object:
        """Give the chosen words."""
        if self.chip.isHidden():
            return super().value()
        if not self.chip.values():
            raise UserError("请选词")
        return list(self.chip.values())

    def show_value(self, value: object) -> None:
        """Choose words."""
        if self.chip.isHidden():
            super().show_value(value)
            return
        words = _words(value)
        self.chip.set_choices(tuple(dict.fromkeys((*self.chip.filter.choices, *words))))
        self.chip.set_values(words)


class NumberValue(ValueField):
    """A number, or a number of months."""

    def __init__(self, name: str, *, months: bool) -> None:
        super().__init__()
        self._months = months
        self.field = NumberField(name, whole=months)
        self.field.setFixedWidth(px(_NUMBER))
        layout = row(self, gap=8)
        layout.addWidget(self.field)
        if months:
            layout.addWidget(Label("个月"))
        layout.addStretch(1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> object:
        """Give the number."""
        number = self.field.number()
        if number is None:
            raise UserError("请填写月数" if self._months else "请填写数字")
        if self._months and not 1 <= number <= MOST_MONTHS:
            raise UserError(f"请填 1 到 {MOST_MONTHS} 之间的月数")
        return number

    def show_value(self, value: object) -> None:
        """Write a number."""
        self.field.setText(f"{value:.15g}" if isinstance(value, int | float) else "")


class DayValue(ValueField):
    """A date."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = DateField(name)
        layout = row(self)
        layout.addWidget(self.field)
        layout.addStretch(1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> object:
        """Give the date as 2022-01-01."""
        day = self.field.day()
        if day is None:
            raise UserError("请填写日期")
        return day.isoformat()

    def show_value(self, value: object) -> None:
        """Write a date."""
        self.field.setText(str(value))


def value_field(field: str, test: str, name: str, ask: Ask) -> ValueField:
    """Give what a comparison of a field needs behind it."""
    if test in CHOSEN and field in WITH_WORDS:
        return ChosenWords(name, field, ask)
    if test in CHOSEN | TYPED:
        return TypedWords(name)
    if test in NUMBERED | MONTHS:
        return NumberValue(name, months=test in MONTHS)
    return DayValue(name) if test in DATED else NoValue()


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list | tuple) else ()
