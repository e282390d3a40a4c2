"""The head of a visit's form: who is visited, until when, on which day, how, by whom, and who goes along."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows.visit import VisitDetail
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.fields import DateField
from app.ui.label import BOLD, Label
from app.ui.pages.visit_companions import CompanionLine
from app.ui.sign import SignedWords
from app.ui.state_word import StateLabel, StateWord
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.tokens import Tone

_NOBODY = "-"
_LEAST_NAME = 96


class VisitHead(Surface):
    """`day_typed` after every key in the date; the two buttons ask for 换人 and 剔除."""

    day_typed = Signal(str)
    substitute_asked = Signal()
    strike_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", "b", parent)
        lines = column(self, (20, 10, 20, 12), 8)
        first, second = QWidget(), QWidget()
        first_row, second_row = row(first, gap=12), row(second, gap=8)
        lines.addWidget(first)
        lines.addWidget(second)
        self.name = Label(weight=BOLD)
        self._place = Label(ink="second")
        self.state = StateLabel(StateWord("", Tone.GREY))
        self.joint = StateLabel(StateWord("", Tone.GREEN, "users"))
        self.due = SignedWords("clock", "", "second", 16)
        self._density, self._items, self._due_on = Density.NORMAL, 0, date.min
        for widget in (self.name, self._place, self.state, self.joint):
            first_row.addWidget(widget)
        self.name.setMinimumWidth(px(_LEAST_NAME))
        first_row.addStretch(1)
        first_row.addWidget(self.due)
        self.day = DateField("检查日期")
        self._method = Label()
        self.team = Label()
        self._recused = Label(ink="second")
        for label in (self.team, self._recused):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.substitute = Button("换人", "user-check")
        self.strike = Button("剔除")
        second_row.addWidget(Label("检查日期", "second"))
        second_row.addWidget(self.day)
        self._method_label = Label("方式", "second")
        for widget in (self._method_label, self._method, Label("检查人员", "second")):
            second_row.addWidget(widget)
        second_row.addWidget(self.team, 2)
        second_row.addWidget(self._recused, 1)
        second_row.addWidget(self.substitute)
        second_row.addWidget(self.strike)
        self.companions = CompanionLine()
        lines.addWidget(self.companions)
        self.day.setFixedWidth(px(132))
        self.day.textChanged.connect(self.day_typed)
        self.substitute.clicked.connect(lambda _checked=False: self.substitute_asked.emit())
        self.strike.clicked.connect(lambda _checked=False: self.strike_asked.emit())

    def show_visit(self, detail: VisitDetail, state: StateWord, day: str) -> None:
        """Show a visit with the day as it was typed."""
        visit = detail.row
        self.name.setText(visit.name)
        self.name.setToolTip(visit.name)
        code = f"{visit.code}（抽取时为 {detail.drawn_as}）" if detail.drawn_as else visit.code
        gone = f"名录里已登记{detail.object_state}" if detail.object_state else ""
        self._place.setText("　".join(part for part in (code, visit.town, gone) if part))
        self.state.set_state(state)
        self.joint.setVisible(visit.joint)
        self._items, self._due_on = len(visit.items), visit.due_on
        self._make_room()
        self.day.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.day.setText(day)
        self.day.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
        methods = {item.method for item in detail.items if not item.struck_reason}
        self._method.setText("、".join(sorted(methods)))
        members = [
            f"{seat.inspector or '空缺'}{'' if seat.skill == _NOBODY else f'（{seat.skill}）'}"
            for seat in detail.seats
        ]
        self.team.setText("、".join(members))
        self.team.setToolTip("、".join(members))
        self._recused.setText("、".join(detail.recused))
        self._recused.setToolTip("、".join(detail.recused))
        self.companions.show_visit(detail)

    def set_density(self, density: Density) -> None:
        """Leave the lesser words out where there is little room."""
        self._density = density
        for widget in (self._method_label, self._method, self._recused):
            widget.setVisible(density is Density.NORMAL)
        self.due.setVisible(density is not Density.FOLDED)
        self.companions.set_density(density)
        self._make_room()

    def _make_room(self) -> None:
        """Say what stands behind the name in as many words as leave the name whole."""
        roomy = self._density is Density.NORMAL
        joint = self._items > 1
        self.joint.set_state(
            StateWord(f"联合{'检查' if roomy else ''} {self._items} 项", Tone.GREEN, "users")
        )
        due = self._due_on.isoformat()
        self.due.set_words("clock", f"{'规定' if roomy else ''}时限 {due}")
        self._place.setVisible(roomy or (self._density is Density.COMPACT and not joint))
