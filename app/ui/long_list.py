"""A list asked for in two steps: its beginning, which is there at once, and then all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.jobs import Jobs, Lane
from app.ui.latest import Latest


@dataclass(frozen=True, slots=True)
class Listed:
    """Ids in their order; ``whole`` where they are all there are."""

    ids: Sequence[int]
    whole: bool


class LongList:
    """Asks for `asker`, in order of need; of an older question nothing is answered any more.

    The rows of the beginning are read while the rest is still being looked for, on a worker of its own.
    """

    def __init__(self, jobs: Jobs, asker: QWidget, show: Callable[[Listed], object]) -> None:
        self._show = show
        self._beginning = Latest(jobs, asker)
        self._whole = Latest(jobs, asker, doing="", lane=Lane.LIST)

    def ask(self, whole: Callable[[], Sequence[int]], beginning: Callable[[], Listed] | None = None) -> None:
        """Ask for a list, first for its beginning where one is wanted."""
        self._beginning.drop()
        self._whole.drop()
        if beginning is None:
            self._ask_whole(whole)
        else:
            self._beginning.ask(beginning, lambda listed: self._begin(listed, whole))

    def _begin(self, listed: Listed, whole: Callable[[], Sequence[int]]) -> None:
        self._show(listed)
        if not listed.whole:
            self._ask_whole(whole)

    def _ask_whole(self, whole: Callable[[], Sequence[int]]) -> None:
        self._whole.ask(whole, lambda ids: self._show(Listed(ids, whole=True)))
