"""One question at a time: when a newer one is asked, the answer to the older comes to nothing."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.jobs import Job, Jobs, Lane

T = TypeVar("T")


class Latest:
    """Asks for `asker`; rows that are walked through by the arrow keys do not queue up.

    `doing` is what the asker shows when the answer is slow, nothing where it says so itself.
    """

    def __init__(
        self, jobs: Jobs, asker: QWidget, doing: str = "正在读取", lane: Lane = Lane.DATABASE
    ) -> None:
        self._jobs = jobs
        self._asker = asker
        self._doing = doing
        self._lane = lane
        self._job: Job | None = None

    def ask(self, work: Callable[[], T], success: Callable[[T], object]) -> None:
        """Do `work` off the screen's thread and hand on its answer, if nothing newer was asked."""
        self.drop()
        self._job = self._jobs.run(
            self._asker, lambda _progress: work(), success, lane=self._lane, doing=self._doing
        )

    def drop(self) -> None:
        """Let an answer that is under way come to nothing."""
        if self._job is not None:
            self._job.drop()
            self._job = None
