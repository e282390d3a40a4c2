"""The notice of work that takes longer than half a second: what, how far, and 取消."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.buttons import Button
from app.ui.label import MEDIUM, Label
from app.ui.progress import Progress
from app.ui.surface import Surface, column, row
from app.ui.theme import px

_READABLE = 700
_EVERY = 100
_WIDTH = 420


class BusyNotice(Surface):
    """Lies over the middle of the widget that asked, and stays long enough to be read."""

    def __init__(self, parent: QWidget, progress: Progress, cancel: Callable[[], object]) -> None:
        super().__init__("base", "trbl", parent)
        self._over = parent
        self._progress = progress
        self._doing = Label(weight=MEDIUM)
        self._far = Label(ink="second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(8))
        self._cancel = Button("取消", height=28)
        self._cancel.clicked.connect(lambda _checked=False: self._stop(cancel))
        layout = column(self, (16, 12, 16, 12), 8)
        words = QWidget()
        words_row = row(words, gap=12)
        words_row.addWidget(self._doing)
        words_row.addWidget(self._far, 1)
        words_row.addWidget(self._cancel)
        layout.addWidget(words)
        layout.addWidget(self._bar)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)
        self._timer.start(_EVERY)
        parent.installEventFilter(self)
        self._read()
        self._place()
        self.show()
        self.raise_()

    def finish(self) -> None:
        """Leave, but not before the words could be read."""
        self._timer.stop()
        self._cancel.setEnabled(False)
        QTimer.singleShot(max(0, _READABLE - self._clock.elapsed()), self, self.leave)

    def leave(self) -> None:
        """Leave at once."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the widget below changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _stop(self, cancel: Callable[[], object]) -> None:
        self._cancel.setEnabled(False)
        self._far.setText("正在停下")
        self._timer.stop()
        cancel()

    def _read(self) -> None:
        report = self._progress.latest()
        self._doing.setText(report.doing)
        self._far.setText(f"{report.done} / {report.total}" if report.total else "")
        self._bar.setRange(0, report.total)
        self._bar.setValue(report.done)
        self.setAccessibleName(f"{report.doing} {self._far.text()}".strip())

    def _place(self) -> None:
        place = self._over
        width = min(px(_WIDTH), place.width())
        height = self.sizeHint().height()
        self.setGeometry((place.width() - width) // 2, max(0, (place.height() - height) // 3), width, height)
