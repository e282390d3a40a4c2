"""What 结果公开 lists: finished visits by the time left, the filters over them, and the notices made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.states import FindingState
from app.core.text import natural_key
from app.services.rows.office import Rate
from app.services.rows.visit import DisclosureRow, NoticeRow
from app.services.withheld import UNNAMED
from app.ui.chips import Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.figures import Figure
from app.ui.state_word import StateWord, amber, blue, green, noted, red

NEAR = 3
_LATE, _SOON, _LATER = "已逾期", f"{NEAR} 个工作日内到期", "以后到期"
VIEWS = ("withheld", "done", "notices")
_OVER = (FindingState.DISCLOSED, FindingState.CORRECTED, FindingState.WITHHELD)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the page reads at once."""

    rows: tuple[DisclosureRow, ...]
    rate: Rate
    notices: tuple[NoticeRow, ...]
    number: str


def short(day: date) -> str:
    """Write a day of this year as lists do: 3月5日."""
    return f"{day.month}月{day.day}日"


def pending(rows: Iterable[DisclosureRow]) -> list[DisclosureRow]:
    """Give the rows that are still to become public."""
    return [row for row in rows if row.state not in _OVER]


def first_ticks(rows: Sequence[DisclosureRow]) -> set[int]:
    """Tick what can be disclosed now: the released results of the earliest period."""
    ready = [row for row in rows if row.ready]
    first = min((row.period for row in ready), default="")
    return {row.visit for row in ready if row.period == first}


def time_left(row: DisclosureRow) -> StateWord:
    """Say how much time is left, or by how much it was missed."""
    if row.days_left < 0:
        return red(f"逾期 {-row.days_left} 个工作日")
    if row.days_left == 0:
        return amber("今天到期")
    words = f"还剩 {row.days_left} 个工作日"
    return amber(words) if row.days_left <= NEAR else blue(words)


def _when(row: DisclosureRow) -> Cell:
    if row.state in (FindingState.DISCLOSED, FindingState.CORRECTED):
        return Cell(state=green(row.state))
    if row.state == FindingState.WITHHELD:
        return Cell(row.state, "second")
    return Cell(state=time_left(row))


def _result(row: DisclosureRow) -> Cell:
    if row.state == FindingState.RETURNED:
        return Cell(state=red(row.state))
    if row.state != FindingState.READY and row.state not in _OVER:
        return Cell(row.state, "second")
    in_notice = row.state == FindingState.READY and row.notice is not None
    return Cell(row.result, state=noted("已入公告") if in_notice else None)


COLUMNS: tuple[Column[DisclosureRow], ...] = (
    Column("tick", "", 36, lambda _row: Cell(), tick=True),
    Column("name", "检查对象", 0, lambda row: row.name),
    Column("ended", "检查结束", 80, lambda row: short(row.finished_on)),
    Column("deadline", "公开期限", 80, lambda row: short(row.deadline)),
    Column("left", "时限", 152, _when),
    Column("result", "结果", 196, _result),
)
NOTICE_COLUMNS: tuple[Column[NoticeRow], ...] = (
    Column("title", "公告", 0, lambda row: row.title),
    Column("number", "文号", 152, lambda row: row.number),
    Column("day", "日期", 76, lambda row: short(row.issued_on)),
    Column("visits", "家数", 56, lambda row: str(len(row.visits)), RIGHT),
    Column(
        "state", "状态", 112, lambda row: Cell(state=green("已公开") if row.published else amber("待登记"))
    ),
)


def figures(found: Found) -> tuple[Figure, ...]:
    """Give the five figures over the list."""
    waiting = pending(found.rows)
    late = sum(row.days_left < 0 for row in waiting)
    soon = sum(0 <= row.days_left <= NEAR for row in waiting)
    rate = found.rate
    return (
        Figure(_LATE, f"{late} 家", "red" if late else "text"),
        Figure(_SOON, f"{soon} 家", "amber" if soon else "text"),
        Figure("审核、录入中", f"{rate.under_review} 家"),
        Figure("已公开", f"{rate.disclosed} 家"),
        Figure(f"公开率　{rate.disclosed} / {rate.finished - rate.withheld}", rate.text),
    )


def filters(found: Found) -> tuple[Filter, ...]:
    """Give the chips, with the departments and items that occur."""
    departments = dict.fromkeys(name for row in found.rows for name in row.departments)
    items = sorted({number for row in found.rows for number in row.items}, key=natural_key)
    withheld = sum(row.state == FindingState.WITHHELD for row in found.rows)
    return (
        Filter("when", "按时限", (_LATE, _SOON, _LATER)),
        Filter("department", "全部部门", tuple(departments)),
        Filter("item", "全部事项", tuple(f"事项 {number}" for number in items)),
        Filter("withheld", f"不予公开 {withheld}"),
        Filter("done", f"已公开 {found.rate.disclosed}"),
        Filter("notices", f"公告 {len(found.notices)}"),
    )


def chosen_rows(rows: Sequence[DisclosureRow], asked: Mapping[str, tuple[str, ...]]) -> list[DisclosureRow]:
    """Give the rows that the chips leave, the most urgent first; those that are public, newest first."""
    if "withheld" in asked:
        kept = [row for row in rows if row.state == FindingState.WITHHELD]
    elif "done" in asked:
        kept = [row for row in rows if row.state in (FindingState.DISCLOSED, FindingState.CORRECTED)]
        kept.sort(key=lambda row: row.finished_on, reverse=True)
    else:
        kept = pending(rows)
    return [row for row in kept if _passes(row, asked)]


def _passes(row: DisclosureRow, asked: Mapping[str, tuple[str, ...]]) -> bool:
    word = _LATE if row.days_left < 0 else _SOON if row.days_left <= NEAR else _LATER
    if word not in asked.get("when", (word,)):
        return False
    if not set(asked.get("department", row.departments)) & set(row.departments):
        return False
    items = {f"事项 {number}" for number in row.items}
    return bool(set(asked.get("item", tuple(items))) & items)


EXPORTED = (
    "编号",
    "检查对象",
    "抽查事项",
    "检查部门",
    "检查结束",
    "公开期限",
    "还剩工作日",
    "检查结果",
    "状态",
)


def exported(row: DisclosureRow) -> tuple[str | int | date, ...]:
    """Give a row for a spreadsheet, in the order of `EXPORTED`; a withheld object goes without its name."""
    return (
        row.code,
        row.name if row.nameable else UNNAMED,
        "、".join(row.items),
        "、".join(row.departments),
        row.finished_on,
        row.deadline,
        row.days_left,
        row.result,
        row.state,
    )
