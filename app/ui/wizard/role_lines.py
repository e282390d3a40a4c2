"""各方到位: one line for each role, ticked when the person is there and has signed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.office import Role
from app.ui.checkbox import CheckBox
from app.ui.label import MEDIUM, Label
from app.ui.state_word import StateLabel, amber, green
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import px

_LINE = 44
_ROLE = 164


class RoleLines(Surface):
    """The ticks belong to one draw and are not kept: who resumes later asks the roles again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self._rows = column(self, (1, 1, 1, 1))
        self._roles: tuple[Role, ...] = ()
        self._draw = 0
        self.boxes: list[CheckBox] = []

    def set_roles(self, draw: int, roles: Sequence[Role], *, signed: bool) -> None:
        """Show the roles of a draw; once digits are taken all have signed."""
        if draw == self._draw and not signed:
            return
        self._draw, self._roles = draw, tuple(roles)
        clear(self._rows)
        self.boxes = []
        for place, role in enumerate(roles):
            self._rows.addWidget(self._line(role, last=place == len(roles) - 1, signed=signed))

    def missing(self) -> tuple[str, ...]:
        """Name the roles that are not ticked."""
        return tuple(
            f"{role.word}{role.person}"
            for role, box in zip(self._roles, self.boxes, strict=True)
            if not box.isChecked()
        )

    def _line(self, role: Role, *, last: bool, signed: bool) -> Surface:
        line = Surface("base", "" if last else "b")
        line.setFixedHeight(px(_LINE))
        layout = row(line, (8, 0, 12, 1), 8)
        box = CheckBox(role.word)
        box.setAccessibleName(f"{role.word} {role.person} 已到位并签字".replace("  ", " "))
        box.setFixedWidth(px(_ROLE))
        box.setChecked(signed)
        box.setEnabled(not signed)
        state = StateLabel(green("已到位") if signed else amber("未到位"))

        def tell(ticked: bool) -> None:  # noqa: FBT001 (Qt's own signature)
            state.set_state(green("已到位") if ticked else amber("未到位"))
            self.changed.emit()

        box.toggled.connect(tell)
        self.boxes.append(box)
        layout.addWidget(box)
        layout.addWidget(Label(role.person or "（未填姓名）", weight=MEDIUM))
        layout.addStretch(1)
        layout.addWidget(state)
        return line
