"""How lists that update the registries head their columns; what they share with these is taken from there."""

from collections.abc import Mapping
from typing import Final

from app.intake.synonyms import INSPECTOR_HEADINGS, OBJECT_HEADINGS

_PLACE: Final = ("address", "coordinates", "longitude", "latitude")
_WHO: Final = ("name", "uscc", "town")


def _objects(*fields: str) -> dict[str, str]:
    return {field: OBJECT_HEADINGS[field] for field in fields}


def _words(*texts: str) -> str:
    """Join headings, the best first, each once: a later place would make it a worse one."""
    return " ".join(dict.fromkeys(" ".join(texts).split()))


PERMIT_HEADINGS: Final[Mapping[str, str]] = {
    **_objects(*_WHO, "permit_class", "permit_number", "industry_code", "industry_name", *_PLACE),
    "permit_class": _words(OBJECT_HEADINGS["permit_class"], "类别 级别"),
    "permit_number": _words(OBJECT_HEADINGS["permit_number"], "登记编号 排污登记编号 证书编号 编号 证号"),
}
CREDIT_HEADINGS: Final[Mapping[str, str]] = {
    **_objects(*_WHO, "credit_grade", "credit_score"),
    "credit_grade": _words(OBJECT_HEADINGS["credit_grade"], "等级 级别 结果 评定等级 评定结果"),
    "credit_score": _words(OBJECT_HEADINGS["credit_score"], "得分 分数 分值 总分 总得分 最终得分"),
}
PENALTY_HEADINGS: Final[Mapping[str, str]] = {
    **_objects("town"),
    "uscc": _words(
        OBJECT_HEADINGS["uscc"],
        """
        行政相对人代码 行政相对人代码_1 行政相对人代码_1统一社会信用代码 当事人统一社会信用代码
        当事人信用代码 被处罚单位统一社会信用代码 相对人代码
        """,
    ),
    "name": _words(
        """
        当事人名称 当事人 行政相对人名称 行政相对人 行政处罚相对人名称 被处罚当事人 被处罚单位
        被处罚单位名称 被处罚人 被处罚人名称 被处罚企业 处罚对象 违法主体 违法企业 违法单位
        """,
        OBJECT_HEADINGS["name"],
    ),
    "document": """
        决定书文号 行政处罚决定书文号 行政处罚决定文书号 处罚决定书文号 处罚文号 处罚决定书编号
        行政处罚决定书编号 处罚决定书号 决定书编号 决定书号 文书号 文书编号 文号 处罚决定文号
    """,
    "decided_on": """
        处罚决定日期 处罚日期 处罚决定时间 处罚时间 行政处罚日期 行政处罚决定日期 行政处罚时间 决定日期
        作出处罚决定日期 作出行政处罚决定日期 作出处罚决定时间 作出决定日期 作出决定时间 下达日期
        处罚下达日期 处罚下达时间 决定书日期 日期
    """,
    "reason": """
        违法事实 违法行为 主要违法事实 违法事由 处罚事由 处罚原因 案由 违法类型 违法行为类型 违法情形
        违法内容 环境违法行为 违法事实与理由 事由 处罚理由
    """,
    "measure": """
        处罚内容 处罚结果 处罚措施 行政处罚内容 处罚决定 处罚种类 处罚类别 处罚类型 处罚方式 处理结果
        处罚情况 处罚金额 罚款金额
    """,
}
RECUSAL_HEADINGS: Final[Mapping[str, str]] = {
    "name": """
        姓名 人员姓名 检查人员姓名 执法人员姓名 回避人员姓名 回避人员 回避人 回避人姓名 检查人员
        执法人员 名字 人员名称 人员
    """,
    "cert": INSPECTOR_HEADINGS["cert"],
    "department": """
        部门 所在部门 所属部门 科室 所在科室 所属科室 部门名称 科室名称 工作部门 处室 大队 中队
    """,
    "object_name": _words(
        """
        回避对象 回避对象名称 回避单位 回避单位名称 需回避对象 需回避单位 应回避对象 应回避单位
        回避企业 回避企业名称
        """,
        OBJECT_HEADINGS["name"],
    ),
    "object_uscc": _words("回避对象信用代码 回避单位信用代码", OBJECT_HEADINGS["uscc"]),
    "owner": _words(
        "所属单位 回避对象所属单位 回避所属单位",
        OBJECT_HEADINGS["owner"],
        "集团 所属集团 母公司 控股单位",
    ),
    "relation": "关系 回避关系 与回避对象关系 与对象关系 与单位关系 与企业关系 关系类型 回避情形 利害关系",
    "reason": "原因 回避原因 回避理由 回避事由 回避说明 理由 事由 说明 具体情况 情况说明",
}
AUXILIARY_HEADINGS: Final[Mapping[str, str]] = {
    "name": """
        姓名或名称 姓名、名称 姓名名称 姓名 人员姓名 专家姓名 名称 机构名称 随同人员姓名
        辅助检查人员姓名 辅助人员姓名 辅助检查人员 辅助人员 名字
    """,
    "organisation": """
        单位或部门 单位、部门 单位 所在单位 工作单位 所属单位 单位名称 部门 所在部门 所属机构 服务机构
        派出单位 科室
    """,
    "kind": "类别 类型 人员类别 人员类型 机构类型 机构类别 种类 单位类别 单位类型",
    "skills": INSPECTOR_HEADINGS["skills"],
    "scope": "工作范围 服务范围 业务范围 检测范围 监测范围 服务内容 工作内容 委托事项 委托内容 资质范围",
    "phone": OBJECT_HEADINGS["phone"],
}
PERSON_EXAMPLES: Final = ("姓名", "人员姓名", "回避人员")
AUXILIARY_EXAMPLES: Final = ("姓名或名称", "姓名", "名称", "机构名称")
PARTY_EXAMPLES: Final = ("当事人名称", "被处罚单位", "单位名称", "企业名称")
