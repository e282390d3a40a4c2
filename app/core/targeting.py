"""定向: which objects and which inspectors a campaign is narrowed to, in words (domain.md §2, §4)."""

from dataclasses import dataclass
from typing import Final

from app.core.filter import Filter, in_words

RESERVED_ITEM: Final = "15"
"""日常监管: as a rule no conditions are set for it beforehand."""


@dataclass(frozen=True, slots=True)
class InspectorConditions:
    """Who may be sent; the conditions must all hold, of several words one is enough, empty asks nothing.

    ``years`` are whole years of service on the day of freezing.
    """

    areas: tuple[str, ...] = ()
    years: int = 0
    skills: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say the conditions; nothing where there are none."""
        said = (
            f"负责区域含{'或'.join(self.areas)}" if self.areas else "",
            f"从业满{self.years}年" if self.years else "",
            f"业务专长有{'或'.join(self.skills)}" if self.skills else "",
            f"岗位是{'或'.join(self.posts)}" if self.posts else "",
        )
        return "，且".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Targeting:
    """The conditions of a campaign with the reason for it, and the reason to narrow item 15, if it does."""

    objects: Filter = ()
    inspectors: InspectorConditions = InspectorConditions()
    reason: str = ""
    reserved_reason: str = ""

    @property
    def words(self) -> str:
        """Say all of it as papers A and B print it; nothing for an untargeted draw."""
        conditions = (
            f"对象：{in_words(self.objects)}" if self.objects else "",
            f"人员：{self.inspectors.words}" if self.inspectors.words else "",
        )
        if not any(conditions):
            return ""
        reasons = (
            f"理由：{self.reason.rstrip('。')}",
            f"第{RESERVED_ITEM}项设定范围的理由：{self.reserved_reason.rstrip('。')}"
            if self.reserved_reason
            else "",
        )
        return "；".join(part for part in (*conditions, *reasons) if part)
