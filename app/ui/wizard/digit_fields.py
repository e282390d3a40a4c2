"""One field for each role's digits, hidden or shown, with its count beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.rows.office import Role
from app.ui.checkbox import CheckBox
from app.ui.fields import TextField
from app.ui.label import MEDIUM, Label
from app.ui.sign import SignedWords
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import Size, font, px
from app.ui.wizard.digit_rule import DigitRule

_LEAST, _MOST, _LEAST_IN_ALL = 8, 64, 20
_LINE = 56
_ROLE = 96
_NAME = 88
_COUNT = 144


class DigitFields(QWidget):
    """`changed` after every key, `entered` on Return in the last field."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = column(self, gap=8)
        self._box = Surface("base", "trbl")
        self._rows = column(self._box, (1, 1, 1, 1))
        lines.addWidget(self._box)
        self.refusal = SignedWords("triangle-alert", "", "amber")
        self.refusal.hide()
        lines.addWidget(self.refusal)
        foot = QWidget()
        foot_row = row(foot, gap=12)
        self.shown = CheckBox("显示数字")
        self.shown.toggled.connect(lambda _shown: self._echo())
        foot_row.addWidget(self.shown)
        foot_row.addStretch(1)
        self._sum = Label(ink="second")
        foot_row.addWidget(self._sum)
        lines.addWidget(foot)
        self.fields: list[TextField] = []
        self._counts: list[Label] = []
        self._roles: tuple[Role, ...] = ()
        self._draw = 0

    def set_roles(self, draw: int, roles: Sequence[Role]) -> None:
        """Make the fields of a draw; those of the same draw keep what was typed."""
        if draw == self._draw:
            return
        self._draw, self._roles = draw, tuple(roles)
        clear(self._rows)
        self.fields, self._counts = [], []
        for place, role in enumerate(roles):
            self._rows.addWidget(self._line(place, role))
        self._echo()
        self._count()

    def digits(self) -> tuple[str, ...]:
        """Give the digits as typed; blanks between groups are no digits."""
        return tuple(field.text().replace(" ", "") for field in self.fields)

    def wipe(self) -> None:
        """Forget what was typed once it is confirmed."""
        for field in self.fields:
            field.clear()

    def missing(self) -> str:
        """Say what is still missing, or nothing."""
        for role, digits in zip(self._roles, self.digits(), strict=True):
            if not digits:
                return f"{role.word}的数字"
            if not _LEAST <= len(digits) <= _MOST:
                return f"{role.word}的数字应为 {_LEAST} 至 {_MOST} 位，现 {len(digits)} 位"
        total = sum(map(len, self.digits()))
        return "" if total >= _LEAST_IN_ALL else f"合计至少 {_LEAST_IN_ALL} 位，现 {total} 位"

    def _line(self, place: int, role: Role) -> Surface:
        last = place == len(self._roles) - 1
        line = Surface("base", "" if last else "b")
        line.setFixedHeight(px(_LINE))
        layout = row(line, (16, 0, 16, 1), 12)
        word = Label(role.word)
        word.setFixedWidth(px(_ROLE))
        name = Label(role.person, weight=MEDIUM)
        name.setFixedWidth(px(_NAME))
        field = TextField(f"{role.word} {role.person} 的数字", "8 至 64 位数字")
        rule = DigitRule(field)
        rule.refused.connect(lambda reason: self._refuse(role, reason))
        field.setValidator(rule)
        field.setFont(font(Size.TITLE))
        field.textEdited.connect(lambda _text: self._edited())
        field.returnPressed.connect(lambda: self._next(place))
        count = Label(ink="second")
        count.setFixedWidth(px(_COUNT))
        self.fields.append(field)
        self._counts.append(count)
        for widget in (word, name):
            layout.addWidget(widget)
        layout.addWidget(field, 1)
        layout.addWidget(count)
        return line

    def _refuse(self, role: Role, reason: str) -> None:
        """Say under the fields why nothing was written; the next accepted key takes the sentence away."""
        self.refusal.set_words("triangle-alert", f"{role.word}：刚才的内容{reason}。", "amber")
        self.refusal.show()

    def _edited(self) -> None:
        self.refusal.hide()
        self._count()

    def _next(self, place: int) -> None:
        if place + 1 < len(self.fields):
            self.fields[place + 1].setFocus()
        else:
            self.entered.emit()

    def _echo(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self.shown.isChecked() else QLineEdit.EchoMode.Password
        for field in self.fields:
            field.setEchoMode(mode)

    def _count(self) -> None:
        for digits, count in zip(self.digits(), self._counts, strict=True):
            fits = _LEAST <= len(digits) <= _MOST
            count.setText(f"{len(digits)} 位" if fits or not digits else f"{len(digits)} 位，应 8 至 64 位")
            count.set_ink("second" if fits or not digits else "amber")
        total = sum(map(len, self.digits()))
        self._sum.setText(f"合计 {total} 位，至少 {_LEAST_IN_ALL} 位")
        self.changed.emit()
