"""Marks that raise or lower how often an object is checked: which of them count on a day (domain.md §4)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from app.core.policy import RAISING_MARKS

WARN_DAYS: Final = 90
"""So many days ahead an end is told."""


def is_over(expires_on: date | None, day: date) -> bool:
    """Tell whether a mark counts no more on a day; the last day it was given for still counts."""
    return expires_on is not None and expires_on < day


def counting(marks: Sequence[str], over: Collection[str]) -> tuple[str, ...]:
    """Give the marks that count, in their order, where those in ``over`` have come to their end."""
    return tuple(mark for mark in marks if mark not in over)


def effect_of(mark: str) -> str:
    """Say what a mark does to the frequency of checks."""
    return "增加频次" if mark in RAISING_MARKS else "减少频次"
