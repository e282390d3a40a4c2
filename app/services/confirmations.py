"""When objects were last known to be as they stand in the registry, and saying so of many at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.slices import slices_of
from app.models.base import Base
from app.models.database import Store, hold_in_memory
from app.models.registry import InspectionObject
from app.services import log
from app.services.edits import OBJECTS, Changes, Edit, noted
from app.services.field_writes import write_changes
from app.services.rows.office import Act

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
_WHAT: Final = "标为已核实"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What `confirm` changed: the day written, and the days that stood there before with their objects."""

    day: date
    before: Mapping[date | None, Sequence[int]]

    def plain(self) -> dict[str, object]:
        """Give it as plain data, for JSON."""
        before = [[day.isoformat() if day else "", [*ids]] for day, ids in self.before.items()]
        return {"day": self.day.isoformat(), "before": before}

    @classmethod
    def of_plain(cls, value: Any) -> "Confirmed":  # noqa: ANN401 - what JSON gives back
        """Read what `plain` gave; nothing where there is nothing."""
        if not value:
            return UNCONFIRMED
        before = {date.fromisoformat(day) if day else None: ids for day, ids in value["before"]}
        return cls(date.fromisoformat(value["day"]), before)


UNCONFIRMED: Final = Confirmed(date.min, {})
"""Nobody was confirmed."""


def confirm(session: Session, ids: Sequence[int], day: date) -> Confirmed:
    """Write down that objects are as they stand, inside a transaction; an earlier day changes nothing.

    A list of the office that names them says so: such a day is a mark of its import and no change of a field,
    the history is left alone. `unconfirm` takes it back.
    """
    before: dict[date | None, list[int]] = {}
    for object_id, was in _earlier(session, ids, day):
        before.setdefault(was, []).append(object_id)
    for some in before.values():
        _write(session, some, day)
    return Confirmed(day, before)


def unconfirm(session: Session, confirmed: Confirmed) -> None:
    """Put the former days back, but for whoever was confirmed anew since."""
    for day, ids in confirmed.before.items():
        for some in slices_of(ids):
            ours = (_OBJECTS.c.id.in_(some), _OBJECTS.c.confirmed_on == confirmed.day)
            session.connection().execute(update(_OBJECTS).where(*ours).values(confirmed_on=day))


def mark_confirmed(store: Store, ids: Sequence[int], day: date, act: Act, by: str = "") -> Edit:
    """Say by hand that objects were verified on a day, in one act; UserError for a day that lies ahead.

    ``by`` says in the log by what they were verified.
    """
    if day > act.day:
        raise UserError(f"核实日期 {day} 还没有到，请核对。")
    with store.writing() as session:
        hold_in_memory(session)
        changes = Changes()
        for object_id, was in _earlier(session, ids, day):
            changes.note(object_id, "confirmed_on", was, day)
        if not changes:
            raise UserError(f"所选对象在 {day} 或以后已经核实过，没有改动。")
        write_changes(session, OBJECTS, changes, act, _WHAT)
        detail = f"{_who(session, sorted(changes.ids()))}：{day} 核实{by}"
        log.record(session, act, _WHAT, detail)
        return noted(session, OBJECTS, _WHAT, detail, changes=changes)


def _earlier(session: Session, ids: Sequence[int], day: date) -> Iterator[tuple[int, date | None]]:
    """Give the objects that have an earlier day, or none, with it."""
    columns = (_OBJECTS.c.id, _OBJECTS.c.confirmed_on)
    for some in slices_of(ids):
        for object_id, was in session.execute(select(*columns).where(_OBJECTS.c.id.in_(some))):
            if was is None or was < day:
                yield object_id, was


def _write(session: Session, ids: Sequence[int], day: date | None) -> None:
    for some in slices_of(ids):
        change = update(_OBJECTS).where(_OBJECTS.c.id.in_(some)).values(confirmed_on=day)
        session.connection().execute(change)


def _who(session: Session, ids: Sequence[int]) -> str:
    if len(ids) > 1:
        return f"{len(ids)} 家"
    code, name = session.execute(
        select(_OBJECTS.c.code, _OBJECTS.c.name).where(_OBJECTS.c.id == ids[0])
    ).one()
    return f"{code} {name}"
