"""疑似重复: what the lists of pairs, of differing fields and of coming changes show."""

from collections.abc import Callable, Sequence
from typing import Final

from app.core.states import ObjectState
from app.services.merging_proposals import PreviewLine
from app.services.merging_review import LineKind, ReviewLine
from app.services.rows.duplicates import DistinctRow, LikelyPair, PairSide
from app.ui.chips import Filter
from app.ui.columns import Cell, Column, RowKind
from app.ui.pages.registry_object_panel import state_word
from app.ui.tokens import Ink

LIKELY: Final = 85
"""From so many points on a pair is 很可能."""
_CODE, _NAME, _PLACE = "信用代码相同", "名称相同或相近", "地点相同"
_HOW: Final = ("很可能", "可能")
_BEGINNINGS: Final = {
    _CODE: ("信用代码相同",),
    _NAME: ("名称", "一个名称"),
    _PLACE: ("相距", "地址相同"),
}
FILTERS: Final = (Filter("how", "把握", _HOW), Filter("why", "依据", tuple(_BEGINNINGS)))


def how_likely(pair: LikelyPair) -> str:
    """Say how likely a pair is one."""
    return _HOW[pair.points < LIKELY]


def is_wanted(pair: LikelyPair, how: Sequence[str], why: Sequence[str]) -> bool:
    """Tell whether the chips let a pair through."""
    if how and how_likely(pair) not in how:
        return False
    beginnings = tuple(begin for word in why for begin in _BEGINNINGS[word])
    return not why or any(reason.startswith(beginnings) for reason in pair.reasons)


def _object(side: PairSide) -> Cell:
    state = None if side.state == ObjectState.NORMAL else state_word(side.state)
    return Cell(side.name, aside=side.code, state=state)


def _towns(pair: LikelyPair) -> str:
    return "、".join(dict.fromkeys(side.town for side in (pair.first, pair.second) if side.town))


def _tick() -> Column[LikelyPair]:
    return Column("tick", "", 36, lambda _pair: Cell(), tick=True)


PAIRS: Final[tuple[Column[LikelyPair], ...]] = (
    _tick(),
    Column("how", "把握", 76, lambda pair: Cell(how_likely(pair), bold=pair.points >= LIKELY)),
    Column("first", "对象一", 0, lambda pair: _object(pair.first)),
    Column("second", "对象二", 0, lambda pair: _object(pair.second)),
    Column("town", "所在地", 108, _towns),
    Column("why", "依据", 264, lambda pair: "，".join(pair.reasons)),
)


DISTINCT: Final[tuple[Column[DistinctRow], ...]] = (
    Column("tick", "", 36, lambda _row: Cell(), tick=True),
    Column("first", "对象一", 0, lambda row: _object(row.first)),
    Column("second", "对象二", 0, lambda row: _object(row.second)),
    Column("reason", "理由", 220, lambda row: row.reason),
    Column("by", "谁标的", 84, lambda row: row.by),
    Column("at", "何时", 100, lambda row: row.at[:10]),
)


def _ink(line: PreviewLine) -> Ink:
    """Let the first line of a group stand out."""
    return "text" if line.is_first else "second"


PREVIEW: Final[tuple[Column[PreviewLine], ...]] = (
    Column("stay", "保留", 0, lambda line: Cell(line.stay, _ink(line))),
    Column("gone", "并入的", 0, lambda line: Cell(line.gone, _ink(line))),
    Column("word", "项目", 152, lambda line: Cell(line.word, "amber" if line.refused else "text")),
    Column("before", "现在", 0, lambda line: Cell(line.before or "—", "amber" if line.refused else "second")),
    Column("after", "合并后", 0, lambda line: line.after),
)


def review_columns(codes: Sequence[str]) -> tuple[Column[ReviewLine], ...]:
    """Give the columns for so many objects under review."""
    return (
        Column("word", "项目", 152, lambda line: line.word),
        *(Column(f"side{place}", code, 0, _value(place)) for place, code in enumerate(codes)),
        Column("after", "合并后", 0, _after),
    )


def line_kind(line: ReviewLine) -> RowKind:
    """Tell how a line of the review is drawn."""
    return RowKind.BAND if line.kind is LineKind.BAND else RowKind.PLAIN


def _value(place: int) -> Callable[[ReviewLine], Cell]:
    def cell(line: ReviewLine) -> Cell:
        if line.kind is LineKind.BAND:
            return Cell()
        words = line.values[place] or "—"
        if line.kind is LineKind.CHOICE and line.chosen == place:
            return Cell(words, bold=True, icon="check")
        return Cell(words, "second" if line.chosen is not None or line.kind is LineKind.EQUAL else "text")

    return cell


def _after(line: ReviewLine) -> Cell:
    if line.kind is LineKind.BAND:
        return Cell()
    return Cell(line.after or "—", "second" if line.kind is LineKind.EQUAL else "text")
