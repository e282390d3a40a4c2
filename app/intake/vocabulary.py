"""The closed lists of the registries (domain.md §4) and the words bureaus use for their members."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from app.core.text import repair_name
from app.intake.grid import Cell
from app.intake.values import BLANK_MARKS, Parse, Remark, parse_text, text_of

KINDS: Final = {
    "排污单位": "企业 工业企业 排污企业 污染源 固定污染源 工业污染源 企业事业单位 企事业单位",
    "污水处理厂": "污水厂 城市污水处理厂 城镇污水处理厂 乡镇污水处理厂 工业聚集区污水处理厂 集中式污水处理厂",
    "农村污水设施": "农村污水处理设施 农村生活污水处理设施 农村生活污水处理厂 农村污水处理厂",
    "饮用水水源地": "水源地 饮用水源地 饮用水源 饮用水水源 集中式饮用水水源地 饮用水源保护区 水源地保护区",
    "自然保护地": "自然保护区 保护地 自然公园 保护区",
    "建设项目": "项目 新建项目 在建项目",
    "地块": "建设用地 污染地块 建设用地地块 疑似污染地块",
    "核技术利用单位": "核技术利用 辐射单位 辐射工作单位 核与辐射单位 辐射安全许可单位 射线装置使用单位",
    "环评编制单位": "环评单位 环评机构 环评报告编制单位 环评文件编制单位 环评报告书编制单位",
    "其他": "其它",
}
SUPERVISION_CLASSES: Final = {
    "一般": "一般监管 一般类 一般对象 一般单位 一般企业 一般监管对象 一般检查对象 一般排污单位 一般源",
    "重点": "重点监管 重点类 重点对象 重点单位 重点企业 重点监管对象 重点检查对象 重点排污单位 重点源",
    "特殊": "特殊监管 特殊类 特殊对象 特殊单位 特殊企业 特殊监管对象 特殊检查对象 特殊监管类",
}
PERMIT_CLASSES: Final = {
    "重点管理": "重点 重点管理类 重点类 重点管理单位 排污许可重点管理 重点排污许可 许可重点管理",
    "简化管理": "简化 简化管理类 简化类 简化管理单位 排污许可简化管理 许可简化管理",
    "登记管理": "登记 登记管理类 登记类 登记管理单位 排污登记 排污登记管理 登记备案",
    "无": "未纳入 不纳入 不涉及 无需办理 不需要 豁免 未办理",
}
CREDIT_GRADES: Final = {
    "诚信": "环保诚信 诚信企业 环保诚信企业 环境诚信 诚信等级",
    "良好": "环保良好 良好企业 环保良好企业 环境良好 良好等级",
    "警示": "环保警示 警示企业 环保警示企业 环境警示 警示等级",
    "不良": "环保不良 不良企业 环保不良企业 环境不良 不良等级",
    "未评价": "未参评 未评 未参加评价 未评级 无 不参评",
}
STATES: Final = {
    "正常": "在产 生产 正常生产 运行 正常运行 在运行 在营 营业 正常营业 存续 开业 正常经营 正常运营 在业",
    "停产": "停工 停运 停业 长期停产 停用 已停产 停产中 全年停产 临时停产",
    "季节性停产": "季节停产 季节性生产 季节性",
    "关闭": "关停 已关闭 已关停 取缔 已取缔 永久关闭",
    "注销": "已注销 注销登记",
    "迁出": "已迁出 搬迁 已搬迁 迁走",
    "待核实": "待核 待核查 待确认 待查",
}
APPROVAL_LEVELS: Final = {
    "部批": "部级 部级审批 生态环境部 部 国家级 部审批 生态环境部审批",
    "市批": "市级 市级审批 市生态环境局 市 市审批 市局",
    "区批": "区级 区级审批 区生态环境局 区 区审批 区县级 县批 县级 区局 区县批",
}
MARKS: Final = {
    "违法记录": "违法 有违法记录 违法行为 有违法行为",
    "投诉举报": "投诉 举报 被投诉 被举报 有投诉举报",
    "社会关注": "社会关注度高 关注度高",
    "信用等级低": "信用低 信用等级较低 信用较低",
    "特殊管理需要": "特殊管理 特殊需要",
    "治理不稳定": "治理设施不稳定 运行不稳定 治理设施运行不稳定",
    "管理水平高": "管理规范 管理水平较高",
    "信用较好": "信用好 信用良好",
    "风险较低": "风险低 低风险",
    "正面清单": "监督执法正面清单 正面清单企业",
}
INSPECTOR_STATES: Final = {
    "在岗": "在职 正常 是 在编在岗 上岗",
    "请假": "休假 病假 产假 事假 请假中 公休",
    "调离": "离职 退休 已调离 调出 调走 离岗 否",
}
SKILLS: Final = {
    "水": "水环境 水污染 水污染防治 水环境管理 水生态环境",
    "大气": "大气环境 大气污染 大气污染防治 气 大气环境管理",
    "土壤": "土壤环境 土壤污染 土壤污染防治 土壤环境管理",
    "危废": "危险废物 危险废物管理",
    "固废": "固体废物 固体废物管理 固废管理",
    "辐射": "核与辐射 核辐射 辐射安全 核与辐射安全 辐射环境管理",
    "生态": "自然生态 生态保护 自然生态保护",
    "环评": "环境影响评价 环评管理 建设项目环评 环评与排放管理",
    "执法": "环境执法 综合执法 生态环境执法 现场执法",
}

_SEPARATORS = re.compile(r"[、,，;；\n|]+")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NUMBERED = re.compile(r"^[A-Z]?\d{2,4}[-—、:：. ]*(?=\D)")
_BRACKETED = re.compile(r"\([^()]*\)")


def words_of(vocabulary: Mapping[str, str]) -> dict[str, str]:
    """Give every word of a closed list with the member it stands for."""
    words = {word: member for member, text in vocabulary.items() for word in text.split()}
    return words | {member: member for member in vocabulary}


def word_parser(
    title: str, vocabulary: Mapping[str, str], blank: str, said: Mapping[str, str] = _NOTHING
) -> Parse[str]:
    """Read a member of a closed list; an empty cell is ``blank``, an unknown word is refused.

    ``said`` are words that the clerk once explained, as ``plain_word`` writes them.
    """
    words = {**said, **words_of(vocabulary)}

    def parse(cell: Cell) -> str | Remark[str]:
        text = plain_word(cell)
        member = words.get(text) or words.get(_BRACKETED.sub("", text))
        if member is not None:
            return member
        if text in BLANK_MARKS:
            return blank
        known = "、".join(vocabulary)
        return Remark(blank, f"没有这样的{title}，可填：{known}", refused=True, unknown=(text,))

    return parse


def list_parser(
    title: str, vocabulary: Mapping[str, str], said: Mapping[str, str] = _NOTHING
) -> Parse[tuple[str, ...]]:
    """Read members of a closed list joined by 、; an unknown word is refused."""
    words = {**said, **words_of(vocabulary)}

    def parse(cell: Cell) -> tuple[str, ...] | Remark[tuple[str, ...]]:
        parts = split(cell)
        unknown = _once(part for part in parts if part not in words)
        if unknown:
            message = f"没有“{unknown[0]}”这样的{title}，可填：{'、'.join(vocabulary)}"
            return Remark((), message, refused=True, unknown=unknown)
        return _once(words[part] for part in parts)

    return parse


def skills_parser(said: Mapping[str, str] = _NOTHING) -> Parse[tuple[str, ...]]:
    """Read skills joined by 、; the list is open, so an unknown one is kept with a warning."""
    words = {**said, **words_of(SKILLS)}

    def parse(cell: Cell) -> tuple[str, ...] | Remark[tuple[str, ...]]:
        parts = split(cell)
        skills = _once(words.get(part, part) for part in parts)
        strange = _once(part for part in parts if part not in words)
        if not strange:
            return skills
        return Remark(skills, f"“{strange[0]}”不是常用的业务专长，已照录", unknown=strange)

    return parse


def facet_parser(title: str, words: Sequence[str], said: Mapping[str, str] = _NOTHING) -> Parse[str]:
    """Read a word of a list that the office keeps; an unknown one is taken as new, with a warning."""
    known = {word: word for word in words} | {_without_rank(word): word for word in words} | {**said}
    listed = frozenset(words)
    exact = listed | said.keys()

    def parse(cell: Cell) -> str | Remark[str]:
        text = parse_text(cell)
        if not text:
            return ""
        if (bare := _NUMBERED.sub("", text)) != text and bare in listed:
            return text  # 2614 有机化学原料制造: number and word are taken apart later
        found = known.get(text) or known.get(plain_word(text))
        if found is None:
            return Remark(text, _new_word(text, title), unknown=(text,))
        return found if text in exact else Remark(found, f"{title}已写作“{found}”")

    return parse


def facets_parser(
    title: str, words: Sequence[str], said: Mapping[str, str] = _NOTHING
) -> Parse[tuple[str, ...]]:
    """Read words joined by 、 of a list that the office keeps; unknown ones are taken as new."""
    known = {**said, **{word: word for word in words}}

    def parse(cell: Cell) -> tuple[str, ...] | Remark[tuple[str, ...]]:
        parts = split(cell)
        new = _once(part for part in parts if part not in known)
        value = _once(known.get(part, part) for part in parts)
        return Remark(value, _new_word(new[0], title), unknown=new) if new else value

    return parse


def parse_list(cell: Cell) -> tuple[str, ...]:
    """Read free words joined by 、, each once, in their order."""
    return _once(split(cell))


def town_parser(towns: Sequence[str]) -> Parse[str]:
    """Read a town of the district; every word is taken where the office has named no towns."""
    known = {town: town for town in towns}
    short = {_without_rank(town): town for town in towns}

    def parse(cell: Cell) -> str | Remark[str]:
        text = repair_name(text_of(cell))
        if text in BLANK_MARKS:
            return ""
        if not known or text in known:
            return text
        plain = plain_word(cell)
        ending = [town for town in known if plain.endswith(town)]
        found = max(ending, key=len) if ending else short.get(plain)
        if found:
            return Remark(found, f"所在地已写作“{found}”")
        return Remark("", _no_such_town(text, known, short), refused=True)

    return parse


def towns_parser(towns: Sequence[str]) -> Parse[tuple[str, ...]]:
    """Read towns joined by 、; 全区 and an empty cell are ()."""
    parse_town = town_parser(towns)

    def parse(cell: Cell) -> tuple[str, ...] | Remark[tuple[str, ...]]:
        read = [parse_town(part) for part in split(cell) if part not in {"全区", "全县", "全市", "全域"}]
        remarks = [part for part in read if isinstance(part, Remark)]
        refused = [remark for remark in remarks if remark.refused]
        if refused:
            return Remark((), refused[0].message, refused=True)
        value = _once(part.value if isinstance(part, Remark) else part for part in read)
        return Remark(value, remarks[0].message) if remarks else value

    return parse


def split(cell: Cell) -> tuple[str, ...]:
    """Take apart words joined by 、 or a like mark; marks for "nothing" are left out."""
    parts = (repair_name(part) for part in _SEPARATORS.split(text_of(cell)))
    return tuple(part for part in parts if part not in BLANK_MARKS)


def plain_word(cell: Cell) -> str:
    """Write a cell as words of closed lists are looked up: narrow, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(cell)))


def _new_word(text: str, title: str) -> str:
    return f"“{text}”不在“{title}”的词汇里，按新词收下"


def _no_such_town(text: str, known: Mapping[str, str], short: Mapping[str, str]) -> str:
    near = short.get(_without_rank(text)) or next(iter(get_close_matches(text, known, 1, 0.5)), None)
    return f"没有这个镇街，是否为 {near}" if near else "没有这个镇街"


def _without_rank(town: str) -> str:
    return re.sub(r"(?:街道|镇|乡)$", "", town)


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))
