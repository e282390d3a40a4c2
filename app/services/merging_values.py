"""Whose value wins where duplicates differ: proposals of the program, choices of the clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from app.services.rows.merging import MergeSide
from app.services.rows.registry import ObjectFields

UNITED: Final = 0
"""Chosen in place of an object's id: the words of all are put together."""

TOGETHER: Final[tuple[tuple[str, ...], ...]] = (
    ("name",),
    ("uscc",),
    ("owner",),
    ("kind",),
    ("supervision_class",),
    ("permit_class", "permit_number"),
    ("credit_grade", "credit_score"),
    ("industry_code", "industry_name"),
    ("town",),
    ("address",),
    ("longitude", "latitude"),
    ("construction",),
    ("discharge_type",),
    ("scale",),
    ("cycle",),
    ("monitoring",),
    ("weather_grade",),
    ("tags",),
    ("marks",),
    ("contact", "phone"),
    ("approval_level",),
    ("approved_on",),
    ("started_on",),
    ("completed_on",),
    ("operated_on",),
    ("waste_tonnes",),
    ("state", "state_since", "state_reason"),
    ("secrecy_basis",),
)
"""Fields that mean something only together, so that no half of one object stands beside half of another."""

_LISTS: Final = frozenset({"tags", "marks"})
_PLAIN: Final = ObjectFields("")
_LONG_AGO: Final = date.min


def is_list(fields: Sequence[str]) -> bool:
    """Tell whether the words of a field can be put together."""
    return fields[0] in _LISTS


def values_of(fields: Sequence[str], of: ObjectFields) -> tuple[Any, ...]:
    """Give the values of fields that belong together."""
    return tuple(getattr(of, name) for name in fields)


def differing(sides: Sequence[MergeSide]) -> tuple[tuple[str, ...], ...]:
    """Give the fields in which the objects differ."""
    return tuple(fields for fields in TOGETHER if len({values_of(fields, side.fields) for side in sides}) > 1)


def proposed_stay(sides: Sequence[MergeSide]) -> MergeSide:
    """Propose which one stays: what most hangs on, then the one that says more, then the older."""
    return min(
        sides,
        key=lambda side: (-side.hangs_on_it, not side.fields.uscc, -_said(side.fields), side.id),
    )


def proposed_choice(sides: Sequence[MergeSide], stay: int) -> dict[tuple[str, ...], int]:
    """Propose for each differing field whose value wins.

    What is filled beats what is empty or as the program left it, the newer confirmed beats the older, the
    one that stays beats the rest; of states the one that began last; tags and marks are put together.
    """
    return {fields: _winner(fields, sides, stay) for fields in differing(sides)}


def united(sides: Sequence[MergeSide], stay: int, choice: Mapping[tuple[str, ...], int]) -> ObjectFields:
    """Give the fields of the one that stays, with what was chosen."""
    by_id = {side.id: side.fields for side in sides}
    changed: dict[str, Any] = {}
    for fields, chosen in choice.items():
        for name in fields:
            changed[name] = _words(name, by_id, stay) if chosen == UNITED else getattr(by_id[chosen], name)
    return replace(by_id[stay], **changed)


def _winner(fields: tuple[str, ...], sides: Sequence[MergeSide], stay: int) -> int:
    if is_list(fields):
        return UNITED
    if fields[0] == "state":
        return max(sides, key=lambda side: (side.fields.state_since or _LONG_AGO, *_newest(side, stay))).id
    return max(sides, key=lambda side: (_filled(fields, side.fields), *_newest(side, stay))).id


def _newest(side: MergeSide, stay: int) -> tuple[date, bool]:
    return side.confirmed or _LONG_AGO, side.id == stay


def _filled(fields: Sequence[str], of: ObjectFields) -> int:
    return sum(getattr(of, name) != getattr(_PLAIN, name) for name in fields)


def _said(of: ObjectFields) -> int:
    return sum(_filled(fields, of) for fields in TOGETHER)


def _words(name: str, by_id: Mapping[int, ObjectFields], stay: int) -> tuple[str, ...]:
    """Put the words of all together, those of the one that stays first."""
    order = [by_id[stay], *(fields for key, fields in by_id.items() if key != stay)]
    return tuple(dict.fromkeys(word for fields in order for word in getattr(fields, name)))
