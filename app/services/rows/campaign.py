"""A special draw outside the quarters, as its form, the list of draws and the papers know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.core.catalogue import Catalogue
from app.core.planning import per_period
from app.core.targeting import Targeting


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One stratum to draw, by a ratio or, where ``ratio`` is None, by a typed ``count`` of at least 1."""

    stratum: str
    ratio: Fraction | None
    count: int = 0

    def taken(self, population: int) -> int:
        """Give n of N objects: rounded up, or the typed count as far as there are so many."""
        return per_period(population, self.ratio) if self.ratio is not None else min(self.count, population)


@dataclass(frozen=True, slots=True)
class CampaignFields:
    """All that a form says of a campaign; ``due_on`` is the time limit of its visits."""

    title: str
    due_on: date
    lines: tuple[CampaignLine, ...]
    targeting: Targeting


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign as it is kept."""

    period: str
    fields: CampaignFields
    made_by: str
    made_at: str


@dataclass(frozen=True, slots=True)
class CampaignChoices:
    """What the form offers: the year's item list, and the words that inspectors hold for each condition."""

    catalogue: Catalogue
    areas: tuple[str, ...]
    skills: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CampaignReach:
    """How far conditions reach on a day: N of every stratum by code, and how many may be sent."""

    populations: Mapping[str, int]
    inspectors: int
