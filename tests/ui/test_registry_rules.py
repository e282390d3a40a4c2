"""The head's rules on visits made before: shown with the list, changed over it, printed as a paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.core.catalogue import Repeat, VisitedScope
from app.services.catalogue import read_catalogue
from app.services.office import Store
from app.ui.buttons import Button
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.preview_window import PreviewWindow
from tests.ui import office
from tests.ui.draw_steps import State, words
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write


def items_of(qtbot: QtBot, jobs: Jobs, store: Store) -> RegistryPage:
    page = shown(qtbot, RegistryPage(desk_of(store, jobs, "2024-01-30")))
    page.lists.tabs.set_current("items")
    qtbot.waitUntil(lambda: page.lists.items.table.rows.rowCount() == 27, timeout=LONG)
    return page


def test_a_rule_is_changed_by_the_head_and_shown_at_once(
    qtbot: QtBot, jobs: Jobs, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    items = items_of(qtbot, jobs, store).lists.items
    codes = [line.stratum.code for line in items._lines]
    items.table.select(codes.index("2024-15b"))
    qtbot.waitUntil(lambda: "本年查过该事项的排在未查的之后。" in words(items.panel), timeout=LONG)
    next(found for found in items.panel.findChildren(Button) if found.text() == "改规则").click()
    form = dialog(qtbot, items)
    for label, word in (("哪些算已查", "本年查过任何事项"), ("已查的", "不再抽")):
        field = next(found for found in form.findChildren(QComboBox) if found.accessibleName() == label)
        field.setCurrentIndex(field.findText(word))
    write(form, "决定人", "王例正")
    press(qtbot, form, lambda: "本年查过任何事项的不再抽。" in words(items.panel))
    stratum = read_catalogue(store, 2024).stratum("2024-15b")
    assert (stratum.repeat, stratum.visited) == (Repeat.FORBID, VisitedScope.ANY_YEAR)


def test_what_the_list_settles_is_not_offered(
    qtbot: QtBot, jobs: Jobs, draw_file: Callable[[State], Store]
) -> None:
    items = items_of(qtbot, jobs, draw_file(office.planned)).lists.items
    codes = [line.stratum.code for line in items._lines]
    items.table.select(codes.index("2024-19a"))
    qtbot.waitUntil(lambda: "一生只查一次。" in words(items.panel), timeout=LONG)
    assert not [found for found in items.panel.findChildren(Button) if found.text() == "改规则"]


def test_the_paper_of_the_rules_opens_to_be_printed(
    qtbot: QtBot, jobs: Jobs, draw_file: Callable[[State], Store]
) -> None:
    items = items_of(qtbot, jobs, draw_file(office.planned)).lists.items
    items.policy.click()
    qtbot.waitUntil(lambda: bool(items.findChildren(PreviewWindow)), timeout=LONG)
    window = items.findChildren(PreviewWindow)[0]
    assert window.preview.page_count() == 2
    window.close()
