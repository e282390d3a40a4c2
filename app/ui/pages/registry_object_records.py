"""全部记录 of one object: every visit, penalty and change; the changes of one field alone where asked."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.rows.registry import ChangeRow, ObjectDetail, VisitNote
from app.ui.buttons import Button, Kind
from app.ui.choosers import Question
from app.ui.fields import Combo
from app.ui.label import Label
from app.ui.panel import fact, heading
from app.ui.surface import clear, column, row, scrolling
from app.ui.theme import px

WHEN: Final = 116
_SIZE: Final = (740, 340)
_AT_ONCE: Final = 60


def change_words(change: ChangeRow) -> str:
    """Say one change: what, from what to what, and why."""
    said = f"{change.field}：{change.before or '空'} → {change.after or '空'}"
    return said + (f"（{change.reason}）" if change.reason and change.reason != change.after else "")


class AllRecords(Question):
    """Reads from the newest; of a long history some are shown at once, the rest by a button."""

    def __init__(self, parent: QWidget, detail: ObjectDetail) -> None:
        super().__init__(parent, f"{detail.fields.name}的全部记录", "")
        self._history = detail.history
        self._shown = _AT_ONCE
        content = QWidget()
        lines = column(content, gap=4)
        _notes(content, "检查记录", f"{len(detail.visits)} 次", detail.visits, "还没有检查记录。")
        if detail.penalties:
            _notes(content, "行政处罚", f"{len(detail.penalties)} 次", detail.penalties, "")
        head = QWidget()
        top = row(head, gap=12)
        top.addWidget(heading("变更记录"), 1)
        counts = Counter(change.field for change in detail.history)
        fields = [(field, f"{field}（{count} 处）") for field, count in counts.items()]
        self.field = Combo("只看哪一项", [("", f"全部项目（{len(detail.history)} 处）"), *fields])
        self.field.activated.connect(lambda _place: self._choose())
        top.addWidget(self.field)
        head.setVisible(bool(detail.history))
        lines.addWidget(head)
        if not detail.history:
            lines.addWidget(heading("变更记录"))
            lines.addWidget(Label("没有变更过。", "second"))
        changes = QWidget()
        self._changes = column(changes, gap=4)
        lines.addWidget(changes)
        self.more = Button("再显示一些", "chevron-down", Kind.LINK, height=28)
        self.more.clicked.connect(lambda _checked=False: self._show_more())
        lines.addWidget(self.more)
        lines.addStretch(1)
        area = scrolling(content, 12)
        area.setMinimumHeight(px(_SIZE[1]))
        self.body.addWidget(area)
        self.setMinimumWidth(px(_SIZE[0]))
        close = self.add_button(Button("关闭", hint="Esc"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self._show()

    def changes(self) -> list[ChangeRow]:
        """Give the changes of the field that is chosen, or all."""
        field = self.field.key()
        return [change for change in self._history if not field or change.field == field]

    def _choose(self) -> None:
        self._shown = _AT_ONCE
        self._show()

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._show()

    def _show(self) -> None:
        clear(self._changes)
        found = self.changes()
        for change in found[: self._shown]:
            when = change.at[:16].replace("T", " ")
            self._changes.addWidget(fact(when, f"{change_words(change)}　{change.by}", WHEN))
        left = len(found) - self._shown
        self.more.setVisible(left > 0)
        self.more.set_words(f"再显示一些，还有 {left} 处")


def _notes(owner: QWidget, title: str, aside: str, notes: Sequence[VisitNote], nothing: str) -> None:
    lines = owner.layout()
    if lines is None:
        return
    lines.addWidget(heading(title, aside))
    if not notes:
        lines.addWidget(Label(nothing, "second"))
    for note in notes:
        lines.addWidget(fact(note.when, note.what, WHEN))
