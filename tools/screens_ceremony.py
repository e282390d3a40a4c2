"""Pictures of what surrounds the ceremony: what is settled before it, its rehearsal, names on the screen."""

from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.periods import RevealMode, period_of
from app.services import draw, draw_view, terms
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.ui.form_dialog import FormDialog
from app.ui.pages.draw import DrawPage
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.rehearsal_copy import RehearsalCopy
from app.ui.wizard.rehearsal_window import RehearsalWindow
from app.ui.wizard.standing import Place
from tests import stages
from tools.screen_office import Office, Picture

_STATE: Final = "planned"
_DAY: Final = "2024-04-08"
_PERIOD: Final = "2024Q2"
_REVEALED: Final = 7


def _before(office: Office) -> tuple[DrawPage, BeforeFreezeStep]:
    page = office.page("draw", _STATE)
    if not isinstance(page, DrawPage):
        raise TypeError(page)
    page.wizard.open_period(_PERIOD)
    office.settle(office.start(_STATE))
    page.open_period(f"{stages.YEAR}Q2")
    office.settle(office.start(_STATE))
    page.wizard.go(Place.FREEZE)
    office.settle(office.start(_STATE))
    step = page.wizard.current()
    if not isinstance(step, BeforeFreezeStep):
        raise TypeError(step)
    return page, step


def _asked(button: str, office: Office) -> QWidget:
    _, step = _before(office)
    {"reveal": step.reveal, "sources": step.sources}[button].click()
    return next(found for found in step.findChildren(FormDialog) if found.isVisible())


def _copy(office: Office) -> Store:
    book = office.start(_STATE).book
    if book is None:
        raise LookupError(_STATE)
    return rehearsal_copy(book.desk.store, Path(mkdtemp(dir=office.folder)), stages.act(_DAY))


def _rehearsal(office: Office) -> QWidget:
    page, _ = _before(office)
    book = office.start(_STATE).book
    if book is None:
        raise LookupError(_STATE)
    copy = RehearsalCopy(office.folder)
    store = copy.make(book.desk.store, stages.act(_DAY))
    window = RehearsalWindow(book.desk, copy, store, period_of(_PERIOD).rehearsed, page)
    office.settle(office.start(_STATE))
    window.wizard.go(Place.FREEZE)
    return window


def _room(mode: RevealMode, office: Office) -> QWidget:
    """Draw in a rehearsal's copy and reveal some rows."""
    store, period, act = _copy(office), period_of(_PERIOD).rehearsed, stages.act(_DAY)
    terms.choose_reveal(store, period, mode, "王例正", act)
    draw_id = draw.freeze(store, period, stages.SALT, "代号的次序", act)
    draw.take_digits(store, draw_id, stages.DIGITS, act)
    draw.perform(store, draw_id, act)
    room = Ceremony("示例区生态环境局", draw_view.draw_view(store, draw_id))
    store.close()
    for _ in range(_REVEALED):
        room.reveal_next()
    return room


PICTURES: Final[dict[str, Picture]] = {
    "draw-choose-reveal": partial(_asked, "reveal"),
    "draw-choose-sources": partial(_asked, "sources"),
    "draw-rehearsal": _rehearsal,
    "draw-rehearsal-ceremony": partial(_room, RevealMode.CLOSED),
    "draw-rehearsal-open": partial(_room, RevealMode.OPEN),
}
