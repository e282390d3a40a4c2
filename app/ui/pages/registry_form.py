"""A form of 名录库 as a page: all fields in groups, faults beside them, nothing typed is lost."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.edits import Undoable
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.grouped_form import GroupedForm
from app.ui.page import FORM_FOOT, Foot, Page
from app.ui.surface import column, scrolling
from app.ui.theme import px

_ROOM = 64
Faults = Mapping[str, str]


class Kept(NamedTuple):
    """What a form saved: the row's id, and the way back; None where nothing differed."""

    id: int
    edit: Undoable | None


Save = Callable[[], Kept]
Check = Callable[[Mapping[str, Any]], tuple[Faults, Save]]
"""Values by field (None where unreadable) -> faults by field, and what saves them."""


class FormPage(Page):
    """`kept` tells the id of what was saved; `left` that the user goes back without saving."""

    kept = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, what: str, code: str, form: GroupedForm, check: Check) -> None:
        super().__init__(f"修改{what}" if code else f"新增{what}")
        self._desk = desk
        self._check = check
        self.form = form
        form.banners = self.banners  # always in sight, however far the form is scrolled
        self.title_line.set_subtitle(code)
        content = QWidget()
        lines = column(content, (0, 4, 0, 16))
        lines.addWidget(form)
        lines.addStretch(1)
        self._area = scrolling(content, 12)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from the last button to the first field
        self.body.addWidget(self._area, 1)
        foot = Foot(FORM_FOOT, "base")
        self.cancel = Button("取消", hint=command("close").shortcut)
        self.act = Button(f"保存{what}", "check", Kind.ACCENT, hint=command("save").shortcut)
        self.cancel.clicked.connect(lambda _checked=False: self.leave())
        self.act.clicked.connect(lambda _checked=False: self.save())
        foot.add(self.cancel)
        foot.add(self.act)
        self.set_foot(foot)
        self.first = form.first_field()
        form.let_follow(self.cancel)
        install("close", self, self.leave)
        install("save", self, self.act.click)

    def leave(self) -> None:
        """Go back; what was typed is not lost without a word."""
        self.ask_to_leave(self.left.emit)

    def unsaved(self) -> str:
        """Name the form where something was typed."""
        return self.accessibleName() if self.form.is_changed() else ""

    def save(self) -> None:
        """Keep what was typed, or write under each field what is wrong with it."""
        self.banners.clear()
        values, unread = self.form.read()
        found, save = self._check({**dict.fromkeys(unread), **values})
        faults = {**found, **unread}
        self.form.set_faults(faults)
        if faults:
            self._area.ensureWidgetVisible(self.form.first_of(faults), 0, px(_ROOM))
            return
        self.act.setEnabled(False)
        self._desk.jobs.run(
            self, lambda _progress: save(), self._saved, self._refused, doing=f"正在{self.act.text()}"
        )

    def _saved(self, kept: Kept) -> None:
        self._desk.edits.did(kept.edit)
        self.kept.emit(kept.id)
        self._desk.written()

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        show_error(self, error)
