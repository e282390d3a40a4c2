"""The states of a draw and the steps of its wizard, for the tests that drive them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services import draw
from app.services.office import Store
from app.ui.buttons import Button
from app.ui.choosers import Question
from app.ui.pages.draw import DrawPage
from app.ui.wizard.digits import DigitsStep
from app.ui.wizard.standing import Place
from app.ui.wizard.step import DrawStep
from tests import stages
from tests.ui import office
from tests.ui.driving import LONG

DAY = "2024-01-30"
Opened = Callable[[Store], DrawPage]
State = Callable[[Path], Store]


def frozen(path: Path) -> Store:
    """Freeze the first quarter."""
    store = office.planned(path)
    stages.freeze(store)
    return store


def seeded(path: Path) -> Store:
    """Confirm the digits of the first quarter."""
    store = frozen(path)
    draw.take_digits(store, 1, stages.DIGITS, stages.act(DAY))
    return store


def drawn(path: Path) -> Store:
    """Draw the first quarter."""
    store = seeded(path)
    draw.perform(store, 1, stages.act(DAY))
    return store


def walk(qtbot: QtBot, page: DrawPage) -> None:
    page.quarters.buttons["2024Q1"].click()
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)


S = TypeVar("S", bound=DrawStep)


def step(page: DrawPage, kind: type[S]) -> S:
    found = page.wizard.current()
    assert isinstance(found, kind)
    return found


def arrives(page: DrawPage, place: Place) -> Callable[[], bool]:
    return lambda: page.wizard.at() is place


def agree(qtbot: QtBot, parent: QWidget, verb: str) -> None:
    """Press the button of the question that lies over a step."""
    question = next(found for found in parent.findChildren(Question) if found.isVisible())
    button = next(found for found in question.findChildren(Button) if found.text() == verb)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_digits(qtbot: QtBot, found: DigitsStep, digits: tuple[str, ...]) -> None:
    for field, typed in zip(found.fields.fields, digits, strict=True):
        field.clear()
        qtbot.keyClicks(field, typed)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
