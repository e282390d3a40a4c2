"""结果公开: what must become public by when, the notice that makes it so, and what was published."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.states import FindingState
from app.services import disclosure
from app.services.disclosure_rate import disclosure_rate
from app.services.list_export import list_xlsx
from app.services.rows.visit import DisclosureRow, NoticeRow
from app.ui import choosers, desktop
from app.ui.actions import install
from app.ui.at_hand import AtHand
from app.ui.buttons import Button, Kind
from app.ui.chips import ChipBar, Filter
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.figures import Figures
from app.ui.label import Label
from app.ui.page import Foot, Page
from app.ui.pages import disclosure_dialogs, disclosure_list
from app.ui.pages.disclosure_list import Found
from app.ui.pages.disclosure_preview import NoticePanel, notice_name
from app.ui.pages.work_calendar import show_calendar
from app.ui.saving import save_made
from app.ui.surface import column, row
from app.ui.table import Table


class DisclosurePage(Page):
    """Ticked rows make the notice; it is previewed before it exists."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("结果公开")
        self._desk = desk
        self._found: Found | None = None
        self._folder = desk.store.path.parent
        self._view = ""
        self._wants_focus = False
        self._export = Button("导出表格", "download")
        self.publish = Button("登记已公开", "check")
        self.make = Button("生成公告", "file-text", Kind.ACCENT)
        for button in (self._export, self.publish, self.make):
            self.title_line.add(button)
        self.panel_of_notice = NoticePanel(desk)
        self.set_panel(self.panel_of_notice)
        self._rows: AtHand[DisclosureRow] = AtHand()
        self._notices: AtHand[NoticeRow] = AtHand()
        self.table: Table[DisclosureRow] = Table(disclosure_list.COLUMNS, "待公开的检查结果", self._rows)
        self.notices: Table[NoticeRow] = Table(disclosure_list.NOTICE_COLUMNS, "公告", self._notices)
        self.notices.setSelectionMode(Table.SelectionMode.SingleSelection)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.notices)
        self._figures = Figures()
        self._filters: tuple[Filter, ...] = ()
        self.chips = ChipBar(())
        self._chip_place = QVBoxLayout()
        self._stack = QStackedWidget()
        self._empty = _nothing_yet(desk)
        for widget in (QWidget(), self._empty, self._content()):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._foot = Foot()
        self.calendar = Button("查看工作日历", "calendar-clock", Kind.LINK, height=28)
        self._open_folder = Button("打开所在文件夹", "folder-open", Kind.LINK, height=28)
        self._foot.add(self.calendar)
        self._foot.add(self._open_folder)
        self.set_foot(self._foot)
        self.first = self.table
        self._wire()
        self._lay()

    def opened(self) -> None:
        """Read again what is due."""
        desk = self._desk
        store, year, today = desk.store, desk.year, desk.today()

        def read() -> Found:
            return Found(
                disclosure.list_disclosures(store, year, today),
                disclosure_rate(store, year),
                disclosure.list_notices(store, year),
                disclosure.next_number(store, year),
            )

        desk.jobs.run(self, lambda _progress: read(), self._show)

    def set_density(self, density: Density) -> None:
        """Fold the chips where there is little room."""
        super().set_density(density)
        if hasattr(self, "chips"):
            self.chips.set_density(density)
            self._make_room()
            self._export.set_wordless(wordless=density is Density.FOLDED)

    def take_focus(self) -> None:
        """Begin in the list or on the one thing to do; while it is being read, as soon as it is there."""
        self._wants_focus = self._stack.currentIndex() == 0
        begin = self._empty.findChild(Button) if self._stack.currentWidget() is self._empty else self.first
        (begin or self).setFocus()

    def make_notice(self) -> None:
        """Ask the number, make the notice of the ticked rows, then ask where its Word file goes."""
        ready = self._ready()
        if self._found is not None and ready:
            disclosure_dialogs.ask_number(self, self._desk, ready, self._found.number, self._made)

    def _content(self) -> QWidget:
        content = QWidget()
        lines = column(content, gap=12)
        lines.addWidget(self._figures)
        tools = QWidget()
        tools_row = row(tools, gap=8)
        tools_row.addLayout(self._chip_place, 1)
        self._note = Label("从检查结束次日起算 20 个工作日", "second")
        tools_row.addWidget(self._note)
        lines.addWidget(tools)
        lines.addWidget(self._lists, 1)
        return content

    def _wire(self) -> None:
        self._export.clicked.connect(lambda _checked=False: self._export_list())
        self.publish.clicked.connect(lambda _checked=False: self._ask_published())
        self.make.clicked.connect(lambda _checked=False: self.make_notice())
        self.calendar.clicked.connect(lambda _checked=False: show_calendar(self, self._desk.today()))
        self._open_folder.clicked.connect(lambda _checked=False: desktop.open_folder(self._folder))
        self.table.rows.ticks_changed.connect(self._ticked)
        self.notices.picked.connect(lambda _notice: self._tell())
        self._desk.changed.connect(self._read_if_seen)
        install("print", self._lists, self.panel_of_notice.preview.print_document)
        install("refresh", self, self.opened)

    def _show(self, found: Found) -> None:
        first = self._found is None
        self._found = found
        self.title_line.set_subtitle(f"{self._desk.year} 年度")
        self._stack.setCurrentIndex(2 if found.rows else 1)
        self._figures.set_figures(disclosure_list.figures(found))
        self._rows.rows = {line.visit: line for line in found.rows}
        self._notices.rows = {notice.id: notice for notice in found.notices}
        self._set_chips(disclosure_list.filters(found))
        self._lay()
        kept = disclosure_list.first_ticks(found.rows) if first else self.table.rows.ticked
        self._list()
        self.table.rows.tick_all(tuple(kept))
        if self._wants_focus:
            self.take_focus()

    def _set_chips(self, filters: tuple[Filter, ...]) -> None:
        if filters == self._filters:
            return
        asked = self.chips.values()
        self.chips.hide()
        self.chips.deleteLater()
        self._filters = filters
        self.chips = ChipBar(filters)
        for wanted in filters:
            if wanted.key in asked:
                self.chips.set_values(wanted.key, asked[wanted.key] if wanted.choices else (wanted.title,))
        self.chips.changed.connect(self._filtered)
        self._chip_place.addWidget(self.chips)
        self.chips.set_density(self._density)

    def _filtered(self) -> None:
        """Let only one of 不予公开、已公开、公告 stand: the one chosen last."""
        on = [key for key in disclosure_list.VIEWS if key in self.chips.values()]
        if len(on) > 1:
            before = self._view
            for key in on:
                if key == before:
                    self.chips.set_values(key, ())
            return
        self._list()

    def _list(self) -> None:
        asked = self.chips.values()
        self._make_room()
        self._view = next((key for key in disclosure_list.VIEWS if key in asked), "")
        self._lists.setCurrentWidget(self.notices if self._view == "notices" else self.table)
        if self._found is not None:
            rows = disclosure_list.chosen_rows(self._found.rows, asked)
            self.table.set_ids([line.visit for line in rows])
            self.notices.set_ids([notice.id for notice in self._found.notices])
        if self._view == "notices" and self.notices.current_id() is None and self._notices.rows:
            self.notices.selectRow(0)
        self._tell()

    def _make_room(self) -> None:
        """Leave the rule of the twenty days out where the chips need its room."""
        self._note.setVisible(self._density is Density.NORMAL and not self.chips.values())

    def _ticked(self) -> None:
        """Keep only ticks on results that are released."""
        ticked = self.table.rows.ticked
        legal = {visit for visit in ticked if self._state(visit) == FindingState.READY}
        if legal == ticked:
            self._tell()
            return
        refused = next(iter(ticked - legal))
        self.table.rows.tick_all(tuple(legal))
        self._foot.reason.setText(f"{self._state(refused)}，审核通过后才能勾选")

    def _state(self, visit: int) -> str:
        line = self._rows.rows.get(visit)
        return line.state if line else ""

    def _ready(self) -> list[int]:
        """Give the ticked visits that no notice has, in the order of their deadlines."""
        return [key for key, line in self._rows.rows.items() if key in self.table.rows.ticked and line.ready]

    def _notice(self) -> NoticeRow | None:
        """Give the notice in question: the current one, or the one that holds all ticked rows."""
        if self._view == "notices":
            return self._notices.rows.get(self.notices.current_id() or 0)
        held = {self._rows.rows[visit].notice for visit in self.table.rows.ticked}
        return self._notices.rows.get(held.pop() or 0) if len(held) == 1 else None

    def _to_publish(self) -> list[int]:
        notice = self._notice()
        wanted: Sequence[int] = notice.visits if self._view == "notices" and notice else ()
        if self._view != "notices":
            wanted = [visit for visit in self._rows.rows if visit in self.table.rows.ticked]
        return [visit for visit in wanted if self._state(visit) == FindingState.READY]

    def _tell(self) -> None:
        """Say what is chosen, offer what can be done with it, and show its notice."""
        if self._found is None:
            return
        ready, notice = self._ready(), self._notice()
        periods = {self._rows.rows[visit].period for visit in ready}
        counted = ready and self._view != "notices"
        self.make.set_words(f"生成公告　{len(ready)} 家" if counted else "生成公告")
        self.make.setEnabled(bool(ready) and len(periods) == 1 and self._view != "notices")
        self.publish.setEnabled(bool(self._to_publish()))
        self._foot.words.setText(self._counted())
        self._foot.reason.setText(self._why(ready, len(periods)))
        if notice is not None:
            self.panel_of_notice.show_notice(notice)
        elif ready and len(periods) == 1:
            self.panel_of_notice.show_draft(ready, self._found.number)
        else:
            self.panel_of_notice.show_nothing()

    def _counted(self) -> str:
        words = {"withheld": "不予公开", "done": "已公开", "notices": "公告"}.get(self._view, "待公开")
        if self._view == "notices":
            return f"{words} {self.notices.rows.rowCount()} 份"
        return f"{words} {self.table.rows.rowCount()} 家，已选 {len(self.table.rows.ticked)}"

    def _why(self, ready: Sequence[int], periods: int) -> str:
        if self._view == "notices":
            notice = self._notice()
            return "" if notice is None else "这份公告已登记公开" if notice.published else "公开后请登记"
        if periods > 1:
            return "一份公告只写一次抽取，请分开勾选"
        if ready:
            return ""
        return "已选的都在公告里，公开后请登记" if self.table.rows.ticked else "勾选可公开的结果后生成公告"

    def _made(self, notice_id: int) -> None:
        """Save the new notice as Word where the clerk chooses."""
        store, year = self._desk.store, self._desk.year

        def ask_place(notices: Sequence[NoticeRow]) -> None:
            notice = next(made for made in notices if made.id == notice_id)
            save_made(
                self,
                self._desk,
                f"{notice_name(notice)}.docx",
                choosers.WORD,
                lambda: disclosure.notice_docx(store, notice_id),
                lambda place: setattr(self, "_folder", place.parent),
            )

        self._desk.written()
        self._desk.jobs.run(self, lambda _progress: disclosure.list_notices(store, year), ask_place)

    def _ask_published(self) -> None:
        visits = self._to_publish()
        if visits:
            disclosure_dialogs.ask_published(self, self._desk, visits, self._desk.written)

    def _export_list(self) -> None:
        if self._found is None:
            return
        rows = [disclosure_list.exported(self._rows.rows[visit]) for visit in self.table.rows.ids()]
        name, store = f"{self._desk.year}年检查结果公开", self._desk.store
        columns = disclosure_list.EXPORTED
        save_made(
            self, self._desk, f"{name}.xlsx", choosers.SHEET, lambda: list_xlsx(store, name, columns, rows)
        )

    def _lay(self) -> None:
        """Show nothing to do where nothing is finished."""
        something = self._found is not None and bool(self._found.rows)
        for widget in (self._export, self.publish, self.make, self.panel_of_notice, self._foot):
            widget.setVisible(something)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()


def _nothing_yet(desk: Desk) -> EmptyState:
    step = NextStep(
        "clipboard-check",
        "录入检查结果",
        "检查结束当天录入，审核通过后就能公开",
        "去检查任务",
        lambda: desk.go("visits"),
    )
    return EmptyState("还没有检查结束的任务", "检查结束以后，这里按公开期限排出先后。", (step,))
