"""Pairs of objects that may be one, as the list of 疑似重复 shows them."""

from dataclasses import dataclass
from typing import NamedTuple


class PairSide(NamedTuple):
    """One object of a pair."""

    id: int
    code: str
    name: str
    town: str
    state: str


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two objects that may be one, the smaller id first; ``points`` of 100, ``reasons`` in words."""

    first: PairSide
    second: PairSide
    points: int
    reasons: tuple[str, ...]

    @property
    def ids(self) -> tuple[int, int]:
        """The ids of the two, the smaller first."""
        return self.first.id, self.second.id


@dataclass(frozen=True, slots=True)
class DistinctRow:
    """A pair that was looked at and is not one; ``id`` is that of the note."""

    id: int
    first: PairSide
    second: PairSide
    at: str
    by: str
    reason: str
