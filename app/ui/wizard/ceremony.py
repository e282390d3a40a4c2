"""揭晓: the draw on the whole screen, row by row; only 公开摇号 names the units."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.periods import RevealMode, period_of
from app.services.rows.draw import DrawView, PickRow
from app.ui.buttons import Button, Kind
from app.ui.label import Label
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.tokens import tokens
from app.ui.wizard.ceremony_paint import EDGE, Canvas, Scene, SceneLine, paint_scene, projected
from app.ui.wizard.drawn import drawn_by
from app.ui.wizard.words import fours, moment_words, printed_number

_FOOT = 56
_CODE_SHOWN = 4


class Ceremony(QWidget):
    """Space reveals the next, 全部揭晓 all the rest, Esc leaves; `left` tells that it was left."""

    left = Signal()

    def __init__(self, office: str, view: DrawView, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{view.title}随机抽取")
        self._office = office
        self._view = view
        announced = [pick for pick in view.announced if not pick.raised]
        drawn = [pick for pick in announced if not pick.all_inspected]
        self._whole = len(announced) - len(drawn)
        self._picks = [_line(view, pick) for pick in drawn]
        self._shown = 0
        self._leave = Button("退出全屏", hint="Esc")
        self._all = Button("全部揭晓", after="chevron-right")
        self._next = Button("揭晓下一个", kind=Kind.ACCENT, hint="空格", after="arrow-right")
        for button in (self._leave, self._all, self._next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = Surface("base", "t")
        foot.setFixedHeight(px(_FOOT))
        layout = row(foot, (0, 1, 0, 0), 12)
        self._foot = layout
        layout.addWidget(self._leave)
        words = f"数字已由各方读回确认　{moment_words(view.seeded_at)}"
        layout.addWidget(Label(words, "second"))
        layout.addStretch(1)
        layout.addWidget(self._all)
        layout.addWidget(self._next)
        lines = column(self)
        lines.addStretch(1)
        lines.addWidget(foot)
        self._leave.clicked.connect(lambda _checked=False: self.leave())
        self._all.clicked.connect(lambda _checked=False: self.reveal_all())
        self._next.clicked.connect(lambda _checked=False: self.reveal_next())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else a button would take the space bar for itself
        self.setFocus()
        self._tell()

    def open_on(self, operator: QWidget) -> None:
        """Fill the projector's screen where there is a second one, else the operator's own."""
        own = operator.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not own), own)
        self.setGeometry(other.geometry())
        self.showFullScreen()
        self.activateWindow()

    def shown(self) -> int:
        """Count the rows that are revealed."""
        return self._shown

    def reveal_next(self) -> None:
        """Reveal one more row."""
        self._shown = min(self._shown + 1, len(self._picks))
        self._tell()

    def reveal_all(self) -> None:
        """Skip the rest of the ceremony."""
        self._shown = len(self._picks)
        self._tell()

    def leave(self) -> None:
        """Go back to the operator's page."""
        self.left.emit()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Page Down (a presenter's key) and Esc."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Right}:
            self.reveal_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons stand under the edges of the scene."""
        edge = projected(EDGE, self.height())
        self._foot.setContentsMargins(edge, 1, edge, 0)
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scene."""
        colours = tokens(self.palette())
        canvas = Canvas(QPainter(self), self.width(), self.height(), px(_FOOT), colours)
        paint_scene(canvas, self.scene())

    def scene(self) -> Scene:
        """Give what the room sees at this moment."""
        view = self._view
        said = drawn_by(view.kind)
        code = " ".join(fours(view.digest)[:_CODE_SHOWN])
        return Scene(
            title=f"{self._office}　{view.title}随机抽取",
            aside=f"第 {view.attempt} 次　{view.reveal}　名单校验码 {code} …",
            digits=tuple(
                (f"{role.word}　{role.person}", digits)
                for role, digits in zip(view.roles, view.digits, strict=True)
            ),
            number=said.number,
            heading=_heading(view),
            picks=self._picks,
            shown=self._shown,
            whole=f"另有 {self._whole} {said.turns}{said.whole}" if self._whole else "",
            mark=period_of(view.period).mark,
        )

    def _tell(self) -> None:
        done = self._shown >= len(self._picks)
        if done:
            self.setFocus()  # a button that falls silent would hand the space bar to 退出全屏
        self._next.setEnabled(not done)
        self._all.setEnabled(not done)
        newest = self._picks[self._shown - 1] if self._shown else None
        said = f"，{newest.words} 顺位 {newest.rank} 抽签号 {newest.ticket[:16]}" if newest else ""
        self.setAccessibleName(f"已揭晓 {self._shown} 个，共 {len(self._picks)} 个{said}")
        self.update()


def _names(view: DrawView) -> bool:
    """Tell whether the head let the room see names."""
    return view.reveal is RevealMode.OPEN


def _heading(view: DrawView) -> str:
    said = drawn_by(view.kind)
    if _names(view):
        return "中签人员" if said.companions else "中签单位"
    return said.strata


def _line(view: DrawView, pick: PickRow) -> SceneLine:
    """Give a row; until it is revealed it names nobody, in 保密摇号 and of a withheld object never."""
    unnamed = _unnamed(view, pick)
    words = pick.name if _names(view) and not pick.withheld else unnamed
    return SceneLine(printed_number(pick.number), words, pick.rank, pick.ticket, unnamed)


def _unnamed(view: DrawView, pick: PickRow) -> str:
    """Say what is drawn for; the label of a visit would name whom it goes to."""
    said = drawn_by(view.kind)
    return f"第 {printed_number(pick.number)} {said.place}" if said.companions else pick.label
