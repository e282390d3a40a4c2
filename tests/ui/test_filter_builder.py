"""Conditions as the clerk composes them: by choice, read aloud, counted, kept under a name, used again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.filter import AnyOf, AtLeast, Empty, Filter, NoneOf, OneOf, Since
from app.services.object_list import object_ids
from app.services.office import Store, open_store
from app.services.rows.registry import RegistryQuery
from app.services.saved_filters import saved_filters
from app.services.vocabulary_edits import rename_word
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.filter_builder import FilterBuilder
from app.ui.filter_chip import ConditionsChip
from app.ui.filter_dialog import ChooseConditions
from app.ui.filter_group import AnyGroup
from app.ui.filter_row import ConditionRow
from app.ui.filter_value import ChosenWords, DayValue, NumberValue, TypedWords
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from tests.core.filters import FILTERS
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

DAY = "2024-03-06"
WANTED: Filter = (OneOf("town", ("白马镇", "平桥镇")), OneOf("permit_class", ("重点管理",)))
DEEP: Filter = (
    NoneOf("kind", ("建设项目",)),
    AnyOf(
        (
            (AtLeast("waste_tonnes", 50), AnyOf(((Empty("phone"),), (OneOf("tags", ("涉水重点",)),)))),
            (Since("approved_on", date(2022, 1, 1)),),
        )
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.mid_year(tmp_path / "示例.db")


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, DAY)


@pytest.fixture
def builder(qtbot: QtBot, desk: Desk) -> FilterBuilder:
    made = FilterBuilder(desk, lambda conditions: f"{len(conditions)} 条")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = shown(qtbot, RegistryPage(desk))
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


def _row(builder: FilterBuilder, place: int) -> ConditionRow:
    part = builder.lines.parts[place]
    assert isinstance(part, ConditionRow)
    return part


def _compose(row: ConditionRow, field: str, test: str, value: object) -> None:
    row.field.set_key(field)
    row.comparison.set_key(test)
    row.value.show_value(value)


def _opened(qtbot: QtBot, page: QWidget) -> ChooseConditions:
    def found() -> ChooseConditions | None:
        return next((one for one in page.findChildren(ChooseConditions) if one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=LONG)
    made = found()
    assert made is not None
    return made


def test_a_filter_is_composed_by_choice_and_read_aloud(qtbot: QtBot, builder: FilterBuilder) -> None:
    assert builder.sentence.text() == "全部对象。"
    qtbot.mouseClick(builder.lines.add, Qt.MouseButton.LeftButton)
    _compose(_row(builder, 0), "town", "is", ["白马镇", "平桥镇"])
    qtbot.mouseClick(builder.lines.add, Qt.MouseButton.LeftButton)
    _compose(_row(builder, 1), "permit_class", "is", ["重点管理"])
    assert builder.conditions() == WANTED
    assert builder.sentence.text() == "区域是白马镇或平桥镇，且管理类别是重点管理。"
    qtbot.waitUntil(lambda: builder.reach.text() == "2 条", timeout=LONG)
    _row(builder, 0).remove.click()
    assert builder.sentence.text() == "管理类别是重点管理。"
    qtbot.waitUntil(lambda: builder.reach.text() == "1 条", timeout=LONG)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conditions=FILTERS)
def test_every_filter_of_the_language_is_shown_and_read_back(
    builder: FilterBuilder, conditions: Filter
) -> None:
    builder.fill(conditions)
    assert builder.conditions() == _without_choices_that_ask_nothing(conditions)


def _without_choices_that_ask_nothing(conditions: Filter) -> Filter:
    """Leave out what no clerk composes: a choice of a group without any condition."""
    kept: list[object] = []
    for condition in conditions:
        if not isinstance(condition, AnyOf):
            kept.append(condition)
            continue
        choices = [_without_choices_that_ask_nothing(choice) for choice in condition.choices]
        if any(choices):
            kept.append(AnyOf(tuple(choice for choice in choices if choice)))
    return tuple(kept)  # type: ignore[arg-type]  # conditions, each taken from a filter


def test_groups_stand_in_groups(qtbot: QtBot, builder: FilterBuilder) -> None:
    builder.fill(DEEP)
    assert builder.conditions() == DEEP
    group = builder.lines.parts[1]
    assert isinstance(group, AnyGroup)
    qtbot.mouseClick(group.add, Qt.MouseButton.LeftButton)
    assert builder.conditions() == DEEP  # an unfinished line asks for nothing
    assert builder.mark_faults()
    group.choices[-1].remove.click()
    assert not builder.mark_faults()
    group.remove.click()
    assert builder.conditions() == DEEP[:1]


@pytest.mark.parametrize(
    ("field", "test", "kind", "said"),
    [
        ("town", "is", ChosenWords, "请选词"),
        ("name", "contains", TypedWords, "请填写要找的词"),
        ("waste_tonnes", "at_least", NumberValue, "请填写数字"),
        ("confirmed_on", "unconfirmed_months", NumberValue, "请填写月数"),
        ("approved_on", "before", DayValue, "请填写日期"),
    ],
)
def test_what_is_missing_is_said_under_the_line(
    builder: FilterBuilder, field: str, test: str, kind: type, said: str
) -> None:
    row = builder.lines.add_condition()
    assert isinstance(row, ConditionRow)
    row.field.set_key(field)
    row.comparison.set_key(test)
    assert isinstance(row.value, kind)
    assert builder.conditions() == ()
    assert builder.mark_faults()
    assert row._fault.label.text() == said
    assert row.value.accessibleDescription() == said


def test_another_comparison_keeps_the_words_and_another_field_does_not(builder: FilterBuilder) -> None:
    builder.fill(WANTED[:1])
    row = _row(builder, 0)
    row.comparison.set_key("not")
    assert builder.conditions() == (NoneOf("town", ("白马镇", "平桥镇")),)
    row.field.set_key("kind")
    assert builder.conditions() == ()


def test_words_are_offered_as_the_office_has_them(
    qtbot: QtBot, store: Store, desk: Desk, builder: FilterBuilder
) -> None:
    rename_word(store, "town", "白马镇", "白马街道", desk.act())
    value = builder.lines.add_condition()
    assert isinstance(value, ConditionRow)
    chosen = value.value
    assert isinstance(chosen, ChosenWords)
    qtbot.waitUntil(lambda: "白马街道" in chosen.chip.filter.choices, timeout=LONG)
    assert "白马镇" not in chosen.chip.filter.choices
    chosen.show_value(["白马镇"])  # a word from before is not lost
    assert builder.conditions() == (OneOf("town", ("白马镇",)),)


def test_very_many_words_are_typed_instead(builder: FilterBuilder) -> None:
    builder.fill(WANTED[:1])
    value = _row(builder, 0).value
    assert isinstance(value, ChosenWords)
    value.offer([f"示例{number}" for number in range(100)])
    assert value.chip.isHidden()
    assert value.field.text() == "白马镇、平桥镇"
    value.field.setText("示例1，示例2")
    assert builder.conditions() == (OneOf("town", ("示例1", "示例2")),)


def test_a_word_with_a_comma_in_it_stays_one_word_where_words_are_typed(
    builder: FilterBuilder,
) -> None:
    wanted: Filter = (OneOf("industry_name", ("电力、热力生产和供应业", "食品制造业")),)
    builder.fill(wanted)
    value = _row(builder, 0).value
    assert isinstance(value, ChosenWords)
    value.offer([*(f"示例{number}" for number in range(100)), "水的生产、供应业"])
    assert builder.conditions() == wanted
    assert value.field.text() == "“电力、热力生产和供应业”、食品制造业"
    value.field.setText("“电力、热力生产和供应业”、供应")
    completer = value.field.completer()
    completer.setCompletionPrefix(completer.splitPath(value.field.text())[0])
    assert completer.currentCompletion() == "“电力、热力生产和供应业”、“水的生产、供应业”"
    value.field.setText(completer.currentCompletion() + "，“三同时”")
    assert builder.conditions() == (
        OneOf("industry_name", ("电力、热力生产和供应业", "水的生产、供应业", "“三同时”")),
    )


def test_the_list_is_narrowed_counted_and_said(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.objects
    expected = object_ids(store, RegistryQuery(conditions=WANTED), date(2024, 3, 6))
    tab.own.click()
    asked = _opened(qtbot, page)
    asked.builder.fill(WANTED)
    qtbot.waitUntil(lambda: asked.builder.reach.text() == f"符合条件 {len(expected)} 家", timeout=LONG)
    asked.act.click()
    qtbot.waitUntil(lambda: list(tab.table.rows.ids()) == list(expected), timeout=LONG)
    assert tab.own.text() == "自定条件 2 条"
    assert tab.own.toolTip() == "区域是白马镇或平桥镇，且管理类别是重点管理"
    tab.clear()
    qtbot.waitUntil(lambda: len(tab.table.rows.ids()) == 425, timeout=LONG)
    assert not tab.own.conditions


def test_enter_uses_what_is_composed_and_esc_does_not(qtbot: QtBot, page: RegistryPage) -> None:
    own = page.lists.objects.own
    for key, wanted in ((Qt.Key.Key_Escape, ()), (Qt.Key.Key_Return, WANTED)):
        own.click()
        asked = _opened(qtbot, page)
        asked.builder.fill(WANTED)
        qtbot.keyClick(_row(asked.builder, 0).comparison, key)
        assert own.conditions == wanted


def test_a_new_line_is_about_something_else(builder: FilterBuilder) -> None:
    builder.fill(WANTED)
    builder.lines.add_condition()
    assert _row(builder, 2).field.key() == "supervision_class"


def test_an_unfinished_line_keeps_the_dialog_open(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.objects.own.click()
    asked = _opened(qtbot, page)
    asked.act.click()
    assert asked.isVisible()
    assert _row(asked.builder, 0).is_marked()
    _row(asked.builder, 0).remove.click()
    asked.act.click()
    assert not asked.isVisible()


def test_a_filter_is_kept_used_with_one_click_renamed_and_removed(
    qtbot: QtBot, page: RegistryPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.lists.objects
    tab.own.click()
    asked = _opened(qtbot, page)
    asked.builder.fill(WANTED)
    asked.kept.save.click()
    form = dialog(qtbot, asked)
    write(form, "名称", "沿江重点")
    press(qtbot, form, lambda: bool(saved_filters(store)))
    asked.reject()
    [kept] = saved_filters(store)
    assert kept.conditions == WANTED
    key = f"kept:{kept.id}"
    qtbot.waitUntil(lambda: key in tab.chips._chips, timeout=LONG)
    tab.chips._chips[key].click()
    qtbot.waitUntil(lambda: len(tab.table.rows.ids()) == 4, timeout=LONG)
    assert "沿江重点" in tab.conditions()

    tab.own.click()
    asked = _opened(qtbot, page)
    qtbot.waitUntil(lambda: asked.kept.choice.findData(str(kept.id)) > 0, timeout=LONG)
    asked.kept.choice.set_key(str(kept.id))
    assert asked.builder.conditions() == WANTED
    asked.builder.fill(WANTED[1:])
    asked.kept.update_kept.click()
    qtbot.waitUntil(lambda: saved_filters(store)[0].conditions == WANTED[1:], timeout=LONG)
    qtbot.waitUntil(lambda: len(tab.table.rows.ids()) > 4, timeout=LONG)  # what is in use is asked anew
    qtbot.waitUntil(lambda: asked.kept.choice.key() == str(kept.id), timeout=LONG)
    monkeypatch.setattr(choosers, "confirm", _at_once)
    asked.kept.remove.click()
    qtbot.waitUntil(lambda: not saved_filters(store), timeout=LONG)
    qtbot.waitUntil(lambda: key not in tab.chips._chips, timeout=LONG)
    qtbot.waitUntil(lambda: len(tab.table.rows.ids()) == 425, timeout=LONG)
    asked.reject()


def _at_once(_parent: QWidget, _title: str, _words: str, _verb: str, then: Callable[[], object]) -> None:
    then()


def test_a_read_only_file_narrows_its_list_and_keeps_nothing(qtbot: QtBot, store: Store, jobs: Jobs) -> None:
    store.close()
    made = shown(qtbot, RegistryPage(desk_of(open_store(store.path, read_only=True), jobs, DAY)))
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    made.lists.objects.own.click()
    asked = _opened(qtbot, made)
    assert not asked.kept.save.isEnabled()
    assert asked.act.isEnabled()


def test_the_chip_says_what_it_holds(qtbot: QtBot) -> None:
    chip = ConditionsChip()
    qtbot.addWidget(chip)
    heard: list[Filter] = []
    chip.changed.connect(lambda: heard.append(chip.conditions))
    chip.hold(WANTED)
    chip.hold(WANTED)
    assert heard == [WANTED]
    assert chip.said() == "区域是白马镇或平桥镇，且管理类别是重点管理"
    chip.set_values(())
    assert heard == [WANTED, ()]
    assert chip.said() == ""
