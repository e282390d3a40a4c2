"""The panel of one inspector: who he is, whether he can be sent, and all that is kept of him."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal

from app.services.certificate_list import SOON_DAYS, URGENT_DAYS
from app.services.officer_standing import EXPIRED, READY
from app.services.rows.registry import InspectorDetail
from app.ui.buttons import Button, icon_button, turn_off
from app.ui.label import BOLD, Label, paragraph
from app.ui.pages.registry_inspector_dialogs import Asked, ask_leave, ask_renew, ask_training
from app.ui.pages.registry_inspector_form import UNDATED
from app.ui.pages.registry_inspector_records import records
from app.ui.pages.registry_recusal_dialog import ask_recusal
from app.ui.panel import DetailPanel, fact
from app.ui.state_word import StateLabel, StateWord, amber, green, grey, red
from app.ui.surface import clear

_ASKED: Final[tuple[tuple[str, Asked], ...]] = (
    ("登记请假", ask_leave),
    ("登记培训", ask_training),
    ("登记回避", ask_recusal),
)


def certificate_word(days: int) -> StateWord:
    """Say how long a certificate still holds: amber within 90 days, red within 30 and afterwards."""
    if days < 0:
        return red(f"已过期 {-days} 天")
    words = "今天到期" if days == 0 else f"{days} 天后到期"
    return red(words) if days <= URGENT_DAYS else amber(words)


def standing_word(standing: str, expiry: date | None, today: date) -> StateWord:
    """Give the standing of an inspector; a certificate that ends within 90 days is said beforehand."""
    if standing == EXPIRED:
        return red(standing)
    if standing != READY:
        return grey(standing)
    if expiry is not None and (expiry - today).days <= SOON_DAYS:
        return certificate_word((expiry - today).days)
    return green(standing)


class InspectorPanel(DetailPanel):
    """`edit_asked` tells the id of the inspector to edit.

    `asked` hands on what is to be asked (an `Asked`) and the details of whom.
    """

    edit_asked = Signal(int)
    asked = Signal(object, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("详情与记录")
        self._today = today
        self._detail: InspectorDetail | None = None
        self._locked = ""
        self._edit = icon_button("pencil", "修改")
        self._edit.clicked.connect(lambda _checked=False: self._ask_edit())
        self.add_tool(self._edit)
        self._buttons = [self._edit]
        for words, ask in _ASKED:
            button = Button(words, height=28)
            button.clicked.connect(lambda _checked=False, ask=ask: self._ask(ask))
            self.add_foot(button)
            self._buttons.append(button)
        self.show_nothing()

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        self._locked = why
        for button in self._buttons:
            turn_off(button, why)

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        self._detail = None
        self._begin()
        self.head.addWidget(Label("没有选中检查人员", "second"))
        words = "在左边的表里选一行，这里显示执法证、请假、回避、培训、考核和检查任务。"
        self.body.addWidget(paragraph(words, "second"))

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
        for section in records(detail, self._today(), self._ask, self._locked):
            self.body.addWidget(section)

    def _explain(self, detail: InspectorDetail) -> None:
        fields, today = detail.fields, self._today()
        if detail.undated:
            self.body.addWidget(paragraph(f"{UNDATED}请按“修改”写明。", "second"))
        if not fields.cert:
            self.body.addWidget(paragraph("没有执法证：可以随同检查，不占席位。", "second"))
            return
        days = (fields.cert_expiry - today).days if fields.cert_expiry else 0
        if days > SOON_DAYS:
            return
        if days < 0:
            self.body.addWidget(paragraph("执法证已过期，换证后才能派员。", "second"))
        renew = Button("换证", height=28)
        renew.clicked.connect(lambda _checked=False: self._ask(ask_renew))
        turn_off(renew, self._locked)
        self.body.addWidget(renew, 0, Qt.AlignmentFlag.AlignLeft)

    def _begin(self) -> None:
        clear(self.head)
        clear(self.body)
        for button in self._buttons:
            button.setVisible(self._detail is not None)
        self.show_foot(shown=self._detail is not None)

    def _ask_edit(self) -> None:
        if self._detail is not None:
            self.edit_asked.emit(self._detail.id)

    def _ask(self, ask: Asked) -> None:
        if self._detail is not None:
            self.asked.emit(ask, self._detail)


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
