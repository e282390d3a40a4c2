"""检查人员 and 抽查事项, driven as the clerk drives them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.inspectors import inspector_detail
from app.services.office import Store
from app.services.rows.personnel import PostRow
from app.services.rows.registry import InspectorRow
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.fields import Combo
from app.ui.form_values import Ticks
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_inspector_panel import standing_word
from app.ui.pages.registry_inspectors import columns
from app.ui.pages.registry_recusal_dialog import RecusalDialog
from app.ui.state_word import amber, green, grey, red
from tests.ui import office
from tests.ui.driving import LONG, desk_of, dialog, press, shown, write

TODAY = date(2024, 3, 6)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return office.imported(tmp_path / "示例.db")


@pytest.fixture
def page(qtbot: QtBot, store: Store, jobs: Jobs) -> RegistryPage:
    made = RegistryPage(desk_of(store, jobs, "2024-03-06"))
    shown(qtbot, made)
    made.set_density(Density.NORMAL)
    made.show_argument("inspectors")
    rows = made.lists.inspectors.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 35 and rows.row_at(0) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: made.lists.choices is not None, timeout=LONG)
    return made


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def form_of(qtbot: QtBot, page: RegistryPage) -> FormPage:
    qtbot.waitUntil(lambda: isinstance(page.in_front(), FormPage), timeout=LONG)
    form = page.in_front()
    assert isinstance(form, FormPage)
    return form


def line(form: FormPage, key: str) -> QLineEdit:
    field = form.form.field(key)
    assert isinstance(field, QLineEdit)
    return field


def test_who_can_be_sent_is_said_in_words() -> None:
    assert standing_word("可派", TODAY + timedelta(91), TODAY) == green("可派")
    assert standing_word("可派", TODAY + timedelta(90), TODAY) == amber("90 天后到期")
    assert standing_word("可派", TODAY + timedelta(31), TODAY) == amber("31 天后到期")
    assert standing_word("可派", TODAY + timedelta(30), TODAY) == red("30 天后到期")
    assert standing_word("可派", TODAY, TODAY) == red("今天到期")
    assert standing_word("执法证过期", TODAY - timedelta(1), TODAY) == red("执法证过期")
    assert standing_word("无执法证", None, TODAY) == grey("无执法证")


def test_a_certificate_is_judged_on_the_day_it_is_looked_at() -> None:
    day = TODAY
    standing = next(column for column in columns(lambda: day) if column.key == "standing")
    ends = TODAY + timedelta(91)
    row = InspectorRow(1, "JC-0001", "示例人", "水科", "", (), "SL-1", ends, 0, "可派")
    assert standing.shown(row).said() == "可派"
    day = TODAY + timedelta(1)
    assert standing.shown(row).said() == "90 天后到期"


def test_the_list_of_people_is_searched_and_narrowed(qtbot: QtBot, page: RegistryPage) -> None:
    tab = page.lists.inspectors
    assert page.lists.new.text() == "新增检查人员"
    assert tab.foot.words.text() == "35 人，已选 0"
    tab.chips.set_values("skills", ("辐射",))
    qtbot.waitUntil(lambda: 0 < tab.table.rows.rowCount() < 35, timeout=LONG)
    tab.chips.clear()
    tab.search.setText("文例溪")
    tab.search.searched.emit("文例溪")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1, timeout=LONG)


def test_a_recusal_is_kept_and_shown(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.inspectors
    tab.table.selectRow(0)
    qtbot.waitUntil(lambda: "没有登记回避。" in words(page) or "所在区域" in words(page), timeout=LONG)
    next(button for button in page.findChildren(Button) if button.text() == "登记回避").click()
    form = dialog(qtbot, page)
    write(form, "检查对象", "没有这一家")
    press(qtbot, form, lambda: "请选择关系" in words(form))
    assert isinstance(form, RecusalDialog)
    form.relation.set_key("配偶")
    write(form, "原因", "在该单位任职")
    form.act.click()
    qtbot.waitUntil(
        lambda: any("名录库里没有" in label.text() for label in form.findChildren(QLabel)), timeout=LONG
    )
    write(form, "检查对象", "WL-0003")
    person = tab.table.rows.id_at(0)
    press(qtbot, form, lambda: "示例江口造纸有限公司：配偶，在该单位任职" in words(page))
    recusals = inspector_detail(store, person, TODAY).recusals
    assert ("示例江口造纸有限公司", "配偶，在该单位任职") in [(row.subject, row.why) for row in recusals]


def test_a_new_inspector_needs_the_expiry_of_his_certificate(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    page.lists.new.click()
    form = form_of(qtbot, page)
    line(form, "name").setText("黄例安")
    line(form, "department").setText("水科")
    line(form, "cert").setText("示例00000008")
    line(form, "cap").setText("六")
    form.act.click()
    assert "请填写有效期" in line(form, "cert_expiry").accessibleDescription()
    assert "这里要填整数" in line(form, "cap").accessibleDescription()
    line(form, "cert_expiry").setText("2027年6月30日")
    line(form, "cap").setText("6")
    skills = form.form.field("skills")
    assert isinstance(skills, Ticks)
    skills.set_words(("水", "执法"))
    form.act.click()
    tab = page.lists.inspectors
    qtbot.waitUntil(lambda: tab.table.current_id() is not None, timeout=LONG)
    new = tab.table.current_id()
    assert new is not None
    detail = inspector_detail(store, new, TODAY)
    assert detail.standing == "可派"
    assert (detail.fields.cap, detail.fields.skills) == (6, ("水", "执法"))
    assert detail.fields.cert_expiry == date(2027, 6, 30)


def test_a_changed_inspector_stays_selected(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.inspectors
    person = tab.table.rows.id_at(4)
    tab.table.opened.emit(person)
    form = form_of(qtbot, page)
    line(form, "service_start").setText("2019-03-01")
    form.act.click()
    qtbot.waitUntil(lambda: tab.table.current_id() == person, timeout=LONG)
    assert inspector_detail(store, person, TODAY).fields.service_start == date(2019, 3, 1)


def test_another_post_asks_since_when_and_keeps_the_former(
    qtbot: QtBot, page: RegistryPage, store: Store
) -> None:
    tab = page.lists.inspectors
    person = tab.table.rows.id_at(4)
    was = inspector_detail(store, person, TODAY).fields
    tab.table.opened.emit(person)
    form = form_of(qtbot, page)
    line(form, "post").setText("示例岗位")
    form.act.click()
    asked = dialog(qtbot, page)
    write(asked, "自何日起", "")
    press(qtbot, asked, lambda: "请填写日期" in words(asked))
    write(asked, "自何日起", "2024年3月1日")
    asked.act.click()
    qtbot.waitUntil(lambda: tab.table.current_id() == person, timeout=LONG)
    assert inspector_detail(store, person, TODAY).posts == (
        PostRow(date(2024, 3, 1), was.department, "示例岗位"),
        PostRow(None, was.department, was.post),
    )
    qtbot.waitUntil(lambda: f"2024-03-01起　{was.department}　示例岗位" in words(page), timeout=LONG)


def test_a_corrected_post_writes_no_history(qtbot: QtBot, page: RegistryPage, store: Store) -> None:
    tab = page.lists.inspectors
    person = tab.table.rows.id_at(4)
    tab.table.opened.emit(person)
    form = form_of(qtbot, page)
    line(form, "post").setText("示例岗位")
    form.act.click()
    asked = dialog(qtbot, page)
    kind = asked.findChild(Combo)
    assert isinstance(kind, Combo)
    kind.set_key("corrected")
    asked.act.click()
    qtbot.waitUntil(lambda: tab.table.current_id() == person, timeout=LONG)
    detail = inspector_detail(store, person, TODAY)
    assert (detail.fields.post, detail.posts) == ("示例岗位", ())


def test_the_item_list_is_read_word_for_word(qtbot: QtBot, page: RegistryPage) -> None:
    page.lists.tabs.set_current("items")
    items = page.lists.items
    qtbot.waitUntil(lambda: items.table.rows.rowCount() == 27, timeout=LONG)
    assert not page.lists.new.isVisible()
    rows = items.table.rows
    said = [str(rows.data(rows.index(5, place))) for place in range(rows.columnCount())]
    assert said == [
        "4",
        "大气污染防治设施运行情况",
        "涉气重点企业、油库加油站",
        "大气科（总量科）",
        "现场检查",
        "",
        "每季度 10 %",
        "约12",
    ]
    items.table.selectRow(0)
    assert "1.水污染防治设施是否运行。" in words(page)
    assert "种类是污水处理厂，且标签有城市污水处理厂" in words(page)
