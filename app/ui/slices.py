"""Long work in short slices, so that others' work comes between and nothing waits to be stopped."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.errors import show_error
from app.ui.jobs import Job, Jobs, Lane
from app.ui.progress import Progress

_SLICE: Final = 150
"""How long a slice should take, in milliseconds."""


class Sliced(Protocol):
    """Work that is done step by step; `told` hears done and total before each step, and may raise."""

    @property
    def done(self) -> int:
        """How many steps are done."""

    @property
    def total(self) -> int:
        """How many there are."""

    def advance(self, steps: int, told: Callable[[int, int], object]) -> None:
        """Do so many steps more, but no more than all."""


class Slices(QObject):
    """Does one piece of work at a time for a widget; what is new takes the place of what is not done.

    `moved` tells how many steps of how many are done, `ended` that all are, `stopped` that it was stopped.
    """

    moved = Signal(int, int)
    ended = Signal()
    stopped = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asker = QWidget(parent)  # never shown: no notice lies over the widget, which tells the progress
        self._asker.hide()
        self._work: Sliced | None = None
        self._job: Job | None = None
        self._running = False
        self._steps = 1
        self._clock = QElapsedTimer()

    def run(self, work: Sliced) -> None:
        """Begin, or go on with what was stopped."""
        self.drop()
        self._work = work
        self._running = True
        self._steps = 1
        self._next()

    def stop(self) -> None:
        """Stop before the next step; what is done stays done."""
        if not self._running:
            return
        self._halt()
        self.stopped.emit()

    def drop(self) -> None:
        """Forget the work."""
        self._halt()
        self._work = None

    def is_running(self) -> bool:
        """Tell whether there is work under way."""
        return self._running

    def _halt(self) -> None:
        self._running = False
        if self._job is not None:
            self._job.drop()
            self._job.cancel()
            self._job = None

    def _next(self) -> None:
        work, steps = self._work, self._steps
        if work is None:
            return
        self._clock.restart()

        def slice_(progress: Progress) -> None:
            work.advance(steps, progress.report)

        self._job = self._jobs.run(
            self._asker, slice_, lambda _none: self._done(work), self._failed, lane=Lane.OTHER
        )

    def _failed(self, error: Exception) -> None:
        self._job, self._running = None, False
        self.stopped.emit()
        show_error(self._asker, error)

    def _done(self, work: Sliced) -> None:
        self._job = None
        self.moved.emit(work.done, work.total)
        if not self._running or work is not self._work:
            return  # who heard of the move stopped the work, or began another
        if work.done >= work.total:
            self._running = False
            self.ended.emit()
            return
        self._steps = max(1, self._steps * _SLICE // max(1, self._clock.elapsed()))
        self._next()
