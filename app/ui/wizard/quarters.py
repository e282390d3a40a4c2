"""选择时段: the year's occasions to draw; void attempts stay in the list with their reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.periods import DrawKind
from app.core.states import DrawState
from app.services.rows.draw import DrawRow
from app.services.rows.draw_year import OccasionDraw, YearOfDraws
from app.ui.buttons import Button, Kind, turn_off
from app.ui.label import BOLD, MEDIUM, Label
from app.ui.state_word import StateLabel, StateWord, blue, green, red, waiting
from app.ui.surface import Surface, clear, column, row, scrolling
from app.ui.theme import px
from app.ui.wizard.drawn import drawn_by
from app.ui.wizard.words import day_words, moment_words

_LINE = 56
_STATE = 108
_BUTTON = 84
_QUARTERLY = "每个季度抽取一次；中途可以离开，下次从离开的地方继续。"
_FURTHER = "季度以外的专项抽取，以及另行抽取的涉密对象。"
_NOTHING_FURTHER = "季度以外要抽的，例如专项检查、临时任务，用“新建专项抽取”。"


class Quarters(QWidget):
    """`chosen` tells the period id to be begun, gone on with or looked at; `edit_asked` of which campaign."""

    chosen = Signal(str)
    edit_asked = Signal(str)

    def __init__(self, locked: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = locked
        self.buttons: dict[str, Button] = {}
        self.edits: dict[str, Button] = {}
        self._box, self._rows = _box()
        self._further_box, self._further = _box()
        self._further_words = Label(_NOTHING_FURTHER, "second")
        content = QWidget()
        lines = column(content, (20, 12, 20, 12), 8)
        lines.addWidget(Label(_QUARTERLY, "second"))
        lines.addWidget(self._box)
        head = Label("其他抽取", weight=BOLD)
        head.setContentsMargins(0, px(8), 0, 0)
        lines.addWidget(head)
        lines.addWidget(self._further_words)
        lines.addWidget(self._further_box)
        lines.addStretch(1)
        column(self).addWidget(scrolling(content))

    def set_occasions(self, year: YearOfDraws, due: str) -> None:
        """Show a year; the button of the period that is `due` is the accent while its draw is not over."""
        self.buttons, self.edits = {}, {}
        self._fill(self._rows, year.quarters, due)
        self._fill(self._further, year.further, due)
        self._further_box.setVisible(bool(year.further))
        self._further_words.setText(_FURTHER if year.further else _NOTHING_FURTHER)

    def _fill(self, rows: QVBoxLayout, occasions: Sequence[OccasionDraw], due: str) -> None:
        clear(rows)
        listed = [found for one in occasions for found in (one, one.companions) if found is not None]
        for occasion in listed:
            last = occasion is listed[-1] and not occasion.void
            accent = occasion.period == due and not occasion.progress.opened
            rows.addWidget(self._line(occasion, accent=accent, last=last))
            for place, attempt in enumerate(occasion.void):
                end = occasion is listed[-1] and place == len(occasion.void) - 1
                rows.addWidget(_void_line(attempt, last=end))

    def _line(self, occasion: OccasionDraw, *, accent: bool, last: bool) -> Surface:
        line, layout = _plain_line(last=last)
        layout.addWidget(_held(StateLabel(_state(occasion))))
        layout.addWidget(_words(occasion.title, _detail(occasion)), 1)
        period = occasion.period
        if occasion.changeable:
            edit = Button("修改")
            edit.setAccessibleName(f"{occasion.title}：修改")
            edit.clicked.connect(lambda _checked=False: self.edit_asked.emit(period))
            turn_off(edit, self._locked)
            layout.addWidget(edit)
            self.edits[period] = edit
        words = "继续" if occasion.standing else "开始"
        if occasion.progress.opened:
            words = "查看"
        button = Button(
            f"{words}抽取" if words != "查看" else "查看", kind=Kind.ACCENT if accent else Kind.PLAIN
        )
        button.setMinimumWidth(px(_BUTTON))
        button.setAccessibleName(f"{occasion.title}：{button.text()}")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(period))
        layout.addWidget(button)
        self.buttons[period] = button
        return line


def _box() -> tuple[Surface, QVBoxLayout]:
    box = Surface("base", "trbl")
    return box, column(box, (1, 1, 1, 1))


def _plain_line(*, last: bool) -> tuple[Surface, QHBoxLayout]:
    line = Surface("base", "" if last else "b")
    line.setFixedHeight(px(_LINE))
    return line, row(line, (16, 0, 16, 1), 16)


def _void_line(attempt: DrawRow, *, last: bool) -> Surface:
    line, layout = _plain_line(last=last)
    layout.addWidget(_held(StateLabel(red(DrawState.VOID))))
    title = f"{attempt.title}　第 {attempt.attempt} 次"
    layout.addWidget(
        _words(title, f"{moment_words(attempt.frozen_at)} 冻结，已作废：{attempt.void_reason}"), 1
    )
    return line


def _held(state: StateLabel) -> QWidget:
    place = QWidget()
    place.setFixedWidth(px(_STATE))
    layout = row(place)
    layout.addWidget(state)
    layout.addStretch(1)
    return place


def _words(title: str, detail: str) -> QWidget:
    texts = QWidget()
    lines = column(texts)
    lines.addStretch(1)
    for label in (Label(title, weight=MEDIUM), Label(detail, "second")):
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never widens the window
        label.setToolTip(label.text())
        lines.addWidget(label)
    lines.addStretch(1)
    return texts


def _state(occasion: OccasionDraw) -> StateWord:
    if occasion.standing is None:
        return waiting("未抽取")
    if occasion.progress.opened:
        return green("已完成") if not occasion.progress.waiting else green(occasion.standing.state)
    return blue(occasion.standing.state)


def _detail(occasion: OccasionDraw) -> str:
    standing, said = occasion.standing, drawn_by(occasion.kind)
    if standing is None:
        limit = f"　规定时限 {day_words(occasion.due_on)}" if occasion.due_on else ""
        aside = "　另行抽取，只公布名单校验码和家数" if occasion.kind is DrawKind.WITHHELD else ""
        if said.companions:
            return f"检查任务已经生成，可为还没有开始的检查抽取 {occasion.planned} {said.turns}"
        return f"计划抽取 {occasion.planned} {said.turns}{limit}{aside}"
    words = [f"第 {standing.attempt} 次", f"{moment_words(standing.frozen_at)} 冻结"]
    if standing.drawn_at:
        words.append(f"抽中 {standing.picks} {said.turns}")
    progress = occasion.progress
    if progress.opened:
        words.append(f"检查任务 {progress.opened} 次，未完成 {progress.waiting} 次")
    return "　".join(words)
