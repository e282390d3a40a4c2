"""Pictures of conditions composed by choice, of the list under them, of a stratum's conditions and 词汇表."""

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.filter import AnyOf, AtLeast, Filter, OneOf, Since
from app.services import plan
from app.services.saved_filters import save_filter, saved_filters
from app.services.vocabulary import vocabulary_rows
from app.ui.desk import Desk
from app.ui.filter_dialog import ChooseConditions
from app.ui.form_dialog import FormDialog
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_lists import ITEMS, OBJECTS
from app.ui.pages.registry_vocabulary import KEY, VocabularyPage
from tests import stages
from tools.screen_office import Office, Picture

_STRATUM: Final = "2024-15b"
_KEPT: Final = "沿江重点管理"
_RIVER: Final[Filter] = (OneOf("town", ("白马镇", "平桥镇")), OneOf("permit_class", ("重点管理",)))
_DEEP: Final[Filter] = (
    *_RIVER[:1],
    AnyOf(
        (
            (AtLeast("waste_tonnes", 50),),
            (OneOf("tags", ("自行利用处置设施",)), Since("approved_on", date(2022, 1, 1))),
        )
    ),
)


def _page(office: Office) -> RegistryPage:
    """Give the page with its list of objects in front; the office keeps one filter."""
    page = office.registry()
    page.lists.tabs.set_current(OBJECTS)
    page.lists.objects.clear()
    desk = _desk(office)
    if not saved_filters(desk.store):
        save_filter(desk.store, _KEPT, _RIVER, desk.act())
        desk.written()
    office.settle(office.start())
    return page


def _desk(office: Office) -> Desk:
    book = office.start().book
    if book is None:
        raise LookupError("book")
    return book.desk


def _composed(office: Office) -> QWidget:
    page = _page(office)
    dialog = ChooseConditions(page, _desk(office), "按条件筛选", "筛选", lambda _conditions: None)
    dialog.begin(_RIVER)
    return dialog


def _groups(office: Office) -> QWidget:
    page = _page(office)
    dialog = ChooseConditions(page, _desk(office), "按条件筛选", "筛选", lambda _conditions: None)
    dialog.begin(_DEEP)
    return dialog


def _unfinished(office: Office) -> QWidget:
    page = _page(office)
    dialog = ChooseConditions(page, _desk(office), "按条件筛选", "筛选", lambda _conditions: None)
    dialog.begin(_RIVER[:1])
    dialog.builder.lines.add_condition()
    office.settle(office.start())
    dialog.act.click()
    return dialog


def _narrowed(office: Office) -> QWidget:
    page = _page(office)
    page.lists.objects.own.hold(_RIVER)
    office.settle(office.start())
    return page.window()


def _stratum(office: Office) -> RegistryPage:
    """Show a stratum of the list whose plan is being adjusted."""
    page, desk = _page(office), _desk(office)
    view = plan.newest_view(desk.store, stages.YEAR)
    if view is not None and not view.editable:
        plan.revise(desk.store, view.id, "名录条件调整", desk.act())
    page.lists.tabs.set_current(ITEMS)
    office.settle(office.start())
    items = page.lists.items
    codes = [line.stratum.code for line in items._lines]  # noqa: SLF001 (the rows of a table have no other name)
    items.table.select(codes.index(_STRATUM))
    items.panel.set_folded(folded=False)
    office.settle(office.start())
    return page


def _stratum_panel(office: Office) -> QWidget:
    return _stratum(office).window()


def _stratum_dialog(office: Office) -> QWidget:
    facts = _stratum(office).lists.items.facts
    dialog = facts.ask() if facts is not None else None
    if dialog is None:
        raise LookupError("dialog")
    dialog.builder.fill((*dialog.builder.conditions(), OneOf("town", ("白马镇", "江口镇", "平桥镇"))))
    dialog.reason.setText("沿江乡镇单列，其余乡镇另行安排")
    office.settle(office.start())
    return dialog


def _vocabulary(office: Office) -> VocabularyPage:
    page = _page(office).begin_task(KEY)
    if not isinstance(page, VocabularyPage):
        raise TypeError(page)
    page.facet.set_key("tags")
    office.settle(office.start())
    words = [found.word for found in vocabulary_rows(_desk(office).store, "tags")]
    page.table.select(words.index("涉气重点"))
    return page


def _vocabulary_page(office: Office) -> QWidget:
    return _vocabulary(office).window()


def _rename(office: Office) -> QWidget:
    page = _vocabulary(office)
    page.rename.click()
    office.settle(office.start())
    return next(dialog for dialog in page.findChildren(FormDialog) if dialog.isVisible())


PICTURES: Final[dict[str, Picture]] = {
    "filters-composed": _composed,
    "filters-groups": _groups,
    "filters-unfinished": _unfinished,
    "filters-list": _narrowed,
    "filters-stratum-panel": _stratum_panel,
    "filters-stratum": _stratum_dialog,
    "filters-vocabulary": _vocabulary_page,
    "filters-rename": _rename,
}
