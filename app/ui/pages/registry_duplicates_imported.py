"""After an import of objects: says how many likely duplicates came with it, and leads to them."""

from collections.abc import Callable, Sequence

from app.services.duplicates_imported import ImportedSearch
from app.ui.desk import Desk
from app.ui.jobs import Lane
from app.ui.page import Page
from app.ui.slices import Slices

Told = Callable[[int, Sequence[int]], object]
"""Hears how many pairs were found, and the ids among which."""


class DuplicatesAfterImport:
    """Searches behind the list for what an import just brought; a newer import takes its place."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk = desk
        self._page = page
        self._slices = Slices(desk.jobs, page)
        self._search: ImportedSearch | None = None
        self._told: Told | None = None
        self._slices.ended.connect(self._ended)

    def begin(self, told: Told) -> None:
        """Search; `told` is called only where there is something to tell."""
        self._told = told
        store = self._desk.store
        self._desk.jobs.run(self._page, lambda _progress: ImportedSearch(store), self._run, lane=Lane.OTHER)

    def _run(self, search: ImportedSearch) -> None:
        self._search = search
        if search.ids:
            self._slices.run(search)

    def _ended(self) -> None:
        search, told = self._search, self._told
        if search is not None and told is not None and search.pairs():
            told(len(search.pairs()), search.ids)
