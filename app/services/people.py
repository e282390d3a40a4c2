"""The codes by which the draw log names people: a package is public, so it holds no official's name.

A code (U01, U02, …) is given when a person first acts and stands for him ever after (draw-spec.md §7).
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from app.models.office import Setting

_KEY: Final = "people"


def _codes(session: Session) -> dict[str, str]:
    setting = session.get(Setting, _KEY)
    return dict(setting.value) if setting and isinstance(setting.value, Mapping) else {}


def code_of(session: Session, name: str) -> str:
    """Give the code of a person, a new one at his first act."""
    codes = _codes(session)
    person = name.strip()
    if person not in codes:
        codes[person] = f"U{len(codes) + 1:02d}"
        session.merge(Setting(key=_KEY, value=codes))
    return codes[person]


def names(session: Session) -> dict[str, str]:
    """Give the people by code, for papers that stay in the office."""
    return {code: name for name, code in _codes(session).items()}
