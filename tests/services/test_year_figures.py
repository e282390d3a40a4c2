from contextlib import closing
from pathlib import Path

from app.services.office import Store
from app.services.statistics import year_table
from app.services.year_figures import year_figures
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
