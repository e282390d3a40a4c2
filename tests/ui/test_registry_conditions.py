"""名录条件 of a stratum, changed in the panel of 抽查事项: N and n while composing, and what is bound."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.filter import OneOf
from app.services import plan
from app.services.catalogue import read_catalogue
from app.services.office import Store
from app.ui.filter_stratum import StratumConditions
from app.ui.jobs import Jobs
from app.ui.label import Label
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_conditions import StratumFacts
from app.ui.pages.registry_items import ItemsTab
from app.ui.pages.registry_lists import ITEMS
from app.ui.theme import px
from tests.stages import act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

CODE, DAY = "2024-15b", "2024-03-06"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.planned(tmp_path / "示例.db")


@pytest.fixture
def items(qtbot: QtBot, store: Store, jobs: Jobs) -> ItemsTab:
    page = shown(qtbot, RegistryPage(desk_of(store, jobs, DAY)))
    page.lists.tabs.set_current(ITEMS)
    qtbot.waitUntil(lambda: page.lists.items.table.rows.rowCount() > 0, timeout=LONG)
    return page.lists.items


def _facts(qtbot: QtBot, items: ItemsTab) -> StratumFacts:
    place = next(n for n, line in enumerate(items._lines) if line.stratum.code == CODE)
    items.table.select(place)
    qtbot.waitUntil(lambda: items.facts is not None and "符合条件" in _said(items.facts), timeout=LONG)
    assert items.facts is not None
    return items.facts


def _said(facts: StratumFacts) -> str:
    return "\n".join(label.text() for label in facts.findChildren(Label) if label.isVisibleTo(facts))


def _revise(store: Store) -> None:
    view = plan.newest_view(store, 2024)
    assert view is not None
    plan.revise(store, view.id, "名录条件调整", act(DAY))


def _asked(qtbot: QtBot, items: ItemsTab) -> StratumConditions:
    _facts(qtbot, items)
    items.change.click()
    return next(one for one in items.window().findChildren(StratumConditions) if one.isVisible())


def test_the_panel_says_how_far_the_conditions_reach_and_what_binds_them(
    qtbot: QtBot, items: ItemsTab
) -> None:
    facts = _facts(qtbot, items)
    assert "管理类别是简化管理。" in _said(facts)
    assert "符合条件 39 家，每季度抽 4 家" in _said(facts)
    assert not items.change.isEnabled()
    assert "调整计划" in _said(facts)


def test_conditions_are_changed_with_n_in_sight_and_the_reason_kept(
    qtbot: QtBot, items: ItemsTab, store: Store
) -> None:
    _revise(store)
    asked = _asked(qtbot, items)
    narrower = (*asked.builder.conditions(), OneOf("town", ("白马镇", "江口镇")))
    asked.builder.fill(narrower)
    told = "（原来 39 家、抽 4 家）"
    qtbot.waitUntil(lambda: told in asked.builder.reach.text(), timeout=LONG)
    asked.act.click()
    assert asked.isVisible()  # no reason yet
    asked.reason.setText("白马、江口单列")
    asked.act.click()
    qtbot.waitUntil(lambda: read_catalogue(store, 2024).stratum(CODE).conditions == narrower, timeout=LONG)
    qtbot.waitUntil(
        lambda: items.facts is not None and "（白马、江口单列）" in _said(items.facts), timeout=LONG
    )


def test_the_dialog_fits_the_smallest_room_with_everything_to_say(
    qtbot: QtBot, items: ItemsTab, store: Store
) -> None:
    _revise(store)
    asked = _asked(qtbot, items)
    asked.builder.fill((OneOf("town", tuple(f"示例{number}镇" for number in range(60))),))
    asked.use()  # a fault under the reason takes its line too
    assert asked.minimumSizeHint().height() <= px(440)
    assert asked.minimumSizeHint().width() <= px(860)
    asked.reject()


def test_the_conditions_of_the_list_can_be_put_back(qtbot: QtBot, items: ItemsTab, store: Store) -> None:
    _revise(store)
    asked = _asked(qtbot, items)
    original = asked.builder.conditions()
    assert asked.restore.isHidden()
    asked.builder.fill((*original, OneOf("town", ("白马镇",))))
    asked.reason.setText("先收窄")
    asked.act.click()
    qtbot.waitUntil(lambda: items.facts is not None and "（先收窄）" in _said(items.facts), timeout=LONG)
    again = _asked(qtbot, items)
    assert not again.restore.isHidden()
    again.restore.click()
    assert again.builder.conditions() == original
    again.reject()
