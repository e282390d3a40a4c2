"""What a draw is made of, as data (draw-spec.md §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NONE = "-"
ALL = "*"


@dataclass(frozen=True, slots=True)
class Item:
    """抽查事项: its catalogue code and the skill that one seat of a visit must have, or `-`."""

    code: str
    skill: str = NONE


@dataclass(frozen=True, slots=True)
class Frame:
    """待抽名单 of one stratum, column by column: a million lines fit in little memory.

    `units`, `weights` (one byte each, 1 to 10) and `states` (one of E M V X each) are of one length.
    """

    units: tuple[str, ...] = ()
    weights: bytes = b""
    states: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """抽查类别 of an item: ratio numerator/denominator, 抽签范围, repeat rule (forbid, prefer, allow)."""

    item: str
    code: str
    numerator: int
    denominator: int
    scope: str
    repeat: str
    frame: Frame = field(default_factory=Frame)

    @property
    def key(self) -> str:
        """Name of the stratum in results, and their bytewise order: `item|stratum`."""
        return f"{self.item}|{self.code}"


@dataclass(frozen=True, slots=True)
class Inspector:
    """One who may be sent: visits this year, most seats in this draw, areas (none: all of them), skills."""

    code: str
    prior: int
    cap: int | None = None
    areas: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Recusal:
    """回避: this inspector never goes to this unit."""

    inspector: str
    unit: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is frozen, before it has bytes; records may stand in any order.

    `prev` is the head of the draw log, `commitment` the hash of the salt or `-`, `units` maps code to area.
    """

    period: str
    prev: str
    roles: tuple[str, ...]
    commitment: str
    team: int
    items: tuple[Item, ...]
    strata: tuple[Stratum, ...]
    units: Mapping[str, str]
    inspectors: tuple[Inspector, ...] = ()
    recusals: tuple[Recusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenInput(Draft):
    """A canonical input as read from its bytes; `digest` is D, their SHA-256."""

    digest: str
