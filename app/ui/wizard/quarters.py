"""选择时段: the quarters of the year with their draws; void attempts stay in the list with their reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.states import DrawState
from app.services.rows.draw import DrawRow
from app.services.rows.draw_year import QuarterDraw
from app.ui.buttons import Button, Kind
from app.ui.label import MEDIUM, Label
from app.ui.state_word import StateLabel, StateWord, blue, green, red, waiting
from app.ui.surface import Surface, clear, column, row, scrolling
from app.ui.theme import px
from app.ui.wizard.words import moment_words

_LINE = 56
_STATE = 108
_BUTTON = 84


class Quarters(QWidget):
    """Emits the number of the quarter whose draw is to be begun, gone on with or looked at."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, Button] = {}
        box = Surface("base", "trbl")
        self._rows = column(box, (1, 1, 1, 1))
        content = QWidget()
        lines = column(content, (20, 12, 20, 12), 8)
        lines.addWidget(Label("每个季度抽取一次；中途可以离开，下次从离开的地方继续。", "second"))
        lines.addWidget(box)
        lines.addStretch(1)
        column(self).addWidget(scrolling(content))

    def set_quarters(self, quarters: Sequence[QuarterDraw], due: int) -> None:
        """Show the quarters; the button of the one that is `due` is the accent while its draw is not over."""
        clear(self._rows)
        self.buttons = {}
        for quarter in quarters:
            last = quarter is quarters[-1] and not quarter.void
            self._rows.addWidget(
                self._line(quarter, accent=quarter.quarter == due and not quarter.progress.opened, last=last)
            )
            for place, attempt in enumerate(quarter.void):
                end = quarter is quarters[-1] and place == len(quarter.void) - 1
                self._rows.addWidget(_void_line(attempt, last=end))

    def _line(self, quarter: QuarterDraw, *, accent: bool, last: bool) -> Surface:
        line, layout = _plain_line(last=last)
        layout.addWidget(_held(StateLabel(_state(quarter))))
        layout.addWidget(_words(quarter.title, _detail(quarter)), 1)
        words = "继续" if quarter.standing else "开始"
        if quarter.progress.opened:
            words = "查看"
        button = Button(
            f"{words}抽取" if words != "查看" else "查看", kind=Kind.ACCENT if accent else Kind.PLAIN
        )
        button.setMinimumWidth(px(_BUTTON))
        button.setAccessibleName(f"{quarter.title}：{button.text()}")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(quarter.quarter))
        layout.addWidget(button)
        self.buttons[quarter.quarter] = button
        return line


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
    lines.addWidget(Label(title, weight=MEDIUM))
    lines.addWidget(Label(detail, "second"))
    lines.addStretch(1)
    return texts


def _state(quarter: QuarterDraw) -> StateWord:
    if quarter.standing is None:
        return waiting("未抽取")
    if quarter.progress.opened:
        return green("已完成") if not quarter.progress.waiting else green(quarter.standing.state)
    return blue(quarter.standing.state)


def _detail(quarter: QuarterDraw) -> str:
    standing = quarter.standing
    if standing is None:
        return f"计划抽取 {quarter.planned} 家次"
    words = [f"第 {standing.attempt} 次", f"{moment_words(standing.frozen_at)} 冻结"]
    if standing.drawn_at:
        words.append(f"抽中 {standing.picks} 家次")
    progress = quarter.progress
    if progress.opened:
        words.append(f"检查任务 {progress.opened} 次，未完成 {progress.waiting} 次")
    return "　".join(words)
