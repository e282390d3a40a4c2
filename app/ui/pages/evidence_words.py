"""What 公平检验 says of its figures: a word on each box, a sentence over each list, a count under it."""

from collections.abc import Mapping
from typing import Final

from app.core.states import DrawState
from app.services.rows.evidence import Evidence, Measured
from app.ui.pages.evidence_columns import UNUSUAL, USUAL, between, mean, percent
from app.ui.state_word import StateWord, amber, green
from app.ui.tokens import Tone

TOPICS: Final = (
    ("strata", "抽查类别"),
    ("officers", "检查人员"),
    ("meetings", "重复组合"),
    ("attempts", "重抽"),
    ("clerks", "剔除、换人"),
)
_NONE: Final = "还没有"


def _plain(words: str) -> StateWord:
    return StateWord(words, Tone.GREY)


def _strikes(found: Evidence) -> int:
    return sum(row.strikes for row in found.clerks)


def _voids(found: Evidence) -> int:
    return sum(row.state == DrawState.VOID for row in found.attempts)


def _seen_before(found: Evidence) -> int:
    return sum(row.reached == DrawState.DRAWN for row in found.attempts)


def _of_strata(found: Evidence) -> StateWord:
    if not found.strata:
        return _plain(_NONE)
    marked = sum(row.deviates for row in found.strata)
    return amber(f"{marked} 类请核对") if marked else green(USUAL)


def _of_spread(found: Evidence) -> StateWord:
    if found.spread is None:
        return _plain(_NONE)
    return amber(UNUSUAL) if found.spread.deviates else green(USUAL)


def _of_meetings(found: Evidence) -> StateWord:
    words = f"{len(found.meetings)} 对"
    return amber(f"{words}，请核对") if found.repeats and found.repeats.deviates else _plain(words)


def words(found: Evidence) -> Mapping[str, StateWord]:
    """Give the word of each topic."""
    seen = _seen_before(found)
    return {
        "strata": _of_strata(found),
        "officers": _of_spread(found),
        "meetings": _of_meetings(found),
        "attempts": amber(f"作废 {_voids(found)} 次，请核对") if seen else _plain(f"作废 {_voids(found)} 次"),
        "clerks": _plain(f"剔除 {_strikes(found)} 家次"),
    }


def _beside(found: Evidence, measured: Measured) -> str:
    return (
        f"同样的任务另派 {found.staffings} 遍，平均 {mean(measured.expected)} 次，"
        f"九成在 {between(measured.low, measured.high)} 次，偶然机会 {percent(measured.chance)}。"
    )


def _strata(found: Evidence) -> str:
    if not found.strata:
        return "抽取之后，这里检验各类抽到的是不是与随机一致；全部检查的不必检验。"
    return (
        f"偶然机会：假如完全随机，偏离这样大的机会。同样的名单换种子重抽 {found.trials} 遍得出，"
        f"低于 {percent(found.limit)} 才标出。"
    )


def _spread(found: Evidence) -> str:
    if found.spread is None:
        return "抽取并派员之后，这里比较每人的次数。"
    lacking = f"另有 {found.unstaffed} 遍派不齐，不计。" if found.unstaffed else ""
    return f"全年最多的人比最少的人多 {found.spread.observed} 次；{_beside(found, found.spread)}{lacking}"


def _meetings(found: Evidence) -> str:
    if found.repeats is None:
        return "抽取并派员之后，这里列出同一人去了同一家两次以上的。"
    return f"同一人再到同一家，本年共 {found.repeats.observed} 次；{_beside(found, found.repeats)}"


def sentences(found: Evidence) -> Mapping[str, str]:
    """Give what the figures of each topic mean, in a sentence or two."""
    struck = f"抽中 {found.picks} 家次，剔除 {_strikes(found)} 家次。"
    return {
        "strata": _strata(found),
        "officers": _spread(found),
        "meetings": _meetings(found),
        "attempts": "每次冻结都列在这里，作废的也不能删去。看过结果再作废的，请核对理由和第二人。",
        "clerks": f"{struck}剔除后由候补依次递补，谁也不能指定；次数多又没有证明材料的，请抽查核对。",
    }


def counts(found: Evidence) -> Mapping[str, str]:
    """Give what stands under each list."""
    voids = _voids(found)
    return {
        "strata": f"{len(found.strata)} 类有选择，另 {found.settled} 类全部检查，不必检验",
        "officers": f"{len(found.officers)} 人",
        "meetings": f"{len(found.meetings)} 对见面两次以上",
        "attempts": f"{len(found.attempts)} 次冻结，作废 {voids} 次",
        "clerks": f"{len(found.clerks)} 人",
    }
