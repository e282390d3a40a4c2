"""揭晓 on the whole screen: what the room sees, and that no key leaves it by mistake."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.services import draw_view
from app.services.rows.draw import DrawView
from app.ui.label import BOLD
from app.ui.tokens import LIGHT, tokens
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.ceremony_paint import EDGE, Canvas, digit_blocks, fit_blocks, projected
from tests.ui.draw_steps import drawn


def _ceremony(folder: Path) -> tuple[Ceremony, DrawView]:
    with closing(drawn(folder / "示例.db")) as store:
        view = draw_view.draw_view(store, 1)
    return Ceremony("示例区生态环境局", view), view


def test_the_ceremony_reveals_by_the_space_bar_and_names_no_unit(qtbot: QtBot, tmp_path: Path) -> None:
    ceremony, view = _ceremony(tmp_path)
    qtbot.addWidget(ceremony)
    ceremony.show()
    picks = [pick for pick in view.picks if not pick.all_inspected]
    qtbot.keyClick(ceremony, Qt.Key.Key_Space)
    qtbot.keyClick(ceremony, Qt.Key.Key_Space)
    assert ceremony.shown() == 2
    assert not ceremony.grab().isNull()
    assert picks[1].ticket[:16] in ceremony.accessibleName()
    assert not any(pick.name in ceremony.accessibleName() for pick in view.picks)
    ceremony._all.click()
    assert ceremony.shown() == len(picks)
    assert not ceremony._next.isEnabled()
    with qtbot.waitSignal(ceremony.left):
        qtbot.keyClick(ceremony, Qt.Key.Key_Escape)


def test_the_space_bar_never_leaves_the_ceremony(qtbot: QtBot, tmp_path: Path) -> None:
    ceremony, view = _ceremony(tmp_path)
    left: list[bool] = []
    ceremony.left.connect(lambda: left.append(True))
    qtbot.addWidget(ceremony)
    with qtbot.waitActive(ceremony):
        ceremony.show()
    assert ceremony.focusWidget() is ceremony
    ceremony._next.setFocus()
    for _ in range(len(view.picks) + 2):
        pressed = ceremony.focusWidget()
        assert pressed is not None
        qtbot.keyClick(pressed, Qt.Key.Key_Space)
    assert ceremony.shown() == sum(not pick.all_inspected for pick in view.picks)
    assert not left


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (910, 470)])
def test_the_newest_line_of_the_ceremony_stands_whole_above_its_foot(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    ceremony, _ = _ceremony(tmp_path)
    qtbot.addWidget(ceremony)
    ceremony.resize(*size)
    ceremony.show()
    ceremony.reveal_all()
    picture = ceremony.grab().toImage()
    soft, x = QColor(tokens(ceremony.palette()).soft), projected(EDGE, size[1]) + 2
    lines = [y for y in range(picture.height()) if picture.pixelColor(x, y) == soft]
    foot = ceremony._leave.parentWidget()
    assert foot is not None
    assert len(lines) > size[1] // 8
    assert max(lines) < foot.y()


@pytest.mark.parametrize("length", [8, 9, 20, 33, 64])
def test_all_digits_of_a_role_are_on_the_projector(qtbot: QtBot, length: int) -> None:
    del qtbot
    digits = ("7" * length, "27182818", "1618033988749894")
    room = 400
    screen = QImage(1366, 768, QImage.Format.Format_RGB32)
    with QPainter(screen) as painter:
        canvas = Canvas(painter, 1366, 768, 56, LIGHT)
        blocks = digit_blocks(canvas, digits, room)
        fit_blocks(canvas, blocks, room)
        assert all(canvas.advance(line) <= room for block in blocks for line in block)
    assert ["".join(block).replace(" ", "") for block in blocks] == list(digits)
    assert len(blocks[1]) == 1


def test_a_title_made_to_fit_is_never_cut(qtbot: QtBot) -> None:
    del qtbot
    title = "示例区生态环境局　2024年第一季度随同人员随机抽取"
    screen = QImage(1366, 768, QImage.Format.Format_RGB32)
    with QPainter(screen) as painter:
        canvas = Canvas(painter, 1366, 768, 56, LIGHT)
        for room in range(480, 760):
            canvas.fit((title,), room, 30, BOLD)
            measure = QFontMetrics(painter.font())
            assert measure.elidedText(title, Qt.TextElideMode.ElideRight, room) == title, room
