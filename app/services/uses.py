"""What a row of the schema says of whom or what it points to, where that stands in the way of going back."""

from collections.abc import Mapping
from typing import Final

_USES: Final[Mapping[str, str]] = {
    "visit": "已有检查任务",
    "visit_seat": "已在检查任务的检查组里",
    "visit_companion": "已随同检查",
    "targeted_check": "已有针对性检查",
    "draw_alias": "已列入抽取名单",
    "recusal": "已登记回避",
    "owner_recusal": "已登记回避",
    "inspector_leave": "已登记请假",
    "inspector_training": "已登记培训",
    "inspector_appraisal": "已登记考核等次",
    "inspector_post": "部门、岗位变动过",
}
_USED: Final = "已有其他记录"


def use_of(table: str) -> str:
    """Say what a row of a table tells of whom it points to."""
    return _USES.get(table, _USED)
