"""A small form over a page: a sentence, some fields, and the button that does it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.ui.buttons import Button, Kind
from app.ui.choosers import Question
from app.ui.errors import show_error
from app.ui.fields import DateField, NumberField, TextArea, TextField
from app.ui.form import Form
from app.ui.jobs import Jobs
from app.ui.theme import px

T = TypeVar("T")
Check = Callable[[], str]
_WIDTHS = {1: 520, 2: 760}


def filled(field: TextField | TextArea, sentence: str) -> Check:
    """Give the check that something is written."""

    def check() -> str:
        return "" if words_of(field) else sentence

    return check


def dated(field: DateField) -> Check:
    """Give the check that a date is written and is one."""

    def check() -> str:
        try:
            return "" if field.day() else "请填写日期"
        except UserError as error:
            return str(error)

    return check


def counted(field: NumberField, most: int) -> Check:
    """Give the check that a whole number from 0 to `most` is written."""

    def check() -> str:
        try:
            number = field.number()
        except UserError as error:
            return str(error)
        if number is None:
            return "请填写家数"
        return "" if 0 <= number <= most else f"请填 0 到 {most} 之间的数"

    return check


def words_of(field: TextField | TextArea) -> str:
    """Give what is written in a field of one or more lines."""
    return (field.text() if isinstance(field, TextField) else field.toPlainText()).strip()


class FormDialog(Question):
    """Checks each field in words, works off the screen's thread, and closes only when it is done.

    What the service refuses stands above the fields; nothing that was typed is lost. Many fields stand in
    two columns, or their faults would push the buttons off a small screen.
    """

    def __init__(
        self, parent: QWidget, jobs: Jobs, title: str, words: str, verb: str, columns: int = 1
    ) -> None:
        super().__init__(parent, title, words)
        self._jobs = jobs
        self._checks: dict[str, Check] = {}
        self._first: QWidget | None = None
        self._width = px(_WIDTHS[columns])
        self.setMinimumWidth(self._width)
        self.form = Form(columns)
        self.banners = self.form.banners
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.cancel = self.add_button(Button("取消", hint="Esc"))
        self.cancel.clicked.connect(self.reject)
        self.act = self.add_button(Button(verb, kind=Kind.ACCENT))
        self.act.setDefault(True)

    def add(self, key: str, label: str, field: QWidget, check: Check = str, *, wide: bool = False) -> None:
        """Add a field; `check` gives what is wrong with it, or nothing; `wide` takes a whole line."""
        self.form.add(key, label, field, wide=wide)
        self._checks[key] = check
        self._first = self._first or field

    def ask(self, prepare: Callable[[], Callable[[], T]], then: Callable[[T], object]) -> None:
        """Open; `prepare` reads the fields and gives the work, `then` gets its answer after closing."""
        self.act.clicked.connect(lambda _checked=False: self._try(prepare, then))
        self.fit()
        self.open()
        if self._first is not None:
            self._first.setFocus()

    def fit(self) -> None:
        """Be as high as what stands in it needs."""
        lines = self.layout()
        if lines is not None:
            lines.activate()
            self.resize(self._width, lines.totalHeightForWidth(self._width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter act, for Enter alone is a new line in an area of words."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.act.click()
            return
        super().keyPressEvent(event)

    def _try(self, prepare: Callable[[], Callable[[], T]], then: Callable[[T], object]) -> None:
        self.banners.clear()
        found = {key: check() for key, check in self._checks.items()}
        faults = {key: words for key, words in found.items() if words}
        self.form.set_faults(faults)
        if faults:
            return
        work = prepare()

        def done(answer: T) -> None:
            self.accept()
            then(answer)

        def refused(error: Exception) -> None:
            self.act.setEnabled(True)
            show_error(self, error)

        self.act.setEnabled(False)  # pressed twice, the second press would work on other words
        self._jobs.run(self, lambda _progress: work(), done, refused, doing="正在保存")
