"""The panel of one object: what it is, in which strata it stands, when it was visited, what changed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.marks import effect_of
from app.core.policy import YEARLY_CLASSES
from app.core.states import ObjectState
from app.services.marks import mark_words
from app.services.registry_words import MARKS
from app.services.rows.registry import ObjectDetail, ObjectFields
from app.ui.buttons import Button, Kind, icon_button, turn_off
from app.ui.evidence_field import size_words
from app.ui.label import BOLD, Label, paragraph
from app.ui.lookup import offered
from app.ui.pages.registry_object_records import WHEN, AllRecords, change_words
from app.ui.pages.targeted_dialog import RECORD
from app.ui.panel import DetailPanel, fact, heading
from app.ui.state_word import StateLabel, StateWord, amber, green, grey, noted, red
from app.ui.surface import clear, row

_FEW = 4
_LINK = 22
_SUSPENDED = (ObjectState.SUSPENDED, ObjectState.SEASONAL)


def state_word(state: str) -> StateWord:
    """Give the state of an object as panels show it."""
    if state == ObjectState.NORMAL:
        return green(state)
    if state in _SUSPENDED:
        return amber(state)
    return noted(state) if state == ObjectState.UNCONFIRMED else grey(state)


class ObjectPanel(DetailPanel):
    """`edit_asked` tells the id of the object to edit, `targeted_asked` its code and name in one.

    `state_asked` and `confirm_asked` hand on its details, `mark_asked` with them a mark that it has, or None,
    `take_asked` the mark to take off; `file_asked` and `copy_asked` a kept file to open or to save.
    """

    edit_asked = Signal(int)
    state_asked = Signal(object)
    confirm_asked = Signal(object)
    mark_asked = Signal(object, object)
    take_asked = Signal(object, str)
    file_asked = Signal(object)
    copy_asked = Signal(object)
    targeted_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("详情与记录")
        self._detail: ObjectDetail | None = None
        self._locked = ""
        self._edit = icon_button("pencil", "修改")
        self._edit.clicked.connect(lambda _checked=False: self._ask_edit())
        self.add_tool(self._edit)
        self._state = Button("变更状态")
        self._state.clicked.connect(lambda _checked=False: self._ask_state())
        self.add_foot(self._state)
        self._all = Button("查看全部记录", "history")
        self._all.clicked.connect(lambda _checked=False: self._show_all())
        self.add_foot(self._all)
        self.show_nothing()

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        self._locked = why
        for button in (self._edit, self._state):
            turn_off(button, why)

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        self._detail = None
        self._begin()
        self.head.addWidget(Label("没有选中检查对象", "second"))
        self.body.addWidget(paragraph("在左边的表里选一行，这里显示它的详情、检查记录和变更记录。", "second"))

    def show_detail(self, detail: ObjectDetail) -> None:
        """Show one object."""
        self._detail = detail
        self._begin()
        self.head.addWidget(Label(detail.code, "second"))
        name = paragraph(detail.fields.name)
        name.setFont(Label(weight=BOLD).font())
        self.head.addWidget(name)
        self.head.addWidget(_states(detail.fields))
        for label, value in _facts(detail):
            if value:
                self.body.addWidget(fact(label, value))
        self.body.addWidget(fact("最近核实", self._confirmed(detail)))
        self._add_state(detail)
        self._add_marks(detail)
        self.body.addWidget(heading("列入的抽查类别", f"{len(detail.strata)} 个"))
        self.body.addWidget(paragraph("；".join(detail.strata) or "没有列入任何抽查类别。", "second"))
        self.body.addWidget(heading("检查记录"))
        _records(self, [(note.when, note.what) for note in detail.visits[:_FEW]], "还没有检查记录。")
        self.body.addWidget(self._record_button(detail), 0, Qt.AlignmentFlag.AlignLeft)
        if detail.penalties:
            self.body.addWidget(heading("行政处罚", f"{len(detail.penalties)} 次"))
            _records(self, [(note.when, note.what) for note in detail.penalties[:_FEW]], "")
        self.body.addWidget(heading("变更记录"))
        changes = [(change.at[:10], change_words(change)) for change in detail.history[:_FEW]]
        _records(self, changes, "没有变更过。")

    def _confirmed(self, detail: ObjectDetail) -> QWidget:
        """Give the last day it was verified, with the link that says it was now."""
        line = QWidget()
        words = row(line, gap=12)
        words.addWidget(Label(detail.confirmed_on.isoformat() if detail.confirmed_on else "没有记录"))
        words.addWidget(self._link("标为已核实", "", partial(self.confirm_asked.emit, detail)))
        words.addStretch(1)
        return line

    def _add_state(self, detail: ObjectDetail) -> None:
        """Show why the state is as it is, and the files that were given for any state, newest first."""
        fields = detail.fields
        if fields.state_reason:
            since = fields.state_since
            self.body.addWidget(heading("状态原因", since.isoformat() if since else ""))
            self.body.addWidget(paragraph(fields.state_reason, "second"))
        if detail.evidence:
            self.body.addWidget(heading("证明材料", f"{len(detail.evidence)} 份"))
        for kept in detail.evidence:
            name = kept.file_name
            self.body.addWidget(fact(kept.at[:10], f"{kept.state}　{name}　{size_words(kept.size)}"))
            shown = self._reading_link("打开", name, partial(self.file_asked.emit, kept))
            saved = self._reading_link("另存为", name, partial(self.copy_asked.emit, kept))
            self.body.addWidget(_links(shown, saved))

    def _add_marks(self, detail: ObjectDetail) -> None:
        """Show every mark with its source and its days; one that has ended says so."""
        self.body.addWidget(heading("频次标识", f"{len(detail.marks)} 个" if detail.marks else ""))
        for known in detail.marks:
            mark, fields = known.fields.mark, known.fields
            line = QWidget()
            words = row(line, gap=8)
            words.addWidget(Label(mark))
            if known.over:
                words.addWidget(StateLabel(red("已到期，不计入权重")))
            else:
                words.addWidget(Label(effect_of(mark), "second"))
            words.addStretch(1)
            self.body.addWidget(line)
            self.body.addWidget(paragraph(mark_words(fields), "second"))
            change = self._link("修改", mark, partial(self.mark_asked.emit, detail, fields))
            take = self._link("摘除", mark, partial(self.take_asked.emit, detail, mark))
            self.body.addWidget(_links(change, take))
        if not detail.marks:
            self.body.addWidget(Label("没有增加或减少频次的标识。", "second"))
        if len(detail.marks) < len(MARKS):
            add = self._link("登记标识", "", partial(self.mark_asked.emit, detail, None))
            self.body.addWidget(_links(add))

    def _link(self, words: str, about: str, ask: Callable[[], object]) -> Button:
        """Give a link that changes something: it is off in a file that cannot be changed."""
        link = self._reading_link(words, about, ask)
        turn_off(link, self._locked)
        return link

    def _reading_link(self, words: str, about: str, ask: Callable[[], object]) -> Button:
        link = Button(words, kind=Kind.LINK, height=_LINK)
        link.setAccessibleName(f"{words} {about}".strip())
        link.clicked.connect(lambda _checked=False: ask())
        return link

    def _record_button(self, detail: ObjectDetail) -> Button:
        """Give the link under the visits by which a check outside the draw is recorded."""
        button = Button(RECORD, "plus", Kind.LINK, height=28)
        turn_off(button, self._locked)
        target = offered(detail.code, detail.fields.name)
        button.clicked.connect(lambda _checked=False: self.targeted_asked.emit(target))
        return button

    def _begin(self) -> None:
        clear(self.head)
        clear(self.body)
        for button in (self._edit, self._state, self._all):
            button.setVisible(self._detail is not None)
        self.show_foot(shown=self._detail is not None)

    def _ask_edit(self) -> None:
        if self._detail is not None:
            self.edit_asked.emit(self._detail.id)

    def _ask_state(self) -> None:
        if self._detail is not None:
            self.state_asked.emit(self._detail)

    def _show_all(self) -> None:
        if self._detail is not None:
            AllRecords(self.window(), self._detail).open()


def _states(fields: ObjectFields) -> QWidget:
    words = QWidget()
    states = row(words, gap=8)
    if fields.supervision_class in YEARLY_CLASSES:
        states.addWidget(StateLabel(amber(f"{fields.supervision_class}监管对象")))
    states.addWidget(StateLabel(state_word(fields.state)))
    states.addStretch(1)
    return words


def _links(*buttons: Button) -> QWidget:
    line = QWidget()
    links = row(line, gap=16)
    for button in buttons:
        links.addWidget(button)
    links.addStretch(1)
    return line


def _facts(detail: ObjectDetail) -> tuple[tuple[str, str], ...]:
    fields = detail.fields
    east, north = fields.longitude, fields.latitude
    place = f"{_degrees(east)}，{_degrees(north)}" if east and north else ""
    score = "" if fields.credit_score is None else f"（{fields.credit_score} 分）"
    waste = "" if fields.waste_tonnes is None else f"{fields.waste_tonnes:g} 吨/年"
    over = "、".join(known.fields.mark for known in detail.marks if known.over)
    reasons = (detail.weight_reason, f"{over}已到期，不计" if over else "")
    why = "；".join(reason for reason in reasons if reason)
    return (
        ("信用代码", fields.uscc),
        ("所属单位", fields.owner),
        ("种类", fields.kind),
        ("所在地", fields.town),
        ("地址", fields.address),
        ("经纬度", place),
        ("行业", f"{fields.industry_code} {fields.industry_name}".strip()),
        ("排污许可", f"{fields.permit_class} {fields.permit_number}".strip()),
        ("信用评价", fields.credit_grade + score),
        ("危险废物", waste),
        ("标签", "、".join(fields.tags)),
        ("类别建议", "{}（{}）".format(*detail.other_class) if detail.other_class[0] else ""),
        ("权重", f"{detail.weight}（{why}）" if why else str(detail.weight)),
        ("联系人", f"{fields.contact} {fields.phone}".strip()),
    )


def _degrees(degrees: float) -> str:
    return f"{degrees:.6f}".rstrip("0").rstrip(".") + "°"


def _records(panel: DetailPanel, records: list[tuple[str, str]], nothing: str) -> None:
    if not records:
        panel.body.addWidget(Label(nothing, "second"))
    for when, what in records:
        panel.body.addWidget(fact(when, what, WHEN))
