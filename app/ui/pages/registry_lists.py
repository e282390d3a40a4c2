"""The lists of 名录库 under their tabs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.services.registry_choices import registry_choices
from app.services.rows.registry import RegistryChoices
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.page import Page
from app.ui.pages.registry_objects import UNVISITED, ObjectsTab
from app.ui.tabs import Tabs

OBJECTS, INSPECTORS, ITEMS = "objects", "inspectors", "items"


class ListsPage(Page):
    """`new_asked`, `import_asked` and `template_asked` tell the tab in front."""

    new_asked = Signal(str)
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
        self._new = Button("新增检查对象", "plus", Kind.ACCENT, hint=command("new").shortcut)
        for button, asked in (
            (self._template, self.template_asked),
            (self._import, self.import_asked),
            (self._new, self.new_asked),
        ):
            button.clicked.connect(lambda _checked=False, asked=asked: asked.emit(self.tab))
            self.title_line.add(button)
        self.tabs = Tabs(((OBJECTS, "检查对象"), (INSPECTORS, "检查人员"), (ITEMS, "抽查事项")))
        self.tabs.chosen.connect(self.show_tab)
        self.add_strip(self.tabs)
        self.objects = ObjectsTab(self, desk, self._empty_objects())
        self._sections = QStackedWidget()
        self._sections.addWidget(self.objects)
        self.body.addWidget(self._sections, 1)
        install("new", self, self._new.click)
        install("refresh", self, self.opened)
        desk.changed.connect(self._read_if_seen)

    def set_density(self, density: Density) -> None:
        """Hand on how much room there is; the sections have the edges."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_sections"):
            self.objects.set_density(density)

    def take_focus(self) -> None:
        """Begin at the search box of the tab in front."""
        self.objects.search.setFocus()

    def opened(self) -> None:
        """Read counts and the list in front again."""
        self._desk.jobs.run(
            self, lambda _progress: registry_choices(self._desk.store, self._desk.year), self._take
        )
        self.objects.reload()

    def show_tab(self, tab: str) -> None:
        """Bring a list to the front."""
        self.tab = tab

    def show_unvisited(self) -> None:
        """List 重点 and 特殊 objects that no draw of the year has reached."""
        self.tabs.set_current(OBJECTS)
        self.objects.choose(UNVISITED)

    def _take(self, choices: RegistryChoices) -> None:
        self.choices = choices
        self.tabs.set_count(OBJECTS, choices.objects)
        self.tabs.set_count(INSPECTORS, choices.inspectors)
        self.tabs.set_count(ITEMS, len(choices.catalogue.items) if choices.catalogue else 0)
        self.objects.take_choices(choices)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()

    def _empty_objects(self) -> EmptyState:
        steps = (
            NextStep(
                "file-input",
                "导入检查对象",
                "从现有的 Excel 名单读入，先看结果再写入",
                "选文件",
                lambda: self.import_asked.emit(OBJECTS),
            ),
            NextStep(
                "file-text",
                "下载模板",
                "一行填一家，填好后再导入",
                "下载",
                lambda: self.template_asked.emit(OBJECTS),
            ),
            NextStep("plus", "新增检查对象", "一家一家地录入", "新增", lambda: self.new_asked.emit(OBJECTS)),
        )
        return EmptyState("还没有检查对象", "名录建好后才能拟计划、抽取。", steps)
