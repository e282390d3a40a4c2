"""统计, driven as the clerk drives it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.services.statistics import year_xlsx
from app.ui import choosers
from app.ui.banner import Banner
from app.ui.jobs import Jobs
from app.ui.pages.statistics import StatisticsPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.mid_year(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, store: Store) -> StatisticsPage:
    opened = shown(qtbot, StatisticsPage(desk_of(store, jobs, "2024-03-06")))
    qtbot.waitUntil(lambda: opened.items.rows.rowCount() > 0, timeout=LONG)
    return opened


def test_totals_stand_under_their_columns(page: StatisticsPage) -> None:
    assert page.items.rows.rowCount() == 27
    assert page._totals._totals["计划"] == "211"
    assert page._totals._totals["一季度"] == "26 / 53"
    assert page._foot.words.text() == "27 个抽查类别"


def test_tabs_turn_to_objects_people_and_disclosure(page: StatisticsPage) -> None:
    page.tabs.set_current("objects")
    assert page._stack.currentWidget() is page.objects
    assert page._foot.words.text() == "425 家，本年已检查 23 家"
    page.tabs.set_current("inspectors")
    assert page._stack.currentWidget() is page.inspectors
    page.tabs.set_current("disclosure")
    last = page.disclosure.rows.row_at(page.disclosure.rows.rowCount() - 1)
    assert last is not None
    assert (last.period, last.rate) == ("全年", "52 %")


def test_the_table_is_exported_as_the_service_makes_it(
    qtbot: QtBot, page: StatisticsPage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def choose(
        _parent: object, _title: str, place: Path, _kinds: str, then: Callable[[Path], object]
    ) -> None:
        suggested.append(place.name)
        then(tmp_path / "统计.xlsx")

    monkeypatch.setattr(choosers, "save_file", choose)
    page.export.click()
    qtbot.waitUntil(lambda: any(b.isVisible() for b in page.findChildren(Banner)), timeout=LONG)
    assert suggested == ["2024年度统计表.xlsx"]
    assert (tmp_path / "统计.xlsx").read_bytes() == year_xlsx(store, office.YEAR)


def test_a_year_without_a_plan_says_so(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    store = office.imported(tmp_path / "空.db")
    page = shown(qtbot, StatisticsPage(desk_of(store, jobs, "2024-01-08")))
    qtbot.waitUntil(lambda: page._foot.words.text() == "还没有年度计划")
