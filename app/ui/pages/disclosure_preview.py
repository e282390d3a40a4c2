"""The panel 公告预览: the notice of the ticked rows before it exists, or one that was made."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import disclosure
from app.services.rows.visit import NoticeRow
from app.ui.desk import Desk
from app.ui.label import BOLD, Label, paragraph
from app.ui.panel import SidePanel
from app.ui.preview import Preview
from app.ui.surface import column

if TYPE_CHECKING:
    from app.ui.jobs import Job

_WIDTH = 428
_QUIET_FOR = 300
_NOTHING = "勾选可公开的结果，这里显示公告排好的样子。"
_WAITS = "正在排版……"


class NoticePanel(SidePanel):
    """Typesets a third of a second after the last tick, off the screen's thread; not while folded."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("公告预览", _WIDTH, parent)
        self._desk = desk
        self._job: Job | None = None
        self._wanted: Callable[[], None] | None = None
        self._shown: int | None = None
        self._words = Label("", "second")
        self.head.addWidget(Label("公告预览", weight=BOLD))
        self.head.addWidget(self._words)
        self.preview = Preview(desk.jobs)
        self.preview.leave_name_to_others()
        nothing = QWidget()
        lines = column(nothing, (16, 16, 16, 16))
        self._instead = paragraph(_NOTHING, "second")
        lines.addWidget(self._instead)
        lines.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.preview)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setAlignment(Qt.AlignmentFlag(0))
        self.body.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_FOR)
        self._timer.timeout.connect(self._begin)
        self.folded.connect(lambda folded: None if folded else self._timer.start())
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how a notice comes to stand here."""
        self._want(None)
        self._words.setText("还没有勾选")
        self._replace(None, _NOTHING)

    def show_draft(self, visits: Sequence[int], number: str) -> None:
        """Show the notice that these visits would make."""
        store, act, ids = self._desk.store, self._desk.act(), [*visits]
        self._words.setText(f"尚未生成　已选 {len(ids)} 家")
        self._replace(0)
        self._want(
            lambda: self._run(
                lambda: disclosure.draft_pdf(store, ids, number, act),
                lambda data: self._show(f"检查结果公告 {number}", data, None),
            )
        )

    def show_notice(self, notice: NoticeRow) -> None:
        """Show a notice that was made."""
        store = self._desk.store
        self._words.setText(f"{notice.number}　{len(notice.visits)} 家")
        self._replace(notice.id)
        self._want(
            lambda: self._run(
                lambda: disclosure.notice_pdf(store, notice.id),
                lambda data: self._show(
                    notice_name(notice), data, lambda: disclosure.notice_docx(store, notice.id)
                ),
            )
        )

    def _replace(self, notice: int | None, words: str = _WAITS) -> None:
        """Take another paper away at once: it must not stand under the number of this one."""
        if notice is not None and notice == self._shown:
            return
        self._shown = notice
        self._instead.setText(words)
        self._stack.setCurrentIndex(0)

    def _want(self, begin: Callable[[], None] | None) -> None:
        self._wanted = begin
        if self._job is not None:
            self._job.drop()
            self._job = None
        self._timer.start()

    def _begin(self) -> None:
        """Typeset what is wanted; nothing while the panel is folded or its page is gone."""
        if self._wanted is not None and self.isVisible() and not self.is_folded():
            self._wanted()

    def _run(self, make: Callable[[], bytes], then: Callable[[bytes], None]) -> None:
        self._job = self._desk.jobs.run(self, lambda _progress: make(), then, doing="正在排版")

    def _show(self, name: str, data: bytes, word: Callable[[], bytes] | None) -> None:
        self.preview.show_document(name, data, self._desk.store.path.parent, word)
        self._stack.setCurrentIndex(1)


def notice_name(notice: NoticeRow) -> str:
    """Give a notice's name as a file, without its suffix."""
    return f"{notice.title} {notice.number}".strip()
