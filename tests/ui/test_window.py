import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.actions import COMMANDS, PAGES, command, spoken
from app.ui.application import after_first_paint
from app.ui.density import Density, density_of
from app.ui.icons import pixmap
from app.ui.page import Page
from app.ui.search_box import SearchBox
from app.ui.tokens import DARK, LIGHT, Tokens, Tone, tokens
from app.ui.window import Window
from tests.ui.samples import PICTURES, RegistryPage, sample_window

KEYS = ("workbench", "registry", "plan", "draw", "visits")
ROOMS = ((1366, 768), (1092, 570), (910, 470))


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = sample_window()
    qtbot.addWidget(made)
    made.go("workbench")
    made.show()
    return made


def test_every_page_has_its_shortcut(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for place, key in enumerate(KEYS):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1.value + place), Qt.KeyboardModifier.AltModifier)
        assert window.current() == key


def test_pages_are_made_on_their_first_visit_and_kept(qtbot: QtBot) -> None:
    made: list[Page] = []

    def build(key: str) -> Page:
        made.append(Page(key))
        return made[-1]

    window = Window()
    window.serve(build)
    qtbot.addWidget(window)
    assert made == []
    assert window.go("registry") is window.go("registry") is made[0]
    assert len(made) == 1


def test_f1_asks_for_the_help_of_the_page_in_front(qtbot: QtBot, window: Window) -> None:
    window.go("plan")
    with qtbot.waitActive(window):
        window.activateWindow()
    with qtbot.waitSignal(window.help_asked) as asked:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert asked.args == ["plan"]


@pytest.mark.parametrize(
    ("room", "density"), [*zip(ROOMS, (Density.NORMAL, Density.COMPACT, Density.FOLDED), strict=True)]
)
def test_rail_and_panel_fold_with_the_room(
    qtbot: QtBot, window: Window, room: tuple[int, int], density: Density
) -> None:
    assert density_of(QSize(*room)) is density
    page = window.go("registry")
    window.resize(*room)
    qtbot.waitUntil(lambda: window.width() == room[0])
    assert page.panel is not None
    assert page.panel.is_folded() is (density is not Density.NORMAL)
    assert window.rail.width() == {Density.NORMAL: 136, Density.COMPACT: 124, Density.FOLDED: 48}[density]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("key", KEYS)
def test_no_button_or_field_is_outside_the_window(
    qtbot: QtBot, window: Window, room: tuple[int, int], key: str
) -> None:
    page = window.go(key)
    window.resize(*room)
    qtbot.waitUntil(lambda: window.width() == room[0])
    QApplication.processEvents()
    for control in page.findChildren(QWidget):
        if not control.isVisible() or not isinstance(control, QAbstractButton | QLineEdit | QComboBox):
            continue
        right = control.mapTo(window, control.rect().bottomRight()).x()
        assert right < room[0], f"{control.accessibleName()} ends at {right} of {room[0]}"
    assert window.size() == QSize(*room)


@pytest.mark.parametrize("key", KEYS)
def test_everything_that_takes_the_keyboard_says_its_name(window: Window, key: str) -> None:
    window.go(key)
    for control in window.findChildren(QWidget):
        if isinstance(control, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QTableView):
            of_qt = type(control).__module__.startswith("PySide6")  # buttons inside Qt's own widgets
            assert of_qt or control.accessibleName(), f"{type(control).__name__} in {key}"


def test_tab_walks_from_the_page_to_the_foot_of_the_window(qtbot: QtBot, window: Window) -> None:
    page = window.go("registry")
    with qtbot.waitActive(window):
        window.activateWindow()
    assert isinstance(window.focusWidget(), SearchBox)
    seen: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    assert isinstance(page, RegistryPage)
    assert page.table in seen
    assert window.status._help in seen
    assert seen.index(page.table) < seen.index(window.status._help)


def test_office_folds_to_a_sign_that_names_it(window: Window) -> None:
    window.rail.set_density(Density.FOLDED)
    assert not window.rail._office.isVisible()
    assert window.rail._head.toolTip() == "示例区生态环境局"


def test_shortcuts_are_given_once() -> None:
    shortcuts = [each.shortcut for each in (*PAGES, *COMMANDS)]
    assert len(set(shortcuts)) == len(shortcuts)
    assert all(not QKeySequence(shortcut).isEmpty() for shortcut in shortcuts)
    assert spoken(command("submit").shortcut) == "Ctrl+回车"


@pytest.mark.usefixtures("qtbot")
def test_every_icon_of_the_table_is_there() -> None:
    for each in (*PAGES, *COMMANDS):
        if each.icon:
            drawn = pixmap(each.icon, tokens(QApplication.palette()).named("text"), 16, 1.0).toImage()
            assert any(drawn.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), each.icon


def test_shell_stands_before_the_database_is_read(qtbot: QtBot) -> None:
    window = sample_window()
    qtbot.addWidget(window)
    order: list[str] = []
    after_first_paint(window, lambda: order.append("database"))
    assert order == []
    window.show()
    qtbot.waitUntil(lambda: order == ["database"])


def test_theme_changes_while_the_window_is_open(qtbot: QtBot, qapp: QApplication, window: Window) -> None:
    assert tokens(window.palette()) is LIGHT
    try:
        theme.apply(qapp, theme.Scheme.DARK)
        qtbot.waitUntil(lambda: tokens(window.palette()) is DARK)
        window.grab()
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)
    assert tokens(window.palette()) is LIGHT


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_and_edges_can_be_read_on_every_ground(colours: Tokens) -> None:
    for ground in (colours.window, colours.base, colours.band, colours.head):
        for ink in (colours.text, colours.second, colours.quiet):
            assert contrast(ink, ground) >= 4.5
    for ground in (colours.window, colours.base):
        assert contrast(colours.edge, ground) >= 3
    for tone in Tone:
        assert contrast(colours.inks[tone], colours.grounds[tone]) >= 4.5


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_sample_pages_draw_without_a_word_from_qt(qtbot: QtBot, name: str) -> None:
    widget = PICTURES[name]()
    qtbot.addWidget(widget)
    widget.show()
    assert not widget.grab().isNull()
