"""操作记录: who did what and when, newest first; nothing here can be changed."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget

from app.core.periods import period_of
from app.services import log
from app.services.rows.office import EventRow
from app.ui.actions import install
from app.ui.buttons import Button, Kind
from app.ui.columns import RIGHT, Cell, Column
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.page import Foot, Page
from app.ui.search_box import SearchBox
from app.ui.table import Table

MOST = 500
_PERIOD = re.compile(
    r"20\d{2}(?:Q[1-4]|D\d{2})(?:-[BF])?(?![0-9A-Za-z])"
)  # as the log and the draws name one
_COLUMNS: tuple[Column[EventRow], ...] = (
    Column("n", "序号", 64, lambda row: str(row.n), RIGHT),
    Column("at", "时间", 156, lambda row: row.at[:16].replace("T", " ")),
    Column("by", "经办", 132, lambda row: row.by),
    Column("act", "做了什么", 140, lambda row: Cell(row.act, bold=True)),
    Column("detail", "内容", 0, lambda row: _PERIOD.sub(lambda found: period_of(found[0]).title, row.detail)),
)


class LogPage(Page):
    """A table with a search box; each entry carries the mark of the one before it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("操作记录")
        self._desk = desk
        self._drop: Callable[[], None] = lambda: None
        self._words = ""
        self.title_line.set_subtitle("每一条都连着前一条，改动或删去任何一条都会被发现")
        self.search = SearchBox("经办人、做了什么、内容或日期，几个词用空格分开")
        self.search.searched.connect(self._search)
        self.table: Table[EventRow] = Table(_COLUMNS, "操作记录")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("没有找到", "换一个词再试，或清空查找框看全部记录。"))
        self.body.addWidget(self.search)
        self.body.addWidget(self._stack, 1)
        self._foot = Foot()
        copy = Button("复制为表格", "copy", Kind.LINK, height=28)
        copy.clicked.connect(lambda _checked=False: self.table.copy_all())
        self._foot.add(copy)
        self.set_foot(self._foot)
        self.first = self.search
        install("search", self, self.search.setFocus)
        desk.changed.connect(self._read_if_seen)

    def opened(self) -> None:
        """Read the newest entries again."""
        store, words = self._desk.store, self._words
        self._drop()
        job = self._desk.jobs.run(
            self, lambda _progress: (log.newest(store, MOST, words), log.count(store)), self._show
        )
        self._drop = job.drop

    def _search(self, words: str) -> None:
        self._words = words
        self.opened()

    def _show(self, found: tuple[Sequence[EventRow], int]) -> None:
        rows, count = found
        self.table.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        words = f"找到 {len(rows)} 条，共 {count} 条" if self._words else f"共 {count} 条"
        more = f"，只显示最近 {MOST} 条" if len(rows) == MOST else ""
        self._foot.words.setText(words + more)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.opened()
