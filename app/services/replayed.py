"""A stored draw brought back to life: frozen input, result, and what strikes and substitutions made of it."""

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.draw import Draw, DrawAlias
from app.models.registry import InspectionObject, Inspector
from app.sampling import DrawResult, FrozenInput, Replay, parse, perform_with_seed, replay
from app.services import draw_log


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


def units_of(session: Session, frozen: FrozenInput) -> dict[str, InspectionObject]:
    """Give the objects of a frozen input by code."""
    codes = list(frozen.units)
    found: dict[str, InspectionObject] = {}
    for start in range(0, len(codes), 500):
        part = codes[start : start + 500]
        statement = select(InspectionObject).where(InspectionObject.code.in_(part))
        found |= {item.code: item for item in session.scalars(statement)}
    return found
