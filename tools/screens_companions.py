"""Pictures of those who go along: picked on a visit, drawn in the wizard."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services import auxiliaries, draw
from app.services.companions import choosable, choose
from app.services.draw_view import standing_draw
from app.services.rows.companion import CompanionAsk
from app.services.rows.registry import RegistryQuery
from app.ui.desk import Desk
from app.ui.form_dialog import FormDialog
from app.ui.pages.draw import DrawPage
from app.ui.pages.visits import VisitsPage
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.companions import CompanionsStep
from app.ui.wizard.standing import Place
from tests import stages
from tests.services import companion_samples
from tools.screen_office import Office, Picture

_REVEALED: Final = 5


def _desk(office: Office) -> Desk:
    """Give the desk of the office, which knows some who may go along."""
    book = office.start().book
    if book is None:
        raise LookupError("mid_year")
    if not auxiliaries.auxiliary_ids(book.desk.store, RegistryQuery(), {}):
        companion_samples.registered(book.desk.store)
    return book.desk


def _visit(office: Office) -> VisitsPage:
    """Show a visit with two who go along."""
    page = office.page("visits")
    if not isinstance(page, VisitsPage):
        raise TypeError(page)
    desk = _desk(office)
    page.show_argument("未完成")
    office.settle(office.start())
    detail = page.form.detail
    if detail is None:
        raise LookupError("visits")
    if not detail.companions:
        first, *_, last = choosable(desk.store, detail.row.id)
        choose(desk.store, detail.row.id, first.id, "需要现场采样监测", desk.act())
        choose(desk.store, detail.row.id, last.id, "环评批复的落实由专家判断", desk.act())
        page.opened()
        office.settle(office.start())
    return page


def _along(office: Office) -> QWidget:
    return _visit(office).window()


def _picked(office: Office) -> QWidget:
    page = _visit(office)
    page.form.head.companions.pick.click()
    office.settle(office.start())
    return _dialog(page)


def _dropped(office: Office) -> QWidget:
    page = _visit(office)
    page.form.head.companions.drop.click()
    return _dialog(page)


def _list(office: Office) -> QWidget:
    _desk(office)
    page = _draw_page(office)
    page.show_list()
    return page.window()


def _draw_page(office: Office) -> DrawPage:
    page = office.page("draw")
    if not isinstance(page, DrawPage):
        raise TypeError(page)
    return page


def _step(place: Place, office: Office) -> QWidget:
    """Bring a step of the draw of companions to the front."""
    _desk(office)
    page = _draw_page(office)
    page.open_period(companion_samples.PERIOD)
    office.settle(office.start())
    page.wizard.go(place)
    office.settle(office.start())
    return page.window()


def _asked(office: Office) -> QWidget:
    _step(Place.ITEMS, office)
    step = _draw_page(office).wizard.current()
    if not isinstance(step, CompanionsStep):
        raise TypeError(step)
    step.change.click()
    office.settle(office.start())
    return _dialog(step)


def _drawn(place: Place, office: Office) -> QWidget:
    """Show a step of a draw that was made, once for all pictures that follow."""
    desk = _desk(office)
    act = desk.act()
    if standing_draw(desk.store, companion_samples.PERIOD) is None:
        companion_samples.asked(desk.store, CompanionAsk(count=2))
        draw_id = draw.freeze(desk.store, companion_samples.PERIOD, stages.SALT, "代号的次序", act)
        draw.take_digits(desk.store, draw_id, stages.DIGITS, act)
        draw.perform(desk.store, draw_id, act)
    return _step(place, office)


def _ceremony(office: Office) -> QWidget:
    _drawn(Place.RESULT, office)
    standing = _draw_page(office).wizard.standing
    if standing is None or standing.view is None:
        raise LookupError("draw")
    ceremony = Ceremony("示例区生态环境局", standing.view)
    for _ in range(_REVEALED):
        ceremony.reveal_next()
    return ceremony


def _dialog(over: QWidget) -> FormDialog:
    return next(found for found in over.findChildren(FormDialog) if found.isVisible())


PICTURES: Final[dict[str, Picture]] = {
    "companions-visit": _along,
    "companions-picked": _picked,
    "companions-dropped": _dropped,
    "companions-list": _list,
    "companions-items": partial(_step, Place.ITEMS),
    "companions-asked": _asked,
    "companions-before-freezing": partial(_step, Place.FREEZE),
    "companions-frozen": partial(_drawn, Place.FREEZE),
    "companions-frozen-items": partial(_drawn, Place.ITEMS),
    "companions-ceremony": _ceremony,
    "companions-result": partial(_drawn, Place.RESULT),
    "companions-staff": partial(_drawn, Place.STAFF),
    "companions-record": partial(_drawn, Place.RECORD),
    "companions-tasks": partial(_drawn, Place.VISITS),
}
