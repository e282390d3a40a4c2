"""词汇表 as the clerk keeps it, and the forms that offer its words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.registry import InspectionObject
from app.services import edits, vocabulary
from app.services.office import Store, open_store
from app.services.rows.filters import WordRow
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.fields import Combo, TextField
from app.ui.form_values import WordsField
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_lists import OBJECTS
from app.ui.pages.registry_vocabulary import KEY, VocabularyPage
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = "2024-03-06"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.mid_year(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, DAY)


@pytest.fixture
def registry(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk))
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


@pytest.fixture
def page(qtbot: QtBot, registry: RegistryPage) -> VocabularyPage:
    made = registry.begin_task(KEY)
    assert isinstance(made, VocabularyPage)
    qtbot.waitUntil(lambda: made.word() is not None, timeout=LONG)
    return made


def _words(page: VocabularyPage) -> list[str]:
    return [found.word for found in page._rows]


def _go(qtbot: QtBot, page: VocabularyPage, field: str, word: str) -> None:
    page.facet.set_key(field)
    qtbot.waitUntil(lambda: word in _words(page), timeout=LONG)
    page.table.select(_words(page).index(word))


def test_each_word_is_told_with_the_objects_that_hold_it(page: VocabularyPage) -> None:
    assert page.foot.words.text() == "26 个词"
    assert page.word() == WordRow("白马镇", 23, listed=True)
    assert not page.up.isEnabled()
    assert page.down.isEnabled()
    assert page.take.isHidden()


def test_a_word_is_renamed_everywhere_after_saying_what_follows(
    qtbot: QtBot, page: VocabularyPage, store: Store
) -> None:
    _go(qtbot, page, "tags", "涉气重点")
    page.rename.click()
    form = dialog(qtbot, page)
    said = "\n".join(label.text() for label in form.findChildren(QWidget) if hasattr(label, "text"))
    assert "名录里用到它的 14 家一并改过来" in said
    assert "抽查类别 2024 年 4 涉气重点企业、油库加油站" in said
    write(form, "改为", "大气重点")
    press(qtbot, form, lambda: "大气重点" in _words(page))
    found = page.word()
    assert found is not None
    assert (found.word, found.objects) == ("大气重点", 14)
    with store.reading() as session:
        assert "大气重点" in vocabulary.vocabulary(session, "tags")
    last = page._desk.edits.last_done(edits.OBJECTS)
    assert last is not None
    assert last.what == "词汇改名"


def test_a_name_that_is_taken_is_told_over_the_field(qtbot: QtBot, page: VocabularyPage) -> None:
    _go(qtbot, page, "tags", "涉气重点")
    page.rename.click()
    form = dialog(qtbot, page)
    write(form, "改为", "涉水重点")
    press(qtbot, form, lambda: not form.banners.isHidden())
    assert form.isVisible()
    form.reject()


def test_a_word_is_merged_into_another(qtbot: QtBot, page: VocabularyPage) -> None:
    _go(qtbot, page, "scale", "小型")
    page.merge.click()
    form = dialog(qtbot, page)
    into = next(field for field in form.findChildren(Combo) if field.accessibleName() == "并入")
    assert into.findData("小型") < 0
    into.set_key("中型")
    press(qtbot, form, lambda: "小型" not in _words(page))
    found = page.word()
    assert found is not None
    assert (found.word, found.objects) == ("中型", 32 + 184)


def test_words_are_added_ordered_and_removed(
    qtbot: QtBot, page: VocabularyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _go(qtbot, page, "scale", "大型")
    page.new.click()
    form = dialog(qtbot, page)
    write(form, "词", "超大型")
    press(qtbot, form, lambda: _words(page)[-1] == "超大型")
    page.up.click()
    qtbot.waitUntil(lambda: _words(page)[-2] == "超大型", timeout=LONG)
    found = page.word()
    assert found is not None
    assert found.word == "超大型"
    monkeypatch.setattr(choosers, "confirm", _at_once)
    page.remove.click()
    qtbot.waitUntil(lambda: "超大型" not in _words(page), timeout=LONG)


def _at_once(_parent: QWidget, _title: str, _words: str, _verb: str, then: Callable[[], object]) -> None:
    then()


def test_a_word_in_use_is_not_removed_and_it_is_said_why(qtbot: QtBot, page: VocabularyPage) -> None:
    page.remove.click()
    qtbot.waitUntil(lambda: not page.banners.isHidden(), timeout=LONG)
    assert "白马镇" in _words(page)


def test_a_stray_word_is_taken_into_the_list(qtbot: QtBot, page: VocabularyPage, store: Store) -> None:
    with store.writing() as session:
        session.get_one(InspectionObject, 1).scale = "巨型"
    _go(qtbot, page, "scale", "巨型")
    assert page.foot.words.text() == "5 个词，另有 1 个名录里用到、没有列入"
    assert not page.up.isEnabled()
    page.take.click()
    qtbot.waitUntil(lambda: page.foot.words.text() == "6 个词", timeout=LONG)


def test_the_form_of_an_object_offers_the_words(qtbot: QtBot, registry: RegistryPage) -> None:
    registry.lists.new_asked.emit(OBJECTS)
    form = registry.in_front()
    assert isinstance(form, FormPage)
    scale, tags = form.form.field("scale"), form.form.field("tags")
    assert isinstance(scale, TextField)
    assert isinstance(tags, WordsField)
    qtbot.waitUntil(lambda: scale.completer() is not None, timeout=LONG)
    assert scale.completer().completionCount() == 5
    tags.setText("碳市场、涉")
    offered = tags.completer()
    offered.setCompletionPrefix(offered.splitPath("碳市场、涉水")[0])
    assert offered.currentCompletion() == "碳市场、涉水重点"


def test_a_read_only_file_shows_the_words_and_changes_none(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    store.close()
    made = VocabularyPage(desk_of(open_store(store.path, read_only=True), jobs, DAY))
    shown(qtbot, made)
    qtbot.waitUntil(lambda: made.word() is not None, timeout=LONG)
    assert not any(
        button.isEnabled() for button in (made.new, made.rename, made.merge, made.remove, made.down)
    )
