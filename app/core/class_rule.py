"""The class rule: which 监管类别 an object should have, and why (domain.md §4).

特殊: penalised last year, under 挂牌督办, credit 警示 or 不良, of major risk, or with three or more
complaints last year that were found true. 重点: permit 重点管理, a listed key unit, of larger risk, or needed
by the bureau, which says why. 一般: the rest. Last year is the calendar year before the day; a complaint is
found true where its check ended in anything but 未发现问题.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

ORDINARY: Final = "一般"
KEY: Final = "重点"
SPECIAL: Final = "特殊"
CLASSES: Final = (ORDINARY, KEY, SPECIAL)

PENALISED: Final = "违法记录"
"""The mark that says an object was penalised."""
NEEDED: Final = "特殊管理需要"
"""The mark by which the bureau says that it needs an object watched; its source is the reason."""
SUPERVISED: Final = "挂牌督办"
MAJOR_RISK: Final = "重大环境风险"
LARGER_RISK: Final = "较大环境风险"
LISTED: Final = (
    "重点排污单位",
    "水环境重点排污单位",
    "大气环境重点排污单位",
    "噪声重点排污单位",
    "土壤污染重点监管单位",
    "土壤污染重点监管",
    "地下水污染防治重点排污单位",
    "环境风险重点管控单位",
)
"""Tags of the lists of key units."""
RULE_TAGS: Final = (SUPERVISED, MAJOR_RISK, LARGER_RISK, *LISTED)
"""All tags that the rule looks for, word by word."""
LOW_CREDIT: Final = ("警示", "不良")
KEY_PERMIT: Final = "重点管理"
MANY_COMPLAINTS: Final = 3


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What the rule looks at; ``marks`` are those that count on the day, ``need`` is the bureau's reason."""

    credit: str = ""
    permit: str = ""
    tags: Collection[str] = field(default_factory=tuple)
    marks: Collection[str] = field(default_factory=tuple)
    penalties: int = 0
    complaints: int = 0
    need: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The class by the rule, and all the reasons for it; none for 一般."""

    supervision_class: str
    reasons: tuple[str, ...]


def suggested_class(facts: ClassFacts) -> Suggestion:
    """Apply the rule."""
    if reasons := _special(facts):
        return Suggestion(SPECIAL, reasons)
    reasons = _key(facts)
    return Suggestion(KEY if reasons else ORDINARY, reasons)


def _special(facts: ClassFacts) -> tuple[str, ...]:
    penalised = f"上年受到行政处罚 {facts.penalties} 次" if facts.penalties else "有“违法记录”标识"
    found = (
        (facts.penalties > 0 or PENALISED in facts.marks, penalised),
        (SUPERVISED in facts.tags, SUPERVISED),
        (facts.credit in LOW_CREDIT, f"信用评价为{facts.credit}"),
        (MAJOR_RISK in facts.tags, MAJOR_RISK),
        (facts.complaints >= MANY_COMPLAINTS, f"上年查实投诉举报 {facts.complaints} 次"),
    )
    return tuple(words for holds, words in found if holds)


def _key(facts: ClassFacts) -> tuple[str, ...]:
    listed = [tag for tag in LISTED if tag in facts.tags]
    found = (
        (facts.permit == KEY_PERMIT, f"排污许可{KEY_PERMIT}"),
        (bool(listed), f"列入{'、'.join(listed)}"),
        (LARGER_RISK in facts.tags, LARGER_RISK),
        (NEEDED in facts.marks and bool(facts.need), f"特殊管理需要：{facts.need}"),
    )
    return tuple(words for holds, words in found if holds)
