"""The lists of 名录库 under their tabs."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.services.auxiliaries import uncertified
from app.services.catalogue import install_catalogue, shipped_catalogue
from app.services.registry_choices import registry_choices
from app.services.rows.auxiliary import Uncertified
from app.services.rows.lists import ListKind
from app.services.rows.registry import ObjectDetail, RegistryChoices
from app.ui import choosers
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.jobs import Lane
from app.ui.page import Page
from app.ui.pages import registry_bulk as bulk
from app.ui.pages.registry_auxiliaries import AuxiliariesTab
from app.ui.pages.registry_auxiliary_form import TakeOverDialog, ask_turn
from app.ui.pages.registry_inspectors import InspectorsTab
from app.ui.pages.registry_items import ItemsTab
from app.ui.pages.registry_objects import UNVISITED, ObjectsTab
from app.ui.pages.registry_state_dialog import StateDialog, one_target
from app.ui.pages.registry_targeted import TargetedTab
from app.ui.pages.registry_tasks import TasksButton, tasks_of
from app.ui.pages.targeted_dialog import RECORD, ask_record
from app.ui.tabs import Tabs
from app.ui.tokens import Tone

OBJECTS, INSPECTORS, AUXILIARIES, ITEMS = "objects", "inspectors", "auxiliaries", "items"
TARGETED = "targeted"
_UNKNOWN = RegistryChoices(1, 1, (), (), (), None, 1, 1)
_NEW = {
    OBJECTS: "新增检查对象",
    INSPECTORS: "新增检查人员",
    AUXILIARIES: "新增随同、辅助人员",
    TARGETED: RECORD,
}
_TYPED = (AUXILIARIES, TARGETED)
"""Tabs without import and template."""
_NOBODY = "检查人员都有执法证，或者已经转入，没有可以转入的人。"


class ListsPage(Page):
    """`new_asked`, `import_asked` and `template_asked` tell the tab in front, `edit_asked` also the id.

    `task_asked` tells the key of a task of 整理, `acted` hands on what was done with several rows.
    """

    new_asked = Signal(str)
    edit_asked = Signal(str, int)
    import_asked = Signal(str)
    template_asked = Signal(str)
    task_asked = Signal(str)
    acted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("名录库")
        self._desk = desk
        self.tab = OBJECTS
        self.choices: RegistryChoices | None = None
        self._stale = False
        self.title_line.set_subtitle(f"{desk.year} 年度", desk.locked())
        self.take_over = Button("从检查人员转入", "users")
        self.tasks = TasksButton()
        self._template = Button("下载模板", "file-text")
        self._import = Button("导入", "upload")
        self.new = Button(_NEW[OBJECTS], "plus", Kind.ACCENT, hint=command("new").shortcut)
        self._buttons = (self._template, self._import, self.new)
        for button in (self.take_over, self.tasks, self._import, self.new):
            turn_off(button, desk.locked())
        self.take_over.clicked.connect(lambda _checked=False: self.ask_take_over())
        self.tasks.wanted.connect(self.task_asked)
        self.title_line.add(self.take_over)
        self.title_line.add(self.tasks)
        asked = (self.template_asked, self.import_asked, self.new_asked)
        for button, signal in zip(self._buttons, asked, strict=True):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.tab))
            self.title_line.add(button)
        names = ("检查对象", "检查人员", "随同、辅助人员", "抽查事项", "针对性检查")
        self.tabs = Tabs(tuple(zip((OBJECTS, INSPECTORS, AUXILIARIES, ITEMS, TARGETED), names, strict=True)))
        self.tabs.chosen.connect(self._show_tab)
        self.add_strip(self.tabs)
        self.objects = ObjectsTab(self, desk, self._empty(OBJECTS, "检查对象", "家"))
        self._offer_bulk(self.objects, OBJECTS)
        self._inspectors: InspectorsTab | None = None
        self._auxiliaries: AuxiliariesTab | None = None
        self._items: ItemsTab | None = None
        self._targeted: TargetedTab | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.objects)
        self.body.addWidget(self._stack, 1)
        self._connect()

    @property
    def inspectors(self) -> InspectorsTab:
        """The list of inspectors, made when it is first wanted."""
        if self._inspectors is None:
            empty = self._empty(INSPECTORS, "检查人员", "人")
            made = self._inspectors = InspectorsTab(self, self._desk, empty)
            made.opened.connect(lambda row_id: self.edit_asked.emit(INSPECTORS, row_id))
            self._offer_bulk(made, INSPECTORS)
            made.set_density(self._density)
            if self.choices is not None:
                made.take_choices(self.choices)
            self._stack.addWidget(made)
        return self._inspectors

    @property
    def auxiliaries(self) -> AuxiliariesTab:
        """The list of those who may go along, made when it is first wanted."""
        if self._auxiliaries is None:
            made = self._auxiliaries = AuxiliariesTab(self, self._desk, self._nobody_along())
            made.opened.connect(lambda row_id: self.edit_asked.emit(AUXILIARIES, row_id))
            made.turn_asked.connect(lambda detail: ask_turn(self, self._desk, detail))
            self._offer_bulk(made, AUXILIARIES)
            made.set_density(self._density)
            self._stack.addWidget(made)
        return self._auxiliaries

    @property
    def items(self) -> ItemsTab:
        """The item list, made when it is first wanted."""
        if self._items is None:
            made = self._items = ItemsTab(self, self._desk, self._take_shipped)
            made.set_density(self._density)
            if self.choices is not None:
                made.take_catalogue(self.choices.catalogue)
            self._stack.addWidget(made)
        return self._items

    @property
    def targeted(self) -> TargetedTab:
        """The list of checks outside the draw, made when it is first wanted."""
        if self._targeted is None:
            made = self._targeted = TargetedTab(self, self._desk)
            made.set_density(self._density)
            self._stack.addWidget(made)
        return self._targeted

    def set_density(self, density: Density) -> None:
        """Hand on how much room there is; the sections have the edges."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_stack"):
            for section in (
                self.objects,
                self._inspectors,
                self._auxiliaries,
                self._items,
                self._targeted,
            ):
                if section is not None:
                    section.set_density(density)

    def take_focus(self) -> None:
        """Begin at the search box of the tab in front, or its table."""
        if self.tab == ITEMS:
            self.items.table.setFocus()
        else:
            self.section(self.tab).search.setFocus()

    def opened(self) -> None:
        """Read counts and the list in front again."""
        desk = self._desk
        self._stale = False
        if self.tab != ITEMS:
            self.section(self.tab).reload()
        read = partial(registry_choices, desk.store, desk.year)
        desk.jobs.run(self, lambda _progress: read(), self._take, lane=Lane.OTHER)  # the rows go before

    def catch_up(self) -> None:
        """Read again what was written while something stood in front."""
        if self._stale:
            self.opened()

    def section(self, tab: str) -> ObjectsTab | InspectorsTab | AuxiliariesTab | TargetedTab:
        """Give the list under a tab."""
        if tab == AUXILIARIES:
            return self.auxiliaries
        if tab == TARGETED:
            return self.targeted
        return self.inspectors if tab == INSPECTORS else self.objects

    def ask_take_over(self) -> None:
        """Offer the inspectors without 执法证 who are not among those who go along yet."""
        store = self._desk.store

        def ask(people: Sequence[Uncertified]) -> None:
            if people:
                TakeOverDialog(self, self._desk, people, self.acted.emit).begin()
            else:
                choosers.tell(self, "从检查人员转入", _NOBODY)

        self._desk.jobs.run(self, lambda _progress: uncertified(store), ask)

    def show_unvisited(self) -> None:
        """List 重点 and 特殊 objects that no draw of the year has reached."""
        self.tabs.set_current(OBJECTS)
        self.objects.choose(UNVISITED)

    def show_object(self, code: str) -> None:
        """List the one object with a code."""
        self.tabs.set_current(OBJECTS)
        self.objects.choose({})
        self.objects.search.setText(code)

    def _offer_bulk(self, made: ObjectsTab | InspectorsTab | AuxiliariesTab, tab: str) -> None:
        if not self._desk.locked():
            made.offer(bulk.TITLE, lambda: self.task_asked.emit(bulk.key_of(tab)))

    def _connect(self) -> None:
        self.objects.opened.connect(lambda row_id: self.edit_asked.emit(OBJECTS, row_id))
        self.objects.state_asked.connect(self._ask_state)
        self.objects.acted.connect(self.acted)
        self.objects.targeted_asked.connect(
            lambda target: ask_record(self, self._desk, self._recorded, target)
        )
        install("new", self, self.new.click)
        install("refresh", self, self.opened)
        self._desk.changed.connect(self._read_if_seen)

    def _show_tab(self, tab: str) -> None:
        self.tab = tab
        self._show_buttons()
        if tab in _NEW:
            self.new.set_words(_NEW[tab])
        self._stack.setCurrentWidget(self.items if tab == ITEMS else self.section(tab))
        self.opened()

    def _show_buttons(self) -> None:
        """Show what the list in front can be given; an empty one offers the same steps in its middle."""
        held = self.choices or _UNKNOWN
        counts = {
            OBJECTS: held.objects,
            INSPECTORS: held.inspectors,
            AUXILIARIES: held.auxiliaries,
            TARGETED: held.targeted,
        }
        some, typed = counts.get(self.tab, 0) > 0, self.tab in _TYPED
        for button in self._buttons:
            button.setVisible(some and (button is self.new or not typed))
        self.take_over.setVisible(some and self.tab == AUXILIARIES)
        tasks = tasks_of(self.tab)
        self.tasks.show_tasks(tasks)
        self.tasks.setVisible(some and bool(tasks))

    def _take(self, choices: RegistryChoices) -> None:
        self.choices = choices
        self._show_buttons()
        self.tabs.set_count(OBJECTS, choices.objects)
        self.tabs.set_count(INSPECTORS, choices.inspectors)
        self.tabs.set_count(AUXILIARIES, choices.auxiliaries)
        self.tabs.set_count(TARGETED, choices.targeted)
        self.tabs.set_count(ITEMS, len(choices.catalogue.items) if choices.catalogue else 0)
        self.objects.take_choices(choices)
        if self._inspectors is not None:
            self._inspectors.take_choices(choices)
        if self._items is not None:
            self._items.take_catalogue(choices.catalogue)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()
        else:
            self._stale = True

    def _recorded(self, _check: int, day: date) -> None:
        self.banners.show_banner(Tone.GREEN, f"检查日期 {day}，列在“针对性检查”里。", head="已登记")
        self._desk.written()

    def _ask_state(self, detail: ObjectDetail) -> None:
        StateDialog(self, self._desk, one_target(detail), self._desk.keep).begin()

    def _take_shipped(self) -> None:
        desk = self._desk
        act = desk.act()
        desk.jobs.run(
            self,
            lambda _progress: install_catalogue(desk.store, shipped_catalogue(), act),
            lambda _catalogue: desk.written(),
        )

    def _nobody_along(self) -> EmptyState:
        head = "还没有随同、辅助人员"
        if locked := self._desk.locked():
            return EmptyState(head, f"{locked}。")
        copied = "没有执法证的日常监管人员，不用再录一遍"
        outside = "委托单位、监测机构、科研院所、专家"
        steps = (
            NextStep("plus", "新增随同、辅助人员", outside, "新增", lambda: self.new_asked.emit(AUXILIARIES)),
            NextStep("file-input", "从文件导入", "先看结果再写入，模板可下载", "选文件", self._ask_for_list),
            NextStep("users", "从检查人员转入", copied, "转入", self.ask_take_over),
        )
        return EmptyState(head, "登记以后，检查任务才能挑选或抽取随同人员；随同人员不占席位。", steps)

    def _ask_for_list(self) -> None:
        self.task_asked.emit(f"list-{ListKind.AUXILIARY}")

    def _empty(self, tab: str, what: str, unit: str) -> EmptyState:
        def ask(signal: str) -> Callable[[], object]:
            return lambda: getattr(self, signal).emit(tab)

        reading = "从现有的 Excel 名单读入，先看结果再写入"
        filling = f"一行填一{unit}，填好后再导入"
        if locked := self._desk.locked():
            return EmptyState(f"还没有{what}", f"{locked}。")
        steps = (
            NextStep("file-input", f"导入{what}", reading, "选文件", ask("import_asked")),
            NextStep("file-text", "下载模板", filling, "下载", ask("template_asked")),
            NextStep("plus", f"新增{what}", f"一{unit}一{unit}地录入", "新增", ask("new_asked")),
        )
        return EmptyState(f"还没有{what}", "名录建好后才能拟计划、抽取。", steps)
