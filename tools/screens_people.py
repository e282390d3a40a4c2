"""Pictures of what is kept of inspectors: leave, recusals, training, certificates, marks and the year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from app.services import appraisals, inspectors, leave, recusals, trainings
from app.services.rows.personnel import RecusalFields
from app.services.rows.registry import InspectorDetail
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.form_dialog import FormDialog
from app.ui.page import Page
from app.ui.pages import registry_certificates, registry_person_years
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_inspector_dialogs import Asked, ask_leave, ask_mark
from app.ui.pages.registry_lists import INSPECTORS
from app.ui.pages.registry_recusal_dialog import RecusalDialog
from app.ui.pages.registry_ticked import TickedTask
from tools.screen_office import Office, Picture

_LINE: Final = 3
_OWNER: Final = "示例示范集团有限公司"


def _desk(office: Office) -> Desk:
    book = office.start().book
    if book is None:
        raise LookupError
    return book.desk


def _page(office: Office) -> RegistryPage:
    page = office.registry()
    page.lists.tabs.set_current(INSPECTORS)
    office.settle(office.start())
    _give_records(_desk(office), page.lists.inspectors.table.rows.id_at(_LINE))
    page.lists.opened()
    office.settle(office.start())
    return page


def _give_records(desk: Desk, person: int) -> None:
    """Keep something of every kind of one inspector, once."""
    store, act = desk.store, desk.act()
    if inspectors.inspector_detail(store, person, desk.today()).leaves:
        return
    leave.add_leave(store, person, (date(2024, 3, 4), date(2024, 3, 15)), "公休", act)
    leave.add_leave(store, person, (date(2024, 1, 8), date(2024, 1, 9)), "事假", act)
    recusals.add_recusal(store, person, RecusalFields("WL-0003", False, "近姻亲", "在该单位任职"), act)  # noqa: FBT003 (a field of a row)
    recusals.add_recusal(store, person, RecusalFields(_OWNER, True, "曾任职", ""), act)  # noqa: FBT003 (a field of a row)
    trainings.add_training(store, [person], date(2024, 2, 28), "行政执法程序与文书", 8, act)
    trainings.add_training(store, [person], date(2023, 11, 9), "排污许可证后监管", 16, act)
    appraisals.appraise(store, [person], 2023, "优秀", "", act)
    fields = inspectors.inspector_detail(store, person, desk.today()).fields
    moved = replace(fields, post="四级主任科员")
    inspectors.edit_inspector(store, person, moved, act, since=date(2024, 2, 1))


def _detail(office: Office) -> InspectorDetail:
    desk, page = _desk(office), _page(office)
    person = page.lists.inspectors.table.rows.id_at(_LINE)
    return inspectors.inspector_detail(desk.store, person, desk.today(), desk.year)


def _panel(share: int, office: Office) -> QWidget:
    page = _page(office)
    page.lists.inspectors.panel.set_folded(folded=False)
    page.lists.inspectors.table.selectRow(_LINE)
    office.settle(office.start())
    area = page.lists.inspectors.panel.findChild(QScrollArea)
    bar = area.verticalScrollBar() if area else None
    if bar is not None:
        bar.setValue(bar.maximum() * share // 2)
    return page.window()


def _shown(page: Page) -> QWidget:
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def _asked(ask: Asked, office: Office) -> QWidget:
    page, detail = _page(office), _detail(office)
    ask(page, _desk(office), detail)
    return _shown(page)


def _owner(office: Office) -> QWidget:
    dialog = RecusalDialog(_page(office), _desk(office), _detail(office))
    dialog.begin()
    dialog.scope.set_key("owner")
    return dialog


def _task(key: str, office: Office) -> TickedTask[object]:
    page = _page(office)
    page.show_argument(f"task:{key}")
    office.settle(office.start())
    task = page.in_front()
    if not isinstance(task, TickedTask):
        raise TypeError(task)
    task.table.rows.tick_all([*task.table.rows.ids()][:2])
    return task


def _listed(key: str, office: Office) -> QWidget:
    return _task(key, office).window()


def _of_task(key: str, words: str, office: Office) -> QWidget:
    task = _task(key, office)
    next(one for one in task.findChildren(Button) if one.text() == words).click()
    return _shown(task)


def _form(begin: Callable[[RegistryPage], object], office: Office) -> FormPage:
    page = _page(office)
    begin(page)
    office.settle(office.start())
    form = page.in_front()
    if not isinstance(form, FormPage):
        raise TypeError(form)
    return form


def _newcomer(office: Office) -> QWidget:
    return _form(lambda page: page.lists.new.click(), office).window()


def _since(office: Office) -> QWidget:
    form = _form(
        lambda page: page.lists.edit_asked.emit(INSPECTORS, page.lists.inspectors.table.rows.id_at(_LINE)),
        office,
    )
    field = form.form.field("department")
    if isinstance(field, QLineEdit):
        field.setText("法规科")
    form.act.click()
    return _shown(form)


PICTURES: Final[dict[str, Picture]] = {
    "people-panel": partial(_panel, 0),
    "people-records": partial(_panel, 2),
    "people-leave": partial(_asked, ask_leave),
    "people-mark": partial(_asked, ask_mark),
    "people-owner": _owner,
    "people-certificates": partial(_listed, registry_certificates.KEY),
    "people-renewed": partial(_of_task, registry_certificates.KEY, "换证"),
    "people-years": partial(_listed, registry_person_years.KEY),
    "people-training": partial(_of_task, registry_person_years.KEY, "登记培训"),
    "people-newcomer": _newcomer,
    "people-since": _since,
}
