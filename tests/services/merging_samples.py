"""Objects with all that can hang on them, merged and looked at; for the tests of merging."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any, Final

from sqlalchemy import select

from app.models.registry import InspectionObject
from app.services import merging
from app.services.edits import OwnWayBack
from app.services.merging_sides import sides
from app.services.merging_values import proposed_choice, proposed_stay, united
from app.services.office import Store
from app.services.rows.merging import MergedCount, MergeGroup, MergeSide
from tests.stages import act

LATER: Final = act("2024-03-01", "吴例宁")
_APART: Final = {"event", "draw_entry", "object_change", "sqlite_sequence"}
"""The logs and the history, which keep what happened also when it is taken back."""


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the logs and the history, as SQLite has it."""
    with closing(sqlite3.connect(store.path)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in tables
            if name not in _APART and not name.startswith(("object_search", "search_"))
        }


def ids_of(store: Store, *names: str) -> list[int]:
    """Give the ids of objects by their names, in the order of the names, then of the ids."""
    with store.reading() as session:
        return [
            found
            for name in names
            for found in session.scalars(
                select(InspectionObject.id).where(InspectionObject.name == name).order_by(InspectionObject.id)
            )
        ]


def seen(store: Store, ids: Iterable[int]) -> list[MergeSide]:
    """Give the objects as the review shows them."""
    wanted = list(ids)
    found = sides(store, wanted)
    return [found[key] for key in wanted]


def proposed(store: Store, ids: Iterable[int], stay: int = 0) -> MergeGroup:
    """Give the group as the program proposes it, or with another one that stays."""
    found = seen(store, ids)
    kept = stay or proposed_stay(found).id
    gone = tuple(side.id for side in found if side.id != kept)
    values = united(found, kept, proposed_choice(found, kept))
    return MergeGroup(kept, gone, values, {side.id: side.fields for side in found})


def merge(store: Store, *groups: MergeGroup, reason: str = "同一家") -> tuple[MergedCount, OwnWayBack]:
    """Merge as the clerk does."""
    return merging.merge_objects(store, groups, reason, LATER)
