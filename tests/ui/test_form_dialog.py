import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui.fields import TextField
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.jobs import Jobs


@pytest.fixture
def dialog(qtbot: QtBot, jobs: Jobs) -> Iterator[FormDialog]:
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    yield FormDialog(around, jobs, "作废本次抽取", "作废后留在记录里。", "作废")
    around.close()


def test_a_second_press_waits_for_the_first(qtbot: QtBot, dialog: FormDialog) -> None:
    hold, begun, answers = threading.Event(), [0], list[str]()

    def work() -> str:
        begun[0] += 1
        hold.wait(5)
        return "done"

    dialog.ask(lambda: work, answers.append)
    for _ in range(2):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    hold.set()
    qtbot.waitUntil(lambda: answers == ["done"])
    assert begun == [1]


def test_what_the_service_refused_is_gone_with_the_next_try(qtbot: QtBot, dialog: FormDialog) -> None:
    day = TextField("公开日期")
    dialog.add("day", "公开日期", day, filled(day, "请填写公开日期"))

    def work() -> None:
        raise UserError("公开日期 2099-01-01 还没有到")

    def banners() -> str:
        return "".join(label.text() for label in dialog.banners.findChildren(QLabel) if label.isVisible())

    dialog.ask(lambda: work, lambda _none: None)
    day.setText("2099-01-01")
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "还没有到" in banners() and dialog.act.isEnabled())
    assert words_of(day) == "2099-01-01"
    day.clear()
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "还没有到" not in banners())
