"""What a wish of 批量修改 may have for a value: of the field's kind, and from its list where that is closed.

The window offers nothing else; whoever calls the service without it is told in words all the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Final

from sqlalchemy import Date, Float, Integer

from app.core.text import repair_name
from app.models.base import SEPARATOR, Words
from app.models.schema import metadata
from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS
from app.services.registry_words import (
    APPROVAL_LEVELS,
    CREDIT_GRADES,
    INSPECTOR_STATES,
    KINDS,
    MARKS,
    PERMIT_CLASSES,
    SKILLS,
    SUPERVISION_CLASSES,
)
from app.services.rows.auxiliary import AuxiliaryKind, AuxiliaryState
from app.services.rows.bulk import BulkValue, Way, Wish

AUXILIARY_STATES: Final = tuple(str(state) for state in AuxiliaryState)
_CLOSED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    OBJECTS: {
        "kind": KINDS,
        "supervision_class": SUPERVISION_CLASSES,
        "permit_class": PERMIT_CLASSES,
        "credit_grade": CREDIT_GRADES,
        "approval_level": APPROVAL_LEVELS,
        "marks": MARKS,
    },
    INSPECTORS: {"state": INSPECTOR_STATES, "skills": SKILLS},
    AUXILIARIES: {
        "kind": tuple(str(kind) for kind in AuxiliaryKind),
        "state": AUXILIARY_STATES,
        "skills": SKILLS,
    },
}
EMPTY: Final = (None, "", ())


def tidy(wish: Wish) -> Wish:
    """Write the words of a wish as a form does: without blanks around them, each once."""
    if isinstance(wish.value, str):
        return replace(wish, value=wish.value.strip())
    if isinstance(wish.value, tuple):
        words = (repair_name(word) if isinstance(word, str) else word for word in wish.value)
        return replace(wish, value=tuple(dict.fromkeys(word for word in words if word != "")))
    return wish


def value_fault(table: str, wish: Wish, name: str) -> str:
    """Say why a field of a registry, called ``name``, cannot have the value of a wish; empty where it can."""
    if wish.way is Way.CLEAR:
        return ""
    if wish.value in EMPTY:
        return f"请填写{name}要{wish.way}什么"
    kind = metadata.tables[table].c[wish.field].type
    if isinstance(kind, Words):
        return _words_fault(wish, name) or _closed_fault(table, wish, name)
    if isinstance(kind, Date):
        return "" if isinstance(wish.value, date) else f"{name}要填日期，例如 2024-01-05"
    if isinstance(kind, Float | Integer):
        return _number_fault(wish.value, name, whole=isinstance(kind, Integer))
    return _closed_fault(table, wish, name) if isinstance(wish.value, str) else f"{name}要填文字"


def _words_fault(wish: Wish, name: str) -> str:
    if not isinstance(wish.value, tuple) or not all(isinstance(word, str) for word in wish.value):
        return f"{name}要填一个或几个词"
    torn = [word for word in wish.value if SEPARATOR in word]
    return f"{name}的一个词里不能有“{SEPARATOR}”，请把“{torn[0]}”分成几个词" if torn else ""


def _closed_fault(table: str, wish: Wish, name: str) -> str:
    """Refuse a word that the list lacks; one that stands there from of old may still be taken away."""
    known = _CLOSED[table].get(wish.field)
    if known is None or wish.way is Way.REMOVE:
        return ""
    said = wish.value if isinstance(wish.value, tuple) else (wish.value,)
    odd = [word for word in said if word not in known]
    return f"{name}没有“{odd[0]}”，可填：{'、'.join(known)}" if odd else ""


def _number_fault(value: BulkValue, name: str, *, whole: bool) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return f"{name}要填数字"
    return f"{name}要填整数" if whole and value != int(value) else ""
