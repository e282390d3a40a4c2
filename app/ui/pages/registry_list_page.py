"""A list that updates a registry: looked at first, decided on, and written by one button."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget

from app.services.import_faults import faults_xlsx
from app.services.list_import import decide, preview_list, preview_list_again, write_list
from app.services.list_template import list_template
from app.services.list_words import FILES, TITLES, field_words
from app.services.rows.intake import Registry
from app.services.rows.lists import Decisions, Fate, ListDone, ListKind, ListPreview, Missing
from app.ui import choosers
from app.ui.actions import command
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.errors import show_error
from app.ui.figures import Figure, Figures
from app.ui.latest import Latest
from app.ui.page import FORM_FOOT, Foot
from app.ui.pages.registry_column_lines import ColumnsPanel
from app.ui.pages.registry_list_views import (
    FaultsView,
    LackingView,
    LinesView,
    ListView,
    MissingView,
    decisions_of,
)
from app.ui.pages.registry_section import export_list
from app.ui.pages.registry_task_page import TaskPage
from app.ui.saving import save_made
from app.ui.tabs import Tabs
from app.ui.tokens import Tone

_UNITS: Final[Mapping[ListKind, str]] = {
    ListKind.PENALTY: "条",
    ListKind.RECUSAL: "条",
    ListKind.AUXILIARY: "人",
}
_SPARE: Final = {"uscc", "sheet", "value", "town"}
_SENTENCES: Final[Mapping[ListKind, str]] = {
    ListKind.PERMIT: "只更新管理类别、许可证编号和行业；名录库没有的、清单没有的分别列出，由您决定。",
    ListKind.CREDIT: "只更新信用评价和信用分；清单没有的单位另外列出。",
    ListKind.PENALTY: "登记处罚决定，并按有效期加“违法记录”标识；名录库没有的单位另外列出。",
    ListKind.RECUSAL: "按对象名称、信用代码或所属单位登记回避；先看结果再写入。",
    ListKind.AUXILIARY: "委托单位、监测机构、科研院所、专家和随同人员；先看结果再写入。",
}


class ListPage(TaskPage):
    """Waits for a file, shows what it would change, and writes it with the clerk's decisions."""

    def __init__(self, desk: Desk, kind: ListKind) -> None:
        super().__init__(TITLES[kind])
        self._desk = desk
        self._kind = kind
        self._latest = Latest(desk.jobs, self)
        self.preview: ListPreview | None = None
        self._begun_with: Mapping[str, str] = {}  # what was chosen for the columns before this visit
        self._other = Button("换一个文件", "folder-open")
        self._other.clicked.connect(lambda _checked=False: self.ask_to_leave(self.choose))
        self._other.hide()  # until there is one
        self.title_line.add(self._other)
        self.figures = Figures()
        self.lines, self.lacking, self.missing = LinesView(kind), LackingView(kind), MissingView(kind)
        self.faults = FaultsView()
        self._views = self._wanted_views()
        self.tabs = Tabs(tuple((key, view.name) for key, view in self._views.items()))
        self.tabs.set_edge(0)
        self._shown = QStackedWidget()
        self._begin = self._empty()
        self._lay()
        self.columns = ColumnsPanel(tuple(field_words(kind).items()))
        self.columns.lines.chosen.connect(self._choose_column)
        self.columns.lines.cleared.connect(lambda: self._read_again({}))
        self.set_panel(self.columns)
        self._foot = Foot(FORM_FOOT, "base")
        self.act = Button("写入", "check", Kind.ACCENT)
        self._add_foot()
        self.first = self._begin

    def choose(self) -> None:
        """Ask for a file and look into it."""
        choosers.open_file(self, f"选择{FILES[self._kind]}", choosers.TABLES, self.look_into)

    def look_into(self, path: Path) -> None:
        """Read a file off the screen's thread and show what it would change."""
        store, today, before = self._desk.store, self._desk.today(), self._decisions()
        # Whatever was decided by row is of what was read until now, even of the same file.
        decisions = Decisions(months=before.months, by_owner=before.by_owner)

        def begin(preview: ListPreview) -> None:
            self._begun_with = preview.choices
            self._take(preview)

        self._look(path, lambda: preview_list(store, self._kind, path, today, None, decisions), begin)

    def unsaved(self) -> str:
        """Name the page while decisions stand that were not written, or columns chosen of this file."""
        preview = self.preview
        if preview is None:
            return ""
        is_chosen = dict(preview.choices) != dict(self._begun_with)
        return self.accessibleName() if is_chosen or _is_decided(self._decisions()) else ""

    def write(self) -> None:
        """Write what was shown, with the decisions."""
        preview = self.preview
        if preview is None:
            return
        self.act.setEnabled(False)
        decisions, act = self._decisions(), self._desk.act()

        def failed(error: Exception) -> None:
            self._say()
            show_error(self, error)

        self._desk.jobs.run(
            self,
            lambda _progress: write_list(self._desk.store, preview, decisions, act),
            self._written,
            failed,
            doing=f"正在写入 {preview.path.name}",
        )

    def set_density(self, density: Density) -> None:
        """Leave out what tells least where there is little room."""
        super().set_density(density)
        if hasattr(self, "lines"):
            self._show_figures()
            tight = density is not Density.NORMAL
            self.lines.chips.set_density(density)
            for view in self._views.values():
                keys = [each.key for each in view.columns if not (tight and each.key in _SPARE)]
                view.table.show_columns(["tick", *keys])

    def _show_figures(self) -> None:
        """Where rows are few, the tabs and the button say what matters."""
        self.figures.setVisible(self.preview is not None and self._density is not Density.FOLDED)

    def _wanted_views(self) -> dict[str, ListView[Any]]:
        views: dict[str, ListView[Any]] = {"lines": self.lines}
        if self._kind is not ListKind.AUXILIARY:
            views["lacking"] = self.lacking
        if self._kind in {ListKind.PERMIT, ListKind.CREDIT}:
            views["missing"] = self.missing
        return {**views, "faults": self.faults}

    def _empty(self) -> EmptyState:
        file = FILES[self._kind]
        steps = [NextStep("file-input", f"选择{file}", "Excel、WPS 表格或 CSV", "选文件", self.choose)]
        if self._kind in {ListKind.RECUSAL, ListKind.AUXILIARY}:
            steps.append(
                NextStep("file-text", "下载模板", "没有现成名单时，按模板填写", "下载", self._save_template)
            )
        return EmptyState(TITLES[self._kind], _SENTENCES[self._kind], steps)

    def _lay(self) -> None:
        for view in self._views.values():
            self._shown.addWidget(view)
            view.export_asked.connect(lambda view=view: self._export(view))
            view.decided.connect(self._say)
        for changed in (self.lines.recount, self.lacking.recount):
            changed.connect(self._decide_again)
        self.tabs.chosen.connect(lambda key: self._shown.setCurrentWidget(self._views[key]))
        self.body.addWidget(self._begin, 1)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._shown, 1)
        for widget in (self.figures, self.tabs, self._shown):
            widget.hide()

    def _add_foot(self) -> None:
        self._foot.words.setText("现在还没有写入任何内容。")
        self._foot.reason.setText("还没有选文件")
        cancel = Button("取消", hint=command("close").shortcut)
        cancel.clicked.connect(lambda _checked=False: self.leave())
        self.act.clicked.connect(lambda _checked=False: self.write())
        self.act.setEnabled(False)
        self._foot.add(cancel)
        self._foot.add(self.act)
        self.set_foot(self._foot)

    def _decisions(self) -> Decisions:
        return decisions_of(self.lines, self.lacking, self.missing)

    def _choose_column(self, heading: str, field: str) -> None:
        """Let a column be what the clerk says; the one that was it until now is not read."""
        if self.preview is None:
            return
        others = [found.heading for found in self.preview.columns if field and found.key == field]
        self._read_again({**self.preview.choices, **dict.fromkeys(others, ""), heading: field}, heading)

    def _read_again(self, choices: Mapping[str, str], heading: str = "") -> None:
        shown = self.preview
        if shown is None:
            return
        store, today, decisions = self._desk.store, self._desk.today(), self._decisions()

        def take(preview: ListPreview) -> None:
            self._take(preview)
            if combo := self.columns.lines.combo(heading):
                combo.setFocus()

        self._look(shown.path, lambda: preview_list_again(store, shown, today, choices, decisions), take)

    def _look(self, path: Path, look: Callable[[], ListPreview], take: Callable[[ListPreview], None]) -> None:
        self.banners.clear()
        self.act.setEnabled(False)  # what is shown is no longer what would be written
        shown = self.preview

        def go_back() -> None:
            if shown is not None:
                self._take(shown)

        def keep(error: Exception) -> None:
            go_back()
            show_error(self, error)

        self._desk.jobs.read(
            self,
            lambda _progress: look(),
            take,
            keep,
            doing=f"正在读取 {path.name}",
            cancelled=go_back,
        )

    def _decide_again(self) -> None:
        """Work the lines out anew under what was decided; the file is not read again."""
        preview, today, decisions = self.preview, self._desk.today(), self._decisions()
        if preview is not None:
            store = self._desk.store
            self._latest.ask(lambda: decide(store, preview, decisions, today), self._take)

    def _take(self, preview: ListPreview) -> None:
        if self.preview is None and not preview.fault:
            self.columns.set_folded(folded=True)  # what changes needs the room; the columns are a click away
        self.preview = preview
        self._begin.hide()
        self._show_figures()
        for widget in (self.tabs, self._shown):
            widget.show()
        self._other.show()
        self.title_line.set_subtitle(preview.path.name)
        self.lines.show_lines(preview)
        self.lacking.show_lines(preview)
        self.missing.show_lines(preview)
        self.faults.show_lines(preview)
        self.columns.show_columns(preview.columns, preview.notes)
        self._count(preview)
        self._say()
        if self.act.isEnabled():
            self.act.setFocus()
        if preview.fault:
            self.banners.show_banner(Tone.AMBER, preview.fault)
            self.columns.set_folded(folded=False)
            self.columns.lines.begin()

    def _count(self, preview: ListPreview) -> None:
        counts = {"lines": len(preview.lines), "missing": len(preview.missing), "faults": len(preview.faults)}
        counts["lacking"] = preview.count(Fate.LACKING)
        for key in self._views:
            self.tabs.set_count(key, counts[key])
        doubtful, faulty = preview.count(Fate.DOUBTFUL), preview.faulty
        self.figures.set_figures(
            (
                Figure("读到", f"{preview.rows} 行"),
                *(
                    [Figure("新增", str(preview.count(Fate.NEW)), "green")]
                    if self._kind in {ListKind.PENALTY, ListKind.RECUSAL, ListKind.AUXILIARY}
                    else []
                ),
                Figure("更新", str(preview.count(Fate.CHANGED))),
                Figure("未变", str(preview.count(Fate.UNCHANGED))),
                Figure("名录库没有", str(counts["lacking"]), "amber" if counts["lacking"] else "text"),
                Figure("存疑，不写入", str(doubtful), "amber" if doubtful else "text"),
                Figure("有误，不写入", str(faulty), "red" if faulty else "text"),
            )
        )

    def _say(self) -> None:
        """Say on the button what it would do, or why there is nothing."""
        preview = self.preview
        if preview is None:
            return
        told = _told(preview, self._decisions(), _UNITS.get(self._kind, "家"))
        self.act.set_words(told or "写入")
        reason = self._desk.locked() or _why_not(preview, told)
        self.act.setEnabled(not reason)
        self._foot.reason.setText(reason)
        self._foot.words.setVisible(not reason or self._density is Density.NORMAL)

    def _written(self, done: ListDone) -> None:
        self._desk.edits.did(done.edit)
        self.done.emit(done.sentence)

    def _export(self, view: ListView[Any]) -> None:
        preview = self.preview
        if view is self.faults and preview is not None and (table := preview.table) is not None:
            name = f"{preview.path.stem}（问题）.xlsx"
            save_made(
                self,
                self._desk,
                name,
                choosers.SHEET,
                lambda: faults_xlsx(Registry.OBJECTS, table.table),
            )
            return
        rows = [*view.shown]
        export_list(self, self._desk, f"{FILES[self._kind]}{view.name}", view.columns, lambda: rows)

    def _save_template(self) -> None:
        kind = self._kind
        save_made(
            self, self._desk, f"{FILES[kind]}填写模板.xlsx", choosers.SHEET, lambda: list_template(kind)
        )


