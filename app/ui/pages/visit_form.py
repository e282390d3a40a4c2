"""The form of one visit: head, a block for each item, foot; its state says what may be done."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.core.states import FindingState, VisitState
from app.services.rows.visit import VisitDetail
from app.ui.actions import install
from app.ui.density import Density
from app.ui.fields import read_date
from app.ui.label import paragraph
from app.ui.pages.visit_draft import VisitDraft
from app.ui.pages.visit_foot import VisitFoot
from app.ui.pages.visit_head import VisitHead
from app.ui.pages.visit_item import ItemBlock
from app.ui.pages.visit_words import state_of
from app.ui.surface import clear, column, scrolling

_ENTERABLE = (VisitState.DUE, VisitState.RUNNING)
_STAFFABLE = (VisitState.UNSTAFFED, *_ENTERABLE)


class VisitForm(QWidget):
    """`edited` after every change of the draft, `asked` gives the key of a button of the foot."""

    edited = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = VisitHead()
        self.foot = VisitFoot()
        self.blocks: list[ItemBlock] = []
        self.detail: VisitDetail | None = None
        self._draft: VisitDraft | None = None
        content = QWidget()
        self._lines = column(content, (20, 12, 20, 12), 8)
        lines = column(self)
        lines.addWidget(self.head)
        lines.addWidget(scrolling(content), 1)
        lines.addWidget(self.foot)
        self.head.day_typed.connect(self._take_day)
        self.foot.asked.connect(self.asked)
        install("submit", self, self._submit)

    def show_visit(self, detail: VisitDetail, draft: VisitDraft, returned: str, today: date) -> None:
        """Show a visit with what was typed for it; `returned` says why its result was sent back."""
        self.detail, self._draft = detail, draft
        self.head.show_visit(detail, state_of(detail.row, today), draft.day)
        clear(self._lines)
        if returned:
            self._lines.addWidget(paragraph(f"已退回：{returned}", "red"))
        self.blocks = []
        for item in detail.items:
            if item.struck_reason:
                words = f"事项 {item.number} {item.name}：已剔除（{item.struck_reason}）"
                self._lines.addWidget(paragraph(words, "second"))
                continue
            block = ItemBlock(item, draft.items[item.item])
            block.changed.connect(self._change)
            block.answered.connect(lambda block=block: self._after(block))
            self.blocks.append(block)
            self._lines.addWidget(block)
        self._lines.addStretch(1)
        self._allow(detail)
        self._tell()

    def take_focus(self) -> None:
        """Let the keyboard begin at the first item without a result."""
        if self.blocks:
            self._first_open().take_focus()

    def set_density(self, density: Density) -> None:
        """Hand the room on to head and foot."""
        self.head.set_density(density)
        self.foot.set_density(density)

    def _allow(self, detail: VisitDetail) -> None:
        """Offer what the state of the visit allows."""
        state, finding = detail.row.state, detail.row.finding_state
        returned = state == VisitState.DONE and finding == FindingState.RETURNED
        entering = state in _ENTERABLE
        for block in self.blocks:
            block.set_editable(editable=entering or returned, public_only=returned)
        self.head.day.setEnabled(entering)
        self.head.substitute.setEnabled(state in _STAFFABLE)
        self.head.strike.setEnabled(state in _STAFFABLE)
        if entering:
            self.foot.offer("submit", *(["start"] if state == VisitState.DUE else []))
        elif returned:
            self.foot.offer("submit")
        elif state == VisitState.DONE and finding == FindingState.REVIEWING:
            self.foot.offer("return", "withhold", *(["approve"] if detail.nameable else []))
        elif state == VisitState.DONE and finding == FindingState.READY:
            self.foot.offer("withhold")
        else:
            self.foot.offer()

    def _tell(self) -> None:
        if self._draft is None or self.detail is None:
            return
        self.foot.tell_wording(self._draft.wording(), len(self._draft.items))
        day = None
        try:
            day = read_date(self._draft.day)
            fault = "" if day else "检查日期"
        except UserError:
            fault = "检查日期"
        self.foot.tell_deadline(day if self._draft.wording() else None, _behind(self.detail))
        open_items = [
            block.item.number for block in self.blocks if self._draft.items[block.item.item].missing()
        ]
        if open_items:
            fault = f"事项 {'、'.join(open_items)}"
        if self.detail.row.state in _ENTERABLE and not all(seat.inspector for seat in self.detail.seats):
            fault = "检查人员（席位有空缺）"
        self.foot.refuse(fault if self.foot.buttons["submit"].isVisibleTo(self.foot) else "")

    def _change(self) -> None:
        if self._draft is not None:
            self._draft.touched = True
        self._tell()
        self.edited.emit()

    def _take_day(self, text: str) -> None:
        if self._draft is not None:
            self._draft.day = text
            self._change()

    def _after(self, block: ItemBlock) -> None:
        """Go on to the next item, after the last one to the button."""
        place = self.blocks.index(block) + 1
        if place < len(self.blocks):
            self.blocks[place].take_focus()
        elif self.foot.buttons["submit"].isEnabled():
            self.foot.buttons["submit"].setFocus()
        else:
            self._first_open().take_focus()

    def _first_open(self) -> ItemBlock:
        draft = self._draft
        if draft is None:
            return self.blocks[0]
        missing = (block for block in self.blocks if draft.items[block.item.item].missing())
        return next(missing, self.blocks[0])

    def _submit(self) -> None:
        button = self.foot.buttons["submit"]
        if button.isVisible() and button.isEnabled():
            self.asked.emit("submit")


def _behind(detail: VisitDetail) -> str:
    """Say on what disclosure waits, or why nothing can be entered."""
    state, finding = detail.row.state, detail.row.finding_state
    if state == VisitState.UNSTAFFED:
        return "席位有空缺，补齐人员后才能录入"
    if state == VisitState.CANCELLED:
        return "这次检查已取消，不录入结果"
    if finding == FindingState.WITHHELD:
        return f"不予公开，依据：{detail.withheld_basis}"
    if finding == FindingState.DISCLOSED:
        return "已公开"
    if not detail.nameable:
        return "涉密对象，只能不予公开"
    return "可以公开" if finding == FindingState.READY else "审核通过后才能公开"
