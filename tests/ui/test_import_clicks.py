"""The demonstration registry comes in from a dialect nobody told the program of, in at most six clicks."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.registry_choices import registry_choices
from app.ui import choosers
from app.ui.fields import Combo
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.start import Start
from app.ui.window import Window
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG

MOST = 6
STRANGE = {
    "单位名称": "甲方",
    "统一社会信用代码": "★社会信用代码\n（18 位）",
    "监管类别": "监管等级（一般/重点/特殊）",
    "排污许可管理类别": "许可 管理 类别",
    "所在地": "所属镇街（必填）",
    "经度": "Ｅ经度",
    "纬度": "Ｎ纬度",
    "联系电话": "联系人手机",
}


def strange_dialect(path: Path) -> Path:
    """Write the demonstration registry below a title, with odd headings and the name called as nowhere."""
    rows = [[*row] for row in load_workbook(stages.OBJECTS).worksheets[0].values]
    book = Workbook()
    page = book.worksheets[0]
    page.append(["二〇二四年在册单位一览"])
    page.append([])
    page.append([STRANGE.get(str(heading), heading) for heading in rows[0]])
    for row in rows[1:]:
        page.append(row)
    page.append(["合计", f"{len(rows) - 1}家"])
    book.save(path)
    return path


class Hand:
    """A clerk's mouse: every press counts; choosing a file is two, on the file and on 打开."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        self.clicks = 0
        monkeypatch.setattr(choosers, "open_file", self._choose_file)
        self._file = file

    def press(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())

    def pick(self, qtbot: QtBot, combo: Combo, words: str) -> None:
        self.press(combo)
        view = combo.view()
        qtbot.waitUntil(view.isVisible, timeout=LONG)
        index = combo.model().index(combo.findText(words), 0)
        view.scrollTo(index)
        QTest.qWait(QApplication.doubleClickInterval() + 100)  # a press at once is the end of the one before
        self.press(view.viewport(), view.visualRect(index).center())

    def _choose_file(self, *asked: object) -> None:
        self.clicks += 2
        then = asked[-1]
        assert callable(then)
        then(self._file)


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    seconds = count()
    made = Start(Window(), lambda: office.TODAY + timedelta(seconds=next(seconds)), "乙窗口")
    qtbot.addWidget(made.window)
    made.window.go("workbench")
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()


def button(page: QWidget | None, wanted: str) -> QPushButton | None:
    found = page.findChildren(QPushButton) if page else []
    return next((each for each in found if each.isVisible() and wanted in each.accessibleName()), None)


def test_six_clicks_from_the_start_page(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(monkeypatch, strange_dialect(tmp_path / "一览.xlsx"))
    start.begin(tmp_path / "示例.db")
    qtbot.waitUntil(lambda: button(start.window.front(), "导入检查对象") is not None, timeout=LONG)
    begin = button(start.window.front(), "导入检查对象")
    assert begin
    hand.press(begin)
    qtbot.waitUntil(lambda: isinstance(start.window.front(), RegistryPage), timeout=LONG)
    registry = start.window.front()
    assert isinstance(registry, RegistryPage)
    qtbot.waitUntil(lambda: isinstance(registry.in_front(), ImportPage), timeout=LONG)
    imported = registry.in_front()
    assert isinstance(imported, ImportPage)
    qtbot.waitUntil(lambda: imported.preview is not None, timeout=LONG)
    combo = imported.columns.combo("甲方")
    assert combo
    hand.pick(qtbot, combo, "名称")
    qtbot.waitUntil(imported.act.isEnabled, timeout=LONG)
    assert imported.act.text() == "导入 425 行"
    hand.press(imported.act)
    qtbot.waitUntil(lambda: registry.lists.objects.table.rows.rowCount() == 425, timeout=LONG)
    assert hand.clicks <= MOST
    assert start.book is not None
    assert registry_choices(start.book.desk.store, 2024).objects == 425
