"""Filters as their builder, the list of kept ones and the strata know them."""

from dataclasses import dataclass

from app.core.filter import Filter


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter that the office keeps under a name."""

    id: int
    name: str
    conditions: Filter


@dataclass(frozen=True, slots=True)
class StratumReach:
    """N of conditions on a day, and n a period by the stratum's ratio, None where the clerk types it."""

    population: int
    taken: int | None


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """One change of a stratum's conditions, as its panel tells it; ``after`` in words."""

    at: str
    by: str
    reason: str
    after: str


@dataclass(frozen=True, slots=True)
class StratumStanding:
    """What a change of a stratum's conditions would touch.

    ``refused`` says why it cannot be made now, without a full stop; ``touched`` are whole sentences.
    ``original`` are the conditions of the list as it was taken over; ``history`` is newest first.
    """

    reach: StratumReach
    refused: str
    touched: tuple[str, ...]
    original: Filter
    history: tuple[ConditionsChanged, ...]


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of a vocabulary: how many objects hold it, and whether it stands in the list."""

    word: str
    objects: int
    listed: bool
