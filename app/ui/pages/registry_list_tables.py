"""The tables of a list that updates a registry: its lines, who is in only one of the two, what is faulty."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.services.rows.intake import FaultRow
from app.services.rows.lists import Fate, ListKind, ListLine, MissingLine
from app.ui.columns import RIGHT, Cell, Column
from app.ui.pages.registry_object_panel import state_word
from app.ui.state_word import StateWord, amber, red
from app.ui.tokens import Tone

_ROW, _NAME, _CODE = 52, 244, 184
_WORDS: Final[Mapping[Fate, StateWord]] = {
    Fate.NEW: StateWord(Fate.NEW, Tone.GREEN, "plus"),
    Fate.CHANGED: StateWord(Fate.CHANGED, Tone.BLUE, "pencil"),
    Fate.UNCHANGED: StateWord(Fate.UNCHANGED, Tone.GREY, "minus"),
    Fate.LACKING: amber(Fate.LACKING),
    Fate.DOUBTFUL: amber(Fate.DOUBTFUL),
}
_NAMES: Final[Mapping[ListKind, tuple[str, str, str]]] = {
    ListKind.PERMIT: ("清单里的名称", "信用代码", "名录编号"),
    ListKind.CREDIT: ("清单里的名称", "信用代码", "名录编号"),
    ListKind.PENALTY: ("当事人", "信用代码", "名录编号"),
    ListKind.RECUSAL: ("人员", "执法证号", "人员编号"),
    ListKind.AUXILIARY: ("姓名、名称", "单位、部门", "编号"),
}
TICK: Final = Column[ListLine]("tick", "", 36, lambda _row: Cell(), tick=True)
MISSING_TICK: Final = Column[MissingLine]("tick", "", 36, lambda _row: Cell(), tick=True)


def line_columns(kind: ListKind) -> tuple[Column[ListLine], ...]:
    """Give the columns of all lines: who it is, what becomes of it, what changes or why not."""
    name, second, code = _NAMES[kind]
    return (
        Column("row", "行", _ROW, lambda line: str(line.row), RIGHT),
        Column("name", name, _NAME, lambda line: line.name),
        Column("uscc", second, _CODE, lambda line: line.uscc),
        Column("code", code, 84, lambda line: line.code),
        Column("fate", "处理", 132, lambda line: Cell(state=_WORDS[line.fate])),
        Column("words", "变化或原因", 0, lambda line: line.words),
    )


def lacking_columns(kind: ListKind) -> tuple[Column[ListLine], ...]:
    """Give the columns of lines that the registry lacks."""
    name, second, _code = _NAMES[kind]
    return (
        Column("row", "行", _ROW, lambda line: str(line.row), RIGHT),
        Column("name", name, _NAME, lambda line: line.name),
        Column("uscc", second, _CODE, lambda line: line.uscc),
        Column("words", "说明", 0, lambda line: line.words),
    )


MISSING_COLUMNS: Final[Sequence[Column[MissingLine]]] = (
    Column("code", "编号", 84, lambda line: line.code),
    Column("name", "名称", _NAME, lambda line: line.name),
    Column("uscc", "信用代码", _CODE, lambda line: line.uscc),
    Column("town", "所在地", 116, lambda line: line.town),
    Column("state", "状态", 124, lambda line: Cell(state=state_word(line.state))),
    Column("held", "名录里的记录", 0, lambda line: line.held),
)
FAULT_COLUMNS: Final[Sequence[Column[FaultRow]]] = (
    Column(
        "handling",
        "处理",
        92,
        lambda fault: Cell(state=red("不写入") if fault.refused else amber("请留意")),
    ),
    Column("sheet", "工作表", 84, lambda fault: fault.sheet),
    Column("row", "行", _ROW, lambda fault: str(fault.row), RIGHT),
    Column("column", "列", 132, lambda fault: fault.column),
    Column("value", "原值", 180, lambda fault: fault.value),
    Column("message", "问题", 0, lambda fault: fault.message),
)
