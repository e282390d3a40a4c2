"""What an act changed in a registry, so that it can be taken back: values before and after, rows added.

A service that edits gives an `Edit` back; the window keeps it (`app/ui/edit_stack.py`), and
`app/services/edit_undo.py` takes it back or does it again. An act with a way back of its own gives an
`OwnWayBack`.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from app.core.slices import slices_of
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import Auxiliary, InspectionObject, Inspector
from app.models.schema import metadata
from app.services.rows.office import Act

OBJECTS: Final = InspectionObject.__tablename__
INSPECTORS: Final = Inspector.__tablename__
AUXILIARIES: Final = Auxiliary.__tablename__
_AT_ONCE: Final = 10_000


class Group(NamedTuple):
    """Rows that one field of changed alike."""

    field: str
    before: Any
    after: Any
    ids: "array[int]"


class Changes:
    """Fields changed, kept by what they changed from and to: a million rows changed alike stay small."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, Any, Any], array[int]] = {}

    def note(self, row_id: int, field: str, before: object, after: object) -> None:
        """Take down one field of one row; nothing where it stays as it is."""
        if before == after:
            return
        self._groups.setdefault((field, before, after), array("q")).append(row_id)

    def note_all(self, row_id: int, fields: Mapping[str, tuple[object, object]]) -> None:
        """Take down what a row's fields were and are."""
        for name, (before, after) in fields.items():
            self.note(row_id, name, before, after)

    def groups(self) -> Iterator[Group]:
        """Give the changes, grouped by field and values."""
        return (Group(*key, ids) for key, ids in self._groups.items())

    def slices(self, most: int) -> Iterator[tuple[str, dict[int, tuple[Any, Any]]]]:
        """Give a field and some of its rows at once, each with before and after; groups may be of one row."""
        for name in dict.fromkeys(group.field for group in self.groups()):
            some: dict[int, tuple[Any, Any]] = {}
            for group in self.groups():
                for row_id in group.ids if group.field == name else ():
                    some[row_id] = group.before, group.after
                    if len(some) == most:
                        yield name, some
                        some = {}
            if some:
                yield name, some

    def reversed(self) -> "Changes":
        """Give the changes that lead back."""
        back = Changes()
        back._groups = {(name, after, before): ids for (name, before, after), ids in self._groups.items()}
        return back

    def ids(self) -> set[int]:
        """Give every row that is changed."""
        found: set[int] = set()
        for ids in self._groups.values():
            for some in slices_of(ids, _AT_ONCE):  # a million at one stroke would stop the screen
                found.update(some)
        return found

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self._groups)


def changes_of(changed: Mapping[int, Mapping[str, tuple[object, object]]]) -> Changes:
    """Give changes written as id -> field -> (before, after)."""
    changes = Changes()
    for row_id, fields in changed.items():
        changes.note_all(row_id, fields)
    return changes


class RowChange(NamedTuple):
    """One row beside the registry's own line, by column; no ``before``: added, no ``after``: removed.

    Where both are there they hold the same columns, those that changed.
    """

    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One act on the registry ``table``: ``what`` and ``detail`` are what its log entry says.

    ``added`` is id -> print of each line added, ``rows`` what happened beside, in the order done, ``draw``
    the last draw there was: whoever is listed in a later one is not taken back. ``size`` counts the lines of
    the registry that are touched, or else the rows beside them.
    """

    table: str
    what: str
    detail: str
    changes: Changes
    added: Mapping[int, int]
    rows: tuple[RowChange, ...]
    draw: int
    size: int


@dataclass(frozen=True, slots=True)
class OwnWayBack:
    """An act that takes itself back, by ``take_back``; what that gives can do it again, if anything.

    ``question`` says in words what will go, where the general sentence does not say enough.
    """

    table: str
    what: str
    detail: str
    size: int
    take_back: Callable[[Store, Act], "Edit | OwnWayBack | None"]
    question: str = ""


Undoable = Edit | OwnWayBack


def noted(
    session: Session,
    table: str,
    what: str,
    detail: str,
    *,
    changes: Changes | None = None,
    added: Sequence[int] = (),
    rows: Sequence[RowChange] = (),
) -> Edit:
    """Take an act down at the end of its transaction."""
    session.flush()
    draw = session.scalars(select(func.max(Draw.id))).one() or 0
    prints = prints_of(session, metadata.tables[table], added)
    done = changes or Changes()
    own = {row.id for row in rows if row.table == table}
    size = len(done.ids() | prints.keys() | own) or len(rows)
    return Edit(table, what, detail, done, prints, tuple(rows), draw, size)


def added_since(store: Store, table: str, what: str, ids: Sequence[int]) -> Edit:
    """Take down what was just added, where the act itself gave no more than ids."""
    lines = metadata.tables[table]
    with store.reading() as session:
        names = session.execute(select(lines.c.code, lines.c.name).where(lines.c.id.in_(ids[:1]))).all()
        detail = " ".join(names[0]) if names else ""
        more = f"等 {len(ids)} 条" if len(ids) > 1 else ""
        return noted(session, table, what, detail + more, added=ids)


def image_of(session: Session, table: str, row_id: int) -> dict[str, Any]:
    """Give a whole row by column, as `RowChange` keeps it."""
    lines = metadata.tables[table]
    return dict(session.execute(select(lines).where(lines.c.id == row_id)).mappings().one())


def prints_of(session: Session, table: Table, ids: Sequence[int]) -> dict[int, int]:
    """Give a number for each whole row; another number means another row. Holds in this session only."""
    found: dict[int, int] = {}
    for some in slices_of(ids):
        rows = session.execute(select(table).where(table.c.id.in_(some)))
        found |= {row.id: hash(tuple(row)) for row in rows}
    return found
