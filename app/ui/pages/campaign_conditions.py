"""The conditions of a campaign: which objects, and which inspectors may be sent."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.core.errors import UserError
from app.core.filter import Filter as Conditions
from app.core.filter import in_words
from app.core.targeting import RESERVED_ITEM, InspectorConditions
from app.services.rows.campaign import CampaignChoices
from app.ui.chips import Chip, Filter
from app.ui.desk import Desk
from app.ui.fields import NumberField, TextField
from app.ui.filter_field import ConditionsField
from app.ui.form import Form
from app.ui.label import BOLD, Label
from app.ui.sign import SignedWords
from app.ui.surface import column, row
from app.ui.theme import px

_YEARS: Final = 72
_UNSET: Final = "不限"
_PEOPLE: Final = {"areas": "负责区域", "skills": "业务专长", "posts": "岗位"}
_RESERVED: Final = (
    f"已选第 {RESERVED_ITEM} 项日常监管。这一项原则上不提前设定范围条件；确需设定的，先写明理由，再选条件。"
)


class CampaignConditions(QWidget):
    """Conditions on objects in the builder, on inspectors by chips with the words the registry holds.

    `changed` tells of a condition, `reasoned` of the reason for it.
    """

    changed = Signal()
    reasoned = Signal()

    def __init__(self, desk: Desk, choices: CampaignChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objects = ConditionsField(desk, "对象条件")
        offered = {"areas": choices.areas, "skills": choices.skills, "posts": choices.posts}
        self.people = {key: _choice(key, words, offered[key]) for key, words in _PEOPLE.items()}
        self.years = NumberField("从业满几年", whole=True)
        self.years.setFixedWidth(px(_YEARS))
        self.reserved = ReservedReason()
        self._reach = Label(ink="second")
        self._form = Form()
        self._form.add("areas", _PEOPLE["areas"], _left(self.people["areas"]))
        self._form.add("years", "从业满", _left(self.years, Label("年")))
        for key in ("skills", "posts"):
            self._form.add(key, _PEOPLE[key], _left(self.people[key]))
        left, right = (
            _part("对象条件", self.reserved, self.objects),
            _part("人员条件", self._form, self._reach),
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(px(16))
        self._sides.addWidget(left, 1)
        self._sides.addWidget(right, 1)
        self.objects.changed.connect(self.changed)
        for chip in self.people.values():
            chip.changed.connect(self.changed)
        self.years.textChanged.connect(lambda _text: self.changed.emit())
        self.reserved.reason.textChanged.connect(lambda _text: self.reasoned.emit())

    def stand_side_by_side(self, *, wide: bool) -> None:
        """Put objects and inspectors beside each other where the room is wide, not high."""
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(side if wide else under)

    def fill(self, objects: Conditions, people: InspectorConditions, reserved_reason: str) -> None:
        """Show the conditions of a campaign; words the registries hold no more are kept."""
        self.reserved.reason.setText(reserved_reason)
        self.objects.hold(objects)
        for key, words in (("areas", people.areas), ("skills", people.skills), ("posts", people.posts)):
            _choose(self.people[key], words)
        self.years.setText(str(people.years) if people.years else "")

    def chosen_objects(self) -> Conditions:
        """Give the conditions on objects."""
        return self.objects.conditions

    def chosen_people(self) -> InspectorConditions:
        """Give the conditions on inspectors; UserError where the years are no number."""
        words = {key: chip.values() for key, chip in self.people.items()}
        return InspectorConditions(years=self._years(), **words)

    def show_reserved(self, *, asked: bool) -> None:
        """Ask for a reason before any condition where item 15 is ticked."""
        self.reserved.setVisible(asked)
        barred = asked and not self.reserved.words()
        self.objects.compose.setEnabled(not barred or bool(self.objects.conditions))
        self.objects.compose.setToolTip("先写明设定范围条件的理由" if barred else "")

    def show_reach(self, inspectors: int, team: int) -> None:
        """Say how many inspectors may be sent."""
        self._reach.setText(f"可派 {inspectors} 人，一次检查 {team} 人")
        self._reach.set_ink("second" if inspectors >= team else "red")

    def typed(self) -> tuple[str, ...]:
        """Give what is chosen and typed, right or wrong, to tell whether anything changed."""
        people = ("、".join(chip.values()) for chip in self.people.values())
        return (*people, self.years.text(), self.reserved.words(), in_words(self.objects.conditions))

    def mark_years(self) -> bool:
        """Write what is wrong with the years under them; tell whether anything is."""
        try:
            self._years()
        except UserError as error:
            self._form.set_faults({"years": str(error)})
            return True
        self._form.set_faults({})
        return False

    def _years(self) -> int:
        years = self.years.number()
        if years is not None and not 0 <= years <= 60:  # noqa: PLR2004 - nobody serves longer
            raise UserError("请填 0 到 60 之间的年数")
        return int(years or 0)


class ReservedReason(QWidget):
    """Why item 15 is narrowed, asked for before anyone does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        told = SignedWords("triangle-alert", _RESERVED, "amber")
        told.break_lines()
        self.reason = TextField(f"第 {RESERVED_ITEM} 项设定范围的理由", "写明理由，印在冻结单和抽取记录上")
        lines = column(self, (0, 0, 0, 4), 8)
        lines.addWidget(told)
        lines.addWidget(self.reason)

    def words(self) -> str:
        """Give the reason."""
        return self.reason.text().strip()


def _choice(key: str, title: str, words: Sequence[str]) -> Chip:
    return Chip(Filter(key, title, tuple(words), later=True, unset=_UNSET))


def _choose(chip: Chip, words: Sequence[str]) -> None:
    chip.set_choices(tuple(dict.fromkeys((*chip.filter.choices, *words))))
    chip.set_values(words)


def _left(*widgets: QWidget) -> QWidget:
    """Keep small fields at the left of their place."""
    place = QWidget()
    layout = row(place, gap=8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    place.setFocusProxy(widgets[0])
    return place


def _part(title: str, *widgets: QWidget) -> QWidget:
    part = QWidget()
    lines = column(part, gap=8)
    lines.addWidget(Label(title, weight=BOLD))
    for widget in widgets:
        lines.addWidget(widget)
    lines.addStretch(1)
    return part
