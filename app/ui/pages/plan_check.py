"""The panel 计划核对: what agrees first, then what the clerk must answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.plan import CheckRow, PlanView
from app.ui.buttons import Button, Kind
from app.ui.label import BOLD, MEDIUM, Label, paragraph
from app.ui.panel import SidePanel
from app.ui.sign import Sign
from app.ui.state_word import StateLabel, amber, green
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import px

_WIDTH = 268
_NUMBER = 28
_AGREES = "相符"


class CheckPanel(SidePanel):
    """`answer_asked` hands over the question to be answered, `line_asked` the line it is about."""

    answer_asked = Signal(object)
    line_asked = Signal(str)
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("计划核对", _WIDTH, parent)
        self.head.addWidget(Label("计划核对", weight=BOLD))
        self.head.addWidget(Label("印发数与计算数逐行比对", "second"))
        self.body.setContentsMargins(0, 0, 0, px(8))
        self.body.setSpacing(0)
        self.go = Button("去答复", after="arrow-right")
        self.go.clicked.connect(lambda _checked=False: self.answer_first())
        self._export = Button("导出核对表")
        self._export.clicked.connect(lambda _checked=False: self.export_asked.emit())
        self.add_foot(self.go)
        self.add_foot(self._export)
        self._view: PlanView | None = None

    def show_checks(self, view: PlanView, *, editable: bool) -> None:
        """Show the check of a plan; answers are given only where it can be edited."""
        self._view = view
        clear(self.body)
        questions = [check for check in view.checks if check.key]
        told = [check for check in view.checks if not check.key]
        for check in sorted(told, key=lambda check: check.state != _AGREES):
            self.body.addWidget(_told(check))
        if questions:
            self.body.addWidget(_summary(len(questions), len(view.open_questions)))
        for check in questions:
            self.body.addWidget(self._question(check, editable=editable))
        self.go.setVisible(bool(view.open_questions) and editable)
        if view.open_questions:
            self.go.set_words("去填文号" if view.open_questions[0].state == "待填" else "去答复")

    def answer_first(self) -> None:
        """Lead to the first open question."""
        if self._view is not None and self._view.open_questions:
            self.answer_asked.emit(self._view.open_questions[0])

    def _question(self, check: CheckRow, *, editable: bool) -> QWidget:
        box = _box(check)
        lines = column(box, (16, 8, 12, 8), 2)
        head = QWidget()
        parts = row(head, gap=0)
        number = Label(check.number, weight=BOLD)
        number.setFixedWidth(px(_NUMBER))
        parts.addWidget(number)
        title = Label(check.title, weight=MEDIUM)
        title.setWordWrap(True)
        parts.addWidget(title, 1)
        state = f"{check.state}文号" if check.state == "待填" else check.state
        parts.addWidget(StateLabel(amber(state) if check.open else green(state)))
        lines.addWidget(head)
        said = QWidget()
        words = column(said, (_NUMBER, 0, 0, 0), 2)
        words.addWidget(paragraph(check.text, "second"))
        if check.answer:
            words.addWidget(paragraph(f"答复：{check.answer}"))
        words.addWidget(self._tools(check, editable=editable))
        lines.addWidget(said)
        return box

    def _tools(self, check: CheckRow, *, editable: bool) -> QWidget:
        tools = QWidget()
        parts = row(tools, gap=12)
        if editable:
            verb = ("填写" if check.state == "待填" else "答复") if check.open else "修改"
            answer = Button(verb, kind=Kind.LINK, height=28)
            answer.setAccessibleName(f"{verb}：{check.number} {check.title}")
            answer.clicked.connect(lambda _checked=False: self.answer_asked.emit(check))
            parts.addWidget(answer)
        if check.stratum:
            show = Button("看这一行", kind=Kind.LINK, height=28)
            show.setAccessibleName(f"看这一行：{check.number} {check.title}")
            show.clicked.connect(lambda _checked=False: self.line_asked.emit(check.stratum))
            parts.addWidget(show)
        parts.addStretch(1)
        return tools


def _box(check: CheckRow) -> Surface:
    box = Surface("base", "b")
    box.setAccessibleName(f"{check.number} {check.title}，{check.state}".strip())
    return box


def _signed(box: Surface, title: str, text: str, *, well: bool) -> Surface:
    parts = row(box, (16, 8, 12, 8), 8)
    sign = Sign("check", "green") if well else Sign("triangle-alert", "amber")
    parts.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = QWidget()
    lines = column(words)
    head = Label(title, weight=MEDIUM)
    head.setWordWrap(True)
    lines.addWidget(head)
    lines.addWidget(paragraph(text, "second"))
    parts.addWidget(words, 1)
    return box


def _told(check: CheckRow) -> QWidget:
    """Say what needs no answer: it agrees, or is to be noticed."""
    return _signed(_box(check), check.title, check.text, well=check.state == _AGREES)


def _summary(questions: int, still_open: int) -> QWidget:
    text = f"还有 {still_open} 处未答复" if still_open else "都已答复"
    return _signed(Surface("base", "b"), f"{questions} 处请确认", text, well=not still_open)
