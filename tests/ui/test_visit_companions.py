"""Who goes along with a visit, picked and let go on the visits' page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.states import VisitState
from app.services import companions, draw, visit_list, visits
from app.services.office import Store
from app.services.rows.visit import VisitDetail, VisitRow
from app.ui import choosers
from app.ui.density import Density
from app.ui.fields import Combo
from app.ui.form_dialog import FormDialog
from app.ui.jobs import Jobs
from app.ui.pages.visits import VisitsPage
from tests.services.companion_samples import PERIOD, registered
from tests.stages import DIGITS, YEAR, act
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = office.mid_year(tmp_path / "示例.db")
    yield opened
    opened.close()


@pytest.fixture
def page(store: Store, qtbot: QtBot, jobs: Jobs) -> VisitsPage:
    made = shown(qtbot, VisitsPage(desk_of(store, jobs, "2024-03-06")))
    qtbot.waitUntil(lambda: made.form.detail is not None, timeout=LONG)
    return made


def _of(store: Store, state: VisitState) -> VisitRow:
    return next(row for row in visit_list.list_visits(store, YEAR) if row.state == state)


def _bring(qtbot: QtBot, page: VisitsPage, visit: int) -> None:
    page.show_argument(str(visit))
    qtbot.waitUntil(lambda: page.form.detail is not None and page.form.detail.row.id == visit, timeout=LONG)


def _saved(store: Store, visit: int) -> VisitDetail:
    return visit_list.visit_detail(store, visit)


def _choose(form: FormDialog, holds: str) -> None:
    field = form.findChild(Combo)
    assert field is not None
    place = next(place for place in range(field.count()) if holds in field.itemText(place))
    field.setCurrentIndex(place)


def _drawn(store: Store) -> None:
    day = act("2024-03-06")
    draw_id = draw.freeze(store, PERIOD, "-", "代号的次序", day)
    draw.take_digits(store, draw_id, DIGITS, day)
    draw.perform(store, draw_id, day)
    visits.open_visits(store, draw_id, day)


def test_somebody_is_picked_with_a_reason(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    registered(store)
    visit = _of(store, VisitState.DUE)
    _bring(qtbot, page, visit.id)
    line = page.form.head.companions
    assert line.names.accessibleName() == "没有随同人员"
    assert not line.drop.isVisible()
    line.pick.click()
    form = dialog(qtbot, page)
    _choose(form, "严例明（示例大学）　专家　危废")
    form.act.click()
    assert form.isVisible()  # a reason is missing
    write(form, "理由", "贮存设施的判断")
    press(qtbot, form, lambda: "严例明" in line.names.accessibleName())
    assert line.names.accessibleName() == "严例明（示例大学）　挑选：贮存设施的判断"
    assert line.drop.text() == "撤回"
    after = _saved(store, visit.id)
    assert [(one.code, one.reason) for one in after.companions] == [("FZ-004", "贮存设施的判断")]
    assert after.row.team == visit.team


def test_who_was_picked_is_taken_back(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    ids, visit = registered(store), _of(store, VisitState.RUNNING)
    companions.choose(store, visit.id, ids[0], "采样", act("2024-03-06"))
    page.opened()
    _bring(qtbot, page, visit.id)
    line = page.form.head.companions
    qtbot.waitUntil(line.drop.isVisible, timeout=LONG)
    line.drop.click()
    form = dialog(qtbot, page)
    assert form.act.text() == "撤回"
    write(form, "理由", "设备送检")
    press(qtbot, form, lambda: line.names.accessibleName() == "没有随同人员")
    assert _saved(store, visit.id).companions == ()


def test_who_was_drawn_is_struck_and_the_next_comes(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    ids = registered(store)
    visit = _of(store, VisitState.DUE)
    companions.choose(store, visit.id, ids[0], "采样", act("2024-03-06"))
    _drawn(store)
    before = _saved(store, visit.id).companions
    page.opened()
    _bring(qtbot, page, visit.id)
    line = page.form.head.companions
    qtbot.waitUntil(lambda: line.drop.text() == "撤回或剔除", timeout=LONG)
    line.drop.click()
    form = dialog(qtbot, page)
    _choose(form, "抽取")
    assert form.act.text() == "剔除"
    assert any("下一位候补接替" in label.text() for label in form.findChildren(QLabel))
    write(form, "理由", "当天另有任务")
    struck = next(one for one in before if one.chosen == "抽取")
    press(qtbot, form, lambda: struck.name not in line.names.accessibleName())
    after = _saved(store, visit.id).companions
    assert [one.chosen for one in after] == ["挑选", "抽取"]
    assert after[1].code != struck.code


def test_a_visit_that_is_over_is_changed_no_more(qtbot: QtBot, page: VisitsPage, store: Store) -> None:
    _bring(qtbot, page, _of(store, VisitState.DONE).id)
    assert not page.form.head.companions.pick.isEnabled()


def test_where_nobody_is_left_to_pick_it_is_said(
    qtbot: QtBot, page: VisitsPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(choosers, "tell", lambda _on, _title, words: told.append(words))
    _bring(qtbot, page, _of(store, VisitState.DUE).id)
    page.form.head.companions.pick.click()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert "请先在“名录库”的“随同、辅助人员”里登记" in told[0]


def test_the_button_says_less_where_there_is_little_room(page: VisitsPage) -> None:
    line = page.form.head.companions
    page.set_density(Density.FOLDED)
    assert (line.pick.text(), line.pick.accessibleName()) == ("挑选", "挑选随同人员")
    page.set_density(Density.NORMAL)
    assert line.pick.text() == "挑选随同人员"
