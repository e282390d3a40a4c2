"""The roles of the ceremony: from one to as many as sign, each with its word and the person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.office import Role
from app.ui.buttons import Button, icon_button
from app.ui.fields import TextField
from app.ui.label import Label
from app.ui.surface import clear, column, row

_HINTS = ("主持人", "监督人", "见证人")


class RoleLines(QWidget):
    """One line a role; `changed` tells of every key and every line that came or went."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(self, gap=8)
        lines = QWidget()
        self._layout = column(lines, gap=8)
        layout.addWidget(lines)
        self.add = Button("增加一方", "plus", height=28)
        self.add.clicked.connect(lambda _checked=False: self._add())
        layout.addWidget(self.add)
        self._fields: list[tuple[TextField, TextField]] = []

    def set_roles(self, roles: tuple[Role, ...]) -> None:
        """Show these roles."""
        clear(self._layout)
        self._fields = []
        for role in roles:
            self._line(role)

    def roles(self) -> tuple[Role, ...]:
        """Give what is written; lines left empty are left out."""
        written = (Role(word.text().strip(), person.text().strip()) for word, person in self._fields)
        return tuple(role for role in written if role.word or role.person)

    def fault(self) -> str:
        """Say what is wrong with them, or nothing."""
        roles = self.roles()
        if not roles:
            return "抽取现场至少要有一方提供数字"
        if any(not role.word for role in roles):
            return "每一方都要写明身份，例如主持人"
        words = [role.word for role in roles]
        return "各方的身份不能重复" if len(set(words)) < len(words) else ""

    def _add(self) -> None:
        self.set_roles((*self.roles(), Role("", "")))
        self._fields[-1][0].setFocus()
        self.changed.emit()

    def _drop(self, place: int) -> None:
        roles = [Role(word.text(), person.text()) for word, person in self._fields]
        del roles[place]
        self.set_roles(tuple(roles))
        self.changed.emit()

    def _line(self, role: Role) -> None:
        place = len(self._fields)
        line = QWidget()
        layout = row(line, gap=8)
        word = TextField(f"第 {place + 1} 方的身份", _HINTS[min(place, len(_HINTS) - 1)])
        person = TextField(f"第 {place + 1} 方的姓名", "可在抽取当天填写")
        word.setText(role.word)
        person.setText(role.person)
        drop = icon_button("trash-2", f"去掉第 {place + 1} 方")
        drop.clicked.connect(lambda _checked=False: self._drop(place))
        layout.addWidget(Label("身份", "second"))
        layout.addWidget(word, 1)
        layout.addWidget(Label("姓名", "second"))
        layout.addWidget(person, 1)
        layout.addWidget(drop)
        for field in (word, person):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self._fields.append((word, person))
        self._layout.addWidget(line)
