"""彩排: the wizard over a copy of the file, in a window that never lets the word out of sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.periods import period_of
from app.services.office import Store
from app.ui.banner import Banner
from app.ui.density import LEAST, density_of
from app.ui.desk import Desk
from app.ui.surface import column
from app.ui.theme import px
from app.ui.tokens import Tone
from app.ui.wizard.rehearsal_copy import RehearsalCopy
from app.ui.wizard.void_dialog import ask_void
from app.ui.wizard.wizard import Wizard

_WORDS = (
    "这里用的是名录的副本：冻结、取数、抽取都可以照做，关闭这个窗口后全部丢弃，"
    "不写存证，不算一次抽取。文件上都印有“彩排”。"
)


class RehearsalWindow(QWidget):
    """Works on the store of a copy, which it throws away when it is closed; `closed` tells of that.

    It belongs to the program's window, not to a page: pages go when another file is opened.
    """

    closed = Signal()

    def __init__(self, desk: Desk, copy: RehearsalCopy, store: Store, period: str, parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk.on(store)
        self._copy: RehearsalCopy | None = copy
        self._asker = parent.window()
        self.setWindowTitle(f"彩排，不是抽取：{period_of(period).title}")
        lines = column(self)
        self.band = Banner(Tone.AMBER, _WORDS, "彩排，不是抽取")
        lines.addWidget(self.band)
        self.wizard = Wizard(self._desk)
        lines.addWidget(self.wizard, 1)
        self.wizard.left.connect(self.close)
        self.wizard.void_asked.connect(self._ask_void)
        self._desk.changed.connect(self.wizard.reload)
        # Without it the window would grow to what the steps want unfolded, past the edge of a small screen.
        self.setMinimumSize(px(LEAST.width()), px(LEAST.height()))
        self.resize(parent.window().size())
        self.wizard.open_period(period)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Throw the copy away once no work reads it any more."""
        copy, self._copy = self._copy, None
        if copy is not None:
            self._desk.jobs.run(
                self._asker, lambda _progress: copy.throw_away(), lambda _none: copy.deleteLater()
            )
            self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hand the room on to the steps."""
        super().resizeEvent(event)
        self.wizard.set_density(density_of(self.size()))

    def _ask_void(self) -> None:
        standing = self.wizard.standing
        if standing is not None and standing.view is not None:
            ask_void(self, self._desk, standing.view, self._desk.written)


def open_rehearsal(parent: QWidget, desk: Desk, period: str) -> None:
    """Copy the open file off the screen's thread, then rehearse the draw of an occasion in the copy."""
    act, copy = desk.act(), RehearsalCopy()

    def ready(store: Store) -> None:
        RehearsalWindow(desk, copy, store, period_of(period).rehearsed, parent).show()

    desk.jobs.run(
        parent,
        lambda _progress: copy.make(desk.store, act),
        ready,
        doing="正在准备彩排用的副本",
    )
