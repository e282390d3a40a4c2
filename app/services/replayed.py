"""A stored draw brought back to life: frozen input, result, and what strikes and substitutions made of it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.models.registry import InspectionObject, Inspector
from app.sampling import DrawResult, FrozenInput, Replay, parse, perform_with_seed, replay
from app.services import draw_log
from app.services.former_codes import former_objects

_AT_ONCE: Final = 500


@lru_cache(maxsize=16)
def _performed(frozen: bytes, seed: str) -> tuple[FrozenInput, DrawResult]:
    parsed = parse(frozen)
    return parsed, perform_with_seed(parsed, seed)


def performed(draw: Draw) -> tuple[FrozenInput, DrawResult]:
    """Draw again from the stored bytes and seed."""
    return _performed(draw.frozen, draw.seed)


def replayed(session: Session, draw: Draw) -> Replay:
    """Give the sample and teams after the last entry of the log."""
    frozen, result = performed(draw)
    return replay(frozen, result, [entry for _, entry in draw_log.own(session, draw.digest)])


def people_of(session: Session, draw: Draw) -> dict[str, Inspector]:
    """Give the inspectors of a draw by alias."""
    statement = (
        select(DrawAlias.alias, Inspector)
        .join(Inspector, DrawAlias.inspector_id == Inspector.id)
        .where(DrawAlias.draw_id == draw.id)
    )
    return {alias: person for alias, person in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


class DrawnObject(NamedTuple):
    """What a draw needs to know of an object; a province has a million of them.

    ``drawn_as`` is what its visits keep: the frozen code where the object was merged since, else empty.
    A ``withheld`` one is named in no public place, also where it got its basis after the freeze.
    """

    id: int
    name: str
    town: str
    drawn_as: str = ""
    withheld: bool = False


def units_of(session: Session, frozen: FrozenInput) -> dict[str, DrawnObject]:
    """Give the objects of a frozen input by code, with name and town as they were where one was merged."""
    return objects_by_code(session, frozen.units)


def objects_by_code(session: Session, wanted: Iterable[str]) -> dict[str, DrawnObject]:
    """Give the objects that codes stand for, with name and town as they were where one was merged."""
    codes = list(wanted)
    unit = InspectionObject
    columns = (unit.code, unit.id, unit.name, unit.town, unit.secrecy_basis)
    found: dict[str, DrawnObject] = {}
    for start in range(0, len(codes), _AT_ONCE):
        part = codes[start : start + _AT_ONCE]
        rows = session.execute(select(*columns).where(unit.code.in_(part)))
        found.update(
            (code, DrawnObject(number, name, town, withheld=bool(basis)))
            for code, number, name, town, basis in rows
        )
    gone = former_objects(session, [code for code in codes if code not in found])
    found.update((code, DrawnObject(one.object_id, one.name, one.town, code)) for code, one in gone.items())
    return found
