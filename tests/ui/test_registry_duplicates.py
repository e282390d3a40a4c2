"""疑似重复, driven as the clerk drives it: searched, compared, merged, marked, taken back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.draw import Draw
from app.models.living import DistinctPair, MergedObject
from app.models.registry import InspectionObject
from app.services import duplicates, log, registry
from app.services.duplicates_distinct import mark_distinct
from app.services.office import Store
from app.services.rows.registry import ObjectFields
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.pages import registry_duplicates
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_duplicates import DuplicatesTask
from app.ui.pages.registry_lists import OBJECTS
from app.ui.theme import font
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

NARROW = (838, 413)
"""A page beside the folded rail of a window at 150 %, without title bar and status line."""
TWINS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("示例新城染厂", {"phone": "10", "contact": "例一", "tags": ("涉水重点",)}),
    ("示例新城染有限公司", {"address": "示例路 1 号", "tags": ("涉气重点",)}),
    ("示例青山造纸厂", {}),
    ("示例青山造纸公司", {}),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = office.imported(tmp_path / "示例.db")
    for name, fields in TWINS:
        registry.add_object(made, ObjectFields(name, town="示例镇", **fields), "WL", stages.act())
    return made


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Iterator[Desk]:
    with closing(store):
        yield desk_of(store, jobs, "2024-03-06")
        jobs.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RegistryPage:
    made = RegistryPage(desk)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


@pytest.fixture
def task(qtbot: QtBot, page: RegistryPage) -> DuplicatesTask:
    page.show_argument(f"task:{registry_duplicates.KEY}")
    found = page.in_front()
    assert isinstance(found, DuplicatesTask)
    qtbot.waitUntil(lambda: len(found.pairs.table.rows.ids()) == 2, timeout=LONG)
    return found


def words(page: RegistryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def agree(qtbot: QtBot, page: RegistryPage, verb: str) -> str:
    """Press the verb of the question that lies over the page, and give what it said."""

    def asked() -> Question | None:
        return next((one for one in page.findChildren(Question) if one.isVisible()), None)

    qtbot.waitUntil(lambda: asked() is not None, timeout=LONG)
    question = asked()
    assert question is not None
    said = "\n".join(label.text() for label in question.findChildren(QLabel))
    next(one for one in question.findChildren(Button) if one.text() == verb).click()
    return said


def compared(qtbot: QtBot, task: DuplicatesTask) -> None:
    """Open the pair of the current row."""
    task.open.click()
    qtbot.waitUntil(task.compare.isVisible, timeout=LONG)


def names(store: Store) -> set[str]:
    with store.reading() as session:
        wanted = [name for name, _ in TWINS]
        return set(session.scalars(select(InspectionObject.name).where(InspectionObject.name.in_(wanted))))


def test_a_pair_is_compared_and_merged_with_the_values_chosen(
    qtbot: QtBot, page: RegistryPage, task: DuplicatesTask, store: Store
) -> None:
    assert task.foot.words.text() == "2 对疑似重复，已选 0 对"
    assert not task.act.isEnabled()
    compared(qtbot, task)
    table = task.compare.table
    assert table is not None
    lines = {line.word: place for place, line in enumerate(task.compare.review.lines())}  # type: ignore[union-attr]
    cell = table.visualRect(table.rows.index(lines["名称"], 2)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.x(), cell.y()))
    assert task.compare.review is not None
    assert task.compare.review.values().name == "示例新城染有限公司"
    task.act.click()
    said = agree(qtbot, page, "合并")
    assert "“示例新城染有限公司”（WL-0427）将并入“示例新城染厂”（WL-0426）" in said
    qtbot.waitUntil(lambda: "1 家并入 1 家" in words(page), timeout=LONG)
    with store.reading() as session:
        kept = session.scalars(
            select(InspectionObject).where(InspectionObject.name == "示例新城染有限公司")
        ).one()
        assert (kept.code, kept.phone, kept.address) == ("WL-0426", "10", "示例路 1 号")
        assert kept.tags == ("涉水重点", "涉气重点")
        assert session.scalars(select(MergedObject.reason)).one() == "经核实为同一家"
    assert len(task.pairs.table.rows.ids()) == 1


def test_keys_alone_choose_and_merge(qtbot: QtBot, page: RegistryPage, task: DuplicatesTask) -> None:
    task.pairs.table.setFocus()
    qtbot.keyClick(task.pairs.table, Qt.Key.Key_Return)
    qtbot.waitUntil(task.compare.isVisible, timeout=LONG)
    table = task.compare.table
    assert table is not None
    assert table.hasFocus() or not page.isActiveWindow()
    qtbot.keyClick(table, Qt.Key.Key_Down)  # from 保留 to 名称
    other = next(button for who, button in task.compare.choices if who == task.compare.review.sides[1].id)  # type: ignore[union-attr]
    assert other.isEnabled()
    qtbot.keyClick(other, Qt.Key.Key_Space)
    assert task.compare.review is not None
    assert task.compare.review.values().name == "示例新城染有限公司"
    qtbot.keyClick(task.compare, Qt.Key.Key_Escape)
    agree(qtbot, page, "放弃填写")
    qtbot.waitUntil(task.pairs.isVisible, timeout=LONG)
    assert page.in_front() is task
    qtbot.keyClick(task, Qt.Key.Key_Escape)
    assert page.in_front() is page.lists


def test_esc_asks_before_chosen_values_are_dropped_and_only_then(
    qtbot: QtBot, page: RegistryPage, task: DuplicatesTask
) -> None:
    compared(qtbot, task)
    qtbot.keyClick(task.compare, Qt.Key.Key_Escape)
    qtbot.waitUntil(task.pairs.isVisible, timeout=LONG)  # nothing chosen, nothing asked
    compared(qtbot, task)
    assert task.compare.table is not None
    assert task.compare.review is not None
    qtbot.keyClick(task.compare.table, Qt.Key.Key_Down)
    other = task.compare.review.sides[1].id
    next(button for who, button in task.compare.choices if who == other).click()
    qtbot.keyClick(task.compare, Qt.Key.Key_Escape)
    assert "“对照”里填写的内容还没有保存" in agree(qtbot, page, "取消")
    assert task.compare.isVisible()
    assert task.compare.review.values().name == "示例新城染有限公司"


def test_ticked_pairs_are_previewed_merged_in_one_act_and_taken_back_in_one(
    qtbot: QtBot, page: RegistryPage, task: DuplicatesTask, store: Store
) -> None:
    task.pairs.every.click()
    task.act.click()
    qtbot.waitUntil(task.preview.isVisible, timeout=LONG)
    assert task.foot.words.text() == "2 家并入 2 家"
    rows = task.preview.table.rows
    told = [line.word for place in range(rows.rowCount()) if (line := rows.row_at(place))]
    assert told == ["记录", "地址", "标签", "记录"]
    before = log.count(store)
    task.act.click()
    assert "2 家将并入 2 家" in agree(qtbot, page, "合并")
    qtbot.waitUntil(task.pairs.isVisible, timeout=LONG)
    assert "2 家并入 2 家" in words(page)
    assert names(store) == {"示例新城染厂", "示例青山造纸厂"}
    assert log.count(store) == before + 1
    assert not task.pairs.table.rows.ids()
    next(one for one in task.banners.findChildren(Button) if one.text() == "撤销").click()
    agree(qtbot, page, "撤销")
    qtbot.waitUntil(lambda: len(names(store)) == 4, timeout=LONG)
    qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 2, timeout=LONG)


def test_what_is_not_the_same_is_not_listed_again(
    qtbot: QtBot, page: RegistryPage, task: DuplicatesTask, store: Store
) -> None:
    task.distinct.click()
    form = dialog(qtbot, task)
    form.act.click()
    assert "请写明理由" in words(page)
    write(form, "理由", "两个厂区")
    press(qtbot, form, lambda: len(task.pairs.table.rows.ids()) == 1)
    with store.reading() as session:
        assert session.scalars(select(DistinctPair.reason)).one() == "两个厂区"
    task.pairs.again.click()
    qtbot.waitUntil(lambda: not task.pairs.run_line.isVisible(), timeout=LONG)
    qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 1, timeout=LONG)


def test_chips_narrow_by_likelihood_and_ground(task: DuplicatesTask) -> None:
    task.pairs.chips.set_values("why", ("信用代码相同",))
    assert not task.pairs.table.rows.ids()
    task.pairs.chips.set_values("why", ("名称相同或相近",))
    assert len(task.pairs.table.rows.ids()) == 2
    task.pairs.chips.set_values("how", ("很可能",))
    assert not task.pairs.table.rows.ids()
    assert task.foot.words.text() == "0 对疑似重复，已选 0 对"


def test_while_a_draw_waits_a_pair_is_shown_and_not_merged(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with closing(office.planned(tmp_path / "示例.db")) as store:
        stages.freeze(store)
        with store.reading() as session:
            unit = session.get_one(Draw, 1).frozen.decode().split("\nunit|")[1].split("|")[0]
            twin = registry.fields_of(
                session.scalars(select(InspectionObject).where(InspectionObject.code == unit)).one()
            )
        registry.add_object(store, replace(twin, name=f"{twin.name}（新）"), "WL", stages.act("2024-02-01"))
        page = RegistryPage(desk_of(store, jobs, "2024-02-01"))
        shown(qtbot, page)
        page.show_argument(f"task:{registry_duplicates.KEY}")
        task = page.in_front()
        assert isinstance(task, DuplicatesTask)
        qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 1, timeout=LONG)
        compared(qtbot, task)
        assert "已列入“2024年第一季度”的名单，生成检查任务后才能合并" in words(page)
        assert not task.act.isEnabled()
        task.back.click()
        for name, fields in TWINS[:2]:  # a pair that may be merged stands before it in the list
            registry.add_object(store, ObjectFields(name, town="示例镇", **fields), "WL", stages.act())
        task.pairs.again.click()
        qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 2, timeout=LONG)
        task.pairs.every.click()
        task.act.click()
        qtbot.waitUntil(task.preview.isVisible, timeout=LONG)
        page.set_density(Density.FOLDED)
        page.setFixedSize(*NARROW)
        qtbot.waitUntil(lambda: page.width() == NARROW[0])
        assert_reason_is_read_in_full(task, f"{unit} 已列入“2024年第一季度”的名单")
        jobs.close()


def assert_reason_is_read_in_full(task: DuplicatesTask, reason: str) -> None:
    """See why a group must wait: first in the table, over two columns, and below it as a sentence."""
    table, whole = task.preview.table, task.preview.whole
    first = table.rows.row_at(0)
    assert first is not None
    assert (first.word, first.before) == ("暂不合并", reason)
    room = table.visualRect(table.rows.index(0, 3)).width()
    assert room > QFontMetrics(font()).horizontalAdvance(reason)
    assert f"{reason}，生成检查任务后才能合并" in whole.text()
    assert whole.height() >= whole.heightForWidth(whole.width())
    table.select(2)
    assert whole.text().endswith("示例路 1 号。")


def test_a_search_can_be_stopped_and_gone_on_with(
    qtbot: QtBot, task: DuplicatesTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "_AT_ONCE", 1)  # so many pieces that it is caught at work
    task.pairs.again.click()
    qtbot.waitUntil(task.pairs._slices.is_running, timeout=LONG)
    task.pairs.run_line.stop_asked.emit()
    assert "已停在" in task.pairs.run_line.words.text()
    task.pairs.run_line.go_on_asked.emit()
    qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 2, timeout=LONG)


def test_after_an_import_the_likely_duplicates_it_brought_are_told(
    qtbot: QtBot, page: RegistryPage, tmp_path: Path
) -> None:
    file = tmp_path / "新增单位.csv"
    rows = ["示例新城染场,示例镇", "示例独山采石场,示例镇"]
    file.write_text("\n".join(["单位名称,所在地", *rows]), encoding="utf-8-sig")
    begun = page.begin_import(OBJECTS)
    begun.look_into(file)
    qtbot.waitUntil(begun.act.isEnabled, timeout=LONG)
    begun.act.click()
    qtbot.waitUntil(lambda: "对疑似重复" in words(page), timeout=LONG)
    assert "已导入 新增单位.csv" in words(page)
    next(one for one in page.lists.banners.findChildren(Button) if one.text() == "查看疑似重复").click()
    found = page.in_front()
    assert isinstance(found, DuplicatesTask)
    qtbot.waitUntil(lambda: len(found.pairs.table.rows.ids()) == 2, timeout=LONG)
    pairs = [found.pairs._pairs[key] for key in found.pairs.table.rows.ids()]
    assert {pair.second.name for pair in pairs} == {"示例新城染场"}


def test_a_mark_can_be_taken_away_later(qtbot: QtBot, task: DuplicatesTask, store: Store, desk: Desk) -> None:
    mark_distinct(store, [task.pairs.current().ids], "两个厂区", desk.act())  # type: ignore[union-attr]
    task.pairs.marked.click()
    qtbot.waitUntil(lambda: len(task.apart.table.rows.ids()) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: task.apart.table.rows.row_at(0) is not None, timeout=LONG)
    assert not task.act.isEnabled()
    task.apart.table.rows.toggle(0)
    assert (task.act.text(), task.foot.words.text()) == ("取消标记", "1 对不是同一家，已选 1 对")
    task.act.click()
    qtbot.waitUntil(task.pairs.isVisible, timeout=LONG)
    with store.reading() as session:
        assert session.scalars(select(DistinctPair.id)).all() == []
    qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 2, timeout=LONG)


def test_what_is_written_elsewhere_is_searched_when_the_page_is_seen_again(
    qtbot: QtBot, page: RegistryPage, task: DuplicatesTask, store: Store, desk: Desk
) -> None:
    page.hide()
    registry.add_object(store, ObjectFields("示例青山造纸有限公司", town="示例镇"), "WL", desk.act())
    desk.written()
    assert len(task.pairs.table.rows.ids()) == 2
    page.show()
    page.opened()
    qtbot.waitUntil(lambda: len(task.pairs.table.rows.ids()) == 4, timeout=LONG)


def test_nothing_is_merged_without_a_reason(qtbot: QtBot, page: RegistryPage, task: DuplicatesTask) -> None:
    compared(qtbot, task)
    task.compare.reason.field.setText(" ")
    task.act.click()
    assert "请写明合并理由。" in words(page)
    assert page.window().focusWidget() is task.compare.reason.field
    assert not any(one.isVisible() for one in page.findChildren(Question))
