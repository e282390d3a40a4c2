"""Pictures of 结果公开: the list, the notices, its forms and the calendar."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from app.ui.pages.disclosure import DisclosurePage
from tools.screen_office import Office, Picture
from tools.screens_plan import front_dialog

_MOMENTS: Final = 16


def _page(office: Office) -> DisclosurePage:
    page = office.page("disclosure")
    if not isinstance(page, DisclosurePage):
        raise TypeError(page)
    for form in page.findChildren(QDialog):
        form.close()
    page.chips.clear()
    return page


def _typeset(page: DisclosurePage, office: Office) -> QWidget:
    """Wait for the notice, which is typeset in sight only, a moment after a tick, and for its pages."""
    page.window().show()
    for _ in range(_MOMENTS):
        office.settle_all()
    return page.window()


def _list(office: Office) -> QWidget:
    page = _page(office)
    return _typeset(page, office)


def _notices(office: Office) -> QWidget:
    page = _page(office)
    page.chips.set_values("notices", ("公告",))
    return _typeset(page, office)


def _empty(office: Office) -> QWidget:
    return office.window("disclosure", state="planned")


def _form(button: str, office: Office) -> QWidget:
    page = _page(office)
    buttons = {"make": page.make, "publish": page.publish, "calendar": page.calendar}
    buttons[button].click()
    office.settle_all()
    return front_dialog(page)


PICTURES: Final[dict[str, Picture]] = {
    "disclosure": _list,
    "disclosure-notices": _notices,
    "disclosure-empty": _empty,
    "disclosure-make": partial(_form, "make"),
    "disclosure-publish": partial(_form, "publish"),
    "disclosure-calendar": partial(_form, "calendar"),
}
