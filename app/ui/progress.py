"""What a piece of work tells about itself while it runs, and how it learns that it should stop."""

from dataclasses import dataclass
from threading import Event


class Cancelled(Exception):  # noqa: N818 (no error: the user asked for it)
    """The user asked the work to stop; whoever raises it has left nothing half done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is being done and how far; `total` 0 means that nobody knows."""

    doing: str
    done: int = 0
    total: int = 0


class Progress:
    """Written by the worker, read by the screen; a whole report is swapped at once, so no lock is needed."""

    def __init__(self, doing: str, stop: Event) -> None:
        self._report = Report(doing)
        self._stop = stop

    def report(self, done: int, total: int, doing: str = "") -> None:
        """Tell how far the work is; raises Cancelled when the user asked to stop."""
        self._report = Report(doing or self._report.doing, done, total)
        if self._stop.is_set():
            raise Cancelled

    def latest(self) -> Report:
        """Give the latest report."""
        return self._report
