"""Long lists of ids in pieces: a statement takes only so many."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")
AT_ONCE: Final = 500
"""So many ids in one statement: below what any database allows."""


def slices_of(ids: Sequence[T], most: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Cut ids, or what else is asked for, into pieces that one statement can take."""
    return (ids[first : first + most] for first in range(0, len(ids), most))
