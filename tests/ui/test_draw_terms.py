"""Before the freeze the clerk settles how the room sees the draw and where the digits come from."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.periods import RevealMode
from app.models.registry import InspectionObject
from app.services import draw_view, terms
from app.services.office import Store
from app.services.rows.terms import SourceKind
from app.ui.form_dialog import FormDialog
from app.ui.pages.draw import DrawPage
from app.ui.tokens import LIGHT
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.ceremony import Ceremony
from app.ui.wizard.ceremony_paint import Canvas, Scene, paint_scene
from app.ui.wizard.standing import Place
from tests import stages
from tests.ui import office
from tests.ui.draw_steps import Opened, State, arrives, step, walk, words
from tests.ui.driving import LONG, dialog, press, write

PERIOD = "2024Q1"


def choose(form: FormDialog, label: str, word: str) -> None:
    """Choose a word in the list with this name."""
    field = next(found for found in form.findChildren(QComboBox) if found.accessibleName() == label)
    field.setCurrentIndex(field.findText(word))
    assert field.currentText() == word


def before_freezing(qtbot: QtBot, page: DrawPage) -> BeforeFreezeStep:
    """Go to the step that freezes, past the items."""
    walk(qtbot, page)
    page.wizard.go(Place.FREEZE)
    return step(page, BeforeFreezeStep)


def says(widget: QWidget, told: str) -> Callable[[], bool]:
    return lambda: told in words(widget)


def test_the_head_lets_the_room_see_names(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    page = draw_page(store)
    before = before_freezing(qtbot, page)
    assert "保密摇号，大屏只显示事项、顺位、抽签号" in words(before)
    before.reveal.click()
    form = dialog(qtbot, before)
    choose(form, "揭晓方式", "公开摇号")
    write(form, "决定人", "王例正")
    press(qtbot, form, says(before, "公开摇号，大屏显示单位名称，王例正决定"))
    assert arrives(page, Place.FREEZE)()
    assert terms.read_terms(store, PERIOD).reveal is RevealMode.OPEN


def test_who_decides_is_asked_for(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    before = before_freezing(qtbot, draw_page(store))
    before.reveal.click()
    form = dialog(qtbot, before)
    write(form, "决定人", "")
    form.act.click()
    assert "请填写作出决定的负责人" in words(form)
    assert terms.read_terms(store, PERIOD).decided_by == ""


def test_one_role_takes_a_public_result_of_a_later_day(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    before = before_freezing(qtbot, draw_page(store))
    before.sources.click()
    form = dialog(qtbot, before)
    choose(form, "监督人的数字来源", "折叠纸签")
    choose(form, "见证人的数字来源", "公开结果")
    write(form, "公开结果", "示例彩票第 060 期")
    write(form, "公布日期", "2024-01-30")
    write(form, "公布时刻", "8:00")
    form.act.click()
    qtbot.waitUntil(says(form, "已经公布"), timeout=LONG)
    write(form, "公布时刻", "21:15")
    told = "见证人 公开结果：示例彩票第 060 期，2024-01-30 21:15 公布"
    press(qtbot, form, says(before, told))
    kinds = [source.kind for source in terms.read_terms(store, PERIOD).sources]
    assert kinds == [SourceKind.DICE, SourceKind.SLIPS, SourceKind.PUBLISHED]


def test_a_public_result_serves_one_role_alone(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    before = before_freezing(qtbot, draw_page(draw_file(office.planned)))
    before.sources.click()
    form = dialog(qtbot, before)
    for role in ("监督人", "见证人"):
        choose(form, f"{role}的数字来源", "公开结果")
    form.act.click()
    assert "公开结果只能由一方采用" in words(form)
    assert "请写成 21:15 这样的时刻" in words(form)


def test_the_ceremony_names_units_only_where_the_head_said_so(
    qtbot: QtBot, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    terms.choose_reveal(store, PERIOD, RevealMode.OPEN, "王例正", stages.act("2024-01-30"))
    stages.perform(store, stages.freeze(store))
    view = draw_view.draw_view(store, 1)
    drawn = [pick for pick in view.picks if not pick.all_inspected]
    room = Ceremony("示例区生态环境局", view)
    qtbot.addWidget(room)
    scene = room.scene()
    assert (scene.heading, "公开摇号" in scene.aside) == ("中签单位", True)
    assert [line.words for line in scene.picks] == [pick.name for pick in drawn]


def test_the_room_reads_no_name_of_what_became_secret_after_the_freeze(
    qtbot: QtBot, draw_file: Callable[[State], Store]
) -> None:
    store = draw_file(office.planned)
    terms.choose_reveal(store, PERIOD, RevealMode.OPEN, "王例正", stages.act("2024-01-30"))
    stages.perform(store, stages.freeze(store))
    pick = next(each for each in draw_view.draw_view(store, 1).picks if not each.all_inspected)
    with store.writing() as session:
        found = session.scalars(select(InspectionObject).where(InspectionObject.code == pick.code)).one()
        found.secrecy_basis = "示例保密依据"
    room = Ceremony("示例区生态环境局", draw_view.draw_view(store, 1))
    qtbot.addWidget(room)
    room.reveal_all()
    assert pick.name not in repr(room.scene()) + room.accessibleName()
    assert room.scene().picks[0].words == pick.label


@dataclass(frozen=True, slots=True)
class Read(Canvas):
    """A canvas that keeps the words written on it."""

    said: list[str] = field(default_factory=list)

    def write(
        self, place: QRect, words: str, ink: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """Keep one line."""
        del place, ink, align
        self.said.append(words)


def read(scene: Scene) -> list[str]:
    """Give what the room reads."""
    screen = QImage(1366, 768, QImage.Format.Format_RGB32)
    with QPainter(screen) as painter:
        canvas = Read(painter, 1366, 768, 56, LIGHT)
        paint_scene(canvas, scene)
    return canvas.said


def test_no_name_is_read_before_it_is_revealed(qtbot: QtBot, draw_file: Callable[[State], Store]) -> None:
    store = draw_file(office.planned)
    terms.choose_reveal(store, PERIOD, RevealMode.OPEN, "王例正", stages.act("2024-01-30"))
    stages.perform(store, stages.freeze(store))
    room = Ceremony("示例区生态环境局", draw_view.draw_view(store, 1))
    qtbot.addWidget(room)
    names = [line.words for line in room.scene().picks]
    for shown in range(3):
        said = read(room.scene())
        assert [name for name in names[:3] if name in said] == names[:shown]
        room.reveal_next()


def test_a_closed_ceremony_names_nobody(qtbot: QtBot, draw_file: Callable[[State], Store]) -> None:
    store = draw_file(office.planned)
    stages.perform(store, stages.freeze(store))
    view = draw_view.draw_view(store, 1)
    room = Ceremony("示例区生态环境局", view)
    qtbot.addWidget(room)
    room.reveal_all()
    said = repr(room.scene()) + room.accessibleName()
    assert "保密摇号" in said
    assert not [pick.name for pick in view.picks if pick.name in said]


def test_what_is_drawn_apart_offers_no_choice_of_showing_names(
    qtbot: QtBot, draw_page: Opened, draw_file: Callable[[State], Store]
) -> None:
    page = draw_page(draw_file(office.planned))
    page.wizard.open_period(f"{PERIOD}-B")
    qtbot.waitUntil(lambda: page.wizard.standing is not None, timeout=LONG)
    page.wizard.go(Place.FREEZE)
    before = step(page, BeforeFreezeStep)
    assert (before.reveal.isHidden(), before.sources.isHidden()) == (True, False)
