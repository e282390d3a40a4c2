"""The annual plan on paper: what it holds and every sentence derived from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from app.documents.content.numerals import numeral

NOTE_ON_COUNTS: Final = (
    "家数为编制计划时名录库中符合类别的家数；每期家数＝家数×比例，不足一家的按一家计；空白为该季度不安排。"
)
_ABOUT: Final = "约"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One stratum of the plan.

    `number` is the annex number to print (1.1, 15): rows of one item that share it are merged. `population`
    is None where the registry cannot tell; `ratio` is in words (每季度20%); `quarters` are the visits of
    each quarter; `printed` is the count the annex prints (约12), or empty.
    """

    number: str
    departments: str
    item: str
    stratum: str
    population: int | None
    ratio: str
    per_period: int
    quarters: tuple[int, int, int, int]
    total: int
    printed: str = ""


class Level(Enum):
    """Rank of a paragraph in the text after the table."""

    SECTION = 1  # 一、黑体
    SUBSECTION = 2  # （一）楷体
    TEXT = 3


@dataclass(frozen=True, slots=True)
class PlanParagraph:
    """One paragraph; headings are given without their numbers, which are counted when printed."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class PlanSignature:
    """One who signs: name and day are printed where known, else left for the pen."""

    name: str = ""
    opinion: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanReport:
    """上报: to whom, by which document, when; empty until it is done."""

    to: str = ""
    reference: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPublication:
    """公示: where and when; empty until it is done."""

    platform: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One annual plan.

    `version` counts from 1; a later one states its `reason`. `notes` stand under the table, `body` after it;
    `basis` is the sentence under 编制依据. `watermark` is a word printed pale across every page, or empty.
    """

    office: str
    document_number: str
    year: int
    department: str
    month: str
    rows: tuple[PlanRow, ...]
    basis: str
    body: tuple[PlanParagraph, ...] = ()
    notes: tuple[str, ...] = ()
    drafted: PlanSignature = field(default_factory=PlanSignature)
    checked: PlanSignature = field(default_factory=PlanSignature)
    issued: PlanSignature = field(default_factory=PlanSignature)
    report: PlanReport = field(default_factory=PlanReport)
    publication: PlanPublication = field(default_factory=PlanPublication)
    version: int = 1
    reason: str = ""
    watermark: str = ""

    @property
    def quarter_totals(self) -> tuple[int, ...]:
        """Add up the visits of each quarter."""
        return tuple(sum(row.quarters[quarter] for row in self.rows) for quarter in range(4))

    @property
    def total(self) -> int:
        """Add up the visits of the year."""
        return sum(row.total for row in self.rows)


def title(plan: PlanPaper) -> str:
    """Give the title in one line."""
    return "".join(title_phrases(plan))


def title_phrases(plan: PlanPaper) -> tuple[str, str]:
    """Give the title's two lines; “双随机、一公开” is never broken."""
    return f"{plan.year}年度", "“双随机、一公开”抽查计划"


def table_title(plan: PlanPaper) -> str:
    """Give the heading of the table."""
    return f"{title(plan)}表"


def version_line(plan: PlanPaper) -> str:
    """Say which version an adjusted plan is; nothing for the first."""
    return f"（第{plan.version}版，调整后）" if plan.version > 1 else ""


def notes(plan: PlanPaper) -> tuple[str, ...]:
    """Give the notes under the table: how counts arise, what the annex prints, then the plan's own."""
    return (NOTE_ON_COUNTS, *_compared(plan.rows), *plan.notes)


def _compared(rows: Sequence[PlanRow]) -> tuple[str, ...]:
    """Count the rows whose printed count is the computed one, and name the others."""
    printed = [row for row in rows if row.printed]
    if not printed:
        return ()
    others = [row for row in printed if row.printed.removeprefix(_ABOUT) != str(row.total)]
    if not others:
        return (f"附件印有家次的{len(printed)}行，全部与计算数相符。",)
    told = "；".join(f"第{row.number}项{row.stratum}印发{row.printed}、计算{row.total}" for row in others)
    return (f"附件印有家次的{len(printed)}行，{len(others)}行与计算数不同：{told}。",)


def numbered_body(plan: PlanPaper) -> Iterator[PlanParagraph]:
    """Give the text after the table with its numbers: 一、 and （一）, counted anew in each section."""
    section = subsection = 0
    for paragraph in _whole_body(plan):
        if paragraph.level is Level.SECTION:
            section, subsection = section + 1, 0
            yield PlanParagraph(Level.SECTION, f"{numeral(section)}、{paragraph.text}")
        elif paragraph.level is Level.SUBSECTION:
            subsection += 1
            yield PlanParagraph(Level.SUBSECTION, f"（{numeral(subsection)}）{paragraph.text}")
        else:
            yield paragraph


def _whole_body(plan: PlanPaper) -> Iterator[PlanParagraph]:
    if plan.basis:
        yield PlanParagraph(Level.SECTION, "编制依据")
        yield PlanParagraph(Level.TEXT, plan.basis)
    if plan.reason:
        yield PlanParagraph(Level.SECTION, "调整原因")
        yield PlanParagraph(Level.TEXT, plan.reason)
    yield from plan.body
