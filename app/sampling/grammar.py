"""The lines of a frozen input: fields, patterns, a sentence for what does not fit (draw-spec.md §1-2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import is_normalized

# `\s` is the Unicode property White_Space here, plus four controls that are refused anyway; `[0-9]` and never
# `\d`, which takes full-width digits.
_TEXT = r"[^|,\x00-\x1f\x7f]"
_IDENTIFIER = rf"(?!\s|[*-](?:[|,\n]|\Z)){_TEXT}{{1,64}}(?<!\s)"
_LIST = rf"{_IDENTIFIER}(?:,{_IDENTIFIER})*"
_WORDS = "应为 1 到 64 个字符，首尾无空白，不含竖线、逗号和控制字符，也不能只是 * 或 -"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field may hold: an expression without groups, and the same in words."""

    pattern: str
    wanted: str

    def fits(self, value: str) -> bool:
        """Tell whether the whole value is of this kind."""
        return re.fullmatch(self.pattern, value) is not None


IDENTIFIER = Kind(_IDENTIFIER, _WORDS)
IDENTIFIER_OR_NONE = Kind(rf"(?:-|{_IDENTIFIER})", f"{_WORDS}；没有时写 -")
IDENTIFIER_OR_ALL = Kind(rf"(?:\*|{_IDENTIFIER})", f"{_WORDS}；全部时写 *")
SKILLS = Kind(rf"(?:-|{_LIST})", f"应为以逗号分开的名称，每个{_WORDS}；没有时只写 -")
AREAS = Kind(rf"(?:\*|{_LIST})", f"应为以逗号分开的名称，每个{_WORDS}；全部时只写 *")
INTEGER = Kind(r"(?:0|[1-9][0-9]{0,8})", "应为不带前导零的整数，至多 9 位")
COUNT = Kind(r"[1-9][0-9]{0,8}", "应为不带前导零的正整数，至多 9 位")
INTEGER_OR_NONE = Kind(r"(?:-|0|[1-9][0-9]{0,8})", "应为不带前导零的整数，至多 9 位；没有时写 -")
HASH = Kind(r"[0-9a-f]{64}", "应为 64 位小写十六进制")
HASH_OR_NONE = Kind(r"(?:-|[0-9a-f]{64})", "应为 64 位小写十六进制；没有时写 -")
TEAM = Kind(r"[2-9]", "应为 2 到 9")
WEIGHT = Kind(r"(?:[1-9]|10)", "应为 1 到 10 的整数")
STATE = Kind(r"[EMVX]", "应为 E、M、V、X 之一")
REPEAT = Kind(r"(?:forbid|prefer|allow)", "应为 forbid、prefer、allow 之一")


def fields_fault(fields: Sequence[tuple[str, Kind]], values: Sequence[str]) -> str | None:
    """Say which value does not fit its field (title and kind), or that there are too few or too many."""
    if len(values) != len(fields):
        return f"栏数应为 {len(fields)}，这里有 {len(values)} 栏"
    for (title, kind), value in zip(fields, values, strict=True):
        if not kind.fits(value):
            return f"{title}{kind.wanted}，这里是“{value[:80]}”"
        if not is_normalized("NFC", value):
            return f"{title}不是 Unicode NFC 规范形式"
    return None


@dataclass(frozen=True)
class Line:
    """One sort of line: its first word, its fields (title and kind), and how many of them make its key."""

    word: str
    fields: tuple[tuple[str, Kind], ...]
    key: int = 1

    @cached_property
    def one(self) -> re.Pattern[str]:
        """Match one such line with its LF."""
        return re.compile(self._source)

    @cached_property
    def run(self) -> re.Pattern[str]:
        """Match as many such lines as follow each other, in one call and without keeping a way back."""
        return re.compile(f"(?:{self._source})*+")

    @property
    def _source(self) -> str:
        return r"\|".join((self.word, *(kind.pattern for _, kind in self.fields))) + r"\n"

    def fault(self, line: str) -> str:
        """Say why a line (without LF) is none of this sort."""
        word, *values = line.split("|")
        if word != self.word:
            return f"此处应为 {self.word} 行，这里是“{line[:40]}”"
        reason = fields_fault(self.fields, values)
        if reason:
            return f"{word} 行的{reason}"
        return f"{word} 行不在它该在的段里：各段次序固定，每段只有一处"


PERIOD = Line("period", (("任务号", IDENTIFIER),))
PREV = Line("prev", (("存证码", HASH),))
ROLE = Line("role", (("序号", COUNT), ("角色", IDENTIFIER)))
SALT = Line("salt", (("保密码承诺值", HASH_OR_NONE),))
TEAM_SIZE = Line("team", (("每组人数", TEAM),))

ITEM = Line("item", (("事项编号", IDENTIFIER), ("业务专长", IDENTIFIER_OR_NONE)))
STRATUM = Line(
    "stratum",
    (
        ("事项编号", IDENTIFIER),
        ("抽查类别编号", IDENTIFIER),
        ("比例分子", COUNT),
        ("比例分母", COUNT),
        ("抽签范围", IDENTIFIER),
        ("重复规则", REPEAT),
    ),
    key=2,
)
UNIT = Line("unit", (("对象编号", IDENTIFIER), ("所在地", IDENTIFIER)))
FRAME = Line(
    "frame",
    (
        ("事项编号", IDENTIFIER),
        ("抽查类别编号", IDENTIFIER),
        ("对象编号", IDENTIFIER),
        ("权重", WEIGHT),
        ("状态", STATE),
    ),
    key=3,
)
INSPECTOR = Line(
    "inspector",
    (
        ("人员代号", IDENTIFIER),
        ("本年已查次数", INTEGER),
        ("每次上限", INTEGER_OR_NONE),
        ("所在区域", AREAS),
        ("业务专长", SKILLS),
    ),
)
RECUSAL = Line("recusal", (("人员代号", IDENTIFIER), ("对象编号", IDENTIFIER)), key=2)

SECTIONS = (ITEM, STRATUM, UNIT, FRAME, INSPECTOR, RECUSAL)


def stray_fault(line: str) -> str:
    """Say why a line (without LF) cannot stand where the sections have ended."""
    if not line:
        return "不应有空行"
    word = line.split("|", 1)[0]
    for section in SECTIONS:
        if section.word == word:
            return section.fault(line)
    return f"不认识的行“{line[:40]}”"
