"""Merging of duplicates: what the review shows of each object, and what is to be merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.services.rows.registry import ObjectFields


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the objects under review, and how much hangs on it.

    ``confirmed`` is the last day it was confirmed or checked; ``in_the_way`` says why it cannot be merged
    now, empty where it can.
    """

    id: int
    code: str
    fields: ObjectFields
    visits: int = 0
    targeted: int = 0
    penalties: int = 0
    recusals: int = 0
    evidence: int = 0
    confirmed: date | None = None
    in_the_way: str = ""

    @property
    def hangs_on_it(self) -> int:
        """How many records point to it."""
        return self.visits + self.targeted + self.penalties + self.recusals + self.evidence


@dataclass(frozen=True, slots=True)
class MergeGroup:
    """Objects that are one: which stays, which go, what the one that stays says afterwards.

    ``seen`` are the fields of all of them as the clerk saw them: what changed since is not merged.
    """

    stay: int
    gone: tuple[int, ...]
    values: ObjectFields
    seen: Mapping[int, ObjectFields]


@dataclass(frozen=True, slots=True)
class MergedCount:
    """What a merge did: objects that went, objects they went into, fields changed, records that moved."""

    gone: int
    stayed: int
    changed: int
    moved: int
