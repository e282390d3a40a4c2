"""Marks of objects with their sources and their ends, as panels and lists show them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MarkFields:
    """One mark of an object: where it comes from, when it was given, the last day on which it counts."""

    mark: str
    source: str = ""
    given_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark as the panel shows it; ``over``: it has come to its end and counts no more."""

    fields: MarkFields
    over: bool


@dataclass(frozen=True, slots=True)
class EndingRow:
    """One line of the list of marks that end; ``days`` are left, negative where it is over."""

    id: int
    code: str
    name: str
    town: str
    mark: str
    source: str
    given_on: date | None
    expires_on: date
    days: int
