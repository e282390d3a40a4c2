"""What tests do as a clerk does: open a page on a day, fill in a form, press its button."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.ui.desk import Desk
from app.ui.form_dialog import FormDialog
from app.ui.jobs import Jobs
from app.ui.page import Page

P = TypeVar("P", bound=Page)
LONG = 20_000


def desk_of(store: Store, jobs: Jobs, day: str) -> Desk:
    """Give the clerk's desk at nine in the morning of a day."""
    now = datetime.fromisoformat(f"{day}T09:00:00+08:00")
    return Desk(store, jobs, lambda: now, 2024)


def shown(qtbot: QtBot, page: P) -> P:
    """Bring a page to the screen as the window does."""
    qtbot.addWidget(page)
    page.resize(1230, 711)
    page.show()
    page.opened()
    return page


def dialog(qtbot: QtBot, page: QWidget) -> FormDialog:
    """Give the form that lies over a page."""

    def found() -> FormDialog | None:
        return next((form for form in page.findChildren(FormDialog) if form.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=LONG)
    form = found()
    assert form is not None
    return form


def write(form: FormDialog, label: str, words: str) -> None:
    """Write into the field with this label."""
    for field in form.findChildren(QLineEdit):
        if field.accessibleName() == label:
            field.setText(words)
            return
    for area in form.findChildren(QPlainTextEdit):
        if area.accessibleName() == label:
            area.setPlainText(words)
            return
    raise AssertionError(label)


def press(qtbot: QtBot, form: FormDialog, until: Callable[[], bool]) -> None:
    """Press the form's button and wait for what comes of it."""
    form.act.click()
    qtbot.waitUntil(until, timeout=LONG)
