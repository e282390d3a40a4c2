"""The panel of one object: what it is, in which strata it stands, when it was visited, what changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.policy import YEARLY_CLASSES
from app.core.states import ObjectState
from app.services.rows.registry import ChangeRow, ObjectDetail, ObjectFields
from app.ui.buttons import Button, Kind, icon_button, turn_off
from app.ui.choosers import Question
from app.ui.label import BOLD, Label, paragraph
from app.ui.lookup import offered
from app.ui.pages.targeted_dialog import RECORD
from app.ui.panel import SidePanel, fact, heading
from app.ui.state_word import StateLabel, StateWord, amber, green, grey, noted
from app.ui.surface import clear, column, row, scrolling
from app.ui.theme import px

_FEW = 4
_WHEN = 116
_SUSPENDED = (ObjectState.SUSPENDED, ObjectState.SEASONAL)
_RECORDS = (640, 360)


def state_word(state: str) -> StateWord:
    """Give the state of an object as panels show it."""
    if state == ObjectState.NORMAL:
        return green(state)
    if state in _SUSPENDED:
        return amber(state)
    return noted(state) if state == ObjectState.UNCONFIRMED else grey(state)


class ObjectPanel(SidePanel):
    """`edit_asked` tells the id of the object to edit, `targeted_asked` its code and name in one.

    `state_asked` hands on its details.
    """

    edit_asked = Signal(int)
    state_asked = Signal(object)
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
        if detail.fields.state_reason:
            since = detail.fields.state_since
            self.body.addWidget(heading("状态原因", since.isoformat() if since else ""))
            self.body.addWidget(paragraph(detail.fields.state_reason, "second"))
        self.body.addWidget(heading("列入的抽查类别", f"{len(detail.strata)} 个"))
        self.body.addWidget(paragraph("；".join(detail.strata) or "没有列入任何抽查类别。", "second"))
        self.body.addWidget(heading("检查记录"))
        _records(self, [(note.when, note.what) for note in detail.visits[:_FEW]], "还没有检查记录。")
        self.body.addWidget(self._record_button(detail), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(heading("变更记录"))
        _records(self, [_change(change) for change in detail.history[:_FEW]], "没有变更过。")

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


class AllRecords(Question):
    """Every visit and every change of one object."""

    def __init__(self, parent: QWidget, detail: ObjectDetail) -> None:
        super().__init__(parent, f"{detail.fields.name}的全部记录", "")
        content = QWidget()
        lines = column(content, gap=4)
        lines.addWidget(heading("检查记录", f"{len(detail.visits)} 次"))
        if not detail.visits:
            lines.addWidget(Label("还没有检查记录。", "second"))
        for note in detail.visits:
            lines.addWidget(fact(note.when, note.what, _WHEN))
        lines.addWidget(heading("变更记录", f"{len(detail.history)} 处"))
        if not detail.history:
            lines.addWidget(Label("没有变更过。", "second"))
        for change in detail.history:
            when, what = _change(change)
            lines.addWidget(fact(when, f"{what}　{change.by}", _WHEN))
        lines.addStretch(1)
        area = scrolling(content)
        area.setMinimumSize(px(_RECORDS[0]), px(_RECORDS[1]))
        self.body.addWidget(area)
        close = self.add_button(Button("关闭", hint="Esc"))
        close.clicked.connect(self.accept)
        close.setDefault(True)


def _states(fields: ObjectFields) -> QWidget:
    words = QWidget()
    states = row(words, gap=8)
    if fields.supervision_class in YEARLY_CLASSES:
        states.addWidget(StateLabel(amber(f"{fields.supervision_class}监管对象")))
    states.addWidget(StateLabel(state_word(fields.state)))
    states.addStretch(1)
    return words


def _facts(detail: ObjectDetail) -> tuple[tuple[str, str], ...]:
    fields = detail.fields
    east, north = fields.longitude, fields.latitude
    place = f"{_degrees(east)}，{_degrees(north)}" if east and north else ""
    score = "" if fields.credit_score is None else f"（{fields.credit_score} 分）"
    waste = "" if fields.waste_tonnes is None else f"{fields.waste_tonnes:g} 吨/年"
    why = f"（{detail.weight_reason}）" if detail.weight_reason else ""
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
        ("权重", f"{detail.weight}{why}"),
        ("联系人", f"{fields.contact} {fields.phone}".strip()),
    )


def _degrees(degrees: float) -> str:
    return f"{degrees:.6f}".rstrip("0").rstrip(".") + "°"


def _change(change: ChangeRow) -> tuple[str, str]:
    what = f"{change.field}：{change.before or '空'} → {change.after or '空'}"
    return change.at[:10], what + (f"（{change.reason}）" if change.reason else "")


def _records(panel: SidePanel, records: list[tuple[str, str]], nothing: str) -> None:
    if not records:
        panel.body.addWidget(Label(nothing, "second"))
    for when, what in records:
        panel.body.addWidget(fact(when, what, _WHEN))
