"""What 全年模拟 says of its figures."""

from collections.abc import Mapping
from typing import Final

from app.services.rows.simulation import SimulatedYear
from app.ui.pages.evidence_columns import between
from app.ui.state_word import StateWord, amber, green
from app.ui.tokens import Tone

TOPICS: Final = (("objects", "检查对象"), ("officers", "检查人员"), ("quarters", "各季度"))
REACHED: Final = "重点、特殊都能查到"


def _short(found: SimulatedYear) -> int:
    return sum(row.short for row in found.objects)


def words(found: SimulatedYear) -> Mapping[str, StateWord]:
    """Give the word of each topic."""
    short, visits = _short(found), found.whole.visits
    low = min((row.low for row in found.officers), default=0)
    high = max((row.high for row in found.officers), default=0)
    return {
        "objects": amber(f"重点、特殊 {short} 家不一定查到") if short else green(REACHED),
        "officers": StateWord(f"每人 {between(low, high)} 次", Tone.GREY),
        "quarters": StateWord(f"全年 {between(visits.low, visits.high)} 次检查", Tone.GREY),
    }


def sentences(found: SimulatedYear) -> Mapping[str, str]:
    """Give what the figures of each topic mean."""
    waiting = f"{'、'.join(found.uncounted)}还没有录入家数，没有算进去。" if found.uncounted else ""
    lacking = f"有 {found.whole.unstaffed} 遍派不齐。" if found.whole.unstaffed else ""
    teams = f"派员费时，其中 {found.staffed} 遍模拟了派员。" if found.staffed < found.runs else ""
    source = f"按{found.plan}和今天的名录模拟 {found.runs} 遍（模拟号 {found.number}，同号同结果）。{waiting}"
    return {
        "objects": f"{source}查到的机会：至少查到一次的占比。",
        "officers": f"{source}九成范围：九成的模拟落在其中。{teams}",
        "quarters": f"{source}九成的模拟在 5 % 与 95 % 之间。{teams}{lacking}",
    }


def counts(found: SimulatedYear) -> Mapping[str, str]:
    """Give what stands under each list."""
    return {
        "objects": f"{len(found.objects)} 家，模拟 {found.runs} 遍",
        "officers": f"{len(found.officers)} 人，模拟 {found.runs} 遍",
        "quarters": f"模拟 {found.runs} 遍",
    }
