"""年度计划: computed, checked, signed, reported, published; printed as it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.states import PlanState
from app.services import plan, plan_papers
from app.services.rows.plan import CheckRow, PlanLineRow, PlanView
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.page import Foot, Page
from app.ui.pages import plan_dialogs, plan_moves
from app.ui.pages.plan_check import CheckPanel
from app.ui.pages.plan_states import StateLine
from app.ui.pages.plan_table import PlanTable
from app.ui.preview_window import PreviewWindow
from app.ui.saving import save_made
from app.ui.tokens import Tone

_Ask = Callable[[QWidget, Desk, PlanView, Callable[[], object]], None]


@dataclass(frozen=True, slots=True)
class _Next:
    """The next step of a plan in one state: its button, and the plain one beside it."""

    words: str
    ask: _Ask | None
    other: str = ""
    ask_other: _Ask | None = None


_NEXT = {
    PlanState.DRAFT: _Next("送审", plan_moves.ask_submit),
    PlanState.SUBMITTED: _Next("签发", plan_moves.ask_sign, "退回修改", plan_moves.ask_take_back),
    PlanState.SIGNED: _Next("登记上报", plan_moves.ask_report, "调整计划", plan_moves.ask_revise),
    PlanState.REPORTED: _Next("登记公示", plan_moves.ask_publish, "调整计划", plan_moves.ask_revise),
    PlanState.PUBLISHED: _Next("去抽取", None, "调整计划", plan_moves.ask_revise),
    PlanState.REVISED: _Next("去抽取", None),
}


class PlanPage(Page):
    """The newest version of the year's plan; what is not 拟稿 is only read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("年度计划")
        self._desk = desk
        self._wants_focus = False
        self.view: PlanView | None = None
        self._export = Button("导出表格", "download")
        self._print = Button("预览与打印", "printer", hint="Ctrl+P")
        self.other = Button("调整计划")
        self.next = Button("送审", kind=Kind.ACCENT, after="arrow-right")
        for button in (self._export, self._print, self.other, self.next):
            self.title_line.add(button)
        self._states = StateLine()
        self.add_strip(self._states)
        self.table = PlanTable()
        self._stack = QStackedWidget()
        self._empty = self._nothing_yet()
        for widget in (QWidget(), self._empty, self.table):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.checks = CheckPanel()
        self.set_panel(self.checks)
        self._foot = Foot()
        self.change_count = Button("改抽取数", kind=Kind.LINK, height=28)
        self.change_quarters = Button("调整季度", kind=Kind.LINK, height=28)
        self._again = Button("重新计算", "refresh-cw", Kind.LINK, height=28)
        for button in (self.change_count, self.change_quarters, self._again):
            self._foot.add(button)
        self.set_foot(self._foot)
        self.first = self.table.table
        self._wire()
        self._lay()

    def opened(self) -> None:
        """Read the plan again."""
        store, year = self._desk.store, self._desk.year
        self._desk.jobs.run(self, lambda _progress: plan.newest_view(store, year), self._show)

    def set_density(self, density: Density) -> None:
        """Give the items less room where there is little; leave words off the plain buttons."""
        super().set_density(density)
        if hasattr(self, "table"):
            self.table.set_density(density)
            self._export.set_wordless(wordless=density is Density.FOLDED)

    def take_focus(self) -> None:
        """Begin in the table or on the one thing to do; while it is being read, as soon as it is there."""
        self._wants_focus = self._stack.currentIndex() == 0
        begin = self._empty.findChild(Button) if self._stack.currentWidget() is self._empty else self.first
        (begin or self).setFocus()

    def draft(self) -> None:
        """Compute the first draft."""
        desk, act = self._desk, self._desk.act()
        desk.jobs.run(
            self,
            lambda _progress: plan.draft(desk.store, desk.year, act),
            lambda _id: desk.written(),
            doing="正在逐行计算",
        )

    def preview(self) -> None:
        """Show the plan as it will be printed."""
        view, desk = self.view, self._desk
        if view is None:
            return
        desk.jobs.run(
            self,
            lambda _progress: plan_papers.plan_pdf(desk.store, view.id),
            lambda data: PreviewWindow(self, desk.jobs).show_document(
                f"{view.year}年度计划", data, desk.store.path.parent
            ),
            doing="正在排版",
        )

    def _wire(self) -> None:
        self._export.clicked.connect(lambda _checked=False: self._export_table())
        self._print.clicked.connect(lambda _checked=False: self.preview())
        self.next.clicked.connect(lambda _checked=False: self._go_on())
        self.other.clicked.connect(lambda _checked=False: self._do_other())
        self.change_count.clicked.connect(lambda _checked=False: self._with_line(self._ask_count))
        self.change_quarters.clicked.connect(lambda _checked=False: self._with_line(self._ask_quarters))
        self._again.clicked.connect(lambda _checked=False: self._recompute())
        self.table.picked.connect(self._tell_line)
        self.table.opened.connect(lambda _stratum: self._open_line())
        self.checks.answer_asked.connect(self._answer)
        self.checks.line_asked.connect(self.table.select)
        self.checks.export_asked.connect(self._export_checks)
        self._desk.changed.connect(self._read_if_seen)
        install("print", self, self.preview)
        install("refresh", self, self.opened)

    def _nothing_yet(self) -> EmptyState:
        year = self._desk.year
        sentence = "按抽查事项清单和现有名录，逐行算出家数、每期抽取数和各季度家次。"
        step = NextStep(
            "calendar-range", f"拟 {year} 年度计划", "拟稿以后可以改，送审、签发后锁定", "拟计划", self.draft
        )
        locked = self._desk.locked()
        return EmptyState(
            f"还没有 {year} 年度计划", f"{locked}。" if locked else sentence, () if locked else (step,)
        )

    def _show(self, view: PlanView | None) -> None:
        self.view = view
        self._lay()
        if view is None:
            self.title_line.set_subtitle(f"{self._desk.year} 年度")
            self._stack.setCurrentWidget(self._empty)
        else:
            self._show_plan(view)
        if self._wants_focus:
            self.take_focus()

    def _show_plan(self, view: PlanView) -> None:
        number = f"依据 {view.catalogue_number}"
        self.title_line.set_subtitle(
            f"{view.year} 年度", f"第 {view.version} 稿", view.document_number or number
        )
        self._states.set_steps(view.steps)
        self.table.show_plan(view)
        self.checks.show_checks(view, editable=self._can_edit())
        self._stack.setCurrentWidget(self.table)
        self._tell_line()

    def _lay(self) -> None:
        """Show what there is to do with a plan, and nothing of it where there is none."""
        view = self.view
        for widget in (self._export, self._print, self.next, self._states, self.checks, self._foot):
            widget.setVisible(view is not None)
        step = _NEXT[PlanState(view.state)] if view else None
        self.other.setVisible(bool(step and step.other))
        if step is not None:
            self.next.set_words(step.words)
            self.next.setEnabled(step.ask is None or not self._desk.locked())
            self.other.set_words(step.other)
            self.other.setEnabled(not self._desk.locked())

    def _go_on(self) -> None:
        view = self.view
        if view is None:
            return
        if view.state == PlanState.DRAFT and view.open_questions:
            self._say_open(view)
            return
        step = _NEXT[PlanState(view.state)]
        if step.ask is None:
            self._desk.go("draw")
        else:
            step.ask(self, self._desk, view, self._desk.written)

    def _do_other(self) -> None:
        step = _NEXT[PlanState(self.view.state)] if self.view else None
        if self.view is not None and step is not None and step.ask_other is not None:
            step.ask_other(self, self._desk, self.view, self._desk.written)

    def _say_open(self, view: PlanView) -> None:
        first = view.open_questions[0]
        count = len(view.open_questions)
        answer = Button(self.checks.go.accessibleName(), after="arrow-right", height=28)
        answer.clicked.connect(lambda _checked=False: self.checks.answer_first())
        self.banners.show_banner(
            Tone.AMBER,
            f"还有 {count} 处没有答复，先答复再送审。第一处：{first.number} {first.title}。",
            buttons=(answer,),
        )

    def _answer(self, check: CheckRow) -> None:
        if self.view is None:
            return
        self.table.select(check.stratum)
        line = self.table.current()
        if check.key.startswith("家数 ") and line is not None:
            self._ask_count(self.view, line)
        else:
            plan_dialogs.ask_answer(self, self._desk, self.view.id, check, self._answered)

    def _answered(self) -> None:
        self.banners.clear()
        self._desk.written()

    def _with_line(self, ask: Callable[[PlanView, PlanLineRow], None]) -> None:
        line = self.table.current()
        if self.view is not None and line is not None:
            ask(self.view, line)

    def _ask_count(self, view: PlanView, line: PlanLineRow) -> None:
        plan_dialogs.ask_count(self, self._desk, view.id, line, self._answered)

    def _ask_quarters(self, view: PlanView, line: PlanLineRow) -> None:
        plan_dialogs.ask_quarters(self, self._desk, view.id, line, self._desk.written)

    def _open_line(self) -> None:
        if self._can_edit():
            self._with_line(self._ask_count)

    def _recompute(self) -> None:
        view, desk, act = self.view, self._desk, self._desk.act()
        if view is None:
            return

        def go() -> None:
            desk.jobs.run(
                self,
                lambda _progress: plan.recompute(desk.store, view.id, act),
                lambda _none: desk.written(),
                doing="正在逐行计算",
            )

        words = "按现有名录重新计算各行家数和季度；已改的抽取数、已调整的季度和答复都保留。"
        choosers.confirm(self, "重新计算", words, "重新计算", go)

    def _tell_line(self) -> None:
        """Say what the current line comes to, and why a button is off."""
        view, line = self.view, self.table.current()
        editable = self._can_edit()
        self._foot.words.setText(_line_words(line) if line else "")
        self.change_count.setEnabled(editable and line is not None)
        self.change_quarters.setEnabled(editable and line is not None and not line.fixed)
        self._again.setEnabled(editable)
        self._foot.reason.setText(self._desk.locked() or _why_not(view, line))

    def _can_edit(self) -> bool:
        return self.view is not None and self.view.editable and not self._desk.locked()

    def _export_table(self) -> None:
        view, store = self.view, self._desk.store
        if view is not None:
            name = f"{view.year}年度计划.xlsx"
            save_made(self, self._desk, name, choosers.SHEET, lambda: plan_papers.plan_xlsx(store, view.id))

    def _export_checks(self) -> None:
        view, store = self.view, self._desk.store
        if view is not None:
            name = f"{view.year}年度计划核对表.xlsx"
            save_made(self, self._desk, name, choosers.SHEET, lambda: plan_papers.checks_xlsx(store, view.id))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()


def _line_words(line: PlanLineRow) -> str:
    typed = "（录入）" if line.override is not None else ""
    return f"事项 {line.number}：{line.population} 家，{line.ratio}，每期 {line.per_period} 家{typed}"


def _why_not(view: PlanView | None, line: PlanLineRow | None) -> str:
    if view is None:
        return ""
    if not view.editable:
        return (
            "送审中，退回后可以改" if view.state == PlanState.SUBMITTED else f"{view.state}，要改请调整计划"
        )
    if line is None:
        return "选一行可以改"
    return "每季度都抽，不能调整季度" if line.fixed else ""
