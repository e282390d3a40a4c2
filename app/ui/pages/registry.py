"""名录库: the lists in front; a form or an import takes their place until it is done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.services import edits
from app.services.auxiliaries import auxiliary_detail
from app.services.edits import Edit, Undoable
from app.services.import_report import Registry
from app.services.import_template import import_template
from app.services.inspectors import inspector_detail
from app.services.object_detail import object_detail
from app.services.officers import newcomer
from app.services.rows.auxiliary import AuxiliaryDetail
from app.services.rows.intake import Imported
from app.services.rows.registry import InspectorDetail, ObjectDetail, RegistryChoices
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.pages.registry_auxiliary_form import edit_auxiliary_page, new_auxiliary_page
from app.ui.pages.registry_duplicates import KEY as DUPLICATES
from app.ui.pages.registry_duplicates import DuplicatesTask
from app.ui.pages.registry_duplicates_imported import DuplicatesAfterImport
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_import import NAMES, ImportPage
from app.ui.pages.registry_inspector_form import edit_inspector_page, new_inspector_page
from app.ui.pages.registry_lists import AUXILIARIES, INSPECTORS, OBJECTS, TARGETED, ListsPage
from app.ui.pages.registry_object_form import edit_object_page, new_object_page
from app.ui.pages.registry_section import shown_columns
from app.ui.pages.registry_task_page import TaskPage
from app.ui.pages.registry_tasks import task_named
from app.ui.pages.registry_undo import Undoing
from app.ui.saving import save_made
from app.ui.tokens import Tone

if TYPE_CHECKING:
    from app.ui.table import Table

_NO_CHOICES = RegistryChoices(0, 0, (), (), (), None)
_REGISTRIES = {OBJECTS: Registry.OBJECTS, INSPECTORS: Registry.INSPECTORS}
_TABLES = {OBJECTS: edits.OBJECTS, INSPECTORS: edits.INSPECTORS, AUXILIARIES: edits.AUXILIARIES}
"""What each list keeps its edits under."""
_FIELDS = {"expiry": "cert_expiry"}
"""Columns of lists that are not called as the field they show."""
_NOTHING_COPIED = "剪贴板里没有表格内容，请先在 WPS 或 Excel 里选中几行并复制"


class RegistryPage(Page):
    """Holds the page of lists and, in front of it, the form or import at work.

    Arguments of `show_argument`: inspectors, auxiliaries, targeted, unvisited, import, import-inspectors,
    and task: with the key of a task of 整理.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("名录库")
        self._desk = desk
        self.title_line.hide()
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.lists = ListsPage(desk)
        self._stack.addWidget(self.lists)
        self.lists.new_asked.connect(self._new)
        self.lists.edit_asked.connect(self._edit)
        self.lists.import_asked.connect(self._import)
        self.lists.template_asked.connect(self._save_template)
        self.lists.task_asked.connect(self.begin_task)
        self.lists.acted.connect(self._tell)
        self._undoing = Undoing(self.lists, desk)
        self._twins = DuplicatesAfterImport(desk, self.lists)
        install("undo", self.lists, self._undo)
        install("redo", self.lists, self._redo)
        install("paste", self.lists, self._paste)

    def set_density(self, density: Density) -> None:
        """Hand on how much room there is; this page has no edge of its own."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_stack"):
            self.in_front().set_density(density)

    def take_focus(self) -> None:
        """Let the keyboard begin in what is in front."""
        self.in_front().take_focus()

    def opened(self) -> None:
        """Read again."""
        self.in_front().opened()

    def in_front(self) -> Page:
        """Give the lists, or the form or import in front of them."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else self.lists

    def unsaved(self) -> str:
        """Name what stands in front of the lists, if it holds what is not kept yet."""
        return self.in_front().unsaved()

    def show_argument(self, argument: str) -> None:
        """Show what another page asked for; a form that was begun is not dropped without a word."""
        wanted: dict[str, Callable[[], object]] = {
            "inspectors": partial(self.lists.tabs.set_current, INSPECTORS),
            "auxiliaries": partial(self.lists.tabs.set_current, AUXILIARIES),
            "targeted": partial(self.lists.tabs.set_current, TARGETED),
            "unvisited": self.lists.show_unvisited,
            "import": partial(self._import, OBJECTS),
            "import-inspectors": partial(self._import, INSPECTORS),
        }
        if argument.startswith("task:"):
            wanted[argument] = partial(self.begin_task, argument.removeprefix("task:"))
        if argument.startswith("object:"):
            wanted[argument] = partial(self.lists.show_object, argument.removeprefix("object:"))
        if show := wanted.get(argument):
            self.in_front().ask_to_leave(lambda: self._back_to(show))

    def begin_import(self, tab: str) -> ImportPage:
        """Bring an import to the front; it waits for a file."""
        page = ImportPage(self._desk, _REGISTRIES[tab])
        before = self._last_edit(tab)
        page.confirmed.connect(lambda sentence: self._task_done(tab, sentence, before))
        page.left.connect(self._back)
        page.done.connect(lambda imported: self._imported(tab, page, imported))
        page.template_asked.connect(lambda: self._save_template(tab))
        self._put_in_front(page)
        return page

    def begin_task(self, key: str) -> TaskPage:
        """Bring a task of 整理 to the front."""
        task = task_named(key)
        page = task.make(self._desk)
        before = self._last_edit(task.tab)
        page.left.connect(self._back)
        page.done.connect(lambda sentence: self._task_done(task.tab, sentence, before))
        section = self.lists.section(task.tab)
        section.table.when_whole(lambda: page.take_rows(section.chosen_rows()))
        self._put_in_front(page)
        return page

    def _task_done(self, tab: str, sentence: str, before: Undoable | None) -> None:
        self._back()
        self.lists.tabs.set_current(tab)
        is_new = self._last_edit(tab) not in (before, None)
        undo = [self._undoing.button(_TABLES[tab])] if is_new else []
        self.lists.banners.show_banner(Tone.GREEN, sentence, buttons=undo)
        for button in undo:
            button.setFocus()  # in the search box Ctrl+Z would undo what is typed there
        self._desk.written()

    def _tell(self, edit: Edit) -> None:
        """Say what was done with several rows, and offer to take it back."""
        undo = (self._undoing.button(edit.table),)
        self.lists.banners.show_banner(Tone.GREEN, f"{edit.detail}。", edit.what, undo)

    def _last_edit(self, tab: str) -> Undoable | None:
        return self._desk.edits.last_done(_TABLES[tab]) if tab in _TABLES else None

    def _back_to(self, show: Callable[[], object]) -> None:
        self._back()
        show()

    def _new(self, tab: str) -> None:
        choices = self.lists.choices or _NO_CHOICES
        if tab == TARGETED:
            self.lists.targeted.ask_record()
            return
        if tab == AUXILIARIES:
            self._show_form(new_auxiliary_page(self._desk), tab)
            return
        if tab == INSPECTORS:
            self._new_inspector(choices)
            return
        self._show_form(new_object_page(self._desk, choices), tab)

    def _new_inspector(self, choices: RegistryChoices) -> None:
        desk = self._desk
        desk.jobs.run(
            self.lists,
            lambda _progress: newcomer(desk.store, desk.year, desk.today()),
            lambda found: self._show_form(new_inspector_page(desk, choices, found), INSPECTORS),
        )

    def _edit(self, tab: str, row_id: int) -> None:
        desk = self._desk
        if locked := desk.locked():
            self.lists.banners.show_banner(Tone.AMBER, f"{locked}。")
            return
        choices = self.lists.choices or _NO_CHOICES

        def show_object(detail: ObjectDetail) -> None:
            self._show_form(edit_object_page(desk, choices, detail), OBJECTS)

        def show_inspector(detail: InspectorDetail) -> None:
            self._show_form(edit_inspector_page(desk, choices, detail), INSPECTORS)

        def show_auxiliary(detail: AuxiliaryDetail) -> None:
            self._show_form(edit_auxiliary_page(desk, detail), AUXILIARIES)

        if tab == AUXILIARIES:
            desk.jobs.run(self.lists, lambda _progress: auxiliary_detail(desk.store, row_id), show_auxiliary)
        elif tab == INSPECTORS:
            desk.jobs.run(
                self.lists,
                lambda _progress: inspector_detail(desk.store, row_id, desk.today(), desk.year),
                show_inspector,
            )
        else:
            desk.jobs.run(
                self.lists,
                lambda _progress: object_detail(desk.store, row_id, desk.year, desk.today()),
                show_object,
            )

    def _show_form(self, form: FormPage, tab: str) -> None:
        if self.in_front() is not self.lists:
            return  # a second double click came while the first was read
        form.left.connect(lambda: self._back_in(tab))
        form.kept.connect(lambda row_id: self._kept(tab, row_id))
        self._put_in_front(form)

    def _kept(self, tab: str, row_id: int) -> None:
        self.lists.section(tab).select_when_shown(row_id)
        self._back_in(tab)

    def _back_in(self, tab: str) -> None:
        """Go back to the row in hand, so that the arrow keys go on from there."""
        self._back()
        table = self.lists.section(tab).table
        if table.current_id() is not None:  # else the first row would take itself for the one in hand
            table.setFocus()

    def _import(self, tab: str) -> None:
        self.begin_import(tab).choose()

    def _paste(self) -> None:
        """Look into the block in the clipboard; without headings its columns are those of the list."""
        tab = self.lists.tab
        if tab not in _REGISTRIES:
            return
        text = QGuiApplication.clipboard().text()
        why_not = self._desk.locked() or ("" if text.strip() else _NOTHING_COPIED)
        if why_not:
            self.lists.banners.show_banner(Tone.AMBER, f"{why_not}。")
            return
        table: Table[Any] = self.lists.section(tab).table
        keys = [column.key for column in shown_columns(table)]
        self.begin_import(tab).look_at(text, [_FIELDS.get(key, key) for key in keys])

    def _imported(self, tab: str, page: ImportPage, imported: Imported) -> None:
        name = page.preview.path.name if page.preview else ""
        self._back()
        self.lists.tabs.set_current(tab)
        counts = f"新增 {imported.new}，更新 {imported.changed}，未变 {imported.unchanged}。"
        tone = Tone.AMBER if imported.unknown else Tone.GREEN
        words = "。".join((*(sentence.rstrip("。") for sentence in imported.unknown), ""))
        self._undoing.imported(_TABLES[tab], name, imported)
        undo = self._undoing.button(_TABLES[tab], "撤销这次导入")
        self.lists.banners.show_banner(tone, f"{counts}{words}", f"已导入 {name}", (undo,))
        undo.setFocus()  # as above
        self._desk.written()
        if tab == OBJECTS and imported.new:
            self._twins.begin(partial(self._tell_twins, f"已导入 {name}", f"{counts}{words}"))

    def _tell_twins(self, head: str, sentence: str, pairs: int, among: Sequence[int]) -> None:
        """Say how many likely duplicates an import brought, unless something else has come to the front."""
        if self.in_front() is not self.lists:
            return
        look = Button("查看疑似重复", height=28)
        look.clicked.connect(lambda _checked=False: self._look_at_twins(among))
        buttons = (look, self._undoing.button(_TABLES[OBJECTS], "撤销这次导入"))
        focus = self.window().focusWidget()
        is_held = focus is not None and self.lists.banners.isAncestorOf(focus)
        words = f"{sentence}新增的里面有 {pairs} 对疑似重复，核实后可以合并，或标为不是同一家。"
        self.lists.banners.show_banner(Tone.AMBER, words, head, buttons)
        if is_held:
            look.setFocus()

    def _look_at_twins(self, among: Sequence[int]) -> None:
        page = self.begin_task(DUPLICATES)
        if isinstance(page, DuplicatesTask):
            page.look_among(among)

    def _undo(self) -> None:
        if table := _TABLES.get(self.lists.tab):
            self._undoing.undo(table)

    def _redo(self) -> None:
        if table := _TABLES.get(self.lists.tab):
            self._undoing.redo(table)

    def _save_template(self, tab: str) -> None:
        registry = _REGISTRIES[tab]
        store = self._desk.store
        name = f"{NAMES[registry]}填写模板.xlsx"
        page = self.in_front()
        save_made(page, self._desk, name, choosers.SHEET, lambda: import_template(store, registry))

    def _put_in_front(self, page: Page) -> None:
        self._stack.addWidget(page)
        page.set_density(self._density)
        self._stack.setCurrentWidget(page)
        page.take_focus()

    def _back(self) -> None:
        page = self.in_front()
        if page is self.lists:
            return
        self._stack.removeWidget(page)
        page.hide()
        if isinstance(page, ImportPage):
            page.let_go()
        page.deleteLater()
        self.lists.set_density(self._density)
        self.lists.catch_up()
        self.lists.take_focus()
