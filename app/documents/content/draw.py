"""The record of a draw, signed after it, and what it shares with the freeze sheet (draw-spec.md §8 B)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.documents.content.dates import long_date
from app.documents.content.draw_words import COMPANIONS, OBJECTS, DrawWords
from app.documents.content.joint import Joint, joint_of

RECORD_TITLE: Final = "双随机抽查抽取记录"
NOBODY: Final = "待定"
ONE_ROLE: Final = "只由一方取数，没有其他各方参加"
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
class ExcludedUnit:
    """A unit that takes no part, with the word of its reason (关闭)."""

    code: str
    name: str
    reason: str


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
    """What was drawn of one stratum: `count` wanted of `population`, in order; then the next in line.

    `visited` of the population were visited this year and stand behind the others. `chance` says the exact
    chance that those who could be drawn had, by weight where weights differ.
    """

    number: str
    label: str
    population: int
    visited: int
    count: int
    picks: tuple[DrawnUnit, ...]
    reserves: tuple[DrawnUnit, ...]
    chance: str = ""

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
class DrawnCompanion:
    """One who goes along with a visit, in no seat: 挑选 with its reason, or 抽取 by which draw."""

    order: int
    visit: str
    code: str
    name: str
    organisation: str
    kind: str
    chosen: str
    reason: str


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

    `strata` and `visits` are those announced, `changes` what happened since the record before; `shortage`
    says why nobody could be sent, or is empty; `excluded` are all who took no part. `digest`, `seed`,
    `result_digest` and `log_head` are 64 hexadecimal characters. `companions` go along with the visits as
    they are now; a draw of companions has none, and `words` of its own.
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
    shortage: str
    changes: tuple[DrawChange, ...]
    voided: tuple[VoidedAttempt, ...]
    excluded: tuple[ExcludedUnit, ...]
    aliases: tuple[InspectorAlias, ...]
    result_digest: str
    log_head: str
    program_version: str
    watermark: str
    companions: tuple[DrawnCompanion, ...] = ()
    words: DrawWords = OBJECTS

    @property
    def of_companions(self) -> bool:
        """Tell whether companions were drawn for visits there already are."""
        return self.words == COMPANIONS

    @property
    def chosen(self) -> tuple[DrawnStratum, ...]:
        """Give the strata where something was chosen."""
        return tuple(stratum for stratum in self.strata if not stratum.everyone)

    @property
    def joint(self) -> Joint:
        """Give what joining spares those who were drawn, as announced."""
        return joint_of(unit.code for stratum in self.strata for unit in stratum.picks)

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


def record_subtitle(record: DrawRecord) -> str:
    """Say which period and attempt, and that earlier ones were voided or none was."""
    voided = f"此前作废{len(record.voided)}次" if record.voided else "此前无作废"
    return f"{record.period}　第{record.attempt}次　{voided}　检查前不得公开"


def course(record: DrawRecord) -> str:
    """Tell what happened, when and where."""
    parties = _PARTIES.get(len(record.roles), f"{len(record.roles)}方")
    where = f"在{record.place}" if record.place else ""
    said = (
        f"{moment(record.frozen_at)}，{record.office}{where}冻结待抽名单，{parties}在冻结单上签字；"
        f"{_later(record.frozen_at, record.digits_at)}取得现场数字并读回确认，"
        f"{_later(record.digits_at, record.drawn_at)}抽取完毕。揭晓方式：{record.reveal}。"
    )
    if record.targeting and record.of_companions:
        said += f"要求：{record.targeting}。"
    elif record.targeting:
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
        f"3.由第三项算出各{record.words.each}抽签号；4.抽签号除以权重，小的中签。"
    )


def tally(record: DrawRecord) -> str:
    """Count what was drawn: chosen and whole strata apart."""
    words = record.words
    total = f"抽中{picks_of(record.strata)}{words.turns}"
    if record.of_companions:
        return f"{total}，随同{len(record.strata)}{words.kinds}"
    chosen = f"要抽的{len(record.chosen)}{words.kinds}{picks_of(record.chosen)}{words.turns}"
    if not record.whole:
        return f"{total}：{chosen}"
    whole = f"{len(record.whole)}{words.kinds}{picks_of(record.whole)}{words.turns}"
    return f"{total}：{chosen}，全部检查的{whole}（见附表）"


def digits_note(record: DrawRecord) -> str:
    """Say that one role alone gave digits, which an office of one clerk may do (draw-spec.md §3.2)."""
    return ONE_ROLE if len(record.roles) == 1 else ""


def chances(record: DrawRecord) -> str:
    """Say the exact chances before the draw, of each stratum in which something was chosen."""
    told = [
        f"第{stratum.number}项{stratum.label}{stratum.chance}" for stratum in record.chosen if stratum.chance
    ]
    return f"抽取前的中签机会（由权重算出，只作说明）：{'；'.join(told)}。" if told else ""


def reserves_tally(record: DrawRecord) -> str:
    """Say how many of those next in line are listed."""
    most = max((len(stratum.reserves) for stratum in record.strata), default=0)
    each = "每次检查" if record.of_companions else "每类"
    return f"{each}列前{most}{record.words.each}，按顺位依次递补" if most else "按顺位依次递补"


def excluded_tally(record: DrawRecord) -> str:
    """Count by reason who took no part."""
    counts = Counter(unit.reason for unit in record.excluded)
    return "、".join(f"{reason}{count}家" for reason, count in counts.most_common())


def visited_before(record: DrawRecord) -> str:
    """Say in which strata units were visited this year already."""
    told = [
        f"第{stratum.number}项{stratum.label}{stratum.visited}家"
        for stratum in record.strata
        if stratum.visited
    ]
    return f"本年该事项已查、仍在名单内：{'、'.join(told) or '无'}。"


def companions_tally(record: DrawRecord) -> str:
    """Count who goes along, by how each came to it."""
    counts = Counter(companion.chosen for companion in record.companions)
    told = "、".join(f"{chosen}{count}人次" for chosen, count in sorted(counts.items(), reverse=True))
    return f"{told}；不占席位"


def visits_tally(record: DrawRecord) -> str:
    """Count the visits and how many carry several items; without teams only the visits."""
    if not record.visits:
        return f"同一家合并后{record.joint.visits}次"
    joint = sum(1 for visit in record.visits if len(visit.items) > 1)
    seats = sum(len(visit.seats) for visit in record.visits)
    return f"同一家合并后{len(record.visits)}次，其中联合检查{joint}次；检查人员{seats}人次"


def shortfalls(record: DrawRecord) -> str:
    """Say where fewer could be drawn than wanted."""
    each = record.words.each
    lacking = [
        f"{record.words.stratum(stratum.number, stratum.label)}应抽{stratum.count}{each}，"
        f"可抽{len(stratum.picks)}{each}，不足{stratum.shortfall}{each}"
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


def _later(before: datetime, at: datetime) -> str:
    """Write a time; the day too only where it is another one."""
    return clock(at) if before.date() == at.date() else moment(at)
