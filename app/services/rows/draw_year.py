"""A year's draws, and how far the visits of one draw have come, as the draw page lists them."""

from dataclasses import dataclass

from app.services.rows.draw import DrawRow


@dataclass(frozen=True, slots=True)
class DrawProgress:
    """The visits of one draw: opened in all, still to be made, done, cancelled."""

    opened: int = 0
    waiting: int = 0
    done: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class QuarterDraw:
    """One quarter: planned 家次, the attempt that stands (None before freezing) and the void ones."""

    quarter: int
    title: str
    planned: int
    standing: DrawRow | None
    progress: DrawProgress
    void: tuple[DrawRow, ...]
