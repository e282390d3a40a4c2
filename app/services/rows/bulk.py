"""批量修改 as its page shows it: what is wished of which field, and what it would change."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array

BulkValue = str | float | date | tuple[str, ...] | None


class Way(StrEnum):
    """What becomes of a field; 加上 and 去掉 are for fields that hold several words."""

    SET = "改为"
    ADD = "加上"
    REMOVE = "去掉"
    CLEAR = "清空"


@dataclass(frozen=True, slots=True)
class Wish:
    """One field of all chosen rows, and what becomes of it; 清空 has no value."""

    field: str
    way: Way
    value: BulkValue = None

    def after(self, before: BulkValue) -> BulkValue:
        """Give the value that follows from the one before."""
        if self.way is Way.CLEAR:
            return () if isinstance(before, tuple) else "" if isinstance(before, str) else None
        if self.way is Way.SET or not isinstance(before, tuple) or not isinstance(self.value, tuple):
            return self.value
        if self.way is Way.ADD:
            return before + tuple(word for word in self.value if word not in before)
        return tuple(word for word in before if word not in self.value)


@dataclass(frozen=True, slots=True)
class BulkGroup:
    """So many rows whose field goes from one value to another, in words; empty where nothing stands."""

    field: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class BulkFault:
    """A row that would be faulty and therefore stays as it is, and why."""

    id: int
    code: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What would change: ``ids`` in the order chosen, ``groups`` the largest first within each field."""

    chosen: int
    ids: "array[int]"
    groups: tuple[BulkGroup, ...]
    faults: tuple[BulkFault, ...]

    @property
    def unchanged(self) -> int:
        """How many rows have what is wished already."""
        return self.chosen - len(self.ids) - len(self.faults)


class BulkPair(NamedTuple):
    """One field of one row that changes, in words; empty where nothing stands."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One row of the preview with what changes of it."""

    id: int
    code: str
    name: str
    pairs: tuple[BulkPair, ...]
