"""The panel of one who may go along: what he is, and which visits he went along with."""

from PySide6.QtCore import Qt, Signal

from app.services.rows.auxiliary import AuxiliaryDetail, AuxiliaryState
from app.ui.buttons import Button, icon_button, turn_off
from app.ui.label import BOLD, Label, paragraph
from app.ui.pages.registry_visit_lines import visit_lines
from app.ui.panel import DetailPanel, fact
from app.ui.state_word import StateLabel, green, grey
from app.ui.surface import clear


class AuxiliaryPanel(DetailPanel):
    """`edit_asked` tells the id to edit; `turn_asked` hands on whom to retire or restore."""

    edit_asked = Signal(int)
    turn_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("详情与记录")
        self._detail: AuxiliaryDetail | None = None
        self._edit = icon_button("pencil", "修改")
        self._edit.clicked.connect(lambda _checked=False: self._ask_edit())
        self.add_tool(self._edit)
        self.turn = Button("停用")
        self.turn.clicked.connect(lambda _checked=False: self._ask_turn())
        self.add_foot(self.turn)
        self.show_nothing()

    def lock(self, why: str) -> None:
        """Leave only what reads, and say why; empty words change nothing."""
        for button in (self._edit, self.turn):
            turn_off(button, why)

    def show_nothing(self) -> None:
        """Say that no row is selected."""
        self._detail = None
        self._begin()
        self.head.addWidget(Label("没有选中人员", "second"))
        self.body.addWidget(paragraph("在左边的表里选一行，这里显示详情和随同过的检查。", "second"))

    def show_detail(self, detail: AuxiliaryDetail) -> None:
        """Show one."""
        self._detail = detail
        self._begin()
        fields = detail.fields
        ready = detail.state == AuxiliaryState.READY
        self.turn.set_words("停用" if ready else "恢复")
        self.head.addWidget(Label(detail.code, "second"))
        name = Label(fields.name, weight=BOLD)
        name.setWordWrap(True)
        self.head.addWidget(name)
        state = StateLabel(green(detail.state) if ready else grey(detail.state))
        self.head.addWidget(state, 0, Qt.AlignmentFlag.AlignLeft)
        facts = (
            ("类别", fields.kind),
            ("单位、部门", fields.organisation),
            ("业务专长", "、".join(fields.skills)),
            ("工作范围", fields.scope),
            ("联系电话", fields.phone),
        )
        for label, value in facts:
            if value:
                self.body.addWidget(fact(label, value))
        self.body.addWidget(paragraph("随同检查，不占席位。", "second"))
        self.body.addWidget(visit_lines("随同的检查", detail.visits, "还没有随同检查。"))

    def _begin(self) -> None:
        clear(self.head)
        clear(self.body)
        for button in (self._edit, self.turn):
            button.setVisible(self._detail is not None)
        self.show_foot(shown=self._detail is not None)

    def _ask_edit(self) -> None:
        if self._detail is not None:
            self.edit_asked.emit(self._detail.id)

    def _ask_turn(self) -> None:
        if self._detail is not None:
            self.turn_asked.emit(self._detail)
