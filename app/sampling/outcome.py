"""What a draw gives, as data (draw-spec.md §4-7)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StratumResult:
    """One stratum: N, want, every drawable unit in order (struck ones too), and the picks by rank."""

    item: str
    code: str
    population: int
    quota: int
    order: tuple[str, ...]
    picks: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name of the stratum in results: `item|stratum`."""
        return f"{self.item}|{self.code}"

    @property
    def shortfall(self) -> int:
        """不足数: how many fewer than wanted could be drawn."""
        return self.quota - len(self.picks)


@dataclass(frozen=True, slots=True)
class Visit:
    """One going-out: its unit, its items bytewise, the skill of each seat (`-`: anybody)."""

    unit: str
    items: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Every seat filled: units in visit order, and for each the inspectors in seat order."""

    visit_order: tuple[str, ...]
    teams: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Shortage:
    """The blocking set: why the seats cannot all be filled (draw-spec.md §6); both lists bytewise."""

    seats_needed: int
    seats_available: int
    visits: tuple[str, ...]
    inspectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawResult:
    """A whole draw: D, K, strata bytewise by key, visits by unit, staffing (None: no inspectors listed)."""

    digest: str
    seed: str
    strata: tuple[StratumResult, ...]
    visits: Mapping[str, Visit]
    staffing: Staffing | Shortage | None
    result_digest: str
