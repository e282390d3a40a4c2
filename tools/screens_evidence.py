"""Pictures of 公平检验 and 全年模拟, on a year that was lived through."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from app.ui.pages import evidence_words, simulation_words
from app.ui.pages.statistics import StatisticsPage
from app.ui.pages.topic_pane import TopicPane
from tools.screen_office import Office, Picture, process_until

_ENOUGH: Final = 100


def _page(office: Office, tab: str, state: str) -> StatisticsPage:
    page = office.page("statistics", state)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.tabs.set_current(tab)
    office.settle_all()
    return page


def _chosen(office: Office, pane: TopicPane[Any], topic: str) -> QWidget:
    """Wait for all slices, then turn to a topic."""
    process_until(lambda: pane.has_found and not pane.slices.is_running())
    pane.topics.set_current(topic)
    office.settle_all()
    return pane.window()


def _evidence(topic: str, office: Office) -> QWidget:
    return _chosen(office, _page(office, "evidence", "rehearsed").evidence, topic)


def _simulation(topic: str, office: Office) -> QWidget:
    page = _page(office, "simulation", "rehearsed")
    if not page.simulation.has_found:
        page.simulation.start()
    return _chosen(office, page.simulation, topic)


def _stopped(office: Office) -> QWidget:
    page = _page(office, "simulation", "planned")
    pane = page.simulation
    pane.slices.moved.connect(lambda done, _total: pane.slices.stop() if done > _ENOUGH else None)
    pane.start()
    return _chosen(office, pane, "quarters")


def _empty(tab: str, state: str, office: Office) -> QWidget:
    return _page(office, tab, state).window()


PICTURES: Final[dict[str, Picture]] = {
    **{f"evidence-{topic}": partial(_evidence, topic) for topic, _ in evidence_words.TOPICS},
    "evidence-empty": partial(_empty, "evidence", "drafted"),
    **{f"simulation-{topic}": partial(_simulation, topic) for topic, _ in simulation_words.TOPICS},
    "simulation-empty": partial(_empty, "simulation", "planned"),
    "simulation-no-plan": partial(_empty, "simulation", "imported"),
    "simulation-stopped": _stopped,
}
