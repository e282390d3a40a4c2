"""Pictures of 针对性检查: its tab, the dialogs, and where its checks are counted."""

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.office import Store
from app.services.rows.registry import RegistryQuery
from app.services.rows.targeted import TargetedFields, TargetedKind
from app.services.targeted import record
from app.services.targeted_list import targeted_detail, targeted_ids
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.lookup import offered
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_lists import OBJECTS, TARGETED
from app.ui.pages.statistics import StatisticsPage
from app.ui.pages.targeted_dialog import RECORD, ask_correct, ask_record, ask_withdraw
from tests.ui.office import YEAR, clerk
from tools.screen_office import Office, Picture

_OBJECT: Final = ("WL-0003", "示例江口造纸有限公司")
_COMPLAINT: Final = TargetedFields(
    _OBJECT[0],
    TargetedKind.COMPLAINT,
    "12345热线 示例240301",
    date(2024, 3, 1),
    ("文例溪", "JC-0001"),
    "发现问题已责令整改",
    "夜间异味，已复查",
)
_CHECKS: Final = (
    _COMPLAINT,
    replace(
        _COMPLAINT,
        object="WL-0001",
        kind=TargetedKind.LEAD,
        source="自动监测数据超标提示",
        checked_on=date(2024, 2, 27),
        outcome="发现违法行为已立案调查",
        remark="",
    ),
    replace(
        _COMPLAINT,
        object="WL-0005",
        kind=TargetedKind.ASSIGNED,
        source="示例市局交办〔2024〕12号",
        checked_on=date(2024, 2, 21),
        outcome="未发现问题",
        remark="",
    ),
    replace(
        _COMPLAINT,
        kind=TargetedKind.OTHER_DEPARTMENT,
        source="示例区应急管理局",
        checked_on=date(2024, 2, 20),
        officers=(),
        outcome="",
        remark="",
    ),
)


def _all(store: Store) -> tuple[int, ...]:
    return targeted_ids(store, RegistryQuery(year=YEAR, sort="checked_on", descending=True), {})


def _page(office: Office, state: str = "mid_year") -> RegistryPage:
    """Give 名录库 with the tab in front, some checks in it; what an earlier picture began is left."""
    page = office.registry(state)
    desk = _desk(office)
    if state == "mid_year" and not _all(desk.store):
        for values in _CHECKS:
            record(desk.store, values, clerk())
    page.lists.tabs.set_current(TARGETED)
    office.settle(office.start(state))
    return page


def _desk(office: Office) -> Desk:
    book = office.start().book
    if book is None:
        raise LookupError
    return book.desk


def _tab(office: Office) -> QWidget:
    page = _page(office)
    page.lists.targeted.table.selectRow(0)
    return page.window()


def _empty(office: Office) -> QWidget:
    return _page(office, "imported").window()


def _record(office: Office) -> QWidget:
    return ask_record(_page(office), _desk(office), lambda _check, _day: None, offered(*_OBJECT))


def _faults(office: Office) -> QWidget:
    dialog = ask_record(_page(office), _desk(office), lambda _check, _day: None)
    dialog.day.setText("2024-03-07")
    dialog.act.click()
    return dialog


def _correct(office: Office) -> QWidget:
    page, desk = _page(office), _desk(office)
    detail = targeted_detail(desk.store, _all(desk.store)[-1])
    return ask_correct(page, desk, detail, lambda: None)


def _withdraw(office: Office) -> QWidget:
    page, desk = _page(office), _desk(office)
    detail = targeted_detail(desk.store, _all(desk.store)[0])
    return ask_withdraw(page, desk, detail, lambda: None)


def _in_panel(office: Office) -> QWidget:
    page = _page(office)
    page.lists.tabs.set_current(OBJECTS)
    page.lists.objects.clear()
    office.settle(office.start())
    table = page.lists.objects.table
    line = next(n for n in range(20) if (row := table.rows.row_at(n)) and row.code == _OBJECT[0])
    table.selectRow(line)
    office.settle(office.start())
    panel = page.lists.objects.panel
    panel.set_folded(folded=False)
    page.window().show()
    office.settle(office.start())
    button = next(each for each in panel.findChildren(Button) if each.text() == RECORD)
    for area in panel.findChildren(QScrollArea):
        area.ensureWidgetVisible(button)
    return page.window()


def _counted(office: Office) -> QWidget:
    _page(office)
    page = office.page("statistics")
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.show_argument("objects")
    return page.window()


def _from_visits(office: Office) -> QWidget:
    _page(office)
    return office.window("visits")


PICTURES: Final[dict[str, Picture]] = {
    "targeted-tab": _tab,
    "targeted-empty": _empty,
    "targeted-record": _record,
    "targeted-faults": _faults,
    "targeted-correct": _correct,
    "targeted-withdraw": _withdraw,
    "targeted-panel": _in_panel,
    "targeted-counted": _counted,
    "targeted-visits": _from_visits,
}
