"""Which fields may be changed for many rows at once, what they are called, and what cannot be wished."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from app.services.auxiliaries import auxiliary_faults
from app.services.bulk_edit_values import value_fault
from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS
from app.services.registry_faults import inspector_faults, object_faults
from app.services.registry_words import INSPECTOR_WORDS, OBJECT_WORDS
from app.services.rows.auxiliary import AuxiliaryFields
from app.services.rows.bulk import Way, Wish
from app.services.rows.registry import InspectorFields, ObjectFields

_AUXILIARY_WORDS: Final[Mapping[str, str]] = {
    "kind": "类别",
    "organisation": "单位、部门",
    "skills": "业务专长",
    "scope": "工作范围",
    "state": "状态",
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    OBJECTS: OBJECT_WORDS,
    INSPECTORS: INSPECTOR_WORDS,
    AUXILIARIES: _AUXILIARY_WORDS,
}
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    OBJECTS: (
        "supervision_class",
        "town",
        "tags",
        "marks",
        "kind",
        "permit_class",
        "credit_grade",
        "credit_score",
        "monitoring",
        "discharge_type",
        "scale",
        "cycle",
        "weather_grade",
        "industry_code",
        "industry_name",
        "construction",
        "approval_level",
        "approved_on",
        "started_on",
        "completed_on",
        "operated_on",
        "waste_tonnes",
        "owner",
        "permit_number",
        "address",
        "contact",
        "phone",
    ),
    INSPECTORS: (
        "department",
        "state",
        "skills",
        "areas",
        "post",
        "cert_expiry",
        "service_start",
        "cap",
    ),
    AUXILIARIES: ("kind", "organisation", "skills", "scope", "state"),
}
"""What stands for one row alone (name, codes, place) and the state of an object, which needs its proof, is
not here."""
_LISTS: Final = frozenset({"tags", "marks", "skills", "areas"})
_ALWAYS_FILLED: Final[Mapping[str, frozenset[str]]] = {
    OBJECTS: frozenset({"supervision_class", "kind", "permit_class", "credit_grade"}),
    INSPECTORS: frozenset({"department", "state"}),
    AUXILIARIES: frozenset({"kind", "state"}),
}
POST_FIELDS: Final = ("department", "post")
"""A change of these holds from a day on and keeps the former."""


def bulk_fields(table: str) -> Mapping[str, str]:
    """Give the fields of a registry that may be changed for many rows, with their names, in order."""
    return {key: _WORDS[table][key] for key in _KEYS[table]}


def ways_of(table: str, field: str) -> tuple[Way, ...]:
    """Give what may become of a field."""
    several = (Way.ADD, Way.REMOVE) if field in _LISTS else ()
    emptied = () if field in _ALWAYS_FILLED[table] else (Way.CLEAR,)
    return (*several, Way.SET, *emptied)


def wish_faults(table: str, wishes: Sequence[Wish]) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be wished of any row."""
    words = bulk_fields(table)
    faults = {wish.field: fault for wish in wishes if (fault := _fault(table, wish, words))}
    if table == OBJECTS and not faults:
        wished: dict[str, Any] = {wish.field: wish.value for wish in wishes if wish.way is Way.SET}
        found = object_faults(replace(ObjectFields("示例"), **wished), None)
        faults |= {field: words for field, words in found.items() if field in wished}
    return faults


def _fault(table: str, wish: Wish, words: Mapping[str, str]) -> str:
    name = words.get(wish.field)
    if name is None:
        return f"“{wish.field}”不能批量修改"
    if wish.way not in ways_of(table, wish.field):
        return f"{name}不能{wish.way}"
    return value_fault(table, wish, name)


def row_fault(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Say why a person's row cannot become so, only what was right before; empty where it can.

    What can be wrong with an object does not depend on the object: `wish_faults` has said it.
    """
    if table == OBJECTS:
        return ""
    known = _faults(table, before)
    return "；".join(words for field, words in _faults(table, after).items() if field not in known)


def _faults(table: str, values: Mapping[str, Any]) -> Mapping[str, str]:
    if table == INSPECTORS:
        kept = {field.name: values[field.name] for field in fields(InspectorFields)}
        return inspector_faults(InspectorFields(**kept))
    kept = {field.name: values[field.name] for field in fields(AuxiliaryFields)}
    return auxiliary_faults(AuxiliaryFields(**kept))
