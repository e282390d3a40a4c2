"""公平检验 and 全年模拟, driven as a chief or a discipline inspector drives them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.states import ObjectState
from app.services import draw
from app.services.evidence import EvidenceTrials
from app.services.office import Store
from app.services.rows.states import StateChange
from app.services.simulation import Simulation
from app.services.state_changes import change_states
from app.ui import choosers
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages import evidence_words
from app.ui.pages.evidence import EvidencePane
from app.ui.pages.simulation import SimulationPane
from app.ui.pages.statistics import StatisticsPage
from app.ui.table import Table
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

State = Callable[[Path], Store]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EvidenceTrials, "total", 60)
    monkeypatch.setattr(Simulation, "total", 12)


@pytest.fixture
def page_of(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Callable[[State, str], StatisticsPage]:
    def opened(state: State, tab: str) -> StatisticsPage:
        desk = desk_of(state(tmp_path / "示例.db"), jobs, "2024-03-06")
        page = shown(qtbot, StatisticsPage(desk))
        page.show_argument(tab)
        return page

    return opened


def _tried(qtbot: QtBot, page: StatisticsPage) -> EvidencePane:
    qtbot.waitUntil(lambda: page.evidence.has_found, timeout=LONG)
    return page.evidence


def _simulated(qtbot: QtBot, page: StatisticsPage, runs: int = 12) -> SimulationPane:
    words = f"模拟 {runs} 遍"
    qtbot.waitUntil(lambda: page._foot.words.text().endswith(words), timeout=LONG)
    return page.simulation


def _hidden(table: Table[Any]) -> list[str]:
    columns = enumerate(table.rows.columns)
    return [column.title for place, column in columns if table.isColumnHidden(place)]


def _buttons(page: StatisticsPage) -> list[str]:
    return [each.accessibleName() for each in page.findChildren(QPushButton) if each.isVisible()]


def test_the_draws_are_judged_when_the_tab_is_opened(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.mid_year, "evidence")
    pane = _tried(qtbot, page)
    assert pane.run_line.isHidden()
    assert pane.strata.rows.rowCount() == 11
    assert page._foot.words.text() == "11 类有选择，另 4 类全部检查，不必检验"
    assert "重抽 60 遍" in pane.sentence.text()
    assert not page.export.isVisible()


def test_topics_turn_to_their_lists(qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]) -> None:
    page = page_of(office.mid_year, "evidence")
    pane = _tried(qtbot, page)
    pane.topics.set_current("officers")
    assert pane.officers.isVisible()
    assert page._foot.words.text() == f"{pane.officers.rows.rowCount()} 人"
    assert "另派 60 遍" in pane.sentence.text()
    pane.topics.set_current("attempts")
    (row,) = pane.attempts.shown_rows()
    assert (row.title, row.state, row.by) == ("2024年第一季度", "已抽取", "周例远")
    assert [pane._topics[key].title for key, _ in evidence_words.TOPICS] == [
        title for _, title in evidence_words.TOPICS
    ]


def test_a_heading_puts_the_list_in_order(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    pane = _tried(qtbot, page_of(office.mid_year, "evidence"))
    place = [each.key for each in pane.strata.rows.columns].index("chance")
    for falling in (False, True):
        pane.strata.horizontalHeader().sectionClicked.emit(place)
        chances = [row.chance for row in pane.strata.shown_rows()]
        assert chances == sorted(chances, reverse=falling)


def test_the_same_draws_are_not_judged_twice_and_new_ones_are(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.planned, "evidence")
    qtbot.waitUntil(lambda: "先做一次抽取：去抽取" in _buttons(page), timeout=LONG)
    store = page._desk.store
    draw_id = draw.freeze(store, "2024Q1", "-", "", office.clerk())
    page._desk.written()
    pane = _tried(qtbot, page)
    first = pane._work
    page._desk.written()
    qtbot.wait(50)
    assert pane._work is first
    draw.void(store, draw_id, "名单有误", "郑例衡", office.clerk())
    page._desk.written()
    qtbot.waitUntil(lambda: pane._work is not first, timeout=LONG)
    pane.topics.set_current("attempts")
    qtbot.waitUntil(lambda: page._foot.words.text() == "1 次冻结，作废 1 次", timeout=LONG)
    pane.topics.set_current("strata")
    assert pane.sentence.text().startswith("抽取之后，这里检验")


def test_before_the_first_draw_the_next_step_is_to_draw(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.planned, "evidence")
    qtbot.waitUntil(lambda: "先做一次抽取：去抽取" in _buttons(page), timeout=LONG)
    assert {"复制为表格", "导出表格", "导出年度统计表"}.isdisjoint(_buttons(page))
    assert page._foot.isHidden()
    wanted: list[str] = []
    page._desk.wanted.connect(lambda where, _argument: wanted.append(where))
    next(each for each in page.findChildren(QPushButton) if each.text() == "去抽取").click()
    assert wanted == ["draw"]


def test_the_year_is_simulated_when_asked(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.planned, "simulation")
    name = "把全年抽取模拟 1000 遍：开始模拟"
    qtbot.waitUntil(lambda: name in _buttons(page), timeout=LONG)
    assert "换号再模拟" not in _buttons(page)
    next(each for each in page.findChildren(QPushButton) if each.accessibleName() == name).click()
    pane = _simulated(qtbot, page)
    assert pane.objects.rows.rowCount() == 425
    pane.copy_list()
    assert QGuiApplication.clipboard().text().count("\n") == 426  # all of them, seen or not
    assert "模拟号 1" in pane.sentence.text()
    pane.topics.set_current("quarters")
    whole = pane.quarters.shown_rows()[-1]
    assert (whole.title, whole.picks.middle) == ("全年", 211)
    before = pane.objects.shown_rows()
    pane.again.click()
    qtbot.waitUntil(lambda: "模拟号 2" in pane.sentence.text(), timeout=LONG)
    assert pane.objects.shown_rows() != before


def test_a_simulation_is_stopped_and_goes_on(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Simulation, "total", 100_000)
    page = page_of(office.planned, "simulation")
    pane = page.simulation
    pane.start()
    with qtbot.waitSignal(pane.slices.moved, timeout=LONG):
        pass
    assert pane.run_line.button.text() == "停止"
    pane.run_line.button.click()
    qtbot.waitUntil(lambda: pane.has_found, timeout=LONG)
    assert pane.run_line.words.text().startswith("已停在 ")
    made = pane._work
    assert made is not None
    monkeypatch.setattr(Simulation, "total", made.done + 2)
    pane.run_line.button.click()
    qtbot.waitUntil(pane.run_line.isHidden, timeout=LONG)
    _simulated(qtbot, page, made.total)


def test_figures_of_an_older_registry_say_so(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.planned, "simulation")
    page.simulation.start()
    pane = _simulated(qtbot, page)
    page._desk.written()
    qtbot.wait(50)
    assert "再模拟" not in page._foot.words.text()
    _close_one(page._desk.store)
    page._desk.written()
    qtbot.waitUntil(lambda: page._foot.words.text().endswith("计划或名录已有变动，请再模拟"), timeout=LONG)
    pane.start()
    qtbot.waitUntil(lambda: page._foot.words.text() == "425 家，模拟 12 遍", timeout=LONG)


def _close_one(store: Store) -> None:
    act = office.clerk()
    change_states(store, [1], StateChange(ObjectState.CLOSED, act.day, "现场核实已关闭"), act)


def test_without_a_plan_the_next_step_is_to_draft_one(
    qtbot: QtBot, page_of: Callable[[State, str], StatisticsPage]
) -> None:
    page = page_of(office.imported, "simulation")
    qtbot.waitUntil(lambda: "先拟年度计划：去拟计划" in _buttons(page), timeout=LONG)
    wanted: list[str] = []
    page._desk.wanted.connect(lambda where, _argument: wanted.append(where))
    next(each for each in page.findChildren(QPushButton) if each.text() == "去拟计划").click()
    assert wanted == ["plan"]


def test_where_there_is_little_room_columns_go_but_the_sheet_has_them_all(
    qtbot: QtBot,
    page_of: Callable[[State, str], StatisticsPage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = tmp_path / "检验.xlsx"
    monkeypatch.setattr(choosers, "save_file", lambda *given: given[-1](sheet))
    page = page_of(office.mid_year, "evidence")
    page.set_density(Density.FOLDED)
    pane = _tried(qtbot, page)
    assert _hidden(pane.strata) == ["抽取", "可抽", "次序", "间距", "权重"]
    page.set_density(Density.COMPACT)
    assert _hidden(pane.strata) == ["次序", "间距", "权重"]
    assert _hidden(pane.attempts) == ["冻结"]
    assert _hidden(page.simulation.objects) == ["所在地"]
    page.set_density(Density.FOLDED)
    page.export_list.click()
    qtbot.waitUntil(sheet.exists, timeout=LONG)
    qtbot.waitUntil(lambda: not page.banners.isHidden(), timeout=LONG)
    head, *rows = load_workbook(sheet).worksheets[0].values
    assert head == tuple(column.title for column in pane.strata.rows.columns)
    assert [row[0] for row in rows] == [row.number for row in pane.strata.shown_rows()]
    page.set_density(Density.NORMAL)
    assert not any(pane.strata.isColumnHidden(place) for place in range(pane.strata.rows.columnCount()))
