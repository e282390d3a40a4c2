"""Rows that are at hand under ids of their own, so that ticks and the current row stay with them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class AtHand(Generic[Row]):
    """A source of a table that answers at once."""

    def __init__(self) -> None:
        self.rows: Mapping[int, Row] = {}

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[Row | None]], None]) -> None:
        """Give the rows asked for."""
        answer([self.rows.get(row_id) for row_id in ids])
