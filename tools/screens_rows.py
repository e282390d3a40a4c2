"""Pictures of work with many rows: several selected, 批量修改, a list on paper, an edit taken back."""

from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.bulk_edit import bulk_edit
from app.services.edits import OBJECTS as OBJECTS_TABLE
from app.services.rows.bulk import Way, Wish
from app.ui.desk import Desk
from app.ui.fields import Combo
from app.ui.form_values import Ticks
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_bulk import BulkTask, key_of
from app.ui.pages.registry_lists import INSPECTORS, OBJECTS
from app.ui.preview_window import PreviewWindow
from tools.screen_office import Office, Picture, process_until

_STATE: Final = "mid_year"
_LINES: Final = (2, 9)


def _page(office: Office, tab: str = OBJECTS) -> RegistryPage:
    page = office.registry(_STATE)
    page.lists.tabs.set_current(tab)
    page.lists.objects.clear()
    office.settle(office.start(_STATE))
    return page


def _desk(office: Office) -> Desk:
    book = office.start(_STATE).book
    if book is None:
        raise LookupError("book")
    return book.desk


def _select(page: RegistryPage) -> None:
    table = page.lists.objects.table
    first, last = _LINES
    wanted = QItemSelection(table.rows.index(first, 0), table.rows.index(last, table.rows.columnCount() - 1))
    table.selectRow(first)
    table.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _several(office: Office) -> QWidget:
    page = _page(office)
    _select(page)
    return page.window()


def _begun(office: Office, page: RegistryPage, tab: str) -> BulkTask:
    task = page.begin_task(key_of(tab))
    if not isinstance(task, BulkTask):
        raise TypeError(task)
    office.settle(office.start(_STATE))
    return task


def _bulk(view: int, office: Office) -> QWidget:
    page = _page(office)
    _select(page)
    task = _begun(office, page, OBJECTS)
    first = task.lines[0]
    first.field.set_key("tags")
    if isinstance(first.value, QLineEdit):
        first.value.setText("重点排污单位")
    task.lines[0].add.click()
    task.lines[1].field.set_key("marks")
    if isinstance(task.lines[1].value, Ticks):
        task.lines[1].value.set_words(("正面清单",))
    task.lines[1].add.click()
    task.lines[2].field.set_key("supervision_class")
    if isinstance(task.lines[2].value, Combo):
        task.lines[2].value.set_key("重点")
    task.reason.setText("按 2024 年重点单位名录调整")
    process_until(lambda: task.preview is not None)
    task.show_view(view)
    return page.window()


def _bulk_people(office: Office) -> QWidget:
    page = _page(office, INSPECTORS)
    task = _begun(office, page, INSPECTORS)
    task.lines[0].field.set_key("cert_expiry")
    task.lines[0].way.set_key(Way.CLEAR)
    process_until(lambda: task.preview is not None)
    task.show_view(2)
    return page.window()


def _paper(office: Office) -> QWidget:
    page = _page(office)
    page.lists.objects.table.clearSelection()
    page.lists.objects.chips.set_values("town", ("白马镇", "平桥镇"))
    office.settle(office.start(_STATE))
    page.lists.objects.print_list()
    office.settle(office.start(_STATE))
    return next(one for one in page.findChildren(PreviewWindow) if one.isVisible())


def _undone(office: Office) -> QWidget:
    page = _page(office)
    desk = _desk(office)
    wish = [Wish("monitoring", Way.SET, "自动监测")]
    made = bulk_edit(desk.store, OBJECTS_TABLE, [1], wish, "联网验收", desk.act())
    desk.edits.did(made)
    page._undo()  # noqa: SLF001 - as Ctrl+Z does
    office.settle(office.start(_STATE))
    return page.window()


PICTURES: Final[dict[str, Picture]] = {
    "rows-several": _several,
    "rows-bulk": partial(_bulk, 0),
    "rows-bulk-each": partial(_bulk, 1),
    "rows-bulk-people": _bulk_people,
    "rows-paper": _paper,
    "rows-undone": _undone,
}
