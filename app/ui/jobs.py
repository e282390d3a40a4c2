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
_TURN = 0.0001
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


class Reading(Job):
    """Work that writes nothing: whoever cancels it need not wait until it stops."""

    def __init__(self, stop: Event, never_begin: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__(stop, never_begin)
        self._leave = leave

    def cancel(self) -> None:
        """Ask the work to stop, and let whatever it still answers come to nothing."""
        if self._stop.is_set():
            return
        self._stop.set()
        self.drop()
        self._leave()


class _Notice:
    """Says after half a second that work is under way."""

    def __init__(self, parent: QWidget, progress: Progress) -> None:
        self._parent = parent
        self._progress = progress
        self._shown: list[BusyNotice] = []
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)

    def begin(self, cancel: Callable[[], object]) -> None:
        """Wait for the time to be shown."""
        self._timer.timeout.connect(
            lambda: self._shown.append(BusyNotice(self._parent, self._progress, cancel))
        )
        self._timer.start(SHOWN_AFTER)

    def finish(self) -> None:
        """Be there no longer than one needs to read it."""
        self._timer.stop()
        self._timer.deleteLater()
        for shown in self._shown:
            shown.finish()

    def leave(self) -> None:
        """Give the place back at once."""
        self._timer.stop()
        for shown in self._shown:
            shown.leave()
        self._shown.clear()


class Jobs(QObject):
    """Runs work for widgets and brings the answer back to the screen's thread."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._lanes = {lane: _worker(lane) for lane in Lane}
        self._left: list[ThreadPoolExecutor] = []
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

        def job(stop: Event, future: Future[T], _notice: _Notice) -> Job:
            return Job(stop, future.cancel)

        def answer(future: Future[T]) -> None:
            _answer(future, parent, success, failure, cancelled)

        return self._begin(parent, work, job, answer, lane, doing)

    def read(
        self,
        parent: QWidget,
        work: Callable[[Progress], T],
        success: Callable[[T], object],
        failure: Callable[[Exception], object] | None = None,
        *,
        lane: Lane = Lane.OTHER,
        doing: str = "正在读取",
        cancelled: Callable[[], object] = lambda: None,
    ) -> Job:
        """Do work that writes nothing as `run` does, but let 取消 give the page back at once.

        `cancelled` is called as it is pressed. The work stops at its next report or comes to its end unheard;
        what its lane is asked from then on goes to a new worker and does not wait for it.
        """

        def job(stop: Event, future: Future[T], notice: _Notice) -> Job:
            def leave() -> None:
                self._replace_worker(lane, future)
                notice.leave()
                cancelled()

            return Reading(stop, future.cancel, leave)

        def answer(future: Future[T]) -> None:
            _answer(future, parent, success, failure, cancelled)

        return self._begin(parent, work, job, answer, lane, doing)

    def close(self) -> None:
        """Stop all work and wait until all workers have left; answers come to nothing."""
        self._closed = True  # an answer already on its way to the screen's thread arrives all the same
        for stop in self._under_way:
            stop.set()
        for worker in (*self._lanes.values(), *self._left):
            worker.shutdown(wait=True, cancel_futures=True)

    def _begin(
        self,
        parent: QWidget,
        work: Callable[[Progress], T],
        job_of: Callable[[Event, Future[T], _Notice], Job],
        answer: Callable[[Future[T]], object],
        lane: Lane,
        doing: str,
    ) -> Job:
        stop = Event()
        if self._closed:
            return Job(stop, lambda: None)
        progress = Progress(doing, stop)
        future = self._lanes[lane].submit(work, progress)
        self._under_way.add(stop)
        notice = _Notice(parent, progress)
        job = job_of(stop, future, notice)
        if doing:
            notice.begin(job.cancel)

        def finish() -> None:
            self._under_way.discard(stop)
            if self._closed or not shiboken6.isValid(parent):
                return
            notice.finish()
            if not job.is_dropped():
                answer(future)

        future.add_done_callback(lambda _future: self._done.emit(finish))
        return job

    def _replace_worker(self, lane: Lane, future: Future[T]) -> None:
        """Let the worker that is still busy end by itself, with what waits for it, and take a new one."""
        if future.running():
            self._left.append(self._lanes[lane])
            self._lanes[lane].shutdown(wait=False)
            self._lanes[lane] = _worker(lane)


def _worker(lane: Lane) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix=lane.value)


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
