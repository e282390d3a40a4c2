"""What the rows of a file change of the objects they are or may be."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
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
_values_of = attrgetter(*FIELDS)


def differences(
    session: Session, wanted: Mapping[int, Sequence[int]], rows: Sequence[ObjectRow], brought: Brought
) -> dict[tuple[int, int], tuple[Difference, ...]]:
    """Give what differs, by place of the row and id of the object; ``wanted`` is id -> places of rows.

    What a sheet does not bring stays as it is. Where nothing differs there is no entry.
    """
    found: dict[tuple[int, int], tuple[Difference, ...]] = {}
    for object_id, *stored in _stored(session, wanted):
        for place in wanted.get(object_id, ()):
            row = rows[place]
            fields = brought[row.sheet]
            changed = tuple(
                Difference(name, before, after)
                for name, before, after in zip(FIELDS, stored, _values_of(row), strict=True)
                if before != after and name in fields
            )
            if changed:
                found[place, object_id] = changed
    return found


def _stored(session: Session, wanted: Mapping[int, Sequence[int]]) -> Iterator[Sequence[Any]]:
    statement: Select[Any] = select(*(_OBJECTS.c[name] for name in ("id", *FIELDS)))
    if len(wanted) > _FEW:
        yield from session.execute(statement.execution_options(yield_per=_AT_ONCE))
        return
    ids = sorted(wanted)
    for first in range(0, len(ids), _AT_ONCE):
        yield from session.execute(statement.where(_OBJECTS.c.id.in_(ids[first : first + _AT_ONCE])))
