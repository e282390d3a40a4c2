"""检查任务: the visits at the left, the form of one of them at the right."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.errors import UserError
from app.core.states import FindingState, VisitState
from app.services import results
from app.services.calendar import office_calendar
from app.services.review_notes import returned_reason
from app.services.rows.visit import VisitDetail, VisitRow
from app.services.visit_list import list_visits, visit_detail
from app.services.visits import start
from app.ui.actions import install
from app.ui.buttons import Button, turn_off
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.page import Page
from app.ui.pages import visit_dialogs
from app.ui.pages.targeted_dialog import RECORD, ask_record
from app.ui.pages.visit_companions import ask_drop, ask_pick
from app.ui.pages.visit_draft import VisitDraft, draft_of, entry_of
from app.ui.pages.visit_form import VisitForm
from app.ui.pages.visit_pane import VisitPane
from app.ui.pages.visit_words import FILTERS
from app.ui.tokens import Tone


@dataclass(frozen=True, slots=True)
class _Opened:
    """A visit as it was read, and why its result was sent back."""

    detail: VisitDetail
    returned: str


class VisitsPage(Page):
    """What is typed for a visit stays until it is handed in or the program ends."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("检查任务")
        self._desk = desk
        self._rows: tuple[VisitRow, ...] = ()
        self._drafts: dict[int, VisitDraft] = {}
        self._wanted: int | None = None
        self.pane = VisitPane()
        self.form = VisitForm()
        self._stack = QStackedWidget()
        self._nothing = EmptyState("这里没有检查任务", "换一个条件，或清除查找的字。")
        self._none_yet = _no_visits(desk)
        for widget in (QWidget(), self.form, self._nothing, self._none_yet):
            self._stack.addWidget(widget)
        self.add_left(self.pane)
        self.title_line.add(self.pane.period)
        self.targeted = Button(RECORD, "plus")
        turn_off(self.targeted, desk.locked())
        self.targeted.clicked.connect(lambda _checked=False: ask_record(self, desk, self._recorded))
        self.title_line.add(self.targeted)
        self.body.addWidget(self._stack, 1)
        self.first = self.pane.list
        self.pane.changed.connect(self._filter)
        self.pane.list.picked.connect(self._open)
        self.pane.list.entered.connect(self.form.take_focus)
        self.form.edited.connect(self._mark)
        self.form.asked.connect(self._act)
        self.form.head.substitute_asked.connect(lambda: self._ask(visit_dialogs.ask_substitute))
        self.form.head.strike_asked.connect(self._strike)
        self.form.head.companions.pick_asked.connect(self._pick)
        self.form.head.companions.drop_asked.connect(lambda: self._ask(ask_drop))
        desk.changed.connect(self._written)
        install("refresh", self, self._read)
        install("search", self, self.pane.search.setFocus)

    def opened(self) -> None:
        """Read again what may have changed while other pages were in front."""
        self._read()

    def show_argument(self, argument: str) -> None:
        """Show the visits of a state (未完成、待审核、已退回), or one visit told by its id."""
        if argument in FILTERS:
            self.pane.clear(argument)
        elif argument.isdecimal():
            self._wanted = int(argument)
            self.pane.clear(self.pane.chosen())
        self._filter()

    def set_density(self, density: Density) -> None:
        """Give list and form the room there is; both have edges of their own."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "form"):
            self.pane.set_density(density)
            self.form.set_density(density)

    def draft(self, visit: int) -> VisitDraft | None:
        """Give what is typed for a visit and not handed in."""
        draft = self._drafts.get(visit)
        return draft if draft is not None and draft.touched else None

    def _read(self) -> None:
        today = self._desk.today()

        def work(_progress: object) -> tuple[VisitRow, ...]:
            with suppress(UserError):
                office_calendar().disclosure_deadline(today)  # slow to load, so not first by the form
            return list_visits(self._desk.store, self._desk.year)

        self._desk.jobs.run(self, work, self._show)

    def _written(self) -> None:
        if self.isVisible():
            self._read()

    def _show(self, rows: tuple[VisitRow, ...]) -> None:
        self._rows = rows
        done = sum(row.state == VisitState.DONE for row in rows)
        self.title_line.set_subtitle(f"{self._desk.year} 年度", f"已检查 {done} 次，共 {len(rows)} 次")
        self.pane.setVisible(bool(rows))
        self.pane.period.setVisible(bool(rows))
        self.pane.offer(rows)
        self._filter()

    def _filter(self) -> None:
        if not self._rows:
            self._stack.setCurrentWidget(self._none_yet)
            return
        wanted = next((row for row in self._rows if row.id == self._wanted), None)
        if wanted is not None:
            self.pane.reveal(wanted)
        typed = {visit for visit in self._drafts if self.draft(visit)}
        shown = self.pane.show_rows(self._rows, typed, self._desk.today())
        if wanted is not None:
            self.pane.list.select(wanted.id)
        self._wanted = None
        if not shown:
            self._stack.setCurrentWidget(self._nothing)
            return
        current = self.pane.list.current()
        if current is not None:
            self._open(current)

    def _open(self, visit: int) -> None:
        def work(_progress: object) -> _Opened:
            detail = visit_detail(self._desk.store, visit)
            sent_back = detail.row.finding_state == FindingState.RETURNED
            return _Opened(detail, returned_reason(self._desk.store, visit) if sent_back else "")

        self._desk.jobs.run(self, work, self._show_visit)

    def _show_visit(self, opened: _Opened) -> None:
        visit = opened.detail.row.id
        if visit != self.pane.list.current():
            return
        fresh = draft_of(opened.detail, self._desk.today())
        kept = self.draft(visit)
        if kept is None or kept.items.keys() != fresh.items.keys():
            self._drafts[visit] = fresh
        shown = self.form.detail
        if shown == opened.detail and kept is not None and self._stack.currentWidget() is self.form:
            return
        self.form.show_visit(opened.detail, self._drafts[visit], opened.returned, self._desk.today())
        self._stack.setCurrentWidget(self.form)

    def _mark(self) -> None:
        self.pane.mark({visit for visit in self._drafts if self.draft(visit)})

    def _act(self, key: str) -> None:
        detail = self.form.detail
        if detail is None:
            return
        if key == "submit":
            self._submit(detail)
        elif key == "start":
            self._start(detail)
        elif key == "approve":
            self._ask(visit_dialogs.ask_approve)
        elif key == "return":
            visit_dialogs.ask_return(self, self._desk, detail.row, self._done)
        else:
            self._ask(visit_dialogs.ask_withhold)

    def _ask(self, dialog: visit_dialogs.Dialog) -> None:
        if self.form.detail is not None:
            dialog(self, self._desk, self.form.detail, self._done)

    def _strike(self) -> None:
        if self.form.detail is not None:
            visit_dialogs.ask_strike(self, self._desk, self.form.detail.row, self._done)

    def _pick(self) -> None:
        if self.form.detail is not None:
            ask_pick(self, self._desk, self.form.detail, self._done)

    def _start(self, detail: VisitDetail) -> None:
        visit, act = detail.row.id, self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: start(self._desk.store, visit, act),
            lambda _none: self._done(),
            doing="正在保存",
        )

    def _submit(self, detail: VisitDetail) -> None:
        visit, act = detail.row.id, self._desk.act()
        try:
            entry = entry_of(self._drafts[visit], detail.remark)
        except UserError as error:
            self.form.foot.refuse(str(error))
            return
        hand_in = results.correct if detail.row.state == VisitState.DONE else results.enter

        def done(_none: None) -> None:
            self._drafts.pop(visit, None)
            self._done()

        self._desk.jobs.run(
            self,
            lambda _progress: hand_in(self._desk.store, visit, entry, act),
            done,
            doing="正在保存",
        )

    def _recorded(self, _check: int, day: date) -> None:
        """Say where a check outside the draw is listed: it is no visit of a draw."""
        look = Button("去看", "arrow-right", height=28)
        look.clicked.connect(lambda _checked=False: self._desk.go("registry", "targeted"))
        words = f"检查日期 {day}，列在“名录库”的“针对性检查”里。"
        self.banners.show_banner(Tone.GREEN, words, head="已登记", buttons=(look,))
        self._desk.written()

    def _done(self) -> None:
        self.banners.clear()
        self._desk.written()


def _no_visits(desk: Desk) -> QWidget:
    step = NextStep(
        "dices", "随机抽取", "抽取完成并生成任务以后，各次检查列在这里", "去随机抽取", lambda: desk.go("draw")
    )
    return EmptyState("还没有检查任务", "检查任务由随机抽取生成。", (step,))
