"""What a clerk chose for the columns of a file, remembered for the next one with the same headings."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.models.office import Setting

_KEY: Final = "import-columns:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Heading -> field, empty for one not imported; ``source`` stands for the headings of the file."""

    source: str
    fields: Mapping[str, str]


def source_of(kind: str, headings: Sequence[str]) -> str:
    """Give what files of one source have in common: the digest of their headings, in any order."""
    return hashlib.sha256("\n".join([kind, *sorted(headings)]).encode()).hexdigest()


def remembered(session: Session, source: str) -> dict[str, str]:
    """Give what was chosen at the last import from a source."""
    setting = session.get(Setting, _KEY + source)
    value = setting.value if setting is not None else None
    return dict(value) if isinstance(value, dict) else {}


def remember(session: Session, chosen: Chosen) -> None:
    """Keep what was chosen; nothing chosen lets the source be recognised again."""
    setting = session.get(Setting, _KEY + chosen.source)
    if chosen.fields:
        session.merge(Setting(key=_KEY + chosen.source, value=dict(chosen.fields)))
    elif setting is not None:
        session.delete(setting)
