"""Objects with all that can hang on them, merged and looked at; for the tests of merging."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any, Final

from sqlalchemy import select

from app.models.registry import InspectionObject
from app.services import inspectors, merging, registry
from app.services.edits import OwnWayBack
from app.services.merging_sides import sides
from app.services.merging_values import proposed_choice, proposed_stay, united
from app.services.office import Store
from app.services.rows.merging import MergedCount, MergeGroup, MergeSide
from app.services.rows.registry import InspectorFields, ObjectFields
from tests.stages import act

LATER: Final = act("2024-03-01", "吴例宁")
ONE, TWO, THREE = "示例白马化工有限公司", "示例白马化工公司", "示例白马 化工厂"
CODE = "91000000MA0F2FAA85"
_APART: Final = {"event", "draw_entry", "object_change", "sqlite_sequence"}
"""The logs and the history, which keep what happened also when it is taken back."""


def add_three(store: Store) -> None:
    """Add three objects that are one firm, and two inspectors."""
    for values in (
        ObjectFields(ONE, CODE, town="示例镇", tags=("涉水重点",), contact="例一"),
        ObjectFields(TWO, town="示例镇", tags=("涉气重点",), marks=("群众投诉",), address="示例路 1 号"),
        ObjectFields(THREE, town="示例镇", permit_class="重点管理", permit_number="示例1"),
    ):
        registry.add_object(store, values, "WL", act())
    for name in ("黄例安", "周例远"):
        inspectors.add_inspector(store, InspectorFields(name), act())


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
