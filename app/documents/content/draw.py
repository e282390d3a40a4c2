"""A draw on paper: the freeze sheet signed before the digits, the record signed after (draw-spec.md §8)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.documents.content.dates import long_date

FREEZE_TITLE: Final = "双随机抽查冻结单"
FREEZE_SUBTITLE: Final = "摇号前签字　一式两份"
RECORD_TITLE: Final = "双随机抽查抽取记录"
NOBODY: Final = "待定"
_PARTIES: Final = {1: "主持人", 2: "双方", 3: "三方"}
_TICKET_SHOWN: Final = 16


@dataclass(frozen=True, slots=True)
class Role:
    """One who signs: what for (主持人, 监督人, 见证人（纪检）) and who."""

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class RoleDigits:
    """The digits one role gave, as a string with its leading zeros, and where they come from (十面骰子)."""

    title: str
    name: str
    digits: str
    source: str


@dataclass(frozen=True, slots=True)
class VoidedAttempt:
    """An earlier attempt of the same period that was voided."""

    attempt: int
    at: datetime
    reason: str
    by: str
    second_person: str


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
class ExcludedUnit:
    """A unit that takes no part, with the word of its reason (关闭)."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeSheet:
    """冻结单, signed before the digits.

    `period` is written out (2024年第一季度); `task` says what is drawn for (年度计划); `targeting` tells
    the filter of a 定向 draw, or is empty; `reveal` is 保密摇号 or 公开摇号. `digest`, `commitment` (empty
    without a salt) and `log_head` are 64 hexadecimal characters. `weights` and `repeat` are sentences without
    a full stop. `rehearsals` were tried, `unstaffed` of them could not be staffed for `unstaffed_reason`.
    """

    office: str
    period: str
    attempt: int
    frozen_at: datetime
    place: str
    task: str
    targeting: str
    reveal: str
    digest: str
    commitment: str
    log_head: str
    strata: tuple[FrozenStratum, ...]
    weights: str
    repeat: str
    exclusions: tuple[ExcludedUnit, ...]
    inspectors: int
    rehearsals: int
    unstaffed: int
    unstaffed_reason: str
    program_version: str
    roles: tuple[Role, ...]
    voided: tuple[VoidedAttempt, ...]
    watermark: str


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """One unit in the order of a stratum; `ticket` is its whole 抽签号 (64 hexadecimal characters)."""

    rank: int
    code: str
    name: str
    ticket: str
    weight: int

    @property
    def ticket_shown(self) -> str:
        """Give the part of the ticket that is printed: the first 16 characters."""
        return self.ticket[:_TICKET_SHOWN]


@dataclass(frozen=True, slots=True)
class DrawnStratum:
    """What was drawn of one stratum: `count` wanted of `population`, in order; then the next in line."""

    number: str
    label: str
    population: int
    count: int
    picks: tuple[DrawnUnit, ...]
    reserves: tuple[DrawnUnit, ...]

    @property
    def everyone(self) -> bool:
        """Tell whether nothing was chosen: all are inspected."""
        return self.count >= self.population

    @property
    def shortfall(self) -> int:
        """Give how many are lacking because too few could be drawn."""
        return self.count - len(self.picks)


@dataclass(frozen=True, slots=True)
class DrawnSeat:
    """One seat of a team; `skill` is what the seat is for, or empty; nobody found: name and alias empty."""

    alias: str
    name: str
    skill: str


@dataclass(frozen=True, slots=True)
class DrawnVisit:
    """One visit in visit order: the unit, the numbers of its items, the team, 规定时限."""

    order: int
    code: str
    name: str
    items: tuple[str, ...]
    seats: tuple[DrawnSeat, ...]
    due: date


@dataclass(frozen=True, slots=True)
class DrawChange:
    """剔除, 换人 or 作废 since the last record: of what, what came of it, why, when, decided by whom."""

    kind: str
    at: datetime
    subject: str
    outcome: str
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class InspectorAlias:
    """The alias an inspector has in this draw's published files."""

    alias: str
    name: str


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """抽取记录 (摇号纪要), signed after the draw; `salted` where the check waits for the 保密码.

    `digest`, `seed`, `result_digest` and `log_head` are 64 hexadecimal characters.
    """

    office: str
    period: str
    attempt: int
    place: str
    reveal: str
    targeting: str
    frozen_at: datetime
    digits_at: datetime
    drawn_at: datetime
    digest: str
    roles: tuple[RoleDigits, ...]
    seed: str
    salted: bool
    strata: tuple[DrawnStratum, ...]
    visits: tuple[DrawnVisit, ...]
    changes: tuple[DrawChange, ...]
    voided: tuple[VoidedAttempt, ...]
    aliases: tuple[InspectorAlias, ...]
    result_digest: str
    log_head: str
    program_version: str
    watermark: str

    @property
    def chosen(self) -> tuple[DrawnStratum, ...]:
        """Give the strata where something was chosen."""
        return tuple(stratum for stratum in self.strata if not stratum.everyone)

    @property
    def whole(self) -> tuple[DrawnStratum, ...]:
        """Give the strata that are inspected in full."""
        return tuple(stratum for stratum in self.strata if stratum.everyone and stratum.picks)


def clock(at: datetime) -> str:
    """Write a time of day: 9时08分."""
    return f"{at.hour}时{at.minute:02d}分"


def moment(at: datetime) -> str:
    """Write day and time: 2024年1月30日9时08分."""
    return f"{long_date(at.date())}{clock(at)}"


