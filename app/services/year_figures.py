"""统计 on screen: the figures of the year's table, as rows."""

from app.documents.content import year as content
from app.models.database import Store
from app.services.rows.year import (
    DisclosureFigures,
    InspectorFigures,
    ItemFigures,
    ObjectFigures,
    Stages,
    YearFigures,
)
from app.services.statistics import year_table

_QUARTERS = range(4)


def _item(line: content.YearLine) -> ItemFigures:
    one, two, three, four = (
        Stages(line.planned[quarter], line.drawn[quarter], line.visited[quarter], line.disclosed[quarter])
        for quarter in _QUARTERS
    )
    year = Stages(sum(line.planned), sum(line.drawn), sum(line.visited), sum(line.disclosed))
    return ItemFigures(line.number, line.item, line.stratum, year, (one, two, three, four))


def _disclosed(line: content.DisclosureLine) -> DisclosureFigures:
    rate = "–" if line.rate is None else f"{int(line.rate * 100)} %"
    return DisclosureFigures(line.period, line.finished, line.withheld, line.disclosed, line.late, rate)


def year_figures(store: Store, year: int) -> YearFigures:
    """Give the year's figures; the same as in the table that is exported."""
    table = year_table(store, year)
    return YearFigures(
        items=tuple(_item(line) for line in table.lines),
        objects=tuple(
            ObjectFigures(
                each.code,
                each.name,
                each.town,
                each.supervision_class,
                each.visits,
                each.items,
                each.targeted,
                each.others,
            )
            for each in table.objects
        ),
        inspectors=tuple(
            InspectorFigures(each.code, each.name, each.department, each.prior, each.drawn, each.visited)
            for each in table.inspectors
        ),
        disclosure=tuple(_disclosed(line) for line in table.disclosure),
        whole=_disclosed(content.whole_year(table.disclosure)),
    )
