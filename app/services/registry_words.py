"""The closed lists that forms offer, the same that files are read by, and the names of fields."""

from collections.abc import Mapping
from typing import Final

from app.core.filter import FIELD_WORDS
from app.intake import vocabulary

KINDS: Final = tuple(vocabulary.KINDS)
SUPERVISION_CLASSES: Final = tuple(vocabulary.SUPERVISION_CLASSES)
PERMIT_CLASSES: Final = tuple(vocabulary.PERMIT_CLASSES)
CREDIT_GRADES: Final = tuple(vocabulary.CREDIT_GRADES)
OBJECT_STATES: Final = tuple(vocabulary.STATES)
APPROVAL_LEVELS: Final = tuple(vocabulary.APPROVAL_LEVELS)
MARKS: Final = tuple(vocabulary.MARKS)
SKILLS: Final = tuple(vocabulary.SKILLS)
INSPECTOR_STATES: Final = tuple(vocabulary.INSPECTOR_STATES)

OBJECT_WORDS: Final[Mapping[str, str]] = {
    **FIELD_WORDS,
    "coordinates": "经度、纬度",
    "longitude_minutes": "经度的分",
    "longitude_seconds": "经度的秒",
    "latitude_minutes": "纬度的分",
    "latitude_seconds": "纬度的秒",
}
"""Names of fields, and of what a column of a file may hold beside a whole field."""
INSPECTOR_WORDS: Final[Mapping[str, str]] = {
    "code": "编号",
    "name": "姓名",
    "department": "部门",
    "post": "岗位",
    "areas": "所在区域",
    "service_start": "参加执法日期",
    "cert": "执法证号",
    "cert_expiry": "执法证有效期",
    "skills": "业务专长",
    "cap": "每次上限",
    "state": "状态",
    "prior": "年初已查次数",
    "recused": "回避对象",
    "recused_reason": "回避原因",
}
