"""The columns of 全年模拟."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.core.states import OUT_OF_POPULATION
from app.core.text import natural_key
from app.services.rows.simulation import ObjectChance, OfficerLoad, QuarterSpread, Usual
from app.services.simulation import WHOLE
from app.ui.columns import RIGHT, Cell, Column
from app.ui.pages.evidence_columns import between, mean, number
from app.ui.state_word import amber, grey

NOT_SURE: Final = "不一定查到"
_NOWHERE: Final = "不在任何类别"
_LEAST: Final = 0.001
_BANDS: Final[tuple[tuple[str, Callable[[Usual], int]], ...]] = (
    ("5 %", lambda found: found.low),
    ("居中", lambda found: found.middle),
    ("95 %", lambda found: found.high),
)


def _chance(row: ObjectChance) -> Cell:
    if not row.strata or row.state in OUT_OF_POPULATION:
        return Cell("–", "quiet")
    if row.chance < _LEAST:
        return Cell("不到 0.1 %", "second")
    return Cell("100 %" if row.chance == 1 else f"{100 * row.chance:.1f} %")


def _visits(row: ObjectChance) -> Cell:
    return Cell(f"{row.visits:.2f}") if row.visits else Cell("–", "quiet")


def _note(row: ObjectChance) -> Cell:
    if row.state in OUT_OF_POPULATION:
        return Cell(state=grey(row.state))
    if row.short:
        return Cell(state=amber(NOT_SURE))
    return Cell() if row.strata else Cell(_NOWHERE, "second")


OBJECTS: Final[tuple[Column[ObjectChance], ...]] = (
    Column("code", "编号", 92, lambda row: row.code, sort="code"),
    Column("name", "名称", 0, lambda row: row.name),
    Column("town", "所在地", 124, lambda row: row.town, sort="town"),
    Column("class", "监管类别", 80, lambda row: row.supervision_class, sort="class"),
    Column("strata", "抽查类别", 144, lambda row: " ".join(row.strata), sort="strata"),
    Column("chance", "查到的机会", 96, _chance, RIGHT, sort="chance"),
    Column("visits", "全年次数", 84, _visits, RIGHT, sort="visits"),
    Column("note", "说明", 128, _note, sort="note"),
)
OBJECTS_SHORT: Final = ("code", "name", "class", "strata", "chance", "visits", "note")
OBJECT_KEYS: Final[Mapping[str, Callable[[ObjectChance], Any]]] = {
    "code": lambda row: row.code,
    "town": lambda row: row.town,
    "class": lambda row: row.supervision_class,
    "strata": lambda row: [natural_key(each) for each in row.strata],
    "chance": lambda row: row.chance,
    "visits": lambda row: row.visits,
    "note": lambda row: (row.short, not row.strata, row.state),
}

OFFICERS: Final[tuple[Column[OfficerLoad], ...]] = (
    Column("name", "姓名", 132, lambda row: row.name),
    Column("department", "部门", 0, lambda row: row.department, sort="department"),
    Column("prior", "年初已查", 92, lambda row: number(row.prior), RIGHT, sort="prior"),
    Column("mean", "平均派出", 92, lambda row: mean(row.mean), RIGHT, sort="mean"),
    Column("usual", "九成范围", 108, lambda row: between(row.low, row.high), RIGHT),
)
OFFICER_KEYS: Final[Mapping[str, Callable[[OfficerLoad], Any]]] = {
    "department": lambda row: row.department,
    "prior": lambda row: row.prior,
    "mean": lambda row: row.mean,
}


def _band(
    key: str, group: str, band: tuple[str, Callable[[Usual], int]], usual: Callable[[QuarterSpread], Usual]
) -> Column[QuarterSpread]:
    title, figure = band
    return Column(
        f"{key} {title}",
        title,
        64,
        lambda row: Cell(str(figure(usual(row))), bold=row.title == WHOLE),
        RIGHT,
        group=group,
    )


def _bands(
    key: str, group: str, usual: Callable[[QuarterSpread], Usual]
) -> tuple[Column[QuarterSpread], ...]:
    return tuple(_band(key, group, band, usual) for band in _BANDS)


QUARTERS: Final[tuple[Column[QuarterSpread], ...]] = (
    Column("title", "时段", 0, lambda row: Cell(row.title, bold=row.title == WHOLE)),
    *_bands("picks", "抽中家次", lambda row: row.picks),
    *_bands("visits", "检查次数", lambda row: row.visits),
    *_bands("seats", "派出人次", lambda row: row.seats),
    Column("unstaffed", "派不齐", 76, lambda row: number(row.unstaffed), RIGHT),
)
