"""疑似重复: pairs of objects that may be one, found piece by piece in a registry of any size.

Every object is read once and leaves some numbers that likely duplicates share (one code, one name, half a
name in one town, one place); only objects with a number in common are compared by `app/core/likeness.py`.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Row, func, select

from app.core.likeness import NEAR, OFFERED, Candidate, likeness
from app.models.database import Store
from app.models.living import DistinctPair
from app.models.registry import InspectionObject
from app.services.rows.duplicates import LikelyPair, PairSide

Told = Callable[[int, int], object]
"""Hears how much of how much is done; what it raises ends the search."""

MOST_PAIRS: Final = 5000
"""So many of the likeliest pairs are kept: more are no work for a clerk in one sitting."""

_COMPARED: Final = ("id", "name", "uscc", "owner", "kind", "town", "address", "longitude", "latitude")
_SHOWN: Final = ("id", "code", "name", "town", "state")
_AT_ONCE: Final = 500
_PAIRS_AT_ONCE: Final = 5000
_CROWD: Final = 60
"""More objects than these with one number in common have it for another reason than being one."""
_CROWD_OF_A_CODE: Final = 400
_CELL: Final = 2 * NEAR / 111_320
"""In degrees: two points nearer than NEAR share a cell of one of four grids, each half a cell apart."""
_EAST: Final = 0.9  # a degree of longitude is shorter: up to 54° N cells are at least as wide as they must be
_LEAST_HALF: Final = 2
_NOTHING: Final = 0


def _half_name(town: str, core: str) -> Iterator[int]:
    """Give numbers of which names that differ by one character share one: a slip spoils one half only.

    Half of a name is measured by the shorter of two, so a name has halves of one size or of two that follow
    each other; each parity has its place, where those of both names meet.
    """
    sizes = (len(core) // 2, (len(core) - 1) // 2)
    for parity in (0, 1):
        size = next((size for size in sizes if size % 2 == parity and size >= _LEAST_HALF), 0)
        for part in (core[:size], core[-size:]):
            yield hash((town, part)) if size else _NOTHING


def _cells(longitude: float | None, latitude: float | None) -> Iterator[int]:
    for east, north in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        if longitude is None or latitude is None:
            yield _NOTHING
        else:
            place = (int(longitude * _EAST / _CELL + east), int(latitude / _CELL + north))
            yield hash((east, north, *place))


def _numbers(found: Candidate) -> list[int]:
    """Give one number for each way in which duplicates are alike, 0 where there is nothing to go by."""
    address = found.place_words
    core = found.parts.core
    return [
        hash(found.uscc) if found.uscc else _NOTHING,
        hash(core),
        hash((found.town, address)) if address else _NOTHING,
        *_half_name(found.town, core),
        *_cells(found.longitude, found.latitude),
    ]


_KINDS: Final = len(_numbers(Candidate(0, "")))


class DuplicateSearch:
    """One search under way; of each pair one must be ``among`` the ids, where any are given.

    Pairs marked 不是同一家 are left out.
    """

    def __init__(self, store: Store, among: Collection[int] | None = None) -> None:
        self._store = store
        self._among = None if among is None else frozenset(among)
        self._last: int | None = 0
        self._ids = array("q")
        self._numbers = [array("q") for _ in range(_KINDS)]
        self._batches: list[list[list[int]]] = []
        self._found: dict[tuple[int, int], LikelyPair] = {}
        with store.reading() as session:
            count = session.scalars(select(func.count(InspectionObject.id))).one()
            apart = select(DistinctPair.first_id, DistinctPair.second_id)
            self._apart = {(row[0], row[1]) for row in session.execute(apart)}
        self.done = 0
        self.total = count // _AT_ONCE + 1 + _KINDS

    def advance(self, steps: int, told: Told) -> None:
        """Read, group or compare so many pieces more, but no more than all."""
        for _ in range(steps):
            if self.done >= self.total:
                return
            told(self.done, self.total)
            self._step()
            self.done += 1
            if self.done == self.total and not self._is_over():
                self.total += 1  # objects were added while the search went on

    def pairs(self) -> tuple[LikelyPair, ...]:
        """Give the pairs found so far, the likeliest first."""
        return tuple(_likeliest(self._found.values()))

    def _is_over(self) -> bool:
        return self._last is None and not self._numbers and not self._batches

    def _step(self) -> None:
        if self._last is not None:
            self._last = self._read(self._last)
        elif self._batches:
            self._compare(self._batches.pop())
        elif self._numbers:
            groups = self._groups(self._numbers.pop())
            self._batches = list(_batches(groups))
            self.total += len(self._batches)

    def _read(self, last: int) -> int | None:
        """Take down the numbers of the objects after an id; give the last one read, None at the end."""
        columns = [getattr(InspectionObject, name) for name in _COMPARED]
        statement = select(*columns).where(InspectionObject.id > last)
        with self._store.reading() as session:
            rows = session.execute(statement.order_by(InspectionObject.id).limit(_AT_ONCE)).all()
        for row in rows:
            self._ids.append(row[0])
            for kept, number in zip(self._numbers, _numbers(Candidate(*row)), strict=True):
                kept.append(number)
        return rows[-1][0] if len(rows) == _AT_ONCE else None

    def _groups(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """Bring together the objects that have a number in common."""
        seen: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        for object_id, number in zip(self._ids, numbers, strict=True):
            if number == _NOTHING:
                continue
            first = seen.setdefault(number, object_id)
            if first != object_id:
                groups.setdefault(number, [first]).append(object_id)
        most = _CROWD if self._numbers else _CROWD_OF_A_CODE  # codes come last
        for group in groups.values():
            if len(group) <= most and (self._among is None or not self._among.isdisjoint(group)):
                yield group

    def _compare(self, groups: Sequence[Sequence[int]]) -> None:
        ids = sorted({object_id for group in groups for object_id in group})
        rows = self._rows(ids)
        for group in groups:
            for pair in combinations(sorted(group), 2):
                if self._is_asked(pair) and pair[0] in rows and pair[1] in rows:
                    self._weigh(pair, rows)
        if len(self._found) > 2 * MOST_PAIRS:
            self._found = {pair.ids: pair for pair in _likeliest(self._found.values())}

    def _is_asked(self, pair: tuple[int, int]) -> bool:
        asked = self._among is None or not self._among.isdisjoint(pair)
        return asked and pair not in self._found and pair not in self._apart

    def _weigh(self, pair: tuple[int, int], rows: dict[int, "_Read"]) -> None:
        first, second = rows[pair[0]], rows[pair[1]]
        found = likeness(first.compared, second.compared)
        if found.points >= OFFERED:
            self._found[pair] = LikelyPair(first.shown, second.shown, found.points, found.reasons)

    def _rows(self, ids: Sequence[int]) -> dict[int, "_Read"]:
        columns = [getattr(InspectionObject, name) for name in (*_COMPARED, *_SHOWN)]
        found: dict[int, _Read] = {}
        with self._store.reading() as session:
            for first in range(0, len(ids), _AT_ONCE):
                some = ids[first : first + _AT_ONCE]
                for row in session.execute(select(*columns).where(InspectionObject.id.in_(some))):
                    found[row[0]] = _Read(row)
        return found


class _Read:
    """One object as it is compared and shown."""

    __slots__ = ("compared", "shown")

    def __init__(self, row: Row[Any]) -> None:
        self.compared = Candidate(*row[: len(_COMPARED)])
        self.shown = PairSide(*row[len(_COMPARED) :])


def _batches(groups: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    """Put groups together until there is a piece's worth of comparing."""
    batch: list[list[int]] = []
    ids = pairs = 0
    for group in groups:
        batch.append(group)
        ids += len(group)
        pairs += len(group) * (len(group) - 1) // 2
        if ids >= _AT_ONCE or pairs >= _PAIRS_AT_ONCE:
            yield batch
            batch, ids, pairs = [], 0, 0
    if batch:
        yield batch


def _likeliest(pairs: Iterable[LikelyPair]) -> list[LikelyPair]:
    return sorted(pairs, key=lambda pair: (-pair.points, pair.ids))[:MOST_PAIRS]
