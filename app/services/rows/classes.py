"""Suggested classes as their page lists them."""

from dataclasses import dataclass

ClassMove = tuple[str, str]
"""The class an object has and the one the rule gives it."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One object whose class differs from the rule, with the reasons of the rule in words."""

    id: int
    code: str
    name: str
    town: str
    now: str
    suggested: str
    reasons: str
