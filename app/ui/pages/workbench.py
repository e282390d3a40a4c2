"""工作台: the first look is what is due now; each line has the button that does it."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.rows.office import DueTask, Workbench, first_of
from app.services.workbench import workbench
from app.ui.buttons import Button, Kind
from app.ui.desk import Desk
from app.ui.label import paragraph
from app.ui.page import Page
from app.ui.pages.workbench_charts import YearPanel
from app.ui.pages.workbench_tasks import TaskList
from app.ui.pages.workbench_year import YearStrip
from app.ui.panel import heading
from app.ui.sign import Sign
from app.ui.surface import clear, column, row, scrolling

_ENTER = "录入检查结果"
_OPEN_VISITS = "未完成"
_FULL, _EMPTY = 1, 2


class WorkbenchPage(Page):
    """What is due, the year as eight steps, the next step in words, and three charts beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("工作台")
        self._desk = desk
        self._first: DueTask | None = None
        self.act = Button(_ENTER, kind=Kind.ACCENT, after="arrow-right")
        self.act.clicked.connect(lambda _checked=False: self._begin())
        self.act.hide()
        self.title_line.add(self.act)
        self.tasks = TaskList(lambda task: desk.go(task.page, task.argument))
        self.strip = YearStrip()
        self._next = paragraph("")
        self._due = QWidget()
        self._due_line = row(self._due)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(scrolling(self._content(), 8))
        self.body.addWidget(self._stack, 1)
        self._year = YearPanel()
        self._year.statistics.clicked.connect(lambda _checked=False: desk.go("statistics"))
        self.set_panel(self._year)
        self._year.hide()
        desk.changed.connect(self._read_if_seen)

    def opened(self) -> None:
        """Read again what is due."""
        desk = self._desk
        store, year, today = desk.store, desk.year, desk.today()
        desk.jobs.run(self, lambda _progress: workbench(store, year, today), self._show)

    def _content(self) -> QWidget:
        content = QWidget()
        lines = column(content, (0, 0, 0, 12), 8)
        lines.addWidget(self._due)
        lines.addWidget(self.tasks)
        lines.addWidget(heading("本年进度"))
        lines.addWidget(self.strip)
        onward = QWidget()
        onward_row = row(onward, (0, 8, 0, 0), 8)
        onward_row.addWidget(Sign("arrow-right", "accent"))
        onward_row.addWidget(self._next, 1)
        lines.addWidget(onward)
        lines.addStretch(1)
        return content

    def _show(self, found: Workbench) -> None:
        self.title_line.set_subtitle(found.subtitle)
        empty = not found.objects and not found.inspectors
        self._year.setVisible(not empty)
        self._stack.setCurrentIndex(self._nothing_yet() if empty else _FULL)
        self._offer(found)
        late = sum(task.word.startswith("逾期") for task in found.tasks)
        clear(self._due_line)
        count = f"{len(found.tasks)} 件" + (f"，其中 {late} 件逾期" if late else "")
        self._due_line.addWidget(heading("现在要办", count if found.tasks else ""))
        self.tasks.set_tasks(found.tasks)
        self.strip.set_steps(found.steps)
        self._next.setText(f"下一步：{found.next_step}")
        self._year.show_year(found)

    def _nothing_yet(self) -> int:
        """Give the place of what an empty file shows, made when the first one is seen."""
        if self._stack.count() == _EMPTY:
            from app.ui.pages.workbench_empty import nothing_yet  # noqa: PLC0415 - few files are empty

            self._stack.addWidget(nothing_yet(self, self._desk))
        return _EMPTY

    def _offer(self, found: Workbench) -> None:
        """Let the accent button enter results where visits are open, else do the first task."""
        visits = next((task for task in found.tasks if task.argument == _OPEN_VISITS), None)
        known = found.objects or found.inspectors  # an empty file has its accent on the first of three lines
        self._first = visits or (first_of(found.tasks) if known else None)
        self.act.setVisible(self._first is not None)
        if self._first is not None:
            self.act.set_words(_ENTER if visits else f"{self._first.button}：{self._first.what}")

    def _begin(self) -> None:
        if self._first is not None:
            self._desk.go(self._first.page, self._first.argument)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()
