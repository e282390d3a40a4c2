"""彩排: the wizard over a copy of the file, in a window that never lets the word out of sight."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.periods import period_of
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.ui.banner import Banner
from app.ui.density import density_of
from app.ui.desk import Desk
from app.ui.surface import column
from app.ui.tokens import Tone
from app.ui.wizard.void_dialog import ask_void
from app.ui.wizard.wizard import Wizard

_WORDS = (
    "这里用的是名录的副本：冻结、取数、抽取都可以照做，关闭这个窗口后全部丢弃，"
    "不写存证，不算一次抽取。文件上都印有“彩排”。"
)


class RehearsalWindow(QWidget):
    """Takes the copy over and throws it away when it is closed; `closed` tells of that."""

    closed = Signal()

    def __init__(self, desk: Desk, copy: Store, period: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk.on(copy)
        self._asker = parent
        self._kept = True
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._leave_nothing)
        self.setWindowTitle(f"彩排，不是抽取：{period_of(period).title}")
        lines = column(self)
        self.band = Banner(Tone.AMBER, _WORDS, "彩排，不是抽取")
        lines.addWidget(self.band)
        self.wizard = Wizard(self._desk)
        lines.addWidget(self.wizard, 1)
        self.wizard.left.connect(self.close)
        self.wizard.void_asked.connect(self._ask_void)
        self._desk.changed.connect(self.wizard.reload)
        self.resize(parent.window().size())
        self.wizard.open_period(period)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Throw the copy away once no work reads it any more."""
        if self._kept:
            self._kept, store = False, self._desk.store
            self._desk.jobs.run(self._asker, lambda _progress: _throw_away(store), lambda _none: None)
            self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hand the room on to the steps."""
        super().resizeEvent(event)
        self.wizard.set_density(density_of(self.size()))

    def _leave_nothing(self) -> None:
        """Throw the copy away when the program ends under an open rehearsal; its workers have left."""
        if self._kept:
            self._kept = False
            _throw_away(self._desk.store)

    def _ask_void(self) -> None:
        standing = self.wizard.standing
        if standing is not None and standing.view is not None:
            ask_void(self, self._desk, standing.view, self._desk.written)


def open_rehearsal(parent: QWidget, desk: Desk, period: str) -> None:
    """Copy the open file off the screen's thread, then rehearse the draw of an occasion in the copy."""
    act = desk.act()
    folder = Path(tempfile.mkdtemp(prefix="ssj-"))

    def ready(copy: Store) -> None:
        RehearsalWindow(desk, copy, period_of(period).rehearsed, parent).show()

    desk.jobs.run(
        parent,
        lambda _progress: rehearsal_copy(desk.store, folder, act),
        ready,
        doing="正在准备彩排用的副本",
    )


def _throw_away(store: Store) -> None:
    store.close()
    shutil.rmtree(store.path.parent, ignore_errors=True)
