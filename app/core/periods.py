"""The period ids of draws: 2024Q1 by the plan, 2024D01 for a campaign, -B withheld, -F companions.

A rehearsal's id begins with 彩排, so that nothing frozen in one passes for a draw.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_ID: Final = re.compile(
    r"(?P<mark>彩排)?(?P<year>20[0-9]{2})(?:Q(?P<quarter>[1-4])|D(?P<campaign>[0-9]{2}))(?P<suffix>-[BF])?"
)
REHEARSAL: Final = "彩排"
_QUARTER_WORDS: Final = ("一", "二", "三", "四")


class DrawKind(StrEnum):
    """What a draw is for (draw-spec.md §2, domain.md §2)."""

    PLANNED = "年度计划"
    CAMPAIGN = "专项抽取"
    WITHHELD = "涉密抽取"
    COMPANIONS = "随同抽取"


class RevealMode(StrEnum):
    """What the room sees on the screen."""

    CLOSED = "保密摇号"
    OPEN = "公开摇号"


@dataclass(frozen=True, slots=True)
class Period:
    """One occasion to draw: ``quarter`` or ``campaign`` is 0, ``kind`` follows from both and the suffix.

    ``mark`` is 彩排 for a rehearsal, else empty.
    """

    year: int
    quarter: int
    campaign: int
    kind: DrawKind
    mark: str = ""

    @property
    def id(self) -> str:
        """The id as frozen inputs and the draw log write it."""
        suffix = {DrawKind.WITHHELD: "-B", DrawKind.COMPANIONS: "-F"}.get(self.kind, "")
        return self.mark + self.main + suffix

    @property
    def earnest(self) -> str:
        """The id of the draw that a rehearsal rehearses."""
        return self.id.removeprefix(self.mark)

    @property
    def rehearsed(self) -> str:
        """The id under which this occasion is rehearsed."""
        return REHEARSAL + self.earnest

    @property
    def main(self) -> str:
        """The id without what follows a hyphen: the draw by which the visits were drawn."""
        return f"{self.year}Q{self.quarter}" if self.quarter else f"{self.year}D{self.campaign:02d}"

    @property
    def title(self) -> str:
        """The name on screens and papers; a campaign has one of its own instead."""
        name = f"第{_QUARTER_WORDS[self.quarter - 1]}季度" if self.quarter else f"第 {self.campaign} 次专项"
        aside = {DrawKind.WITHHELD: "（涉密）", DrawKind.COMPANIONS: "随同人员"}.get(self.kind, "")
        return f"{self.year}年{name}{aside}{f'（{self.mark}）' if self.mark else ''}"


def period_of(period_id: str) -> Period:
    """Read a period id; ValueError where it is none."""
    found = _ID.fullmatch(period_id)
    if found is None:
        raise ValueError(period_id)
    quarter, campaign = int(found["quarter"] or 0), int(found["campaign"] or 0)
    by_suffix = {"-B": DrawKind.WITHHELD, "-F": DrawKind.COMPANIONS}
    kind = by_suffix.get(found["suffix"] or "", DrawKind.PLANNED if quarter else DrawKind.CAMPAIGN)
    return Period(int(found["year"]), quarter, campaign, kind, found["mark"] or "")


def period_id(year: int, quarter: int) -> str:
    """Give the id of a quarter as a frozen input names it: 2024Q1."""
    return f"{year}Q{quarter}"


def period_title(year: int, quarter: int) -> str:
    """Give a quarter's name on screens and papers: 2024年第一季度."""
    return f"{year}年第{_QUARTER_WORDS[quarter - 1]}季度"


def quarter_end(year: int, quarter: int) -> date:
    """Give the last day of a quarter: the time limit of its visits (domain.md §5, rule 10)."""
    return date(year, quarter * 3, 30 if quarter in (2, 3) else 31)


def short(day: date) -> str:
    """Say a day as lists do."""
    return f"{day.month}月{day.day}日"
