"""A form: a label before every field, and what is wrong in words under it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.banner import BannerPlace
from app.ui.label import Label
from app.ui.sign import SignedWords
from app.ui.theme import px
from app.ui.tokens import Tone

_LABEL = 112
_LABEL_ROW_TOP = 6
_BETWEEN = 16  # and the 8 px of the grid: a label must not be taken for one of the field before it
_ONE_LINE = 36


class Form(QWidget):
    """Two columns of labels and fields where there is room; `banners` speaks when many fields are wrong."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.banners = BannerPlace((0, 0, 0, 4))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(8))
        self._grid.addWidget(self.banners, 0, 0, 1, 2 * columns)
        for place in range(columns):
            self._grid.setColumnMinimumWidth(2 * place, px(_LABEL + (_BETWEEN if place else 0)))
            self._grid.setColumnStretch(2 * place + 1, 1)
        self._fields: dict[str, QWidget] = {}
        self._labels: dict[str, str] = {}
        self._faults: dict[str, SignedWords] = {}
        self._next = 0

    def add(self, key: str, label: str, field: QWidget, *, wide: bool = False) -> None:
        """Add a field in the order of Tab; `wide` takes a whole line."""
        if wide and self._next % self._columns:
            self._next += 1
        line, place = divmod(self._next, self._columns)
        top = 1 + 2 * line
        words = Label(label, "second")
        words.setBuddy(field)
        one_line = field.sizeHint().height() <= px(_ONE_LINE)
        words.setContentsMargins(px(_BETWEEN if place else 0), 0 if one_line else px(_LABEL_ROW_TOP), 0, 0)
        span = 2 * self._columns - 1 if wide else 1
        side = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(words, top, 2 * place, side)
        self._grid.addWidget(field, top, 2 * place + 1, 1, span)
        fault = SignedWords("circle-alert", ink="red")
        fault.break_lines()
        fault.hide()
        self._grid.addWidget(fault, top + 1, 2 * place + 1, 1, span)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._fields[key] = field
        self._labels[key] = label
        self._faults[key] = fault
        self._next += self._columns if wide else 1

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Write each fault under its field and go to the first; no faults clears all words."""
        for key, field in self._fields.items():
            words = faults.get(key, "")
            self._faults[key].set_words("circle-alert", words, "red")
            self._faults[key].setVisible(bool(words))
            field.setAccessibleDescription(words)
            field.setProperty("fault", bool(words))
            field.style().unpolish(field)
            field.style().polish(field)
        wrong = [key for key in self._fields if key in faults]
        if not wrong:
            self.banners.clear()
            return
        self._fields[wrong[0]].setFocus()
        if len(wrong) > 1:
            names = "、".join(self._labels[key] for key in wrong)
            self.banners.show_banner(Tone.RED, f"请改好：{names}", head=f"有 {len(wrong)} 处填写有误")