def _is_decided(decisions: Decisions) -> bool:
    """Tell whether anything is other than at first; who is ticked as missing counts with what is done."""
    return replace(decisions, missing_ids=frozenset()) != Decisions()


def _told(preview: ListPreview, decisions: Decisions, unit: str) -> str:
    gone = 0 if decisions.missing is Missing.KEEP else len(decisions.missing_ids)
    counts = (
        ("新增", preview.count(Fate.NEW) + len(decisions.add)),
        ("更新", preview.count(Fate.CHANGED)),
        (decisions.missing.value, gone),
    )
    return "，".join(f"{words} {count} {unit}" for words, count in counts if count)


def _why_not(preview: ListPreview, told: str) -> str:
    if preview.fault:
        return "还没有指定名称一列"
    if told:
        return ""
    return "与名录库一致，没有要写入的" if preview.lines else "没有可以写入的行"


def list_tasks() -> tuple[tuple[str, str, str, Callable[[Desk], TaskPage]], ...]:
    """Give key, words, list and page of every such task of 整理."""
    tabs = {ListKind.RECUSAL: "inspectors", ListKind.AUXILIARY: "auxiliaries"}
    return tuple(
        (f"list-{kind}", TITLES[kind], tabs.get(kind, "objects"), partial(ListPage, kind=kind))
        for kind in ListKind
    )
