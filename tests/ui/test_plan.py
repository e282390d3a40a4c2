"""The plan's page, driven as the clerk drives it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services import plan
from app.services.office import Store
from app.ui.banner import Banner
from app.ui.buttons import Button
from app.ui.checkbox import CheckBox
from app.ui.density import Density
from app.ui.jobs import Jobs
from app.ui.pages.plan import PlanPage
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

Opened = Callable[[Callable[[Path], Store]], PlanPage]


@pytest.fixture
def opened(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Opened:
    def page_on(state: Callable[[Path], Store]) -> PlanPage:
        page = PlanPage(desk_of(state(tmp_path / "示例.db"), jobs, "2024-01-18"))
        shown(qtbot, page)
        qtbot.waitUntil(lambda: page._stack.currentIndex() > 0, timeout=LONG)
        return page

    return page_on


def state_is(page: PlanPage, word: str) -> Callable[[], bool]:
    return lambda: page.view is not None and page.view.state == word


def words(page: PlanPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_without_a_plan_there_is_one_thing_to_do(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.imported)
    assert "还没有 2024 年度计划" in words(page)
    assert not page.next.isVisible()
    assert not page.checks.isVisible()
    draft = next(button for button in page.findChildren(Button) if button.text() == "拟计划")

    qtbot.mouseClick(draft, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(state_is(page, "拟稿"), timeout=LONG)
    assert page.next.text() == "送审"
    assert page.checks.isVisible()


def test_without_an_item_list_the_page_says_where_to_get_one(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.empty)
    page.draft()
    qtbot.waitUntil(lambda: page.findChild(Banner) is not None, timeout=LONG)
    assert "请先在“名录库—抽查事项”里导入" in words(page)


def test_the_table_shows_the_item_list_with_its_sums(opened: Opened) -> None:
    page = opened(office.drafted)
    rows = page.table.table.rows
    said = [
        [str(rows.data(rows.index(line, place))) for place in range(rows.columnCount())]
        for line in range(rows.rowCount())
    ]
    assert said[0][0] == "水科 5 个类别"
    assert said[1][:5] == ["1.1", "水污染防治设施运行情况", "城市污水处理厂", "1", "每季度 100 %"]
    assert said[1][5:] == ["1", "1", "1", "1", "1", "4", "4"]
    assert said[2][:2] == ["1.2", ""]  # a repeated name stays blank
    assert said[2][6:10] == ["1", "–", "1", "–"]  # nothing is a dash
    fifteen = [row[-1] for row in said if row[0].startswith("15")]
    assert fifteen == ["约100", "", "", ""]
    assert page.table._totals.accessibleName().startswith("合计　22 行，27 个抽查类别")


def test_departments_fold_and_keep_their_sums(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.drafted)
    table = page.table.table
    before = table.rows.rowCount()
    table.selectRow(0)

    qtbot.keyClick(table, Qt.Key.Key_Left)

    assert table.rows.rowCount() == before - 5
    assert table.rows.data(table.rows.index(0, 10)) == "24"
    page.table.select("2024-03")  # a question leads into the folded department
    assert table.rows.rowCount() == before
    line = page.table.current()
    assert line is not None
    assert line.number == "3"


def test_open_questions_are_answered_one_after_the_other_before_the_plan_goes_up(
    qtbot: QtBot, opened: Opened
) -> None:
    page = opened(office.drafted)
    page.next.click()
    assert "还有 3 处没有答复" in words(page)

    page.checks.go.click()
    form = dialog(qtbot, page)
    assert "按比例栏计" in "".join(label.text() for label in form.findChildren(QLabel))
    press(qtbot, form, lambda: page.view is not None and len(page.view.open_questions) == 2)
    page.checks.go.click()
    press(qtbot, dialog(qtbot, page), lambda: page.view is not None and len(page.view.open_questions) == 1)
    assert page.checks.go.text() == "去填文号"
    page.checks.go.click()
    form = dialog(qtbot, page)
    line = page.table.current()
    assert line is not None
    assert line.number == "12"
    write(form, "每期家数", "9")
    form.act.click()
    faults = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "请填 0 到 8 之间的数" in faults
    assert "请写明依据的文号，或改数的原因" in faults
    write(form, "每期家数", "1")
    write(form, "依据或文号", "示环办〔2024〕1号")
    press(qtbot, form, lambda: page.view is not None and not page.view.open_questions)
    assert not page.checks.go.isVisible()

    page.next.click()
    press(qtbot, dialog(qtbot, page), state_is(page, "送审"))
    assert not page.change_count.isEnabled()
    assert page._foot.reason.text() == "送审中，退回后可以改"


def test_a_plan_is_signed_reported_published_and_revised(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.imported)
    store = page._desk.store
    plan_id = stages.draft_plan(store)
    plan.submit(store, plan_id, "郑例衡", stages.act("2024-01-19"))
    page.opened()
    qtbot.waitUntil(state_is(page, "送审"), timeout=LONG)

    for button, fields, then in (
        ("签发", {"文号": "示环发〔2024〕3号", "签发日期": "2024年1月26日", "签发人": "王例正"}, "已签发"),
        ("登记上报", {"报送单位": "示例市生态环境局"}, "已上报"),
        ("登记公示", {"公示平台": "示例区人民政府网站"}, "已公示"),
    ):
        assert page.next.text() == button
        page.next.click()
        form = dialog(qtbot, page)
        for label, value in fields.items():
            write(form, label, value)
        press(qtbot, form, state_is(page, then))

    view = plan.plan_view(store, plan_id)
    assert (view.document_number, str(view.signed_on)) == ("示环发〔2024〕3号", "2024-01-26")
    assert page.other.text() == "调整计划"
    page.other.click()
    form = dialog(qtbot, page)
    write(form, "调整原因", "新增 2 家重点排污单位")
    press(qtbot, form, lambda: page.view is not None and page.view.version == 2)
    assert page.next.text() == "送审"


def test_a_yearly_line_is_moved_with_its_reason_and_a_quarterly_one_cannot_be(
    qtbot: QtBot, opened: Opened
) -> None:
    page = opened(office.drafted)
    page.table.select("2024-03")
    assert not page.change_quarters.isEnabled()
    assert page._foot.reason.text() == "每季度都抽，不能调整季度"
    page.table.select("2024-13")
    assert page.change_quarters.isEnabled()
    page.change_quarters.click()
    form = dialog(qtbot, page)
    boxes = {box.text(): box for box in form.findChildren(CheckBox)}
    boxes["二季度"].setChecked(True)
    form.act.click()
    assert any("请选 1 个季度，现选了 2 个" in label.text() for label in form.findChildren(QLabel))
    boxes["三季度"].setChecked(False)
    write(form, "原因", "汛期前查完")

    press(qtbot, form, lambda: (line := page.table.current()) is not None and line.planned == (2,))


def test_the_table_and_the_check_are_saved_where_the_clerk_chose(
    qtbot: QtBot, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def choose(*given: object) -> None:
        suggested, then = given[2], given[-1]
        assert isinstance(suggested, Path)
        assert callable(then)
        asked.append(suggested)
        then(tmp_path / suggested.name)

    monkeypatch.setattr("app.ui.choosers.save_file", choose)
    page = opened(office.drafted)

    page._export.click()
    page.checks._export.click()

    qtbot.waitUntil((tmp_path / "2024年度计划核对表.xlsx").exists, timeout=LONG)
    qtbot.waitUntil(lambda: page.findChild(Banner) is not None, timeout=LONG)
    assert [place.parent for place in asked] == [tmp_path, tmp_path]  # beside the database first
    assert (tmp_path / "2024年度计划.xlsx").exists()


def test_everything_stays_reachable_on_a_small_screen(qtbot: QtBot, opened: Opened) -> None:
    page = opened(office.drafted)
    page.resize(854, 421)
    page.set_density(Density.FOLDED)
    qtbot.waitUntil(lambda: page.width() == 854)
    for button in (
        page._export,
        page._print,
        page.next,
        page.change_count,
        page.change_quarters,
        page._again,
    ):
        right = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(right), button.accessibleName()
    assert page.checks.is_folded()
