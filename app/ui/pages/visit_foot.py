"""The foot of a visit's form: what the public will read and until when, and the buttons of its state."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.errors import UserError
from app.services.calendar import office_calendar
from app.ui.actions import command, spoken
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.label import BOLD, Label
from app.ui.page import FORM_FOOT
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.wizard.words import day_words


class VisitFoot(Surface):
    """`asked` gives the key of the button: start, submit, approve, return, withhold."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "t", parent)
        self._roomy = True
        self.setFixedHeight(px(FORM_FOOT))
        layout = row(self, (20, 1, 20, 0), 12)
        words = QWidget()
        lines = column(words)
        lines.addStretch(1)
        first = QWidget()
        first_row = row(first)
        self._lead = Label()
        self.wording = Label(weight=BOLD)
        self._aside = Label(ink="second")
        for label in (self._lead, self.wording, self._aside):
            first_row.addWidget(label)
        first_row.addStretch(1)
        self._first = first
        lines.addWidget(first)
        self.deadline = Label(ink="second")
        self.reason = Label(ink="amber")
        for label in (self.deadline, self.reason):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            lines.addWidget(label)
        self.reason.hide()
        lines.addStretch(1)
        layout.addWidget(words, 1)
        self.buttons = {
            "start": Button("开始检查"),
            "return": Button("退回"),
            "withhold": Button("不予公开"),
            "approve": Button("审核通过", "check", Kind.ACCENT),
            "submit": Button("提交审核", "check", Kind.ACCENT, hint=spoken(command("submit").shortcut)),
        }
        for key, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))

    def offer(self, *keys: str) -> None:
        """Show these buttons alone."""
        for key, button in self.buttons.items():
            button.setVisible(key in keys)

    def tell_wording(self, wording: str, items: int) -> None:
        """Say what the public will read."""
        self._first.setVisible(bool(wording))
        self._lead.setText("对外公开：" if wording else "")
        self.wording.setText(wording)
        several = wording and items > 1
        self._aside.setText("　各项中以最重的一项为准" if several else "")

    def tell_deadline(self, day: date | None, behind: str) -> None:
        """Say until when it must be public; `behind` says on what that waits."""
        if day is None:
            self.deadline.setText(behind)
            return
        try:
            last = office_calendar().disclosure_deadline(day)
        except UserError as error:
            self.deadline.setText(str(error))
            return
        words = f"公开期限 {day_words(last)}（20 个工作日）"
        self.deadline.setText(f"{words}　{behind}" if self._roomy else words)

    def refuse(self, reason: str) -> None:
        """Disable 提交审核 and say why, in the place of the deadline; an empty reason opens it."""
        self.buttons["submit"].setEnabled(not reason)
        self.reason.setText(f"还差：{reason}" if reason else "")
        self.reason.setVisible(bool(reason))
        self.deadline.setVisible(not reason)

    def set_density(self, density: Density) -> None:
        """Leave the lesser words out where there is little room."""
        self._roomy = density is Density.NORMAL
        self._aside.setVisible(self._roomy)
