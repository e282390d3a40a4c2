"""What stands in a field, whatever its kind: read, shown, and compared with what stood there first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from app.ui.checkbox import CheckBox
from app.ui.fields import Combo, DateField, NumberField, TextArea, TextField
from app.ui.theme import px

Value = str | float | date | tuple[str, ...] | None
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n", "、"))


class WordsField(TextField):
    """Several words in one line, joined by 、."""

    def words(self) -> tuple[str, ...]:
        """Give the words, each once, in their order."""
        parts = (part.strip() for part in self.text().translate(_SEPARATORS).split("、"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def last_begins(self, text: str) -> int:
        """Give the place where the last word of what is typed begins."""
        return text.translate(_SEPARATORS).rfind("、") + 1


class Ticks(QWidget):
    """A closed list of words, any of which may be ticked."""

    def __init__(self, name: str, words: Sequence[str], columns: int = 5) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, px(2), 0, px(2))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(0)
        self._boxes = {word: CheckBox(word) for word in words}
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, *divmod(place, columns))
        grid.setColumnStretch(columns, 1)
        self.setFocusProxy(next(iter(self._boxes.values())))
        self._others: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Give what is ticked, and behind it the words that were there but are not in the list."""
        return tuple(word for word, box in self._boxes.items() if box.isChecked()) + self._others

    def set_words(self, words: Sequence[str]) -> None:
        """Tick these."""
        for word, box in self._boxes.items():
            box.setChecked(word in words)
        self._others = tuple(word for word in words if word not in self._boxes)


class _EachWord(QCompleter):
    """Completes the word being typed and keeps those before it."""

    def splitPath(self, path: str) -> list[str]:
        field = self.widget()
        return [path[field.last_begins(path) if isinstance(field, WordsField) else 0 :].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        field = self.widget()
        word: str = super().pathFromIndex(index)
        if not isinstance(field, WordsField):
            return word
        typed = field.text()
        return typed[: field.last_begins(typed)] + word


def complete(field: TextField, words: Sequence[str]) -> TextField:
    """Offer words in use while typing, each of several; others may be typed as well."""
    completer = (_EachWord if isinstance(field, WordsField) else QCompleter)(list(words), field)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
    return field


def value_of(field: QWidget) -> Value:
    """Give what a field says; a UserError says in words what is wrong with it."""
    match field:
        case DateField():
            return field.day()
        case NumberField():
            return field.number()
        case WordsField() | Ticks():
            return field.words()
        case TextField():
            return field.text().strip()
        case TextArea():
            return field.toPlainText().strip()
        case Combo():
            return field.key()
        case _:
            raise TypeError(field)


def show_value(field: QWidget, value: Value) -> None:
    """Write a value into its field."""
    match field, value:
        case DateField(), date() | None:
            field.set_date(value)
        case Ticks(), tuple():
            field.set_words(value)
        case Combo(), str():
            if field.findData(value) < 0:
                field.addItem(value, value)  # a word from before must not be lost by opening a form
            field.set_key(value)
        case TextArea(), str():
            field.setPlainText(value)
        case TextField(), _:
            field.setText(_written(value))
        case _:
            raise TypeError(field, value)


def typed(field: QWidget) -> str:
    """Give what stands in a field as it was typed, right or wrong, to tell whether anything changed."""
    match field:
        case TextField():
            return field.text()
        case TextArea():
            return field.toPlainText()
        case Combo():
            return field.key()
        case Ticks():
            return "、".join(field.words())
        case _:
            raise TypeError(field)


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)
