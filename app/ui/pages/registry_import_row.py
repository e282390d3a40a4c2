"""One row of a file in full; where it is doubtful, whom it may be and the choice of what is done with it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.rows.intake import Candidate, Choice, Decision, Doubt, FieldRow, RowDetail
from app.ui.buttons import Button
from app.ui.fields import Combo
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import fact, heading
from app.ui.surface import clear, column
from app.ui.theme import px

_LABEL: Final = 112


class RowView(QWidget):
    """`decided` hands on the place of a doubtful row and what the clerk says of it."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, gap=6)
        self._title = ""
        self.choices: dict[Choice, Button] = {}
        self.candidates: Combo | None = None
        self.show_nothing()

    def title(self) -> str:
        """Say which row it is."""
        return self._title

    def show_nothing(self) -> None:
        """Say what is shown here."""
        self._clear("选中一行，这里列出它的各项。")

    def show_detail(self, detail: RowDetail) -> None:
        """Show a row: what is doubtful first, then what changes or is wrong, then the rest."""
        sheet = f"工作表“{detail.row.sheet}”" if detail.row.sheet else ""
        self._clear(f"{sheet}第 {detail.row.row} 行　{detail.row.mark}")
        if detail.doubt is not None and detail.decision is not None:
            self._ask(detail.place, detail.doubt, detail.decision)
        wrong = [found for found in detail.fields if found.fault]
        changed = [found for found in detail.fields if found.changed and not found.fault]
        rest = [found for found in detail.fields if not found.changed and not found.fault]
        for words, found in (("问题", wrong), ("与名录库不同", changed), ("文件里的内容", rest)):
            if found:
                self._lines.addWidget(heading(words))
            for field in found:
                self._lines.addWidget(_fact(field))

    def _clear(self, title: str) -> None:
        clear(self._lines)
        self._title = title
        self.choices = {}
        self.candidates = None

    def _ask(self, place: int, doubt: Doubt, decision: Decision) -> None:
        self._lines.addWidget(Label("存疑", "amber", BOLD))
        self._lines.addWidget(paragraph(doubt.reason))
        named = tuple((str(each.id), _named(each)) for each in doubt.candidates)
        chosen = decision.id or doubt.candidates[0].id
        combo = Combo("可能是的这一家", named)
        combo.set_key(str(chosen))
        combo.activated.connect(lambda _place: self._say(place, Choice.SAME))
        if len(named) > 1:
            self._lines.addWidget(combo)
        each = next(each for each in doubt.candidates if each.id == chosen)
        told = {"可能是": each.name, "编号": each.code, "代码": each.uscc, "所在地": each.town}
        for label, words in told.items():
            if words:
                self._lines.addWidget(fact(label, words, _LABEL))
        self.candidates = combo
        for choice in Choice:
            button = Button(choice, "check" if choice is decision.choice else "circle", height=28)
            button.setCheckable(True)
            button.setChecked(choice is decision.choice)
            button.clicked.connect(lambda _checked=False, choice=choice: self._say(place, choice))
            self.choices[choice] = button
            self._lines.addWidget(button)
        self._lines.addSpacing(px(4))

    def _say(self, place: int, choice: Choice) -> None:
        chosen = int(self.candidates.key()) if choice is Choice.SAME and self.candidates else 0
        self.decided.emit(place, Decision(choice, chosen))


def _named(each: Candidate) -> str:
    return "　".join(part for part in (each.name, each.code, each.town) if part)


def _fact(field: FieldRow) -> QWidget:
    if field.fault:
        return fact(field.title, f"{field.after or '空'}\n{field.fault}", _LABEL)
    if field.changed:
        return fact(field.title, f"{field.before or '空'} → {field.after or '空'}", _LABEL)
    return fact(field.title, field.after or "空", _LABEL)
