"""What the rows of a file change of the objects they are or may be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.intake.records import ObjectRow
from app.models.base import Base
from app.models.registry import InspectionObject
from app.services.bulk import Brought
from app.services.registry import FIELDS
from app.services.rows.intake import Difference

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
_FEW: Final = 20_000
"""So many objects are looked up one by one; for more the whole registry is walked through."""
_AT_ONCE: Final = 500


class _Side:
    """The fields that one sheet brings, taken out of its rows and of what is stored alike."""

    def __init__(self, brought: frozenset[str]) -> None:
        self.names = [name for name in FIELDS if name in brought]
        self.of_row: Callable[[Any], Any] = attrgetter("row", *self.names)
        places = [FIELDS.index(name) + 1 for name in self.names]  # after the id
        self.stored: Callable[[Any], Any] = itemgetter(0, *places)


def differences(
    session: Session, wanted: Mapping[int, Sequence[int]], rows: Sequence[ObjectRow], brought: Brought
) -> dict[tuple[int, int], tuple[Difference, ...]]:
    """Give what differs, by place of the row and id of the object; ``wanted`` is id -> places of rows.

    What a sheet does not bring stays as it is. Where nothing differs there is no entry.
    """
    sides = {sheet: _Side(fields) for sheet, fields in brought.items()}
    found: dict[tuple[int, int], tuple[Difference, ...]] = {}
    for stored in _stored(session, wanted):
        for place in wanted.get(stored[0], ()):
            row = rows[place]
            side = sides[row.sheet]
            before, after = side.stored(stored)[1:], side.of_row(row)[1:]
            if before != after:
                pairs = zip(side.names, before, after, strict=True)
                found[place, stored[0]] = tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])
    return found


def _stored(session: Session, wanted: Mapping[int, Sequence[int]]) -> Iterator[Sequence[Any]]:
    """Give the id and the fields of each object wanted, and of others where many are."""
    statement: Select[Any] = select(*(_OBJECTS.c[name] for name in ("id", *FIELDS)))
    if len(wanted) > _FEW:
        yield from session.execute(statement.execution_options(yield_per=_AT_ONCE))
        return
    ids = sorted(wanted)
    for first in range(0, len(ids), _AT_ONCE):
        yield from session.execute(statement.where(_OBJECTS.c.id.in_(ids[first : first + _AT_ONCE])))
