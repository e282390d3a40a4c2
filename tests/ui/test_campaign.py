"""专项抽取 as the clerk makes it: a form that counts while it is filled, the list, the walk to the papers."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.filter import OneOf
from app.core.periods import period_id
from app.core.targeting import InspectorConditions
from app.services import campaigns, draw_papers, draw_view
from app.services.office import Store
from app.ui import choosers
from app.ui.density import Density
from app.ui.filter_dialog import ChooseConditions
from app.ui.pages.campaign_form import CampaignPage
from app.ui.pages.draw import DrawPage
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.items import ItemsStep
from app.ui.wizard.standing import Place
from tests.services.campaign_samples import TARGETED
from tests.ui import office
from tests.ui.draw_steps import Opened, State, agree, arrives, step, words
from tests.ui.driving import LONG

PERIOD = "2024D01"
RIVER = (OneOf("town", ("白马镇", "江口镇", "平桥镇")),)
REASON = "汛期前集中检查沿江乡镇"


@pytest.fixture
def page(draw_page: Opened, draw_file: Callable[[State], Store]) -> DrawPage:
    return draw_page(draw_file(office.planned))


def _store(page: DrawPage) -> Store:
    return page._desk.store


def _form(qtbot: QtBot, page: DrawPage) -> CampaignPage:
    """Open the empty form and wait until it has counted."""
    qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    return _counted(qtbot, page)


def _counted(qtbot: QtBot, page: DrawPage) -> CampaignPage:
    qtbot.waitUntil(lambda: page.form is not None, timeout=LONG)
    form = page.form
    assert form is not None
    qtbot.waitUntil(lambda: form.strata.rows["2024-04"].population.text() == "26", timeout=LONG)
    return form


def _tick(form: CampaignPage, code: str, share: str) -> None:
    form.strata.rows[code].tick.setChecked(True)
    form.strata.rows[code].share.setText(share)


def _fill(form: CampaignPage) -> None:
    """Write a campaign over three towns that holds item 15."""
    form.name.insert("汛期沿江排污单位专项抽查")
    form.reason.insert("示环办〔2024〕5号")
    _tick(form, "2024-15b", "3家")
    _tick(form, "2024-04", "25%")
    form.conditions.reserved.reason.setText(REASON)
    form.conditions.objects.hold(RIVER)
    form.conditions.people["skills"].set_values(("水", "执法"))
    form.conditions.years.setText("3")


def _keep(qtbot: QtBot, page: DrawPage, form: CampaignPage) -> None:
    form.act.click()
    qtbot.waitUntil(lambda: PERIOD in page.quarters.buttons, timeout=LONG)


def test_the_form_counts_objects_draws_and_inspectors_while_it_is_filled(
    qtbot: QtBot, page: DrawPage
) -> None:
    form = _form(qtbot, page)
    assert form._foot.words.text() == "已选 0 类，抽取 0 家次"
    everybody = words(form.conditions)
    _fill(form)
    qtbot.waitUntil(lambda: form.strata.rows["2024-04"].population.text() == "9", timeout=LONG)
    assert form.strata.rows["2024-04"].quota.text() == "3"
    assert form._foot.words.text() == "已选 2 类，抽取 6 家次"
    assert words(form.conditions) != everybody
    assert "可派 14 人，一次检查 2 人" in words(form.conditions)


def test_a_campaign_is_made_walked_and_its_papers_state_the_conditions(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    _fill(form)
    _keep(qtbot, page, form)
    qtbot.waitUntil(lambda: "汛期沿江排污单位专项抽查" in words(page.quarters), timeout=LONG)
    assert "计划抽取 6 家次　规定时限 3月31日" in words(page.quarters)
    page.quarters.buttons[PERIOD].click()
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    items = step(page, ItemsStep)
    assert "本次抽取　2 类" in words(items.pane)
    qtbot.waitUntil(lambda: "区域是白马镇或江口镇或平桥镇" in words(items.view), timeout=LONG)
    page.wizard.go(Place.FREEZE)
    before = step(page, BeforeFreezeStep)
    qtbot.waitUntil(before.onward.isEnabled, timeout=LONG)
    before.onward.click()
    agree(qtbot, before, "冻结名单")
    qtbot.waitUntil(lambda: isinstance(page.wizard.current(), FrozenStep), timeout=LONG)
    [frozen] = draw_view.list_draws(_store(page), 2024)
    targeting = draw_papers.freeze_sheet(_store(page), frozen.id).targeting
    assert targeting.startswith("对象：区域是白马镇或江口镇或平桥镇；人员：从业满3年，且业务专长有水或执法；")
    assert targeting.endswith(f"第15项设定范围的理由：{REASON}")


def test_a_frozen_campaign_goes_on_and_is_changed_no_more(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    _fill(form)
    _keep(qtbot, page, form)
    assert PERIOD in page.quarters.edits
    page.show_argument(PERIOD)
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    page.wizard.go(Place.FREEZE)
    before = step(page, BeforeFreezeStep)
    qtbot.waitUntil(before.onward.isEnabled, timeout=LONG)
    before.onward.click()
    agree(qtbot, before, "冻结名单")
    qtbot.waitUntil(lambda: isinstance(page.wizard.current(), FrozenStep), timeout=LONG)
    qtbot.waitUntil(arrives(page, Place.FREEZE), timeout=LONG)
    page.show_list()
    qtbot.waitUntil(lambda: page.quarters.buttons[PERIOD].text() == "继续抽取", timeout=LONG)
    assert PERIOD not in page.quarters.edits


def test_conditions_on_objects_are_composed_over_the_form(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    form.conditions.objects.compose.click()
    asked = next(one for one in form.findChildren(ChooseConditions) if one.isVisible())
    asked.builder.fill(RIVER)
    asked.act.click()
    assert form.conditions.chosen_objects() == RIVER
    assert "区域是白马镇或江口镇或平桥镇" in words(form.conditions)
    qtbot.waitUntil(lambda: form.strata.rows["2024-04"].population.text() == "9", timeout=LONG)


def test_no_condition_is_added_to_item_15_before_a_reason_is_written(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    town, reserved = form.conditions.objects.compose, form.conditions.reserved
    assert town.isEnabled()
    assert not reserved.isVisible()
    _tick(form, "2024-15b", "3")
    assert reserved.isVisible()
    assert not town.isEnabled()
    reserved.reason.insert(REASON)
    assert town.isEnabled()
    form.strata.rows["2024-15b"].tick.setChecked(False)
    assert not reserved.isVisible()


def test_conditions_that_were_there_first_need_the_reason_too(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    _fill(form)
    form.conditions.reserved.reason.clear()
    form.act.click()
    qtbot.waitUntil(lambda: "第 15 项日常监管原则上不提前设定范围条件" in words(form.banners), timeout=LONG)
    assert form.conditions.objects.compose.isEnabled()  # what is chosen can be taken back
    assert form.act.isEnabled()


def test_what_is_wrong_is_said_where_it_stands(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    form.due_on.clear()
    form.conditions.years.setText("3.5")
    form.act.click()
    assert "有 3 处填写有误" in words(form)
    for sentence in ("请填写名称", "请填写依据或理由", "请填写日期", "这里要填整数"):
        assert sentence in words(form)
    _fill(form)
    form.due_on.setText("2024-03-31")
    _tick(form, "2024-04", "三家")
    form.act.click()
    assert "4 涉气重点企业、油库加油站：请填写比例或家数" in words(form.banners)
    assert form.strata.rows["2024-04"].share.property("fault")
    assert form.focusWidget() is form.strata.rows["2024-04"].share
    _tick(form, "2024-04", "30 家")
    assert form.strata.rows["2024-04"].quota.text() == ""
    form.act.click()
    qtbot.waitUntil(lambda: "符合条件的共 9 家，不能抽 30 家" in words(form.banners), timeout=LONG)


def test_a_campaign_is_changed_and_deleted_until_it_is_frozen(
    qtbot: QtBot, page: DrawPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = page._desk.act()
    campaigns.make_campaign(_store(page), 2024, TARGETED, act)
    page.show_list()
    qtbot.waitUntil(lambda: PERIOD in page.quarters.edits, timeout=LONG)
    page.quarters.edits[PERIOD].click()
    qtbot.waitUntil(lambda: page.form is not None, timeout=LONG)
    form = page.form
    assert form is not None
    assert not form.unsaved()
    assert f"{PERIOD}　周例远 1月30日 9:00 新建" in words(form.title_line)
    form.name.setText("另一个名称")
    assert page.unsaved() == "修改专项抽取"
    form.act.click()
    qtbot.waitUntil(lambda: "另一个名称" in words(page.quarters), timeout=LONG)
    kept = campaigns.read_campaign(_store(page), PERIOD).fields
    assert replace(kept, title=TARGETED.title) == replace(TARGETED, lines=kept.lines)
    assert set(kept.lines) == set(TARGETED.lines)
    monkeypatch.setattr(choosers, "confirm", lambda _over, _title, _words, _verb, then: then())
    page.quarters.edits[PERIOD].click()
    qtbot.waitUntil(lambda: page.form is not None, timeout=LONG)
    assert page.form is not None
    page.form.delete.click()
    qtbot.waitUntil(lambda: page.form is None and PERIOD not in page.quarters.buttons, timeout=LONG)
    assert campaigns.list_campaigns(_store(page), 2024) == ()


def test_words_the_registries_hold_no_more_are_not_lost(qtbot: QtBot, page: DrawPage) -> None:
    gone = replace(
        TARGETED.targeting,
        objects=(OneOf("town", ("白马镇", "并入的乡")),),
        inspectors=InspectorConditions(posts=("执法人员", "从前的岗位")),
    )
    campaigns.make_campaign(_store(page), 2024, replace(TARGETED, targeting=gone), page._desk.act())
    page.show_list()
    qtbot.waitUntil(lambda: PERIOD in page.quarters.edits, timeout=LONG)
    page.edit_campaign(PERIOD)
    qtbot.waitUntil(lambda: page.form is not None, timeout=LONG)
    assert page.form is not None
    assert page.form.conditions.chosen_objects() == gone.objects
    assert page.form.conditions.chosen_people() == gone.inspectors


def test_a_form_that_was_begun_is_not_left_without_a_word(
    qtbot: QtBot, page: DrawPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = _form(qtbot, page)
    assert page.unsaved() == ""
    asked: list[str] = []
    monkeypatch.setattr(choosers, "confirm", lambda _over, title, *_rest: asked.append(title))
    form.name.insert("汛期")
    assert page.unsaved() == "新建专项抽取"
    page.show_argument("1")
    form.cancel.click()
    assert asked == ["还没有保存"] * 2
    assert page.form is form


def test_the_form_fits_every_room(qtbot: QtBot, page: DrawPage) -> None:
    form = _form(qtbot, page)
    for density, room in (
        (Density.NORMAL, (1230, 711)),
        (Density.COMPACT, (968, 541)),
        (Density.FOLDED, (862, 441)),
    ):
        page.resize(*room)
        page.set_density(density)
        qtbot.wait(1)
        assert page.width() == room[0]
        area = form._area
        assert area.widget().width() <= area.viewport().width()
        assert form.act.isVisible()
        assert form.rect().contains(form.act.mapTo(form, form.act.rect().bottomRight()))


def test_withheld_objects_have_a_line_of_their_own(qtbot: QtBot, page: DrawPage) -> None:
    assert "其他抽取" in words(page.quarters)
    assert "（涉密）" not in words(page.quarters)
    office.withhold(_store(page), "示例白马化工有限公司")
    page.show_list()
    apart = f"{period_id(2024, 1)}-B"
    qtbot.waitUntil(lambda: apart in page.quarters.buttons, timeout=LONG)
    assert "2024年第一季度（涉密）" in words(page.quarters)
    page.quarters.buttons[apart].click()
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    standing = page.wizard.standing
    assert standing is not None
    assert standing.title == "2024年第一季度（涉密）"
