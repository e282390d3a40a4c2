"""The freeze sheet: all that is fixed and signed before any digit is rolled (draw-spec.md §8 A)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.documents.content.draw import ONE_ROLE, ExcludedUnit, Role, VoidedAttempt, moment
from app.documents.content.draw_words import COMPANIONS, OBJECTS, DrawWords

FREEZE_TITLE: Final = "双随机抽查冻结单"
FREEZE_SUBTITLE: Final = "摇号前签字　一式两份"
_NAMED: Final = 3  # more names would push the signatures to a second page


@dataclass(frozen=True, slots=True)
class FrozenStratum:
    """One line of the freeze sheet.

    `population` is N (eligible, all but X), `must` M, `visited` V, `excluded` X, `count` n; `ratio` in words.
    """

    number: str
    label: str
    population: int
    must: int
    visited: int
    excluded: int
    ratio: str
    count: int


@dataclass(frozen=True, slots=True)
class TypedCount:
    """A line whose count was typed with its reason, not computed; 0 leaves the line out of the draw."""

    number: str
    label: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeSheet:
    """冻结单, signed before the digits.

    `period` is written out (2024年第一季度); `task` says what is drawn for (年度计划); `targeting` tells
    the filter of a 定向 draw or what companions are asked for, or is empty; `basis` what a campaign without
    a filter rests on, else empty; `reveal` is 保密摇号 or 公开摇号, `decided_by` who chose it, if anybody
    did; `sources` says for each role where its digits will come from. `digest`, `commitment` (empty without
    a salt) and `log_head` are 64 hexadecimal characters. `weights` and `repeat` are sentences without a full
    stop. `rehearsals` were tried, `unstaffed` of them could not be staffed for `unstaffed_reason`. A draw of
    companions has `words` of its own and sends no inspectors.
    """

    office: str
    period: str
    attempt: int
    frozen_at: datetime
    place: str
    task: str
    targeting: str
    basis: str
    reveal: str
    decided_by: str
    sources: tuple[str, ...]
    digest: str
    commitment: str
    log_head: str
    strata: tuple[FrozenStratum, ...]
    weights: str
    repeat: str
    typed: tuple[TypedCount, ...]
    exclusions: tuple[ExcludedUnit, ...]
    inspectors: int
    rehearsals: int
    unstaffed: int
    unstaffed_reason: str
    program_version: str
    roles: tuple[Role, ...]
    voided: tuple[VoidedAttempt, ...]
    watermark: str
    words: DrawWords = OBJECTS

    @property
    def of_companions(self) -> bool:
        """Tell whether companions are drawn for visits there already are."""
        return self.words == COMPANIONS


def remarks(sheet: FreezeSheet) -> str:
    """Give the sentences under the table of the freeze sheet."""
    said = [
        f"{'要求' if sheet.of_companions else '定向抽取'}：{sheet.targeting}。" if sheet.targeting else "",
        f"抽取依据：{sheet.basis.rstrip('。')}。" if sheet.basis else "",
        _digits(sheet),
        f"权重：{sheet.weights}。",
        f"重复抽查：{sheet.repeat}。",
        *map(_typed, sheet.typed),
    ]
    if not sheet.of_companions:
        said.append(_left_out(sheet.exclusions))
    said += [f"第{void.attempt}次已于{moment(void.at)}作废：{void.reason}。" for void in sheet.voided]
    return "".join((*said, _rehearsed(sheet), f"程序版本{sheet.program_version}。"))


def task_line(sheet: FreezeSheet) -> str:
    """Say what the draw is for and how many strata it has."""
    if sheet.of_companions:
        return f"{sheet.task}，{len(sheet.strata)}{sheet.words.kinds}"
    kind = "（定向）" if sheet.targeting else ""
    return f"{sheet.task}{kind}，{len(sheet.strata)}个抽查类别"


def _digits(sheet: FreezeSheet) -> str:
    """Say where the digits will come from, those of one source together, and who chose how they are shown."""
    by_source: dict[str, list[str]] = {}
    for role, source in zip(sheet.roles, sheet.sources, strict=True):
        by_source.setdefault(source, []).append(role.title)
    told = "；".join(f"{'、'.join(words)}用{source}" for source, words in by_source.items())
    chosen = f"{sheet.reveal}由{sheet.decided_by}决定。" if sheet.decided_by else ""
    alone = f"本次{ONE_ROLE}。" if len(sheet.roles) == 1 else ""
    return f"现场数字：{told}。{alone}{chosen}"


def _typed(line: TypedCount) -> str:
    what = f"抽{line.count}家" if line.count else "本期不抽"
    return f"第{line.number}项{line.label}{what}，依据：{line.reason.rstrip('。')}。"


def _left_out(exclusions: tuple[ExcludedUnit, ...]) -> str:
    """Name a few, count many: the record of the draw lists them all."""
    if not exclusions:
        return "没有不参加的单位。"
    if len(exclusions) <= _NAMED:
        told = "、".join(f"{unit.name}（{unit.reason}）" for unit in exclusions)
        return f"不参加{len(exclusions)}家：{told}。"
    counts = Counter(unit.reason for unit in exclusions)
    told = "、".join(f"{reason}{count}家" for reason, count in counts.most_common())
    return f"不参加{len(exclusions)}家：{told}，名单列入抽取记录。"


def _rehearsed(sheet: FreezeSheet) -> str:
    if sheet.of_companions:
        return "检查人员已经派定，本次不派。"
    people = f"可派人员{sheet.inspectors}人，彩排{sheet.rehearsals}次"
    if not sheet.unstaffed:
        return f"{people}均能派齐。"
    return f"{people}，其中{sheet.unstaffed}次派不齐：{sheet.unstaffed_reason}。"
