"""The published policy of weights (draw-spec.md §2): which marks raise or lower a unit's chance."""

from collections.abc import Sequence
from typing import Final

RAISED: Final = 4
USUAL: Final = 2
LOWERED: Final = 1
RAISING_MARKS: Final = ("违法记录", "投诉举报", "社会关注", "信用等级低", "特殊管理需要", "治理不稳定")
LOWERING_MARKS: Final = ("管理水平高", "信用较好", "风险较低")
POSITIVE_LIST: Final = "正面清单"
YEARLY_CLASSES: Final = ("重点", "特殊")


def weight(marks: Sequence[str]) -> tuple[int, str]:
    """Give a weight and its reason: 4 for any raising mark, 1 where all lowering marks hold, else 2."""
    raising = [mark for mark in RAISING_MARKS if mark in marks]
    if raising:
        return RAISED, "、".join(raising)
    if POSITIVE_LIST in marks:
        return LOWERED, "正面清单，优先非现场检查"
    if all(mark in marks for mark in LOWERING_MARKS):
        return LOWERED, "、".join(LOWERING_MARKS)
    return USUAL, ""
