"""The columns of 统计."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.services.rows.year import DisclosureFigures, InspectorFigures, ItemFigures, ObjectFigures, Stages
from app.ui.columns import RIGHT, Cell, Column

_WHOLE: Final = "全年"  # the period of the last line
_QUARTERS: Final = ("一季度", "二季度", "三季度", "四季度")
_STAGES: Final[Mapping[str, Callable[[Stages], int]]] = {
    "计划": lambda found: found.planned,
    "抽取": lambda found: found.drawn,
    "检查": lambda found: found.visited,
    "公开": lambda found: found.disclosed,
}


def _number(count: int) -> Cell:
    return Cell(str(count)) if count else Cell("–", "quiet")


def _of_plan(found: Stages) -> Cell:
    if not found.planned and not found.visited:
        return Cell("–", "quiet")
    return Cell(f"{found.visited} / {found.planned}", "text" if found.visited else "second")


def _stage(title: str) -> Column[ItemFigures]:
    count = _STAGES[title]
    return Column(title, title, 52, lambda row: _number(count(row.year)), RIGHT, group="全年家次")


def _quarter(place: int) -> Column[ItemFigures]:
    title = _QUARTERS[place]
    return Column(title, title, 68, lambda row: _of_plan(row.quarters[place]), RIGHT, group="已检查 / 计划")


def _counted(row: DisclosureFigures, count: int) -> Cell:
    return replace(_number(count), bold=row.period == _WHOLE)


def totals(rows: Iterable[ItemFigures]) -> dict[str, str]:
    """Add up the figures of all strata, by the keys of their columns."""
    known = tuple(rows)
    whole = {title: str(sum(count(row.year) for row in known)) for title, count in _STAGES.items()}
    quarters = {
        title: f"{sum(row.quarters[place].visited for row in known)}"
        f" / {sum(row.quarters[place].planned for row in known)}"
        for place, title in enumerate(_QUARTERS)
    }
    return whole | quarters


ITEMS: Final[tuple[Column[ItemFigures], ...]] = (
    Column("number", "序号", 44, lambda row: row.number),
    Column("item", "抽查事项", 0, lambda row: row.item),
    Column("stratum", "抽查类别", 0, lambda row: row.stratum),
    *(_stage(title) for title in _STAGES),
    *(_quarter(place) for place in range(len(_QUARTERS))),
)
OBJECTS: Final[tuple[Column[ObjectFigures], ...]] = (
    Column("code", "编号", 96, lambda row: row.code),
    Column("name", "名称", 0, lambda row: row.name),
    Column("town", "所在地", 132, lambda row: row.town),
    Column("class", "监管类别", 76, lambda row: row.supervision_class),
    Column("visits", "检查次数", 92, lambda row: _number(row.visits), RIGHT),
    Column("targeted", "其中针对性", 92, lambda row: _number(row.targeted), RIGHT),
    Column("items", "检查事项数", 92, lambda row: _number(row.items), RIGHT),
    Column("others", "其他部门检查", 108, lambda row: _number(row.others), RIGHT),
)
OBJECTS_SHORT: Final = ("code", "name", "visits", "targeted", "items", "others")
"""What is left of `OBJECTS` where there is little room."""
INSPECTORS: Final[tuple[Column[InspectorFigures], ...]] = (
    Column("code", "编号", 96, lambda row: row.code),
    Column("name", "姓名", 132, lambda row: row.name),
    Column("department", "部门", 0, lambda row: row.department),
    Column("prior", "年初已查", 92, lambda row: _number(row.prior), RIGHT),
    Column("drawn", "抽中次数", 92, lambda row: _number(row.drawn), RIGHT),
    Column("visited", "已检查次数", 108, lambda row: _number(row.visited), RIGHT),
)
DISCLOSURE: Final[tuple[Column[DisclosureFigures], ...]] = (
    Column("period", "时期", 0, lambda row: Cell(row.period, bold=row.period == _WHOLE)),
    Column("finished", "已检查", 108, lambda row: _counted(row, row.finished), RIGHT),
    Column("withheld", "不予公开", 108, lambda row: _counted(row, row.withheld), RIGHT),
    Column("disclosed", "已公开", 108, lambda row: _counted(row, row.disclosed), RIGHT),
    Column("late", "其中逾期公开", 124, lambda row: _counted(row, row.late), RIGHT),
    Column("rate", "公开率", 108, lambda row: Cell(row.rate, bold=row.period == _WHOLE), RIGHT),
)
