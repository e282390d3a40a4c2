"""Pictures of 随机抽取 and 检查任务: every step of a draw, the ceremony, the forms and dialogs of a visit."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.filter import OneOf
from app.core.states import Outcome
from app.services import draw
from app.services.campaigns import make_campaign
from app.ui.form_dialog import FormDialog
from app.ui.pages.draw import DrawPage
from app.ui.pages.visits import VisitsPage
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.digits import DigitsStep
from app.ui.wizard.standing import Place
from tests import stages
from tests.services import campaign_samples
from tests.ui.office import withhold
from tools.screen_office import Office, Picture

_REVEALED: Final = 7
_STATE: Final = "planned"


def _page(office: Office, state: str = _STATE) -> DrawPage:
    page = office.page("draw", state)
    if not isinstance(page, DrawPage):
        raise TypeError(page)
    page.show_list()  # also over a form that a picture before has left
    office.settle(office.start(state))
    return page


def _list(office: Office) -> QWidget:
    return _page(office, "mid_year").window()


def _campaign_form(office: Office) -> QWidget:
    """Show a campaign that narrows item 15 half filled."""
    page = _page(office, "mid_year")
    page.new_campaign()
    office.settle(office.start())
    form = page.form
    if form is None:
        raise LookupError("form")
    form.name.setText("汛期沿江涉水企业专项抽查")
    form.reason.setText("示环办〔2024〕5号")
    for code, share in (("2024-02", "20 %"), ("2024-15b", "3 家")):
        form.strata.rows[code].tick.setChecked(True)
        form.strata.rows[code].share.setText(share)
    form.conditions.reserved.reason.setText("汛期前集中检查沿江乡镇")
    form.conditions.objects.hold((OneOf("town", ("白马镇", "江口镇")),))
    form.conditions.people["skills"].set_values(("水", "执法"))
    form.conditions.years.setText("3")
    office.settle(office.start())
    return page.window()


def _further(office: Office) -> QWidget:
    """Show the list with a campaign that waits, one that was drawn, and objects that are drawn apart."""
    page = _page(office, "mid_year")
    book = office.start().book
    if book is None:
        raise LookupError("mid_year")
    store, act = book.desk.store, book.desk.act()
    for fields in (campaign_samples.TARGETED, campaign_samples.UNTARGETED):
        make_campaign(store, stages.YEAR, fields, act)
    draw_id = draw.freeze(store, "2024D02", stages.SALT, "代号的次序", act)
    draw.take_digits(store, draw_id, stages.DIGITS, act)
    withhold(store, "示例白马化工有限公司")
    page.show_list()
    office.settle(office.start())
    return page.window()


def _step(place: Place, state: str, office: Office) -> QWidget:
    """Bring a step of the first quarter to the front."""
    page = _page(office, state)
    page.open_period(f"{stages.YEAR}Q1")
    office.settle(office.start(state))
    page.wizard.go(place)
    office.settle(office.start(state))
    return page.window()


def _frozen_list(office: Office) -> DrawPage:
    """Freeze the quarter of the planned office once for all pictures that follow."""
    page = _page(office)
    page.open_period(f"{stages.YEAR}Q1")
    office.settle(office.start(_STATE))
    standing = page.wizard.standing
    if standing is not None and standing.view is None:
        book = office.start(_STATE).book
        if book is None:
            raise LookupError(_STATE)
        secrets = stages.SALT, "代号的次序"
        draw.freeze(book.desk.store, f"{stages.YEAR}Q1", *secrets, book.desk.act())
        page.wizard.reload()
        office.settle(office.start(_STATE))
    return page


def _frozen(office: Office) -> QWidget:
    page = _frozen_list(office)
    page.wizard.go(Place.FREEZE)
    office.settle(office.start(_STATE))
    return page.window()


def _digits(office: Office, *, read_back: bool) -> QWidget:
    page = _frozen_list(office)
    page.wizard.go(Place.DIGITS)
    step = page.wizard.current()
    if not isinstance(step, DigitsStep):
        raise TypeError(step)
    step.fields.shown.setChecked(True)
    for field, digits in zip(step.fields.fields, stages.DIGITS, strict=True):
        field.clear()
        field.insert(digits)
    if read_back:
        step.go_on()
        office.settle(office.start(_STATE))
    return page.window()


def _void(office: Office) -> QWidget:
    _frozen_list(office).ask_void()
    return _dialog(_page_window(office, "draw", _STATE))


def _ceremony(office: Office) -> QWidget:
    _step(Place.RESULT, "mid_year", office)
    page = office.page("draw")
    standing = page.wizard.standing if isinstance(page, DrawPage) else None
    if standing is None or standing.view is None:
        raise LookupError("draw")
    ceremony = Ceremony("示例区生态环境局", standing.view)
    for _ in range(_REVEALED):
        ceremony.reveal_next()
    return ceremony


def _visits(office: Office, chip: str) -> VisitsPage:
    page = office.page("visits")
    if not isinstance(page, VisitsPage):
        raise TypeError(page)
    page.show_argument(chip)
    office.settle(office.start())
    return page


def _visit_list(chip: str, office: Office) -> QWidget:
    return _visits(office, chip).window()


def _entry(office: Office) -> QWidget:
    """Show a joint visit half entered."""
    page = _visits(office, "未完成")
    joint = next(row for row in page.pane.list.rows() if row.joint)
    page.pane.list.select(joint.id)
    office.settle(office.start())
    first, second = page.form.blocks[:2]
    first.choose(Outcome.CLEAN)
    second.choose(Outcome.CORRECTED)
    second.measures.setText("危险废物贮存间标识不全，2 个月的转移联单未归档")
    return page.window()


def _asked(button: str, office: Office) -> QWidget:
    """Show a dialog over a visit."""
    chip = "未完成" if button in {"substitute", "strike"} else "待审核"
    page = _visits(office, chip)
    head = {"substitute": page.form.head.substitute, "strike": page.form.head.strike}
    (head.get(button) or page.form.foot.buttons[button]).click()
    office.settle(office.start())
    return _dialog(page)


def _page_window(office: Office, key: str, state: str) -> QWidget:
    return office.page(key, state)


def _dialog(over: QWidget) -> FormDialog:
    return next(found for found in over.findChildren(FormDialog) if found.isVisible())


PICTURES: Final[dict[str, Picture]] = {
    "draw-list": _list,
    "draw-campaign": _campaign_form,
    "draw-items": partial(_step, Place.ITEMS, _STATE),
    "draw-before-freezing": partial(_step, Place.FREEZE, _STATE),
    "draw-frozen": _frozen,
    "draw-digits": partial(_digits, read_back=False),
    "draw-read-back": partial(_digits, read_back=True),
    "draw-void": _void,
    "draw-frozen-items": partial(_step, Place.ITEMS, "mid_year"),
    "draw-ceremony": _ceremony,
    "draw-result": partial(_step, Place.RESULT, "mid_year"),
    "draw-staff": partial(_step, Place.STAFF, "mid_year"),
    "draw-record": partial(_step, Place.RECORD, "mid_year"),
    "draw-tasks": partial(_step, Place.VISITS, "mid_year"),
    "draw-further": _further,
    "visits": partial(_visit_list, "未完成"),
    "visits-entry": _entry,
    "visits-review": partial(_visit_list, "待审核"),
    "visits-returned": partial(_visit_list, "已退回"),
    "visits-substitute": partial(_asked, "substitute"),
    "visits-strike": partial(_asked, "strike"),
    "visits-approve": partial(_asked, "approve"),
    "visits-return": partial(_asked, "return"),
    "visits-withhold": partial(_asked, "withhold"),
}