def picks_of(strata: tuple[DrawnStratum, ...]) -> int:
    """Count what was drawn."""
    return sum(len(stratum.picks) for stratum in strata)


def remarks(sheet: FreezeSheet) -> str:
    """Give the sentences under the table of the freeze sheet."""
    said = [f"权重：{sheet.weights}。", f"重复抽查：{sheet.repeat}。", _left_out(sheet.exclusions)]
    said += [f"第{void.attempt}次已于{moment(void.at)}作废：{void.reason}。" for void in sheet.voided]
    return "".join((*said, _rehearsed(sheet), f"程序版本{sheet.program_version}。"))


def task_line(sheet: FreezeSheet) -> str:
    """Say what the draw is for and how many strata it has."""
    kind = f"（定向：{sheet.targeting}）" if sheet.targeting else ""
    return f"{sheet.task}，{len(sheet.strata)}个抽查类别{kind}"


def record_subtitle(record: DrawRecord) -> str:
    """Say which period and attempt, and that earlier ones were voided or none was."""
    voided = f"此前作废{len(record.voided)}次" if record.voided else "此前无作废"
    return f"{record.period}　第{record.attempt}次　{voided}　检查前不得公开"


def course(record: DrawRecord) -> str:
    """Tell what happened, when and where."""
    parties = _PARTIES.get(len(record.roles), f"{len(record.roles)}方")
    said = (
        f"{moment(record.frozen_at)}，{record.office}在{record.place}冻结待抽名单，{parties}在冻结单上签字；"
        f"{_later(record.frozen_at, record.digits_at)}取得现场数字并读回确认，"
        f"{_later(record.digits_at, record.drawn_at)}抽取完毕。揭晓方式：{record.reveal}。"
    )
    if record.targeting:
        said += f"本次为定向抽取：{record.targeting}。"
    if len(record.roles) == 1:
        said += "本次只有主持人一人给出现场数字，没有监督人和见证人。"
    return said


def how_to_check(record: DrawRecord) -> str:
    """Tell in four steps how anyone can check the draw, and what it waits for."""
    parties = _PARTIES.get(len(record.roles), f"{len(record.roles)}方")
    begin = (
        "本批设有保密码，检查结束公布保密码后：" if record.salted else "本批没有保密码，凭名单文件即可核对："
    )
    parts = f"校验码、保密码与{parties}数字" if record.salted else f"校验码与{parties}数字"
    return (
        f"{begin}1.名单文件的校验码应与第一项相同；2.{parts}合成第三项；"
        "3.由第三项算出各家抽签号；4.抽签号除以权重，小的中签。"
    )


def tally(record: DrawRecord) -> str:
    """Count what was drawn: chosen and whole strata apart."""
    total = f"抽中{picks_of(record.strata)}家次"
    chosen = f"要抽的{len(record.chosen)}类{picks_of(record.chosen)}家次"
    if not record.whole:
        return f"{total}：{chosen}"
    return f"{total}：{chosen}，全部检查的{len(record.whole)}类{picks_of(record.whole)}家次（见附表）"


def visits_tally(record: DrawRecord) -> str:
    """Count the visits and how many carry several items."""
    joint = sum(1 for visit in record.visits if len(visit.items) > 1)
    seats = sum(len(visit.seats) for visit in record.visits)
    return f"同一家合并后{len(record.visits)}次，其中联合检查{joint}次；检查人员{seats}人次"


def shortfalls(record: DrawRecord) -> str:
    """Say where fewer could be drawn than wanted."""
    lacking = [
        f"第{stratum.number}项{stratum.label}应抽{stratum.count}家，可抽{len(stratum.picks)}家，"
        f"不足{stratum.shortfall}家"
        for stratum in record.strata
        if stratum.shortfall > 0
    ]
    return f"不足数：{'；'.join(lacking) or '无'}。"


def custody(record: DrawRecord) -> str:
    """Tell what the log head is for and which program made the record."""
    return f"存证码写入下一次冻结的名单，前面的记录改动一字即不相符。程序版本{record.program_version}。"


def voided_attempts(record: DrawRecord) -> str:
    """Tell every voided attempt of the period, or that there is none."""
    told = [
        f"第{void.attempt}次于{moment(void.at)}作废，原因：{void.reason}，{void.by}、{void.second_person}经手"
        for void in record.voided
    ]
    return f"作废：{'；'.join(told) or '无'}。"


def seat_words(seat: DrawnSeat) -> str:
    """Write an inspector with the skill whose seat he takes."""
    name = seat.name or NOBODY
    return f"{name}（{seat.skill}）" if seat.skill else name


def _left_out(exclusions: tuple[ExcludedUnit, ...]) -> str:
    if not exclusions:
        return "没有不参加的单位。"
    told = "、".join(f"{unit.name}（{unit.reason}）" for unit in exclusions)
    return f"不参加{len(exclusions)}家：{told}。"


def _rehearsed(sheet: FreezeSheet) -> str:
    people = f"可派人员{sheet.inspectors}人，彩排{sheet.rehearsals}次"
    if not sheet.unstaffed:
        return f"{people}均能派齐。"
    return f"{people}，其中{sheet.unstaffed}次派不齐：{sheet.unstaffed_reason}。"


def _later(before: datetime, at: datetime) -> str:
    """Write a time; the day too only where it is another one."""
    return clock(at) if before.date() == at.date() else moment(at)
