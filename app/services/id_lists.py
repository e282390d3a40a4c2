"""Long lists of ids, read at once and combined in memory: orders and sets that hold until the file changes.

A million ids are read as one text, which SQLite makes without holding up other threads; whatever is then done
to each of them is done in slices, between which the screen's thread gets its turn.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from itertools import compress
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from app.models.database import data_mark
from app.models.registry import InspectionObject

T = TypeVar("T")
_SLICE: Final = 1 << 12
_ORDERS: Final = 4
_SETS: Final = 12
_SAMPLE: Final = 10_000
_KEPT: Final = "lists of ids"
Flags = bytearray
"""One byte for each id from 0 on: 1 where the object belongs to a set."""


class IdLists:
    """Orders and sets of one connection; ``kept`` gives those that still hold."""

    def __init__(self, mark: tuple[int, int], size: int) -> None:
        self.mark = mark
        self.size = size
        """One more than the greatest id."""
        self._orders: OrderedDict[Hashable, array[int]] = OrderedDict()
        self._sets: OrderedDict[Hashable, Flags] = OrderedDict()

    def order(self, key: Hashable, read: "Callable[[], array[int]]") -> "array[int]":
        """Give all ids in an order, read where it is not at hand."""
        return _remembered(self._orders, key, read, _ORDERS)

    def flags(self, key: Hashable, read: Callable[[], Flags]) -> Flags:
        """Give a set, read where it is not at hand."""
        return _remembered(self._sets, key, read, _SETS)


def kept(session: Session) -> IdLists:
    """Give what was read on this session's connection, or begin anew where the file has changed since."""
    info, mark = session.connection().info, data_mark(session)
    lists = info.get(_KEPT)
    if not isinstance(lists, IdLists) or lists.mark != mark:
        greatest = session.scalar(select(func.max(InspectionObject.id))) or 0
        lists = info[_KEPT] = IdLists(mark, greatest + 1)
    return lists


def read_ids(session: Session, statement: Select[int]) -> "array[int]":
    """Read the only column of a statement, called ``id``, in its order."""
    asked = statement.subquery()
    return _numbers(session.scalar(select(func.aggregate_strings(asked.c.id, ","))) or "")


def fulfilling(session: Session, lists: IdLists, wanted: ColumnElement[bool]) -> Flags:
    """Give what fulfils a condition; where that seems to be more than half, the rest is read."""
    every, among = select(InspectionObject.id), InspectionObject.id <= _SAMPLE
    seen, found = (
        session.scalar(select(func.count()).select_from(each.subquery())) or 0
        for each in (every.where(among), every.where(among, wanted))
    )
    if 2 * found <= seen:
        return flagged(read_ids(session, every.where(wanted)), lists.size)
    return others(flagged(read_ids(session, every.where(wanted.is_not(true()))), lists.size))


def flagged(ids: "Sequence[int]", size: int) -> Flags:
    """Make a set of ids."""
    flags = bytearray(size)
    for each in ids:
        flags[each] = 1
    return flags


def either(one: Flags, other: Flags) -> Flags:
    """Give what belongs to one of two sets."""
    joined = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return bytearray(joined.to_bytes(len(one), "little"))


def both(one: Flags, other: Flags) -> Flags:
    """Give what belongs to both of two sets."""
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return bytearray(joined.to_bytes(len(one), "little"))


def others(flags: Flags) -> Flags:
    """Give what does not belong to a set."""
    return flags.translate(bytes((1, 0)) + bytes(254))


def picked(order: "array[int]", flags: Flags) -> "array[int]":
    """Give the ids of a set in an order."""
    ids = array("q")
    for start in range(0, len(order), _SLICE):
        part = order[start : start + _SLICE]
        ids.extend(compress(part, map(flags.__getitem__, part)))
    return ids


def _numbers(text: str) -> "array[int]":
    """Read numbers with commas between them."""
    ids = array("q")
    start = 0
    while start < len(text):
        end = text.find(",", start + _SLICE)
        end = len(text) if end < 0 else end
        ids.extend(map(int, text[start:end].split(",")))
        start = end + 1
    return ids


def _remembered(shelf: OrderedDict[Hashable, T], key: Hashable, read: Callable[[], T], most: int) -> T:
    """Give what stands under a key, else read it; what was not asked for longest goes first."""
    if key not in shelf:
        shelf[key] = read()
        if len(shelf) > most:
            shelf.popitem(last=False)
    shelf.move_to_end(key)
    return shelf[key]
