"""Objects that nobody confirmed for long, as their page lists them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StaleRow:
    """One object with the last day on which it was confirmed, visited, checked or changed; None: never."""

    id: int
    code: str
    name: str
    town: str
    supervision_class: str
    state: str
    last: date | None
