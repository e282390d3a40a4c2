"""The panel of one inspector: the certificate, skills, who he is kept from, where he went this year."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal

from app.services.rows.registry import InspectorDetail
from app.ui.buttons import Button, icon_button, turn_off
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import SidePanel, fact, heading
from app.ui.state_word import StateLabel, StateWord, amber, green, grey, red
from app.ui.surface import clear

_WARN_DAYS: Final = 90
_WHEN: Final = 116
_NEWEST: Final = 12
CAN_GO: Final = "可派"
_EXPIRED: Final = "执法证过期"


def standing_word(standing: str, expiry: date | None, today: date) -> StateWord:
    """Give the standing of an inspector; a certificate that ends within 90 days is said beforehand."""
    if standing == _EXPIRED:
        return red(standing)
    if standing != CAN_GO:
        return grey(standing)
    if expiry is not None and (expiry - today).days <= _WARN_DAYS:
        return amber(f"{(expiry - today).days} 天后到期")
    return green(standing)


class InspectorPanel(SidePanel):
    """`edit_asked` tells the id of the inspector to edit; `recusal_asked` hands on the details."""

    edit_asked = Signal(int)
    recusal_asked = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("详情与记录")
        self._today = today
        self._detail: InspectorDetail | None = None
        self._edit = icon_button("pencil", "修改")
        self._edit.clicked.connect(lambda _checked=False: self._ask_edit())
        self.add_tool(self._edit)
        self._recuse = Button("登记回避")
        self._recuse.clicked.connect(lambda _checked=False: self._ask_recusal())
        self.add_foot(self._recuse)
        self.show_nothing()

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        for button in (self._edit, self._recuse):
            turn_off(button, why)

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        self._detail = None
        self._begin()
        self.head.addWidget(Label("没有选中检查人员", "second"))
        self.body.addWidget(paragraph("在左边的表里选一行，这里显示执法证、回避和检查任务。", "second"))

    def show_detail(self, detail: InspectorDetail) -> None:
        """Show one inspector."""
        self._detail = detail
        self._begin()
        fields = detail.fields
        self.head.addWidget(Label(detail.code, "second"))
        self.head.addWidget(Label(fields.name, weight=BOLD))
        standing = standing_word(detail.standing, fields.cert_expiry, self._today())
        self.head.addWidget(StateLabel(standing), 0, Qt.AlignmentFlag.AlignLeft)
        for label, value in _facts(detail):
            if value:
                self.body.addWidget(fact(label, value))
        self._explain(detail)
        self.body.addWidget(heading("回避", f"{len(detail.recusals)} 家"))
        if not detail.recusals:
            self.body.addWidget(Label("没有登记回避。", "second"))
        for name, reason in detail.recusals:
            self.body.addWidget(paragraph(f"{name}：{reason}" if reason else name, "second"))
        self.body.addWidget(heading("检查任务", f"{len(detail.visits)} 次"))
        if not detail.visits:
            self.body.addWidget(Label("还没有检查任务。", "second"))
        for note in detail.visits[:_NEWEST]:
            self.body.addWidget(fact(note.when, note.what, _WHEN))
        if len(detail.visits) > _NEWEST:
            self.body.addWidget(Label(f"还有较早的 {len(detail.visits) - _NEWEST} 次。", "second"))

    def _explain(self, detail: InspectorDetail) -> None:
        words = ""
        if not detail.fields.cert:
            words = "没有执法证：可以随同检查，不占席位。"
        elif detail.standing == _EXPIRED:
            words = "执法证已过期，换证后在“修改”里更新有效期，才能派员。"
        if words:
            self.body.addWidget(paragraph(words, "second"))

    def _begin(self) -> None:
        clear(self.head)
        clear(self.body)
        for button in (self._edit, self._recuse):
            button.setVisible(self._detail is not None)
        self.show_foot(shown=self._detail is not None)

    def _ask_edit(self) -> None:
        if self._detail is not None:
            self.edit_asked.emit(self._detail.id)

    def _ask_recusal(self) -> None:
        if self._detail is not None:
            self.recusal_asked.emit(self._detail)


def _facts(detail: InspectorDetail) -> tuple[tuple[str, str], ...]:
    fields = detail.fields
    return (
        ("部门", fields.department),
        ("岗位", fields.post),
        ("所在区域", "、".join(fields.areas) or "全区"),
        ("参加执法", fields.service_start.isoformat() if fields.service_start else ""),
        ("执法证号", fields.cert),
        ("有效期", fields.cert_expiry.isoformat() if fields.cert_expiry else ""),
        ("业务专长", "、".join(fields.skills)),
        ("每次上限", "" if fields.cap is None else f"{fields.cap} 家"),
        ("年初已查", f"{fields.prior} 次" if fields.prior else ""),
        ("状态", fields.state),
    )
