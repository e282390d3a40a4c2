"""结果公开, driven as the clerk drives it, on the day of the drawings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.services import disclosure, results, visit_list
from app.services.disclosure_rate import disclosure_rate
from app.services.office import Store
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages import disclosure_list
from app.ui.pages.disclosure import DisclosurePage
from app.ui.pages.work_calendar import show_calendar
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

Opened = Callable[[Callable[[Path], Store]], DisclosurePage]


@pytest.fixture
def opened(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Opened]:
    pages: list[DisclosurePage] = []

    def page_on(state: Callable[[Path], Store]) -> DisclosurePage:
        page = DisclosurePage(desk_of(state(tmp_path / "示例.db"), jobs, "2024-03-06"))
        shown(qtbot, page)
        qtbot.waitUntil(lambda: page._stack.currentIndex() > 0, timeout=LONG)
        pages.append(page)
        return page

    yield page_on
    for page in pages:
        page.close()  # a page that is gone asks the workers for nothing more


def said(page: DisclosurePage) -> list[list[str]]:
    rows = page.table.rows
    return [
        [str(rows.data(rows.index(line, place))) for place in range(rows.columnCount())]
        for line in range(rows.rowCount())
    ]


def words(page: DisclosurePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_before_anything_is_finished_the_page_leads_to_the_visits(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.planned)
    assert "还没有检查结束的任务" in words(page)
    assert not page.make.isVisible()
    went: list[str] = []
    page._desk.wanted.connect(lambda key, _argument: went.append(key))
    step = next(button for button in page.findChildren(Button) if button.text() == "去检查任务")
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert went == ["visits"]


def test_the_list_goes_by_time_left_and_what_is_released_is_ticked(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    rows = said(page)
    assert [row[4] for row in rows[:6]] == [
        *["逾期 1 个工作日"] * 2,
        *["还剩 2 个工作日"] * 3,
        "还剩 17 个工作日",
    ]
    assert [row[0] for row in rows] == ["已选"] * 5 + ["未选"] * 6
    assert rows[0][2:4] == ["2月1日", "3月5日"]
    assert page._foot.words.text() == "待公开 11 家，已选 5"
    assert page.make.text() == "生成公告　5 家"
    qtbot.waitUntil(lambda: "公开率　12 / 23\n52 %" in words(page))


def test_what_is_not_released_cannot_be_ticked_and_says_why(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    box = page.table.visualRect(page.table.rows.index(6, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert said(page)[6][0] == "未选"
    assert page._foot.reason.text().endswith("审核通过后才能勾选")
    page.table.setCurrentIndex(page.table.rows.index(0, 1))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.make.text() == "生成公告　4 家"


def test_the_notice_is_seen_before_it_is_made(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    preview = page.panel_of_notice.preview
    qtbot.waitUntil(lambda: preview.page_count() > 0, timeout=LONG)
    assert "尚未生成　已选 5 家" in words(page)
    assert disclosure.list_notices(page._desk.store, 2024)[0].number == "示环公〔2024〕1号"
    page.table.rows.tick_all(())
    assert not page.make.isEnabled()
    assert page._foot.reason.text() == "勾选可公开的结果后生成公告"
    assert not preview.isVisibleTo(page)


def test_a_notice_is_made_saved_and_marked_public(
    qtbot: QtBot, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def choose(*given: object) -> None:
        suggested, then = given[2], given[-1]
        assert isinstance(suggested, Path)
        assert callable(then)
        asked.append(suggested)
        then(suggested)

    folders: list[Path] = []
    monkeypatch.setattr("app.ui.choosers.save_file", choose)
    monkeypatch.setattr("app.ui.desktop.open_folder", folders.append)
    page = opened(office.mid_year)
    store = page._desk.store

    page.make.click()
    form = dialog(qtbot, page)
    write(form, "文号", "示环公〔2024〕2号")
    press(qtbot, form, lambda: bool(asked) and asked[0].exists())

    assert asked == [tmp_path / "2024年第一季度抽查结果公告（第二批） 示环公〔2024〕2号.docx"]
    assert asked[0].read_bytes()[:2] == b"PK"
    page._open_folder.click()
    assert folders == [tmp_path]
    qtbot.waitUntil(lambda: page._foot.reason.text() == "已选的都在公告里，公开后请登记", timeout=LONG)
    assert said(page)[0][5] == "未发现问题 已入公告"
    assert not page.make.isEnabled()

    page.publish.click()
    form = dialog(qtbot, page)
    write(form, "公开平台", "")
    form.act.click()
    assert any("请填写公开的平台" in label.text() for label in form.findChildren(QLabel))
    write(form, "公开平台", "示例区人民政府网站")
    press(qtbot, form, lambda: len(said(page)) == 6)
    assert disclosure_rate(store, 2024).disclosed == 17


def test_notices_made_before_are_opened_again(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    page.chips.set_values("notices", ("公告 1",))
    assert page._foot.words.text() == "公告 1 份"
    preview = page.panel_of_notice.preview
    assert not preview.isVisibleTo(page)  # the paper of the draft does not stand under this number
    qtbot.waitUntil(lambda: preview._save_word.isVisibleTo(page), timeout=LONG)
    assert "示环公〔2024〕1号　12 家" in words(page)
    assert not page.publish.isEnabled()  # it is public already
    page.chips.set_values("done", ("已公开 12",))  # one view gives way to the other
    assert page._foot.words.text() == "已公开 12 家，已选 5"


def test_withheld_results_have_a_list_of_their_own(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    store = page._desk.store
    waiting = next(row for row in visit_list.list_visits(store, 2024) if row.finding_state == "待审核")
    results.withhold(store, waiting.id, "涉及国家安全", stages.act("2024-03-06", "郑例衡"))
    page._desk.written()
    qtbot.waitUntil(lambda: len(said(page)) == 10, timeout=LONG)

    page.chips.set_values("withheld", ("不予公开 1",))

    assert [row[1] for row in said(page)] == [waiting.name]
    assert said(page)[0][4] == "不予公开"


def test_a_withheld_object_leaves_in_no_exported_list(opened: Opened) -> None:
    page = opened(office.mid_year)
    store = page._desk.store
    row = next(row for row in visit_list.list_visits(store, 2024) if row.finding_state == "待审核")
    office.withhold(store, row.name)
    listed = disclosure.list_disclosures(store, 2024, page._desk.today())
    exported = {line[0]: line[1] for line in map(disclosure_list.exported, listed)}
    assert exported[row.code] == "（涉密对象）"
    assert list(exported.values()).count("（涉密对象）") == 1


def test_chips_narrow_the_list(opened: Opened) -> None:
    page = opened(office.mid_year)
    page.chips.set_values("when", ("已逾期",))
    assert len(said(page)) == 2
    page.chips.clear()
    assert len(said(page)) == 11


def test_everything_stays_reachable_on_a_small_screen(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    page.set_density(Density.FOLDED)
    qtbot.waitUntil(lambda: page.minimumSizeHint().width() <= 854)
    page.resize(854, 421)
    for button in (page._export, page.publish, page.make, page.calendar, page._open_folder):
        right = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(right), button.accessibleName()
    assert page.panel_of_notice.is_folded()


def test_a_condition_that_has_no_room_is_still_named(opened: Opened) -> None:
    page = opened(office.mid_year)
    page.set_density(Density.FOLDED)
    assert page.chips._more.text() == "更多条件 4"
    page.chips.set_values("notices", ("公告 1",))
    assert page.chips._more.text() == "公告 1"
    assert page.chips._more.isChecked()
    page.chips.set_values("item", ("事项 15",))
    assert page.chips._more.text() == "更多条件 4，已用 2"
    page.chips.clear()
    assert not page.chips._more.isChecked()


def test_the_calendar_says_by_when_a_day_must_be_public(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.mid_year)
    show_calendar(page, page._desk.today())
    asked = next(found for found in page.findChildren(QDialog) if found.isVisible())
    assert asked.height() <= 470  # the room at 150 %
    assert "2024年3月" in words(page).splitlines()
    after = next(found for found in asked.findChildren(Button) if found.accessibleName() == "下个月")
    after.click()
    assert "2024年4月" in words(page).splitlines()
    qtbot.waitUntil(lambda: "最迟 2024年4月3日公开（第 20 个工作日）" in words(page))
