"""What stands on a page stands in line: edges, fields and the words about them, at every scale."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.office import Store
from app.ui.density import Density
from app.ui.fields import Combo, TextField
from app.ui.form import Form
from app.ui.jobs import Jobs
from app.ui.label import Label
from app.ui.page import Foot, Page
from app.ui.pages.log import LogPage
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.pages.registry_lists import OBJECTS
from app.ui.pages.settings import SettingsPage
from app.ui.surface import column, scrolling
from app.ui.tabs import Tabs
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

DAY = "2024-03-06"
LONG_FAULT = "统一社会信用代码校验位不符：末位应为 3，这里是 4，请对照营业执照逐位核对后重新填写"


def left_in(page: QWidget, widget: QWidget) -> int:
    return widget.mapTo(page, QPoint(0, 0)).x()


@pytest.mark.parametrize(("density", "edge"), [(Density.NORMAL, 20), (Density.COMPACT, 16)])
def test_title_tabs_content_and_foot_begin_at_one_edge(qtbot: QtBot, density: Density, edge: int) -> None:
    page = Page("统计")
    page.add_strip(Tabs((("a", "事项"), ("b", "对象"))))
    content, foot = Label("内容"), Foot()
    page.body.addWidget(content)
    foot.words.setText("27 类")
    page.set_foot(foot)
    qtbot.addWidget(page)
    page.set_density(density)
    page.resize(900, 400)
    page.show()
    tabs = page.findChild(Tabs)
    assert tabs is not None
    places = (page.title_line._title, tabs._tabs["a"], content, foot.words)
    assert [left_in(page, widget) for widget in places] == [edge] * 4


def two_fields(qtbot: QtBot) -> tuple[Form, TextField, Combo]:
    form, code, kind = Form(2), TextField("代码"), Combo("种类", [("a", "排污单位")])
    form.add("code", "统一社会信用代码", code)
    form.add("kind", "种类", kind)
    qtbot.addWidget(form)
    form.resize(640, 200)
    form.show()
    return form, code, kind


def test_a_long_fault_breaks_instead_of_moving_the_fields(qtbot: QtBot) -> None:
    form, code, kind = two_fields(qtbot)
    before = [(field.x(), field.width()) for field in (code, kind)]
    form.set_faults({"code": LONG_FAULT})
    qtbot.waitUntil(lambda: form._faults["code"].height() > 2 * form.fontMetrics().height() - 4)
    assert [(field.x(), field.width()) for field in (code, kind)] == before
    words = form._faults["code"].label
    assert words.height() >= words.heightForWidth(words.width())


def test_a_label_is_nearer_to_its_own_field_than_to_the_one_before_it(qtbot: QtBot) -> None:
    form, code, kind = two_fields(qtbot)
    label = next(found for found in form.findChildren(Label) if found.text() == "种类")
    words = label.x() + label.contentsMargins().left()
    assert words - code.geometry().right() > 2 * 8
    assert abs(label.geometry().center().y() - kind.geometry().center().y()) <= 1


def test_a_scroll_bar_keeps_off_the_content_and_asks_for_no_room_when_gone(qtbot: QtBot) -> None:
    content = QWidget()
    column(content).addWidget(Label("内容"))
    content.setMinimumHeight(400)
    area = scrolling(content, 8)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible())
    assert area.verticalScrollBar().mapTo(area, QPoint(0, 0)).x() - content.width() >= 8
    area.resize(300, 500)
    qtbot.waitUntil(lambda: content.width() == 300)


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Asked for before the workers, it is closed after them: they may still be reading."""
    opened: Store = request.param(tmp_path / "示例.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("store", [office.empty], indirect=True)
def test_an_empty_registry_offers_its_first_steps_and_nothing_else(
    qtbot: QtBot, store: Store, jobs: Jobs
) -> None:
    page = shown(qtbot, RegistryPage(desk_of(store, jobs, DAY)))
    tab = page.lists.objects
    qtbot.waitUntil(lambda: not tab.tools.isVisible(), timeout=LONG)
    assert not tab.foot.isVisible()
    assert not tab.panel.isVisible()


@pytest.mark.parametrize("store", [office.imported], indirect=True)
def test_a_search_without_a_hit_keeps_its_box_and_shows_no_empty_foot_of_the_panel(
    qtbot: QtBot, store: Store, jobs: Jobs
) -> None:
    page = shown(qtbot, RegistryPage(desk_of(store, jobs, DAY)))
    tab = page.lists.objects
    tab.search.setText("没有这一家")
    tab.search.searched.emit("没有这一家")
    qtbot.waitUntil(lambda: tab._middle.currentWidget() is tab._none, timeout=LONG)
    assert tab.tools.isVisible()
    assert tab.panel.isVisible()
    assert not tab.panel._foot.isVisible()


@pytest.mark.parametrize("store", [office.empty], indirect=True)
def test_an_import_names_a_sheet_and_offers_another_file_only_where_there_is_one(
    qtbot: QtBot, store: Store, jobs: Jobs, tmp_path: Path
) -> None:
    page = shown(qtbot, RegistryPage(desk_of(store, jobs, DAY)))
    front = page.begin_import(OBJECTS)
    assert isinstance(front, ImportPage)
    assert not front._other.isVisible()
    path = tmp_path / "名录.csv"
    path.write_text("单位名称,信用代码\n示例甲厂,9100\n示例乙厂,\n", encoding="utf-8")
    front.look_into(path)
    qtbot.waitUntil(lambda: front.preview is not None, timeout=LONG)
    assert front._other.isVisible()
    assert front.preview is not None
    assert [sheet for sheet, _ in front.preview.faults] == [""]
    assert front.rows.table.isColumnHidden(0)


@pytest.mark.parametrize("store", [office.mid_year], indirect=True)
def test_the_log_names_a_period_in_words(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    page = shown(qtbot, LogPage(desk_of(store, jobs, DAY)))
    qtbot.waitUntil(lambda: page.table.rows.rowCount() > 0, timeout=LONG)
    row = page.table.rows.row_at(0)
    assert row is not None
    assert page.table.rows.columns[-1].shown(row).words == "2024年第一季度 WL-0003：无法联系"


@pytest.mark.parametrize("store", [office.imported], indirect=True)
def test_the_latest_backup_is_told_whole(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    page = shown(qtbot, SettingsPage(desk_of(store, jobs, DAY)))
    qtbot.waitUntil(lambda: page.files._kept.text() != "", timeout=LONG)
    page.files._kept.setText("10 份，最近一份 2024-03-06 09:00")
    qtbot.waitUntil(lambda: page.files._kept.width() >= page.files._kept.sizeHint().width())
    assert page.scheme.mapTo(page, QPoint()).x() == page.form.first_field().mapTo(page, QPoint()).x()
