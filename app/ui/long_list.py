"""A list asked for in two steps: its beginning, which is there at once, and then all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.ui.jobs import Jobs, Lane
from app.ui.latest import Latest

_PAUSE = 120


@dataclass(frozen=True, slots=True)
class Listed:
    """Ids in their order; ``whole`` where they are all there are."""

    ids: Sequence[int]
    whole: bool


class LongList:
    """Asks for `asker`, in order of need; of an older question nothing is answered any more.

    The rows of the beginning are read while the rest is still being looked for, on a worker of its own, but
    not while somebody types on.
    """

    def __init__(self, jobs: Jobs, asker: QWidget, show: Callable[[Listed], object]) -> None:
        self._show = show
        self._beginning = Latest(jobs, asker)
        self._whole = Latest(jobs, asker, doing="", lane=Lane.LIST)
        self._wanted: Callable[[], Sequence[int]] | None = None
        self._pause = QTimer(asker)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_whole)

    def ask(self, whole: Callable[[], Sequence[int]], beginning: Callable[[], Listed] | None = None) -> None:
        """Ask for a list, first for its beginning where one is wanted."""
        self._pause.stop()
        self._beginning.drop()
        self._whole.drop()
        self._wanted = whole
        if beginning is None:
            self._ask_whole()
        else:
            self._beginning.ask(beginning, self._begin)

    def _begin(self, listed: Listed) -> None:
        self._show(listed)
        if not listed.whole:
            self._pause.start()

    def _ask_whole(self) -> None:
        if self._wanted is not None:
            self._whole.ask(self._wanted, lambda ids: self._show(Listed(ids, whole=True)))
