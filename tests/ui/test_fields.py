from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui.chips import ChipBar, Filter
from app.ui.density import Density
from app.ui.fields import Combo, DateField, NumberField, TextField
from app.ui.form import Form
from app.ui.search_box import SearchBox

FILTERS = (
    Filter("state", "状态", ("正常", "停产")),
    Filter("town", "所在地", ("白马镇",)),
    Filter("new", "本年未检查"),
)


@pytest.mark.parametrize(
    "written", ["2024-03-05", "2024-3-5", "20240305", "2024.3.5", "2024/03/05", "2024年3月5日"]
)
def test_dates_are_understood_as_they_are_written(qtbot: QtBot, written: str) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    field.setText(written)
    field.editingFinished.emit()
    assert field.day() == date(2024, 3, 5)
    assert field.text() == "2024-03-05"


@pytest.mark.parametrize("written", ["2024-02-30", "昨天", "24-03-05"])
def test_what_is_no_date_is_told_with_what_was_written(qtbot: QtBot, written: str) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    field.setText(written)
    field.editingFinished.emit()
    assert field.text() == written
    with pytest.raises(UserError, match=written):
        field.day()


def test_empty_date_is_none(qtbot: QtBot) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    assert field.day() is None


def test_calendar_opens_from_the_keyboard_and_fills_the_field(qtbot: QtBot) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    field.show()
    field.set_date(date(2024, 3, 5))
    field.open_calendar()
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    qtbot.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
    qtbot.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
    assert field.day() == date(2024, 3, 6)


def test_numbers_say_what_kind_is_wanted(qtbot: QtBot) -> None:
    whole, tonnes = NumberField("每次上限", whole=True), NumberField("危险废物", whole=False)
    qtbot.addWidget(whole)
    qtbot.addWidget(tonnes)
    tonnes.setText("86.5")
    whole.setText("8.5")
    assert tonnes.number() == 86.5
    with pytest.raises(UserError, match="整数"):
        whole.number()


@pytest.mark.parametrize("typed", ["9" * 22, "1_0", "１２", "abc", "9" * 5000])
def test_a_whole_number_fits_the_registry(qtbot: QtBot, typed: str) -> None:
    field = NumberField("每次上限", whole=True)
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(UserError) as refused:
        field.number()
    assert len(str(refused.value)) < 60


@pytest.mark.parametrize("typed", ["inf", "nan", "1e400", "1e5", "9" * 13])
def test_an_amount_is_a_number_one_can_write(qtbot: QtBot, typed: str) -> None:
    field = NumberField("危险废物", whole=False)
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(UserError, match="数字"):
        field.number()


def test_choice_is_known_by_its_key(qtbot: QtBot) -> None:
    combo = Combo("方式", (("site", "现场检查"), ("paper", "书面检查")))
    qtbot.addWidget(combo)
    combo.set_key("paper")
    assert (combo.key(), combo.currentText()) == ("paper", "书面检查")


def test_faults_stand_beside_their_fields_and_are_counted_at_the_top(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    name, code = TextField("名称"), TextField("代码")
    form.add("name", "名称", name)
    form.add("uscc", "代码", code)
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()

    form.set_faults({"uscc": "少 1 位"})
    assert form.focusWidget() is code
    assert code.accessibleDescription() == "少 1 位"
    assert form._faults["uscc"].isVisible()
    assert not form.banners.isVisible()

    form.set_faults({"uscc": "少 1 位", "name": "名称不能为空"})
    assert form.banners.isVisible()
    form.set_faults({})
    assert not form.banners.isVisible()
    assert not form._faults["uscc"].isVisible()


def test_search_is_told_while_one_types_but_not_at_every_key(qtbot: QtBot) -> None:
    box = SearchBox("名称、拼音")
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    qtbot.keyClicks(box, "bm")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["bm"])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["bm"]


def test_search_is_silent_while_chinese_is_composed(qtbot: QtBot) -> None:
    box = SearchBox("名称、拼音")
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    QApplication.sendEvent(box, QInputMethodEvent("baima", []))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == []
    done = QInputMethodEvent("", [])
    done.setCommitString("白马")
    QApplication.sendEvent(box, done)
    qtbot.waitUntil(lambda: heard == ["白马"])


def test_esc_clears_the_search(qtbot: QtBot) -> None:
    box = SearchBox("名称、拼音")
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    box.setText("白马")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["白马", ""]


def test_chip_shows_what_is_chosen_and_tells_once(qtbot: QtBot) -> None:
    bar = ChipBar(FILTERS)
    qtbot.addWidget(bar)
    heard: list[dict[str, tuple[str, ...]]] = []
    bar.changed.connect(lambda: heard.append(bar.values()))

    bar.set_values("state", ("正常", "停产"))

    assert heard == [{"state": ("正常", "停产")}]
    assert bar._chips["state"].text() == "正常、停产"
    assert bar._chips["state"].accessibleName() == "状态：正常、停产"


def test_chip_without_choices_is_on_or_off(qtbot: QtBot) -> None:
    bar = ChipBar(FILTERS)
    qtbot.addWidget(bar)
    chip = bar._chips["new"]
    chip.click()
    assert bar.values() == {"new": ("本年未检查",)}
    chip.click()
    assert bar.values() == {}


def test_chips_fold_under_one_where_there_is_little_room(qtbot: QtBot) -> None:
    bar = ChipBar(FILTERS)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_density(Density.COMPACT)
    assert [chip.isVisible() for chip in bar._chips.values()] == [True, True, False]
    assert bar._more.text() == "更多条件 1"
    bar._open_more()
    bar._more_menu.actions()[0].trigger()
    assert bar.values() == {"new": ("本年未检查",)}


def test_no_chip_is_cut_where_a_panel_leaves_hardly_any_room(qtbot: QtBot) -> None:
    bar = ChipBar(FILTERS)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_density(Density.FOLDED)
    bar.resize(bar.minimumSizeHint())
    shown = [chip for chip in (*bar._chips.values(), bar._more) if chip.isVisible()]
    assert [chip.text() for chip in shown] == ["状态", "更多条件 2"]
    assert all(chip.width() >= chip.sizeHint().width() for chip in shown)
