"""A change of state with what proves it, as forms give it and panels show it."""

from dataclasses import dataclass
from datetime import date

from app.core.states import ObjectState


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A picture, PDF or Word file read whole, under the name it has at the office."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StateChange:
    """What objects become, since when and why; ``files`` prove it, there may be none."""

    state: ObjectState
    since: date
    reason: str
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One kept file of an object: for which state it was given, when and by whom; ``size`` in bytes."""

    id: int
    at: str
    by: str
    state: str
    file_name: str
    size: int
