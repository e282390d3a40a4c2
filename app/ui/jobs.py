"""The one way off the screen's thread: a worker for the database, one for whole lists, one for all else."""

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from enum import Enum
from threading import Event
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.busy import BusyNotice
from app.ui.errors import show_error
from app.ui.progress import Cancelled, Progress

T = TypeVar("T")
SHOWN_AFTER = 500
_TURN = 0.0005
"""Seconds until work gives way to the screen, which asks for its turn hundreds of times a picture."""


class Lane(Enum):
    """Which worker does the work; works of one lane wait for each other."""

    DATABASE = "database"
    OTHER = "other"
    LIST = "list"
    """Whole lists, while what is seen of them is read on the database's own."""


class Job:
    """A piece of work under way, as its asker sees it."""

    def __init__(self, stop: Event, never_begin: Callable[[], object]) -> None:
        self._stop = stop
        self._never_begin = never_begin
        self._dropped = False

    def cancel(self) -> None:
        """Ask the work to stop at its next report; work that cannot stop any more is answered as usual."""
        self._stop.set()
        self._never_begin()

    def drop(self) -> None:
        """Let the answer come to nothing, because a newer question was asked."""
        self._dropped = True
        self._never_begin()

    def is_dropped(self) -> bool:
        """Tell whether nobody wants the answer any more."""
        return self._dropped


class Jobs(QObject):
    """Runs work for widgets and brings the answer back to the screen's thread."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane.value) for lane in Lane}
        self._under_way: set[Event] = set()
        self._closed = False
        self._done.connect(_call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        parent: QWidget,
        work: Callable[[Progress], T],
        success: Callable[[T], object],
        failure: Callable[[Exception], object] | None = None,
        *,
        lane: Lane = Lane.DATABASE,
        doing: str = "正在读取",
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Do `work` off the screen's thread, then call `success` or `failure` on it.

        The answer is dropped when `parent` is gone. Without `failure` the error is shown: a UserError as its
        sentence, anything else by the crash path. `cancelled` is called when the work stopped half-way as
        the user asked. After half a second `parent` shows what is done, how far and 取消, unless `doing` is
        empty: then the asker says itself that it waits. Once the program is closing, nothing more is begun.
        """
        stop = Event()
        if self._closed:
            return Job(stop, lambda: None)
        progress = Progress(doing, stop)
        future = self._lanes[lane].submit(work, progress)
        job = Job(stop, future.cancel)
        self._under_way.add(stop)
        notice = QTimer(parent)
        notice.setSingleShot(True)
        busy: list[BusyNotice] = []
        notice.timeout.connect(lambda: busy.append(BusyNotice(parent, progress, job.cancel)))
        if doing:
            notice.start(SHOWN_AFTER)

        def finish() -> None:
            self._under_way.discard(stop)
            if self._closed or not shiboken6.isValid(parent):
                return
            notice.stop()
            notice.deleteLater()
            for shown in busy:
                shown.finish()
            if not job.is_dropped():
                _answer(future, parent, success, failure, cancelled)

        future.add_done_callback(lambda _future: self._done.emit(finish))
        return job

    def close(self) -> None:
        """Stop all work and wait until all workers have left; answers come to nothing."""
        self._closed = True  # an answer already on its way to the screen's thread arrives all the same
        for stop in self._under_way:
            stop.set()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)


def _answer(
    future: Future[T],
    parent: QWidget,
    success: Callable[[T], object],
    failure: Callable[[Exception], object] | None,
    cancelled: Callable[[], object] | None,
) -> None:
    try:
        result = future.result()
    except (Cancelled, CancelledError):
        if cancelled is not None:
            cancelled()
        return
    except Exception as error:  # noqa: BLE001 (whatever the work raised is handed on, nothing is swallowed)
        if failure is None:
            show_error(parent, error)
        else:
            failure(error)
        return
    success(result)


def _call(closure: Callable[[], None]) -> None:
    closure()
