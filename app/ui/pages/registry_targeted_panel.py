"""The panel of one check outside the draw: why, by whom, and what came of it."""

from PySide6.QtCore import Signal

from app.services.rows.targeted import TargetedDetail, TargetedKind
from app.ui.buttons import Button, icon_button, turn_off
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import DetailPanel, fact
from app.ui.surface import clear

_COUNTS = "计入这家单位本年的检查次数，不计入次数上限，不影响抽取。"
_COUNTS_APART = "其他部门的检查，统计里单列，不计入本单位的检查次数。"


class TargetedPanel(DetailPanel):
    """`correct_asked` and `withdraw_asked` hand on the details."""

    correct_asked = Signal(object)
    withdraw_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("详情")
        self._detail: TargetedDetail | None = None
        self.correct = icon_button("pencil", "更正")
        self.correct.clicked.connect(lambda _checked=False: self.correct_asked.emit(self._detail))
        self.add_tool(self.correct)
        self.withdraw = Button("撤销登记")
        self.withdraw.clicked.connect(lambda _checked=False: self.withdraw_asked.emit(self._detail))
        self.add_foot(self.withdraw)
        self.show_nothing()

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        for button in (self.correct, self.withdraw):
            turn_off(button, why)

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        self._detail = None
        self._begin()
        self.head.addWidget(Label("没有选中检查", "second"))
        self.body.addWidget(paragraph("在左边的表里选一行，这里显示来源、人员和结果。", "second"))

    def show_detail(self, detail: TargetedDetail) -> None:
        """Show one check."""
        self._detail = detail
        self._begin()
        fields = detail.fields
        self.head.addWidget(Label(detail.code, "second"))
        name = paragraph(detail.name)
        name.setFont(Label(weight=BOLD).font())
        self.head.addWidget(name)
        facts = (
            ("类型", fields.kind),
            ("来源", fields.source),
            ("检查日期", fields.checked_on.isoformat()),
            ("检查人员", "、".join(fields.officers)),
            ("检查结果", fields.outcome),
            ("备注", fields.remark),
        )
        for label, value in facts:
            if value:
                self.body.addWidget(fact(label, value))
        others = fields.kind == TargetedKind.OTHER_DEPARTMENT
        self.body.addWidget(paragraph(_COUNTS_APART if others else _COUNTS, "second"))

    def _begin(self) -> None:
        clear(self.head)
        clear(self.body)
        for button in (self.correct, self.withdraw):
            button.setVisible(self._detail is not None)
        self.show_foot(shown=self._detail is not None)
