"""Pictures of what keeps the registry alive: proofs, marks, suggested classes, who is long unseen."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.object_detail import object_detail
from app.services.rows.registry import ObjectDetail
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.form_dialog import FormDialog
from app.ui.pages import registry_classes, registry_mark_ends, registry_stale
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_mark_dialog import MarkDialog
from app.ui.pages.registry_object_records import AllRecords
from app.ui.pages.registry_state_dialog import StateDialog, many_targets
from app.ui.pages.registry_ticked import TickedTask
from tests.ui import living_samples
from tools.screen_office import Office, Picture

_STATE: Final = "living"
_LINE: Final = 2


def _page(office: Office) -> RegistryPage:
    page = office.registry(_STATE)
    office.settle(office.start(_STATE))
    return page


def _panel(office: Office) -> QWidget:
    page = _page(office)
    page.lists.objects.panel.set_folded(folded=False)
    page.lists.objects.table.selectRow(_LINE)
    office.settle(office.start(_STATE))
    area = page.lists.objects.panel.findChild(QScrollArea)
    bar = area.verticalScrollBar() if area else None
    if bar is not None:
        bar.setValue(bar.maximum() * 2 // 3)
    return page.window()


def _task(key: str, office: Office) -> TickedTask[object]:
    page = _page(office)
    page.show_argument(f"task:{key}")
    office.settle(office.start(_STATE))
    task = page.in_front()
    if not isinstance(task, TickedTask):
        raise TypeError(task)
    for line in range(_LINE):
        task.table.rows.toggle(line)
    return task


def _listed(key: str, office: Office) -> QWidget:
    return _task(key, office).window()


def _asked(key: str, words: str, office: Office) -> QWidget:
    task = _task(key, office)
    next(one for one in task.findChildren(Button) if one.text() == words).click()
    return next(one for one in task.findChildren(FormDialog) if one.isVisible())


def _desk(office: Office) -> Desk:
    book = office.start(_STATE).book
    if book is None:
        raise LookupError
    return book.desk


def _detail(office: Office) -> ObjectDetail:
    desk = _desk(office)
    return object_detail(desk.store, _LINE + 1, desk.year, desk.today())


def _states(office: Office) -> QWidget:
    dialog = StateDialog(_page(office), _desk(office), many_targets([*range(1, 13)]), _desk(office).keep)
    dialog.begin()
    paths = [office.folder / file.name for file in living_samples.FILES]
    for path, file in zip(paths, living_samples.FILES, strict=True):
        path.write_bytes(file.content)
    dialog.files.take(paths)
    office.settle(office.start(_STATE))
    return dialog


def _mark(office: Office) -> QWidget:
    detail = _detail(office)
    dialog = MarkDialog(_page(office), _desk(office), detail, detail.marks[0].fields)
    dialog.begin()
    return dialog


def _records(office: Office) -> QWidget:
    return AllRecords(_page(office), _detail(office))


def _due(office: Office) -> QWidget:
    return office.window("workbench", state=_STATE)


PICTURES: Final[dict[str, Picture]] = {
    "living-due": _due,
    "living-panel": _panel,
    "living-classes": partial(_listed, registry_classes.KEY),
    "living-mark-ends": partial(_listed, registry_mark_ends.KEY),
    "living-mark-renewed": partial(_asked, registry_mark_ends.KEY, "续期"),
    "living-stale": partial(_listed, registry_stale.KEY),
    "living-states": _states,
    "living-mark": _mark,
    "living-records": _records,
}
