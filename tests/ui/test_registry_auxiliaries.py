"""随同、辅助人员, driven as the clerk drives them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import auxiliaries, inspectors
from app.services.office import Store
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.registry import InspectorFields, RegistryQuery
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.empty import EmptyState
from app.ui.fields import Combo
from app.ui.form_values import Ticks
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_auxiliary_form import TakeOverDialog
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_lists import AUXILIARIES
from app.ui.theme import font, px
from tests.services.companion_samples import registered
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    registered(store)
    return _opened(qtbot, store, jobs)


def _opened(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    made = RegistryPage(desk_of(store, jobs, "2024-03-06"))
    shown(qtbot, made)
    made.set_density(Density.NORMAL)
    made.show_argument(AUXILIARIES)
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    rows = made.lists.auxiliaries.table.rows
    known = len(_ids(store))
    qtbot.waitUntil(lambda: rows.rowCount() == known, timeout=LONG)
    return made


def _ids(store: Store) -> tuple[int, ...]:
    return auxiliaries.auxiliary_ids(store, RegistryQuery(), {})


def _form(qtbot: QtBot, page: RegistryPage) -> FormPage:
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    form = page.in_front()
    assert isinstance(form, FormPage)
    return form


def _line(form: FormPage, key: str) -> QLineEdit:
    field = form.form.field(key)
    assert isinstance(field, QLineEdit)
    return field


def _words(page: RegistryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_names_of_eight_characters_are_whole_on_the_smallest_screen(qtbot: QtBot, page: RegistryPage) -> None:
    page.set_density(Density.FOLDED)

    def is_small() -> bool:
        page.resize(862, 446)  # beside the folded rail, over the foot
        return page.width() == 862

    qtbot.waitUntil(is_small, timeout=LONG)
    table = page.lists.auxiliaries.table
    place = [each.key for each in table.rows.columns].index("name")
    wanted = QFontMetrics(font()).horizontalAdvance("示例区环境监测站") + px(16)
    QApplication.processEvents()
    assert table.columnWidth(place) >= wanted
    page.set_density(Density.NORMAL)
    scope = [each.key for each in table.rows.columns].index("scope")
    assert table.columnWidth(scope) == px(124)


def test_the_list_is_searched_and_narrowed(qtbot: QtBot, page: RegistryPage) -> None:
    tab = page.lists.auxiliaries
    assert page.lists.new.text() == "新增随同、辅助人员"
    assert tab.foot.words.text() == "5 人，已选 0"
    buttons = {button.text() for button in page.findChildren(Button) if button.isVisibleTo(page)}
    assert "从检查人员转入" in buttons
    assert not {"导入", "下载模板"} & buttons  # they are typed, not imported
    tab.chips.set_values("kind", ("专家",))
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2, timeout=LONG)
    tab.chips.clear()
    tab.search.setText("ylm")
    tab.search.searched.emit("ylm")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1, timeout=LONG)


def test_somebody_new_is_kept_with_a_code_and_selected(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    page.lists.new.click()
    form = _form(qtbot, page)
    form.act.click()
    assert "请填写姓名或名称" in _line(form, "name").accessibleDescription()
    _line(form, "name").setText("吕例行")
    kind = form.form.field("kind")
    assert isinstance(kind, Combo)
    kind.set_key(AuxiliaryKind.STAFF)
    form.act.click()
    assert "请填写所在部门" in _line(form, "organisation").accessibleDescription()
    _line(form, "organisation").setText("水科")
    skills = form.form.field("skills")
    assert isinstance(skills, Ticks)
    skills.set_words(("水",))
    form.act.click()
    tab = page.lists.auxiliaries
    qtbot.waitUntil(lambda: tab.table.current_id() is not None, timeout=LONG)
    new = tab.table.current_id()
    assert new is not None
    detail = auxiliaries.auxiliary_detail(store, new)
    assert (detail.code, detail.fields.kind, detail.fields.skills) == ("FZ-006", "随同人员", ("水",))


def test_the_same_twice_is_refused_in_words(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.new.click()
    form = _form(qtbot, page)
    _line(form, "name").setText("严例明")
    _line(form, "organisation").setText("示例大学")
    form.act.click()
    said = "名录库里已有“严例明（示例大学）”（FZ-004）。请修改那一条。"
    qtbot.waitUntil(lambda: any(said in label.text() for label in form.findChildren(QLabel)), timeout=LONG)
    assert _line(form, "name").text() == "严例明"


def test_a_change_is_kept(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.auxiliaries
    person = tab.table.rows.id_at(1)
    tab.table.opened.emit(person)
    form = _form(qtbot, page)
    _line(form, "phone").setText("000-00000001")
    _line(form, "scope").setText("危废鉴别")
    form.act.click()
    qtbot.waitUntil(lambda: tab.table.current_id() == person, timeout=LONG)
    fields = auxiliaries.auxiliary_detail(store, person).fields
    assert (fields.phone, fields.scope) == ("000-00000001", "危废鉴别")
    qtbot.waitUntil(lambda: "危废鉴别" in _words(page), timeout=LONG)
    tab.search.setText("危废鉴别")
    tab.search.searched.emit("危废鉴别")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1, timeout=LONG)


def test_who_is_retired_is_asked_for_first_and_can_come_back(
    qtbot: QtBot, page: RegistryPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(_on: object, _title: str, words: str, _verb: str, then: Callable[[], object]) -> None:
        asked.append(words)
        then()

    monkeypatch.setattr(choosers, "confirm", agree)
    tab = page.lists.auxiliaries
    tab.table.selectRow(0)
    qtbot.waitUntil(lambda: "示例检测有限公司" in _words(page) and tab.details.turn.isVisible(), timeout=LONG)
    person = tab.table.rows.id_at(0)
    tab.details.turn.click()
    qtbot.waitUntil(lambda: tab.details.turn.text() == "恢复", timeout=LONG)
    assert asked == ["停用示例检测有限公司（FZ-001）。停用后不能再挑选、抽取，已经定下的检查不变。"]
    assert auxiliaries.auxiliary_detail(store, person).state == "停用"
    tab.details.turn.click()
    qtbot.waitUntil(lambda: tab.details.turn.text() == "停用", timeout=LONG)
    assert auxiliaries.auxiliary_detail(store, person).state == "可用"


def test_who_has_no_certificate_is_taken_over_from_the_inspectors(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    inspectors.add_inspector(store, InspectorFields("吕例行", "水科"), office.clerk())
    page.lists.take_over.click()
    form = dialog(qtbot, page)
    assert isinstance(form, TakeOverDialog)
    listed = form.people.words()
    assert any(word.startswith("吕例行（水科，") for word in listed)
    form.people.set_words(())
    form.act.click()
    assert form.isVisible()  # nobody is ticked
    form.people.set_words([word for word in listed if word.startswith("吕例行")])
    rows = page.lists.auxiliaries.table.rows
    press(qtbot, form, lambda: rows.rowCount() == 6)
    taken = auxiliaries.auxiliary_detail(store, _ids(store)[-1]).fields
    assert taken == AuxiliaryFields("吕例行", "水科", AuxiliaryKind.STAFF)


def test_where_everybody_holds_a_certificate_it_is_said(
    qtbot: QtBot, page: RegistryPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(choosers, "tell", lambda _on, _title, words: told.append(words))
    if free := auxiliaries.uncertified(store):
        auxiliaries.take_over(store, [one.id for one in free], office.clerk())
    page.lists.take_over.click()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert told == ["检查人员都有执法证，或者已经转入，没有可以转入的人。"]


def test_an_empty_list_offers_both_ways(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    page = _opened(qtbot, store, jobs)
    qtbot.waitUntil(
        lambda: any(state.isVisible() for state in page.lists.auxiliaries.findChildren(EmptyState)),
        timeout=LONG,
    )
    said = _words(page)
    assert "还没有随同、辅助人员" in said
    assert "从检查人员转入" in said
    assert not page.lists.take_over.isVisible()
    steps = [button for button in page.findChildren(Button) if button.isVisibleTo(page.lists.auxiliaries)]
    next(button for button in steps if button.text() == "新增").click()
    assert _form(qtbot, page).accessibleName() == "新增随同、辅助人员"
