"""Pictures of 年度计划: empty, drafted, published, its forms and its preview."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.pages.plan import PlanPage
from tools.screen_office import Office, Picture


def _state(state: str, office: Office) -> QWidget:
    window = office.window("plan", state=state)
    page = window.front()
    if isinstance(page, PlanPage):
        page.table.select("2024-12")
    return window


def front_dialog(page: QWidget) -> QWidget:
    """Give the form that lies over a page, the newest one."""
    forms = [form for form in page.findChildren(QDialog) if form.isVisible()]
    return forms[-1] if forms else page


def _plan_page(office: Office, state: str) -> PlanPage:
    page = office.page("plan", state)
    if not isinstance(page, PlanPage):
        raise TypeError(page)
    for form in page.findChildren(QDialog):
        form.close()
    QApplication.processEvents()
    return page


def _form(state: str, open_form: Callable[[PlanPage], None], office: Office) -> QWidget:
    page = _plan_page(office, state)
    open_form(page)
    office.settle_all()
    return front_dialog(page)


def _count(page: PlanPage) -> None:
    page.table.select("2024-12")
    page.table.opened.emit("2024-12")


def _quarters(page: PlanPage) -> None:
    page.table.select("2024-13")
    page.change_quarters.click()


def _answer(page: PlanPage) -> None:
    page.checks.go.click()


def _refused(office: Office) -> QWidget:
    page = _plan_page(office, "drafted")
    page.next.click()
    return page.window()


def _preview(page: PlanPage) -> None:
    page.preview()


def _revise(page: PlanPage) -> None:
    page.other.click()


PICTURES: Final[dict[str, Picture]] = {
    "plan": partial(_state, "drafted"),
    "plan-published": partial(_state, "planned"),
    "plan-empty": partial(_state, "imported"),
    "plan-questions": _refused,
    "plan-count": partial(_form, "drafted", _count),
    "plan-quarters": partial(_form, "drafted", _quarters),
    "plan-answer": partial(_form, "drafted", _answer),
    "plan-revise": partial(_form, "planned", _revise),
    "plan-preview": partial(_form, "planned", _preview),
}
