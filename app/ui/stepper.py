"""The steps of a wizard, listed at the left with ticks; steps that were reached can be gone back to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.label import BOLD, NORMAL
from app.ui.painting import paint_face, paint_words
from app.ui.row_button import RowButton
from app.ui.surface import Surface, column
from app.ui.theme import font, px

_WIDTH = 164
_PLAIN = 40
_DETAILED = 56
_SQUARE = 20


class StepState(Enum):
    """Where a step stands."""

    DONE = "已完成"
    CURRENT = "当前"
    OPEN = "未开始"


@dataclass(frozen=True, slots=True)
class Step:
    """A step with a few words of what came out of it, or where it stands."""

    title: str
    state: StepState
    detail: str = ""


class _StepButton(RowButton):
    def __init__(self, number: int, step: Step) -> None:
        super().__init__(step.title)
        self._number = number
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setChecked(step.state is StepState.CURRENT)
        self.setEnabled(step.state is not StepState.OPEN)
        said = (f"第 {number} 步", step.title, step.detail, step.state.value)
        self.setAccessibleName("，".join(part for part in said if part))
        self.setToolTip(step.detail)  # the name of an occasion may be longer than the list is wide

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), px(_DETAILED if self._step.detail else _PLAIN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        colours = self.colours()
        current = self._step.state is StepState.CURRENT
        side = px(_SQUARE)
        square = QRect(px(19), px(9), side, side)
        edge = colours.accent if self._step.state is not StepState.OPEN else colours.edge
        paint_face(painter, square, QColor(colours.accent if current else colours.base), QColor(edge))
        if self._step.state is StepState.DONE:
            paint_icon(painter, "check", square.adjusted(2, 2, -2, -2), QColor(colours.accent))
        else:
            painter.setFont(font(weight=BOLD if current else NORMAL))
            painter.setPen(QColor(colours.on_accent if current else colours.quiet))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(font(weight=BOLD if current else NORMAL))
        ink = {StepState.CURRENT: colours.accent, StepState.DONE: colours.text}.get(
            self._step.state, colours.second
        )
        words = QRect(px(49), px(9), self.width() - px(49) - px(8), side)
        paint_words(painter, words, self._step.title, QColor(ink))
        painter.setFont(font())
        paint_words(painter, words.translated(0, side), self._step.detail, QColor(colours.second))


class Stepper(Surface):
    """Emits the place of the step that was gone back to, counted from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", "r", parent)
        self.setAccessibleName("步骤")
        self.setFixedWidth(px(_WIDTH))
        self._layout = column(self, (0, 12, 1, 12))
        self._layout.addStretch(1)
        self._buttons: list[_StepButton] = []

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show where the wizard stands."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, step in enumerate(steps):
            button = _StepButton(place + 1, step)
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            self._layout.insertWidget(place, button)
            self._buttons.append(button)
