"""What is settled about a draw before its list is frozen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.periods import RevealMode


class SourceKind(StrEnum):
    """Where a role's digits come from (draw-spec.md §3.2)."""

    DICE = "十面骰子"
    SLIPS = "折叠纸签"
    SPOKEN = "当场口报"
    PUBLISHED = "公开结果"


@dataclass(frozen=True, slots=True)
class Source:
    """A role's source; a public result names what it is and when it will be known, after the freeze."""

    kind: SourceKind = SourceKind.DICE
    what: str = ""
    known_at: datetime | None = None

    @property
    def words(self) -> str:
        """The source as papers say it."""
        if self.kind is not SourceKind.PUBLISHED or self.known_at is None:
            return str(self.kind)
        return f"{self.kind}：{self.what}，{self.known_at:%Y-%m-%d %H:%M} 公布"


@dataclass(frozen=True, slots=True)
class Terms:
    """How the draw is shown, who of the office's heads decided so, and each role's source in their order."""

    reveal: RevealMode = RevealMode.CLOSED
    decided_by: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenTerms:
    """The same as it is kept with the frozen draw; sources in words."""

    reveal: RevealMode
    decided_by: str
    sources: tuple[str, ...]
