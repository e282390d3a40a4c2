"""A year's draws, and how far the visits of one draw have come, as the draw page lists them."""

from dataclasses import dataclass
from datetime import date

from app.core.periods import DrawKind
from app.services.rows.draw import DrawRow


@dataclass(frozen=True, slots=True)
class DrawProgress:
    """The visits of one draw: opened in all, still to be made, done, cancelled."""

    opened: int = 0
    waiting: int = 0
    done: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class OccasionDraw:
    """One occasion to draw: planned 家次, the attempt that stands (None before freezing) and the void ones.

    ``due_on`` is the time limit of a campaign, None for all that is drawn by the quarters. ``companions`` is
    the draw of those who go along with its visits, where there was one or can be.
    """

    period: str
    kind: DrawKind
    title: str
    planned: int
    due_on: date | None
    standing: DrawRow | None
    progress: DrawProgress
    void: tuple[DrawRow, ...]
    companions: "OccasionDraw | None" = None

    @property
    def changeable(self) -> bool:
        """Whether it is a campaign that was never frozen."""
        return self.kind is DrawKind.CAMPAIGN and not self.standing and not self.void


@dataclass(frozen=True, slots=True)
class YearOfDraws:
    """The four quarters of a year, and what is drawn beside them."""

    quarters: tuple[OccasionDraw, ...]
    further: tuple[OccasionDraw, ...]
