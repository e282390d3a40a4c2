"""Rows at hand in a table that the clerk may put in order by its headings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from app.ui.at_hand import AtHand
from app.ui.columns import Column
from app.ui.table import Table

Row = TypeVar("Row")


class OrderedTable(Table[Row], Generic[Row]):
    """Keeps the order the rows came in until a heading is clicked; `keys` says what each sorts by."""

    def __init__(
        self, columns: Sequence[Column[Row]], name: str, keys: Mapping[str, Callable[[Row], Any]]
    ) -> None:
        self._at_hand: AtHand[Row] = AtHand()
        super().__init__(columns, name, self._at_hand)
        self._keys = keys
        self._by: tuple[str, bool] | None = None
        self.sort_asked.connect(self._sort)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; their ids are their places as they came."""
        self._at_hand.rows = dict(enumerate(rows))
        self.set_ids(self._ordered())

    def shown_rows(self) -> list[Row]:
        """Give the rows in the order shown."""
        return [self._at_hand.rows[row_id] for row_id in self.rows.ids()]

    def _sort(self, sort: str, falling: bool) -> None:  # noqa: FBT001 - the table's signal carries a flag
        self._by = (sort, falling)
        self.set_ids(self._ordered())

    def _ordered(self) -> list[int]:
        rows = self._at_hand.rows
        if self._by is None:
            return [*rows]
        sort, falling = self._by
        return sorted(rows, key=lambda row_id: self._keys[sort](rows[row_id]), reverse=falling)
