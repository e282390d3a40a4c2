"""冻结名单, before: what will be frozen, whether every visit can be staffed, and the one button."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.periods import DrawKind, period_of
from app.services.draw import freeze
from app.services.feasibility import feasibility
from app.services.rows.draw import DrawPreview, Feasibility
from app.services.rows.office import Role
from app.services.rows.terms import Terms
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.figures import Figure, Figures
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import fact, heading
from app.ui.sign import SignedWords
from app.ui.surface import clear, column, row
from app.ui.wizard.drawn import drawn_by
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep, scrolled
from app.ui.wizard.terms_dialogs import ask_reveal, ask_sources, sources_for
from app.ui.wizard.words import reveal_words

_BYTES = 32


class BeforeFreezeStep(DrawStep):
    """Rehearses the staffing with the registry of today, then freezes.

    `rehearsal_asked` tells the occasion whose whole ceremony is to be rehearsed.
    """

    rehearsal_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("冻结名单", "冻结名单", "上一项", parent)
        self._desk = desk
        self._preview: DrawPreview | None = None
        self._tried: DrawPreview | None = None
        self.figures = Figures()
        self.body.addWidget(self.figures)
        content = QWidget()
        self._lines = column(content, gap=6)
        self._staffing = Label("派员试算", weight=BOLD)
        self._trial = SignedWords("clock", "")
        self._why = paragraph("", "amber")
        self._terms: Terms = Terms()
        self.reveal = Button("改揭晓方式", "pencil", height=28)
        self.sources = Button("改数字来源", "pencil", height=28)
        self.reveal.clicked.connect(lambda _checked=False: self._ask(ask_reveal))
        self.sources.clicked.connect(lambda _checked=False: self._ask(ask_sources))
        self.rehearse = Button("先彩排一遍", "dices", height=28)
        self.rehearse.clicked.connect(lambda _checked=False: self._open_rehearsal())
        self._facts = QWidget()
        self._fact_lines = column(self._facts, gap=4)
        self._warnings = QWidget()
        self._warning_lines = column(self._warnings, gap=4)
        for widget in (
            _headed(self._staffing, self.rehearse),
            self._trial,
            self._why,
            self._warnings,
            _headed(Label("冻结后不能更改", weight=BOLD), self.reveal, self.sources),
            self._facts,
        ):
            self._lines.addWidget(widget)
        self._lines.addStretch(1)
        self.body.addWidget(scrolled(content), 1)
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.FREEZE

    def show_standing(self, standing: Standing) -> None:
        """Show what a freeze would hold; rehearse where the registry changed since the last time."""
        preview = standing.preview
        if preview is None:
            return
        self._preview, self._terms = preview, standing.terms
        self.figures.set_figures(_figures(preview))
        self._staffing.setText("派员" if preview.kind is DrawKind.COMPANIONS else "派员试算")
        clear(self._fact_lines)
        for label, value in self._facts_of(preview):
            self._fact_lines.addWidget(fact(label, value))
        self.rehearse.setVisible(not period_of(preview.period).mark)
        self.reveal.setVisible(preview.kind is not DrawKind.WITHHELD)
        clear(self._warning_lines)
        if preview.warnings:
            self._warning_lines.addWidget(heading("请留意"))
        for warning in preview.warnings:
            words = SignedWords("triangle-alert", warning, "amber")
            words.break_lines()
            self._warning_lines.addWidget(words)
        if preview != self._tried:
            self._rehearse(preview)

    def go_on(self) -> None:
        """Say what freezing means, then freeze."""
        preview = self._preview
        if preview is None:
            return
        said = drawn_by(preview.kind)
        sent = "" if said.companions else f"、可派 {len(preview.inspectors)} 人"
        words = (
            f"将冻结{preview.title}第 {preview.attempt} 次抽取的名单：{len(preview.strata)} {said.kinds}、"
            f"抽取 {preview.total} {said.turns}{sent}。\n"
            "冻结后名单一字不能改；要改只能作废本次抽取，重新冻结，作废的记录会一直保留。"
        )
        choosers.confirm(self, f"冻结{preview.title}名单", words, "冻结名单", self._freeze)

    def _freeze(self) -> None:
        preview = self._preview
        if preview is None:
            return
        salt, secret = secrets.token_hex(_BYTES), secrets.token_hex(_BYTES)
        act = self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: freeze(self._desk.store, preview.period, salt, secret, act),
            lambda _draw: self.acted.emit(Place.FREEZE),
            doing="正在备份并冻结名单",
        )

    def _ask(self, ask: Callable[[QWidget, Desk, str, Terms, Callable[[], object]], object]) -> None:
        """Settle something about the draw, then read again what would be frozen."""
        if self._preview is not None:
            ask(self, self._desk, self._preview.period, self._terms, lambda: self.acted.emit(Place.FREEZE))

    def _open_rehearsal(self) -> None:
        if self._preview is not None:
            self.rehearsal_asked.emit(self._preview.period)

    def _rehearse(self, preview: DrawPreview) -> None:
        self._tried = preview
        self._why.hide()
        self._trial.set_words("clock", "正在用今天的名录试算 200 次……", "second")
        act = self._desk.act()
        self._desk.jobs.run(
            self,
            lambda progress: feasibility(self._desk.store, preview.period, act, progress.report),
            self._show_trial,
            self._show_fault,
            doing="正在试算派员",
            cancelled=lambda: self._trial.set_words("info", "试算已取消", "second"),
        )
        self.refuse("")

    def _show_trial(self, trial: Feasibility) -> None:
        if not trial.tried:
            self._trial.set_words("check", "检查人员已经派定，本次只抽随同人员，不占席位", "green")
            return
        if not trial.failed:
            self._trial.set_words("check", f"试算 {trial.tried} 次，每次都能派齐", "green")
            return
        words = f"试算 {trial.tried} 次，其中 {trial.failed} 次派不齐；派不齐时只能作废重抽"
        self._trial.set_words("triangle-alert", words, "amber")
        self._why.setText(f"例如：{trial.why}可增加人员、提高个人上限，或核对回避，再回来冻结。")
        self._why.show()

    def _show_fault(self, error: Exception) -> None:
        self._trial.set_words("circle-alert", "不能冻结", "red")
        self._why.setText(str(error))
        self._why.show()
        self.refuse("按上面的提示处理后再冻结")

    def _facts_of(self, preview: DrawPreview) -> tuple[tuple[str, str], ...]:
        office = self._desk.office
        people = "、".join(f"{role.word} {role.person or '（未填姓名）'}" for role in office.roles)
        return (
            ("时段", f"{preview.title}　第 {preview.attempt} 次"),
            ("各方", f"{people}；姓名在“设置”里填写"),
            *_narrowed(preview),
            ("地点", office.place or "（未填，在“设置”里填写）"),
            _each_visit(preview, office.team),
            ("规定时限", f"{preview.due_on.isoformat()} 前完成检查"),
            ("揭晓方式", reveal_words(self._terms.reveal, self._terms.decided_by)),
            ("现场数字", _source_words(self._terms, office.roles)),
        )


def _figures(preview: DrawPreview) -> tuple[Figure, ...]:
    said = drawn_by(preview.kind)
    strata = Figure(said.strata, f"{len(preview.strata)} {said.count}")
    taken = Figure("抽取", f"{preview.total} {said.turns}")
    if said.companions:
        people = {row.code for stratum in preview.strata for row in stratum.frame}
        return (strata, taken, Figure("可抽人员", f"{len(people)} 人"))
    return (
        strata,
        taken,
        Figure("可派人员", f"{len(preview.inspectors)} 人"),
        Figure("回避", f"{len(preview.recusals)} 条"),
    )


def _narrowed(preview: DrawPreview) -> tuple[tuple[str, str], ...]:
    """Say what the list was narrowed by; what is asked for companions is said as 要求, once."""
    if not preview.targeting or preview.kind is DrawKind.COMPANIONS:
        return ()
    return (("定向", preview.targeting),)


def _each_visit(preview: DrawPreview, team: int) -> tuple[str, str]:
    if preview.kind is DrawKind.COMPANIONS:
        return "要求", preview.targeting
    return "每次检查", f"{team} 名执法人员"


def _headed(words: Label, *buttons: Button) -> QWidget:
    """Give a heading with what can be done about its section at the right."""
    widget = QWidget()
    layout = row(widget, (0, 4, 0, 0), 8)
    layout.addWidget(words)
    layout.addStretch(1)
    for button in buttons:
        layout.addWidget(button)
    return widget


def _source_words(terms: Terms, roles: Sequence[Role]) -> str:
    return "；".join(
        f"{role.word} {source.words}" for role, source in zip(roles, sources_for(terms, roles), strict=True)
    )
