"""One line that tells how far long work is, stops it, and lets it go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.buttons import Button
from app.ui.label import Label
from app.ui.surface import Surface, row
from app.ui.theme import px

_HEIGHT = 42


class RunLine(Surface):
    """`stop_asked` and `go_on_asked` say what the user wants; the owner tells what is the case."""

    stop_asked = Signal()
    go_on_asked = Signal()

    def __init__(self, doing: str, parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self._doing = doing
        self._running = False
        self.setFixedHeight(px(_HEIGHT))
        self.words = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(8))
        self.button = Button("停止", height=28)
        self.button.clicked.connect(lambda _checked=False: self._pressed())
        layout = row(self, (12, 0, 8, 0), 12)
        layout.addWidget(self.words)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_running(self, done: int, total: int) -> None:
        """Say how far the work is."""
        self._tell(f"正在{self._doing} {done} / {total}", done, total)
        self._offer("停止", running=True)

    def show_stopped(self, done: int, total: int) -> None:
        """Say that it stands still; what is shown is what was done so far."""
        self._tell(f"已停在 {done} / {total}，以下按已做的显示", done, total)
        self._offer(f"接着{self._doing}", running=False)

    def _tell(self, words: str, done: int, total: int) -> None:
        self.words.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.setAccessibleName(words)
        self.show()

    def _offer(self, words: str, *, running: bool) -> None:
        self._running = running
        self.button.set_words(words)

    def _pressed(self) -> None:
        (self.stop_asked if self._running else self.go_on_asked).emit()
