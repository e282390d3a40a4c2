"""The records of one inspector in his panel: leave, recusals, training, posts, marks and visits."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.rows.personnel import LeaveRow, PostRow, RecusalRow, TrainingRow
from app.services.rows.registry import InspectorDetail
from app.ui.buttons import Button, Kind, icon_button, turn_off
from app.ui.label import BOLD, Label, paragraph
from app.ui.pages.registry_inspector_dialogs import (
    Asked,
    ask_mark,
    ask_other_days,
    ask_remove_leave,
    ask_remove_training,
)
from app.ui.pages.registry_recusal_dialog import ask_end_recusal
from app.ui.pages.registry_visit_lines import visit_lines
from app.ui.panel import fact, heading
from app.ui.surface import column, row
from app.ui.theme import px

_FEW: Final = 6
Ask = Callable[[Asked], object]
Tool = tuple[str, str, Asked]
"""Icon, what it does in words, and what it asks."""


def records(detail: InspectorDetail, today: date, ask: Ask, locked: str) -> Iterator[QWidget]:
    """Give the sections one after the other; what never happened takes no room but a line."""
    own = _Lines(ask, locked)
    yield own.section("请假", _leave_words(detail, today), "没有登记请假。", map(_leave, detail.leaves))
    count = f"{sum(each.objects for each in detail.recusals)} 家" if detail.recusals else ""
    yield own.section("回避", count, "没有登记回避。", map(_recusal, detail.recusals))
    year = [each for each in detail.trainings if each.held_on.year == today.year]
    yield own.section("培训", f"今年 {len(year)} 次", "没有登记培训。", map(_training, detail.trainings))
    if detail.posts:
        yield own.section("部门、岗位变动", "", "", ((_post(each), ()) for each in detail.posts))
    yield own.marks(detail)
    yield visit_lines("检查任务", detail.visits, "还没有检查任务。")


def _leave_words(detail: InspectorDetail, today: date) -> str:
    now = next((each for each in detail.leaves if each.first_day <= today <= each.last_day), None)
    return f"请假中，{now.last_day.month}月{now.last_day.day}日止" if now else ""


def _leave(kept: LeaveRow) -> tuple[str, tuple[Tool, ...]]:
    days = f"{kept.first_day} 至 {kept.last_day}"
    tools: tuple[Tool, ...] = (
        ("pencil", f"修改请假：{days}", partial(ask_other_days, kept)),
        ("x", f"删除请假：{days}", partial(ask_remove_leave, kept)),
    )
    return f"{days}{f'，{kept.reason}' if kept.reason else ''}", tools


def _recusal(kept: RecusalRow) -> tuple[str, tuple[Tool, ...]]:
    what = f"{kept.subject}的全部对象（现有 {kept.objects} 家）" if kept.whole_owner else kept.subject
    end = partial(ask_end_recusal, kept)
    return f"{what}：{kept.why}" if kept.why else what, (("x", f"解除回避：{kept.subject}", end),)


def _training(kept: TrainingRow) -> tuple[str, tuple[Tool, ...]]:
    hours = f"，{kept.hours:g} 学时" if kept.hours is not None else ""
    remove = partial(ask_remove_training, kept)
    return f"{kept.held_on}　{kept.subject}{hours}", (("x", f"删除培训：{kept.subject}", remove),)


def _post(kept: PostRow) -> str:
    since = f"{kept.since}起" if kept.since else "此前"
    return f"{since}　{'　'.join(part for part in (kept.department, kept.post) if part)}"


class _Lines:
    """Makes the sections; what asks something is off where the file cannot be changed."""

    def __init__(self, ask: Ask, locked: str) -> None:
        self._ask = ask
        self._locked = locked

    def section(
        self, title: str, aside: str, nothing: str, lines: Iterator[tuple[str, tuple[Tool, ...]]]
    ) -> QWidget:
        """Give a heading and its lines, the newest first; or a sentence where there are none."""
        widget = QWidget()
        layout = column(widget, gap=2)
        layout.addWidget(heading(title, aside))
        found = list(lines)
        if not found:
            layout.addWidget(Label(nothing, "second"))
        for words, tools in found[:_FEW]:
            layout.addWidget(self._line(words, tools))
        if len(found) > _FEW:
            layout.addWidget(Label(f"还有较早的 {len(found) - _FEW} 条。", "second"))
        return widget

    def marks(self, detail: InspectorDetail) -> QWidget:
        """Give the marks of the years, and the way to give one."""
        widget = QWidget()
        layout = column(widget, gap=2)
        head = QWidget()
        top = row(head, (0, 12, 0, 0), 12)
        top.addWidget(Label("年度考核", weight=BOLD))
        top.addStretch(1)
        button = Button("登记等次", kind=Kind.LINK, height=28)
        button.clicked.connect(lambda _checked=False: self._ask(ask_mark))
        turn_off(button, self._locked)
        top.addWidget(button)
        layout.addWidget(head)
        if not detail.appraisals:
            layout.addWidget(Label("没有登记考核等次。", "second"))
        for kept in detail.appraisals[:_FEW]:
            layout.addWidget(
                fact(f"{kept.year} 年", "，".join(part for part in (kept.mark, kept.note) if part))
            )
        return widget

    def _line(self, words: str, tools: tuple[Tool, ...]) -> QWidget:
        widget = QWidget()
        layout = row(widget, gap=4)
        layout.addWidget(paragraph(words, "second"), 1)
        for icon, name, asked in tools:
            button = icon_button(icon, name)
            button.setFixedHeight(px(24))
            button.clicked.connect(lambda _checked=False, asked=asked: self._ask(asked))
            turn_off(button, self._locked)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return widget
