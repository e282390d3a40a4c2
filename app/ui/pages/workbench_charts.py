"""The pane of 工作台: disclosure, coverage of the items, and the plan, each as one plain chart."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.rows.office import Rate, Workbench
from app.ui.buttons import Button, Kind
from app.ui.charts import BarLine, BarLines, NumberedSquares, Part, SquareState, StackedBar
from app.ui.label import BOLD, Label
from app.ui.panel import SidePanel, heading
from app.ui.surface import row
from app.ui.theme import Size, px

_WIDTH = 372
_STATES: Final[Mapping[str, SquareState]] = {
    "inspected": SquareState.DONE,
    "drawn": SquareState.DRAWN,
    "open": SquareState.OPEN,
}


class _Figure(QWidget):
    """A figure in large type with words beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._figure = Label(weight=BOLD, size=Size.TITLE)
        self._words = Label()
        layout = row(self, (0, 4, 0, 4), 12)
        layout.addWidget(self._figure)
        layout.addWidget(self._words, 1)

    def set_figure(self, figure: str, words: str) -> None:
        self._figure.setText(figure)
        self._words.setText(words)


class YearPanel(SidePanel):
    """本年情况; `statistics` is the link at its foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("本年情况", _WIDTH, parent)
        self.head.addWidget(Label("本年情况", weight=BOLD))
        self._rate, self._bar = _Figure(), StackedBar("公开率")
        self._covered, self._squares = _Figure(), NumberedSquares("事项覆盖")
        self._planned = Label("已检查 / 计划", "second")
        self._bars = BarLines("计划完成")
        self.body.addWidget(heading("公开率", "已公开 ÷（已检查－不予公开）"))
        self.body.addWidget(self._rate)
        self.body.addWidget(self._bar)
        self.body.addSpacing(px(12))
        self.body.addWidget(heading("事项覆盖", "全年每项至少检查 1 次"))
        self.body.addWidget(self._covered)
        self.body.addWidget(self._squares)
        self.body.addSpacing(px(12))
        planned = QWidget()
        words = row(planned, (0, 12, 0, 0), 12)
        words.addWidget(Label("计划完成", weight=BOLD))
        words.addWidget(self._planned, 1)
        self.body.addWidget(planned)
        self.body.addWidget(self._bars)
        self.statistics = Button("看统计", "chart-column", Kind.LINK)
        self.add_foot(self.statistics)

    def show_year(self, found: Workbench) -> None:
        """Show the year's figures."""
        rate = found.rate
        self._rate.set_figure(rate.text, _fraction(rate))
        self._bar.set_parts(
            (
                Part("已公开", rate.disclosed, "accent"),
                Part("可公开", rate.ready, "amber_area"),
                Part("审核录入", rate.under_review, "edge"),
            )
        )
        done = sum(item.state == "inspected" for item in found.coverage)
        self._covered.set_figure(f"{done} / {len(found.coverage)}", "项已检查")
        self._squares.set_squares([(item.number, _STATES[item.state]) for item in found.coverage])
        whole = max((load.planned for load in found.quarters), default=0)
        self._planned.setText(f"已检查 / 计划，全年 {sum(load.planned for load in found.quarters)} 家次")
        self._bars.set_lines(
            [
                BarLine(
                    f"{'一二三四'[load.quarter - 1]}季度",
                    (Part("已检查", load.done, "accent"),),
                    max(whole, load.done),
                    f"{load.done} / {load.planned}",
                )
                for load in found.quarters
            ]
        )


def _fraction(rate: Rate) -> str:
    return f"{rate.disclosed} / {rate.finished - rate.withheld} 次，不予公开 {rate.withheld}"
