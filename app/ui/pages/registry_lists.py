"""The lists of 名录库 under their tabs."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.services.catalogue import install_catalogue, shipped_catalogue
from app.services.registry_choices import registry_choices
from app.services.rows.registry import InspectorDetail, ObjectDetail, RegistryChoices
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.page import Page
from app.ui.pages.registry_inspector_form import RecusalDialog
from app.ui.pages.registry_inspectors import InspectorsTab
from app.ui.pages.registry_items import ItemsTab
from app.ui.pages.registry_objects import UNVISITED, ObjectsTab
from app.ui.pages.registry_state_dialog import StateDialog
from app.ui.tabs import Tabs

OBJECTS, INSPECTORS, ITEMS = "objects", "inspectors", "items"
_NEW = {OBJECTS: "新增检查对象", INSPECTORS: "新增检查人员"}


class ListsPage(Page):
    """`new_asked`, `import_asked` and `template_asked` tell the tab in front, `edit_asked` also the id."""

    new_asked = Signal(str)
    edit_asked = Signal(str, int)
    import_asked = Signal(str)
    template_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("名录库")
        self._desk = desk
        self.tab = OBJECTS
        self.choices: RegistryChoices | None = None
        self.title_line.set_subtitle(f"{desk.year} 年度")
        self._template = Button("下载模板", "file-text")
        self._import = Button("导入", "upload")
        self.new = Button(_NEW[OBJECTS], "plus", Kind.ACCENT, hint=command("new").shortcut)
        self._buttons = (self._template, self._import, self.new)
        asked = (self.template_asked, self.import_asked, self.new_asked)
        for button, signal in zip(self._buttons, asked, strict=True):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.tab))
            self.title_line.add(button)
        self.tabs = Tabs(((OBJECTS, "检查对象"), (INSPECTORS, "检查人员"), (ITEMS, "抽查事项")))
        self.tabs.chosen.connect(self._show_tab)
        self.add_strip(self.tabs)
        self.objects = ObjectsTab(self, desk, self._empty(OBJECTS, "检查对象", "家"))
        self.inspectors = InspectorsTab(self, desk, self._empty(INSPECTORS, "检查人员", "人"))
        self.items = ItemsTab(self, desk, self._take_shipped)

        self._stack = QStackedWidget()
        for section in (self.objects, self.inspectors, self.items):
            self._stack.addWidget(section)
        self.body.addWidget(self._stack, 1)
        self._connect()

    def set_density(self, density: Density) -> None:
        """Hand on how much room there is; the sections have the edges."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_stack"):
            for section in (self.objects, self.inspectors, self.items):
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
        desk.jobs.run(self, lambda _progress: registry_choices(desk.store, desk.year), self._take)
        if self.tab != ITEMS:
            self.section(self.tab).reload()

    def section(self, tab: str) -> ObjectsTab | InspectorsTab:
        """Give the list under a tab."""
        return self.inspectors if tab == INSPECTORS else self.objects

    def show_unvisited(self) -> None:
        """List 重点 and 特殊 objects that no draw of the year has reached."""
        self.tabs.set_current(OBJECTS)
        self.objects.choose(UNVISITED)

    def _connect(self) -> None:
        self.objects.opened.connect(lambda row_id: self.edit_asked.emit(OBJECTS, row_id))
        self.inspectors.opened.connect(lambda row_id: self.edit_asked.emit(INSPECTORS, row_id))
        self.objects.state_asked.connect(self._ask_state)
        self.inspectors.recusal_asked.connect(self._ask_recusal)
        install("new", self, self.new.click)
        install("refresh", self, self.opened)
        self._desk.changed.connect(self._read_if_seen)

    def _show_tab(self, tab: str) -> None:
        self.tab = tab
        for button in self._buttons:
            button.setVisible(tab != ITEMS)
        if tab in _NEW:
            self.new.set_words(_NEW[tab])
        self._stack.setCurrentWidget(self.items if tab == ITEMS else self.section(tab))
        self.opened()

    def _take(self, choices: RegistryChoices) -> None:
        self.choices = choices
        self.tabs.set_count(OBJECTS, choices.objects)
        self.tabs.set_count(INSPECTORS, choices.inspectors)
        self.tabs.set_count(ITEMS, len(choices.catalogue.items) if choices.catalogue else 0)
        self.objects.take_choices(choices)
        self.inspectors.take_choices(choices)
        self.items.take_catalogue(choices.catalogue)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()

    def _ask_state(self, detail: ObjectDetail) -> None:
        StateDialog(self, self._desk, detail).begin()

    def _ask_recusal(self, detail: InspectorDetail) -> None:
        RecusalDialog(self, self._desk, detail).begin()

    def _take_shipped(self) -> None:
        desk = self._desk
        act = desk.act()
        desk.jobs.run(
            self,
            lambda _progress: install_catalogue(desk.store, shipped_catalogue(), act),
            lambda _catalogue: desk.written(),
        )

    def _empty(self, tab: str, what: str, unit: str) -> EmptyState:
        def ask(signal: str) -> Callable[[], object]:
            return lambda: getattr(self, signal).emit(tab)

        reading = "从现有的 Excel 名单读入，先看结果再写入"
        filling = f"一行填一{unit}，填好后再导入"
        steps = (
            NextStep("file-input", f"导入{what}", reading, "选文件", ask("import_asked")),
            NextStep("file-text", "下载模板", filling, "下载", ask("template_asked")),
            NextStep("plus", f"新增{what}", f"一{unit}一{unit}地录入", "新增", ask("new_asked")),
        )
        return EmptyState(f"还没有{what}", "名录建好后才能拟计划、抽取。", steps)
