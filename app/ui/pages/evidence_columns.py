"""The columns of 公平检验."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.core.states import DrawState
from app.core.text import natural_key
from app.services.rows.evidence import (
    AttemptRow,
    ClerkRow,
    Meeting,
    OfficerFairness,
    StratumFairness,
    Tally,
)
from app.ui.columns import RIGHT, Cell, Column
from app.ui.state_word import StateWord, amber, green, grey, red

USUAL: Final = "与随机一致"
UNUSUAL: Final = "偏离较大，请核对"
_TOO_FEW: Final = "抽得还少"
_TALLIED: Final = "抽中 / 随机平均"
_CHANCES: Final = "偶然机会"
_WHOLE, _TENTHS = 0.1, 0.01


def percent(share: float) -> str:
    """Write a chance: 43 %, 4.3 %, 0.35 %."""
    digits = 0 if share >= _WHOLE else 1 if share >= _TENTHS else 2
    return f"{100 * share:.{digits}f} %"


def verdict(*, deviates: bool) -> StateWord:
    """Say whether a figure is as chance makes it."""
    return amber(UNUSUAL) if deviates else green(USUAL)


def mean(figure: float) -> str:
    """Write an average."""
    return f"{figure:.1f}"


def number(count: int) -> Cell:
    """Write a count, a dash for none."""
    return Cell(str(count)) if count else Cell("–", "quiet")


def between(low: int, high: int) -> str:
    """Write a range."""
    return str(low) if low == high else f"{low}–{high}"


def _tally(found: Tally | None) -> Cell:
    return Cell("–", "quiet") if found is None else Cell(f"{found.observed} / {mean(found.expected)}")


def _judged(row: StratumFairness) -> Cell:
    if row.too_few and not row.deviates:
        return Cell(state=grey(_TOO_FEW))
    return Cell(state=verdict(deviates=row.deviates))


def _chance(key: str, title: str, share: Callable[[StratumFairness], float]) -> Column[StratumFairness]:
    return Column(key, title, 64, lambda row: percent(share(row)), RIGHT, sort=key, group=_CHANCES)


STRATA: Final[tuple[Column[StratumFairness], ...]] = (
    Column("number", "序号", 52, lambda row: row.number, sort="number"),
    Column("label", "抽查类别", 0, lambda row: row.label),
    Column("draws", "抽取", 48, lambda row: str(row.draws), RIGHT),
    Column("drawable", "可抽", 48, lambda row: str(row.drawable), RIGHT),
    Column("picks", "抽中", 48, lambda row: str(row.picks), RIGHT),
    Column("front", "名单前半", 80, lambda row: _tally(row.front), RIGHT, group=_TALLIED),
    Column("heavy", "权重较高", 80, lambda row: _tally(row.heavy), RIGHT, group=_TALLIED),
    _chance("order", "次序", lambda row: row.by_order),
    _chance("spacing", "间距", lambda row: row.by_spacing),
    _chance("weight", "权重", lambda row: row.by_weight),
    _chance("chance", "合计", lambda row: row.chance),
    Column("judged", "结论", 176, _judged),
)
STRATA_COMPACT: Final = (
    "number",
    "label",
    "draws",
    "drawable",
    "picks",
    "front",
    "heavy",
    "chance",
    "judged",
)
STRATA_SHORT: Final = ("number", "label", "picks", "front", "heavy", "chance", "judged")
STRATA_KEYS: Final[Mapping[str, Callable[[StratumFairness], Any]]] = {
    "number": lambda row: natural_key(row.number),
    "order": lambda row: row.by_order,
    "spacing": lambda row: row.by_spacing,
    "weight": lambda row: row.by_weight,
    "chance": lambda row: row.chance,
}

OFFICERS: Final[tuple[Column[OfficerFairness], ...]] = (
    Column("name", "姓名", 112, lambda row: row.name),
    Column(
        "department",
        "部门",
        0,
        lambda row: Cell(row.department, aside="" if row.all_year else "年中列入，不比较"),
        sort="department",
    ),
    Column("prior", "年初已查", 84, lambda row: number(row.prior), RIGHT, sort="prior"),
    Column("seats", "抽中人次", 92, lambda row: number(row.seats), RIGHT, sort="seats"),
    Column("expected", "随机平均", 84, lambda row: mean(row.expected), RIGHT, sort="expected"),
    Column("usual", "九成范围", 84, lambda row: between(row.low, row.high), RIGHT),
    Column("whole", "全年合计", 92, lambda row: str(row.prior + row.seats), RIGHT, sort="whole"),
)
OFFICER_KEYS: Final[Mapping[str, Callable[[OfficerFairness], Any]]] = {
    "department": lambda row: row.department,
    "prior": lambda row: row.prior,
    "seats": lambda row: row.seats,
    "expected": lambda row: row.expected,
    "whole": lambda row: row.prior + row.seats,
}

MEETINGS: Final[tuple[Column[Meeting], ...]] = (
    Column("officer", "检查人员", 112, lambda row: row.officer, sort="officer"),
    Column("code", "编号", 96, lambda row: row.code, sort="code"),
    Column("name", "检查对象", 0, lambda row: row.name),
    Column("times", "次数", 60, lambda row: str(row.times), RIGHT, sort="times"),
    Column("periods", "哪几次抽取", 0, lambda row: "、".join(row.periods)),
)
MEETING_KEYS: Final[Mapping[str, Callable[[Meeting], Any]]] = {
    "officer": lambda row: (row.officer, row.code),
    "code": lambda row: row.code,
    "times": lambda row: row.times,
}


def _moment(stamp: str) -> str:
    return stamp[:16].replace("T", " ")


def _state(row: AttemptRow) -> Cell:
    return Cell(state=red(row.state) if row.state == DrawState.VOID else green(row.state))


def _reached(row: AttemptRow) -> Cell:
    return Cell(state=amber("看过结果")) if row.reached == DrawState.DRAWN else Cell(row.reached)


ATTEMPTS: Final[tuple[Column[AttemptRow], ...]] = (
    Column("title", "抽取", 152, lambda row: row.title),
    Column("attempt", "第几次", 60, lambda row: str(row.attempt), RIGHT),
    Column("state", "状态", 100, _state),
    Column("frozen", "冻结", 136, lambda row: _moment(row.frozen_at)),
    Column("by", "经办", 80, lambda row: row.by),
    Column("reached", "作废前", 104, _reached),
    Column("voided", "作废", 136, lambda row: _moment(row.voided_at)),
    Column("reason", "理由", 0, lambda row: row.reason),
    Column("second", "第二人", 80, lambda row: row.second),
)
ATTEMPTS_COMPACT: Final = ("title", "attempt", "state", "by", "reached", "voided", "reason", "second")
ATTEMPTS_SHORT: Final = ("title", "attempt", "state", "by", "reached", "reason", "second")

CLERKS: Final[tuple[Column[ClerkRow], ...]] = (
    Column("name", "人员", 112, lambda row: row.name),
    Column("strikes", "剔除", 64, lambda row: number(row.strikes), RIGHT, sort="strikes"),
    Column("proof", "附证明", 72, lambda row: number(row.with_proof), RIGHT, sort="proof"),
    Column("reasons", "剔除理由", 0, lambda row: row.reasons),
    Column("substitutions", "换人", 64, lambda row: number(row.substitutions), RIGHT, sort="substitutions"),
    Column("voids", "作废", 64, lambda row: number(row.voids), RIGHT, sort="voids"),
    Column("agreed", "同意作废", 84, lambda row: number(row.agreed), RIGHT),
    Column("freezes", "冻结名单", 84, lambda row: number(row.freezes), RIGHT),
)
CLERK_KEYS: Final[Mapping[str, Callable[[ClerkRow], Any]]] = {
    "strikes": lambda row: row.strikes,
    "proof": lambda row: row.with_proof,
    "substitutions": lambda row: row.substitutions,
    "voids": lambda row: row.voids,
}
