"""The columns of the files from which the registries are filled, with how to fill them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.core.states import ObjectState


class TemplateKind(Enum):
    """For which registry a file is filled, and what it is called."""

    OBJECTS = "检查对象"
    INSPECTORS = "检查人员"
    RECUSALS = "回避名单"
    AUXILIARIES = "随同、辅助人员"


class FieldType(Enum):
    """What Excel should make of what is typed."""

    TEXT = "@"  # else Excel spoils codes of 18 digits and leading zeros
    NUMBER = "General"
    DATE = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One column: ``how`` to fill it, an ``example``, or the ``options`` where only these are understood.

    ``of_towns`` marks the columns that offer the office's own towns, beside which others may be typed.
    """

    heading: str
    how: str
    example: str
    type: FieldType = FieldType.TEXT
    options: tuple[str, ...] = ()
    required: bool = False
    of_towns: bool = False


_KINDS: Final = (
    *("排污单位", "污水处理厂", "农村污水设施", "饮用水水源地", "自然保护地", "建设项目", "地块"),
    *("核技术利用单位", "环评编制单位", "其他"),
)
_MARKS: Final = (
    "可填多个，用、隔开：违法记录、投诉举报、社会关注、信用等级低、特殊管理需要、治理不稳定；"
    "管理水平高、信用较好、风险较低；正面清单"
)
_CODE: Final = "新增的留空，由程序编号；要更新已有的，填程序给的编号"
_DAY: Final = "年-月-日"

_OBJECTS: Final = (
    TemplateField("编号", _CODE, ""),
    TemplateField("单位名称", "全称", "示例化工有限公司", required=True),
    TemplateField("统一社会信用代码", "18 位；没有的留空", ""),
    TemplateField("所属单位", "属于另一单位时填", ""),
    TemplateField("种类", "", "排污单位", options=_KINDS),
    TemplateField("监管类别", "", "重点", options=("一般", "重点", "特殊")),
    TemplateField("排污许可管理类别", "", "简化管理", options=("重点管理", "简化管理", "登记管理", "无")),
    TemplateField("排污许可证编号", "没有的留空", ""),
    TemplateField("信用评价", "", "良好", options=("诚信", "良好", "警示", "不良", "未评价")),
    TemplateField("信用分", "整数", "92", FieldType.NUMBER),
    TemplateField("行业代码", "GB/T 4754 的代码", "2614"),
    TemplateField("行业名称", "GB/T 4754 的名称", "有机化学原料制造"),
    TemplateField("所在地", "乡镇、街道；可从下拉中选", "示例镇", of_towns=True),
    TemplateField("地址", "详细地址", "示例镇示例路1号"),
    TemplateField("经度", "度，小数", "107.5", FieldType.NUMBER),
    TemplateField("纬度", "度，小数", "29.3", FieldType.NUMBER),
    TemplateField("项目建设情况", "文字", "已建成"),
    TemplateField("排污类型", "文字", "废水、废气"),
    TemplateField("生产规模", "文字", "中型"),
    TemplateField("生产周期特点", "文字", "连续生产"),
    TemplateField("监控类型", "文字", "自动监控"),
    TemplateField("重污染天气绩效分级", "文字", "B"),
    TemplateField("标签", "可填多个，用、隔开；与事项清单中的抽查类别用词一致", "涉气重点、危险废物经营"),
    TemplateField("频次标识", _MARKS, "投诉举报"),
    TemplateField("联系人", "一人", "黄例安"),
    TemplateField("联系电话", "座机、手机都可以", "000-00000000"),
    TemplateField("审批级别", "", "", options=("部批", "市批", "区批")),
    TemplateField("批复日期", _DAY, "2022-03-05", FieldType.DATE),
    TemplateField("开工日期", _DAY, "2022-06-01", FieldType.DATE),
    TemplateField("建成日期", _DAY, "2023-06-01", FieldType.DATE),
    TemplateField("投产日期", _DAY, "2023-07-01", FieldType.DATE),
    TemplateField("危险废物年产生量", "吨", "50", FieldType.NUMBER),
    TemplateField("状态", "", "正常", options=tuple(state.value for state in ObjectState)),
    TemplateField("状态日期", _DAY, "", FieldType.DATE),
    TemplateField("状态原因", "文字", ""),
)
_INSPECTORS: Final = (
    TemplateField("编号", _CODE, ""),
    TemplateField("姓名", "与执法证上一致", "黄例安", required=True),
    TemplateField("部门", "所在科室或支队", "执法支队", required=True),
    TemplateField("岗位", "文字", "执法员"),
    TemplateField("所在区域", "负责的乡镇、街道，可填多个，用、隔开；全区的留空", "", of_towns=True),
    TemplateField("参加执法日期", _DAY, "2015-07-01", FieldType.DATE),
    TemplateField("执法证号", "没有执法证的留空：可随同检查，不占检查人员席位", "示例00000008"),
    TemplateField("执法证有效期", _DAY, "2027-06-30", FieldType.DATE),
    TemplateField(
        "业务专长", "可填多个，用、隔开：水、大气、土壤、危废、固废、辐射、生态、环评、执法", "危废、固废"
    ),
    TemplateField("每次上限", "一次抽取最多检查几家；不限的留空", "6", FieldType.NUMBER),
    TemplateField("状态", "", "在岗", options=("在岗", "请假", "调离")),
    TemplateField("年初已查次数", "本年使用本程序前已检查的次数", "0", FieldType.NUMBER),
    TemplateField("回避对象", "应当回避的单位名称或编号，可填多个，用、隔开", "示例化工有限公司"),
    TemplateField("回避原因", "文字", "近亲属任职"),
)
_RECUSALS: Final = (
    TemplateField("姓名", "与检查人员名录一致", "黄例安", required=True),
    TemplateField("执法证号", "同名的务必填写", "示例00000008"),
    TemplateField("部门", "同名又没有执法证的填写", "执法支队"),
    TemplateField("回避对象", "填全称，或名录里的编号；与后面两栏至少填一项", "示例化工有限公司"),
    TemplateField("回避对象信用代码", "18 位；这个代码的各处场所都回避", ""),
    TemplateField("所属单位", "回避这个单位的全部对象，以后加入名录的也算", "示例控股有限公司"),
    TemplateField("关系", "", "配偶", options=("配偶", "直系血亲", "近姻亲", "曾任职", "利害关系", "其他")),
    TemplateField("原因", "文字；关系选其他的必须写", "配偶在该单位任会计"),
)
_AUXILIARIES: Final = (
    TemplateField("姓名或名称", "人员填姓名，机构填全称", "示例环境检测有限公司", required=True),
    TemplateField("单位或部门", "所在单位；随同人员填所在部门", ""),
    TemplateField("类别", "", "监测机构", options=("委托单位", "监测机构", "科研院所", "专家", "随同人员")),
    TemplateField(
        "业务专长", "可填多个，用、隔开：水、大气、土壤、危废、固废、辐射、生态、环评、执法", "水、大气"
    ),
    TemplateField("工作范围", "文字", "废水、废气采样和检测"),
    TemplateField("联系电话", "座机、手机都可以", "000-00000000"),
)
FIELDS: Final[Mapping[TemplateKind, tuple[TemplateField, ...]]] = {
    TemplateKind.OBJECTS: _OBJECTS,
    TemplateKind.INSPECTORS: _INSPECTORS,
    TemplateKind.RECUSALS: _RECUSALS,
    TemplateKind.AUXILIARIES: _AUXILIARIES,
}
