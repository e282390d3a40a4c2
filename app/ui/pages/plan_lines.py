"""What the table of a plan shows: departments as bands with their subtotals, under them their lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.services.rows.plan import PlanLineRow
from app.ui.columns import RIGHT, Cell, Column, RowKind
from app.ui.tokens import Ink

QUARTER_KEYS = ("q1", "q2", "q3", "q4")
NUMBER, ITEM, LABEL = 0, 1, 2
WIDE_ITEM, NARROW_ITEM = 190, 120


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: a band where `line` is None, else a line of the plan; `name` is empty where it repeats."""

    department: str
    strata: int
    folded: bool
    quarters: tuple[int, ...]
    total: int
    line: PlanLineRow | None = None
    name: str = ""
    printed: str = ""


def department_of(line: PlanLineRow) -> str:
    """Give the departments of a line in one word."""
    return "、".join(line.departments)


def printed_number(line: PlanLineRow) -> str:
    """Give the number of the printed row: 15a … 15d stand in one row."""
    return line.number.rstrip("abcdefgh")


def lay_out(lines: Sequence[PlanLineRow], folded: Collection[str]) -> list[Shown]:
    """Give the rows in the order of the item list; lines of folded departments are left out."""
    rows: list[Shown] = []
    for department, group in groupby(lines, department_of):
        together = [*group]
        quarters = tuple(sum(line.quarters[place] for line in together) for place in range(4))
        closed = department in folded
        rows.append(Shown(department, len(together), closed, quarters, sum(quarters)))
        if not closed:
            rows += _lines(department, together)
    return rows


def _lines(department: str, lines: Sequence[PlanLineRow]) -> list[Shown]:
    rows = []
    name = number = ""
    for line in lines:
        printed = line.printed
        if line.printed_row is not None:
            printed = "" if printed_number(line) == number else f"约{line.printed_row}"
        rows.append(
            Shown(
                department=department,
                strata=len(lines),
                folded=False,
                quarters=line.quarters,
                total=line.total,
                line=line,
                name="" if line.item_name == name else line.item_name,
                printed=printed,
            )
        )
        name, number = line.item_name, printed_number(line)
    return rows


def kind_of(row: Shown) -> RowKind:
    """Tell how a row is drawn."""
    return RowKind.BAND if row.line is None else RowKind.PLAIN


def figure(count: int) -> str:
    """Write a count; zero is a dash."""
    return str(count) if count else "–"


def _first(row: Shown) -> Cell:
    if row.line is None:
        sign = "chevron-right" if row.folded else "chevron-down"
        return Cell(row.department, bold=True, icon=sign, aside=f"{row.strata} 个类别")
    return Cell(row.line.number)


def _population(row: Shown) -> Cell:
    return Cell(str(row.line.population)) if row.line else Cell()


def _ratio(row: Shown) -> Cell:
    return Cell(row.line.ratio) if row.line else Cell()


def _each(row: Shown) -> Cell:
    if row.line is None:
        return Cell()
    count = figure(row.line.per_period)
    return Cell(count, "quiet" if count == "–" else "text", bold=True)


def _ink(row: Shown, count: int) -> Ink:
    if not count:
        return "quiet"
    return "text" if row.line else "second"


def _quarter(place: int, row: Shown) -> Cell:
    count = row.quarters[place]
    return Cell(figure(count), _ink(row, count))


def _total(row: Shown) -> Cell:
    return Cell(figure(row.total), "text" if row.line else "second", bold=row.line is not None)


def _printed(row: Shown) -> Cell:
    if row.line is not None and row.line.agrees is False:
        return Cell(f"{row.printed} ≠", "amber", bold=True)
    return Cell(row.printed, "second")


COLUMNS: tuple[Column[Shown], ...] = (
    Column("number", "序号", 44, _first),
    Column("item", "抽查事项", WIDE_ITEM, lambda row: row.name),
    Column("label", "抽查类别", 0, lambda row: row.line.label if row.line else ""),
    Column("population", "家数", 46, _population, RIGHT),
    Column("ratio", "抽查比例", 104, _ratio),
    Column("each", "每期", 46, _each, RIGHT),
    Column("q1", "一", 34, lambda row: _quarter(0, row), RIGHT, group="各季度家次"),
    Column("q2", "二", 34, lambda row: _quarter(1, row), RIGHT, group="各季度家次"),
    Column("q3", "三", 34, lambda row: _quarter(2, row), RIGHT, group="各季度家次"),
    Column("q4", "四", 34, lambda row: _quarter(3, row), RIGHT, group="各季度家次"),
    Column("total", "全年", 48, _total, RIGHT),
    Column("printed", "印发数", 64, _printed, RIGHT),
)
