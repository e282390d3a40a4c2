from contextlib import closing
from datetime import date
from pathlib import Path

from app.core.filter import OneOf
from app.services.filter_strata import change_conditions
from app.services.office import Store
from app.services.plan import revise
from app.services.statistics import year_table
from app.services.workbench import workbench
from app.services.year_figures import year_figures
from tests.stages import act
from tests.ui import office


def test_the_screen_shows_what_the_table_says(tmp_path: Path) -> None:
    with closing(office.mid_year(tmp_path / "示例.db")) as store:
        shown, table = year_figures(store, office.YEAR), year_table(store, office.YEAR)
    assert [line.year.planned for line in shown.items] == [sum(line.planned) for line in table.lines]
    assert sum(line.year.drawn for line in shown.items) == 53
    assert sum(each.visits for each in shown.objects) == shown.whole.finished == 23
    assert (shown.whole.disclosed, shown.whole.rate) == (12, "52 %")
    assert sum(each.visited for each in shown.inspectors) == 46


def test_a_year_without_a_plan_is_empty(imported: Store) -> None:
    shown = year_figures(imported, 2024)
    assert shown.items == ()
    assert shown.disclosure == ()
    assert shown.whole.rate == "–"


def test_a_quarter_keeps_what_was_planned_when_it_was_drawn(drawn: Store) -> None:
    def planned() -> tuple[int, ...]:
        lines = year_table(drawn, 2024).lines
        return next(line.planned for line in lines if line.stratum == "排污许可简化管理")

    load = workbench(drawn, 2024, date(2024, 2, 20)).quarters
    assert planned() == (4, 4, 4, 4)
    revise(drawn, 1, "按新方案调整", act("2024-02-20"))
    conditions = (OneOf("permit_class", ("简化管理",)), OneOf("town", ("江口镇",)))
    change_conditions(drawn, 2024, "2024-15b", conditions, "按新方案", act("2024-02-20"))
    assert planned() == (4, 1, 1, 1)
    after = workbench(drawn, 2024, date(2024, 2, 20)).quarters
    assert [each.planned for each in after] == [load[0].planned, *(each.planned - 3 for each in load[1:])]
