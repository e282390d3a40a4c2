"""What lists, their columns and what became of them are called."""

from collections.abc import Mapping
from typing import Final

from app.intake import list_headings
from app.services.registry_words import OBJECT_WORDS
from app.services.rows.lists import ListKind

TITLES: Final[Mapping[ListKind, str]] = {
    ListKind.PERMIT: "按排污许可证清单更新",
    ListKind.CREDIT: "按信用评价结果更新",
    ListKind.PENALTY: "按行政处罚清单更新",
    ListKind.RECUSAL: "导入回避名单",
    ListKind.AUXILIARY: "导入随同、辅助人员",
}
FILES: Final[Mapping[ListKind, str]] = {
    ListKind.PERMIT: "排污许可证清单",
    ListKind.CREDIT: "信用评价结果",
    ListKind.PENALTY: "行政处罚清单",
    ListKind.RECUSAL: "回避名单",
    ListKind.AUXILIARY: "随同、辅助人员名单",
}
_OWN: Final[Mapping[ListKind, Mapping[str, str]]] = {
    ListKind.PENALTY: {
        "name": "当事人名称",
        "document": "决定书文号",
        "decided_on": "处罚日期",
        "reason": "违法事实",
        "measure": "处罚内容",
    },
    ListKind.RECUSAL: {
        "name": "姓名",
        "cert": "执法证号",
        "department": "部门",
        "object_name": "回避对象",
        "object_uscc": "回避对象信用代码",
        "owner": "所属单位",
        "relation": "关系",
        "reason": "原因",
    },
    ListKind.AUXILIARY: {
        "name": "姓名、名称",
        "organisation": "单位、部门",
        "kind": "类别",
        "skills": "业务专长",
        "scope": "工作范围",
        "phone": "联系电话",
    },
}
_HEADINGS: Final[Mapping[ListKind, Mapping[str, str]]] = {
    ListKind.PERMIT: list_headings.PERMIT_HEADINGS,
    ListKind.CREDIT: list_headings.CREDIT_HEADINGS,
    ListKind.PENALTY: list_headings.PENALTY_HEADINGS,
    ListKind.RECUSAL: list_headings.RECUSAL_HEADINGS,
    ListKind.AUXILIARY: list_headings.AUXILIARY_HEADINGS,
}


def field_words(kind: ListKind) -> Mapping[str, str]:
    """Give the fields that a column of a list may be, in the order of its headings, with their words."""
    own = _OWN.get(kind, {})
    return {field: own.get(field) or OBJECT_WORDS[field] for field in _HEADINGS[kind]}
