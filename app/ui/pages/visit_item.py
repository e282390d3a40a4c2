"""One item of a visit: three choices side by side, the other outcomes behind 0, what a choice needs below."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from app.core.states import PUBLIC_WORDINGS, Outcome
from app.services.rows.visit import VisitItemRow
from app.ui.buttons import Button, Kind
from app.ui.cut_line import CutLine
from app.ui.fields import DateField, TextField
from app.ui.icons import paint_icon
from app.ui.label import BOLD, NORMAL, Label
from app.ui.pages.visit_draft import NEEDS_WORDS, ItemDraft
from app.ui.painting import paint_face, paint_ring, paint_words
from app.ui.sign import SignedWords
from app.ui.surface import Surface, column, row
from app.ui.theme import font, px
from app.ui.tokens import tokens

_HEIGHT = 44
_SQUARE = 28
_OTHERS = {
    Outcome.CLOSED: "整家剔除，由候补接替",
    Outcome.MOVED: "整家剔除，由候补接替",
    Outcome.UNREACHABLE: "整家剔除，由候补接替",
    Outcome.SUSPENDED: "整家剔除，由候补接替；到场查过的请选三种结果之一",
    Outcome.NOT_APPLICABLE: "只剔除这一事项，其余事项照常",
    Outcome.REFUSED: "检查不结束，直到有处理结果",
}
_MEASURES = {Outcome.CORRECTED: "责令整改", Outcome.CASE: "立案情况"}
_HINTS = {Outcome.CORRECTED: "发现的问题和整改要求", Outcome.CASE: "违法行为和立案情况"}


class Choice(QPushButton):
    """A public wording with its key in a square; the chosen one is ticked."""

    def __init__(self, number: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._number = number
        self.chosen = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_chosen(chosen=False)

    def set_chosen(self, *, chosen: bool) -> None:
        """Tick, or take the tick away."""
        self.chosen = chosen
        self.setAccessibleName(f"{self._number} {self.text()}{'，已选' if chosen else ''}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give one face of 44 px."""
        return QSize(px(200), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the face, the key, the words, and the tick of the chosen one."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        face = self.rect()
        if self.hasFocus():
            face = paint_ring(painter, face, QColor(colours.accent))
        on = self.isEnabled() or self.chosen
        fill = colours.soft if self.chosen else colours.base if on else colours.head
        edge = colours.accent if self.chosen else colours.edge if on else colours.line
        ink = QColor(colours.accent if self.chosen else colours.text if on else colours.quiet)
        paint_face(painter, face, QColor(fill), QColor(edge))
        side = px(_SQUARE)
        square = QRect(px(8), (self.height() - side) // 2, side, side)
        paint_face(painter, square, QColor(colours.base if on else colours.head), QColor(edge))
        painter.setFont(font(weight=BOLD if self.chosen else NORMAL))
        painter.setPen(ink)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(self._number))
        tick = px(16) if self.chosen else 0
        place = QRect(
            square.right() + px(10), 0, self.width() - square.right() - px(16) - tick, self.height()
        )
        self._paint_words(painter, place, ink)
        if self.chosen:
            mark = QRect(self.width() - tick - px(10), (self.height() - tick) // 2, tick, tick)
            paint_icon(painter, "check", mark, ink)

    def _paint_words(self, painter: QPainter, place: QRect, ink: QColor) -> None:
        """Write on one line, on two where it is narrow."""
        if QFontMetrics(painter.font()).horizontalAdvance(self.text()) <= place.width():
            paint_words(painter, place, self.text(), ink)
            return
        lines = self.text().replace("已", "\n已", 1)  # 发现问题 / 已责令整改: no phrase is torn
        painter.drawText(place.adjusted(0, 2, 0, -2), Qt.AlignmentFlag.AlignVCenter, lines)


class ItemBlock(Surface):
    """`changed` after every change, `answered` when the item is done and the next one may begin."""

    changed = Signal()
    answered = Signal()

    def __init__(self, item: VisitItemRow, draft: ItemDraft, parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self.item = item
        self._draft = draft
        self._public_only = False
        self.setAccessibleName(f"事项 {item.number} {item.name}")
        lines = column(self, (12, 10, 12, 10), 8)
        lines.addWidget(self._head())
        faces = QWidget()
        self._faces = row(faces, gap=8)
        self.choices = [Choice(place, words) for place, words in enumerate(PUBLIC_WORDINGS, start=1)]
        for choice, words in zip(self.choices, PUBLIC_WORDINGS, strict=True):
            self._faces.addWidget(choice, 1)
            choice.clicked.connect(lambda _checked=False, words=words: self.choose(words))
        lines.addWidget(faces)
        self._other = SignedWords("info", "", "blue")
        lines.addWidget(self._other)
        lines.addWidget(self._needs())
        self._show()

    def choose(self, outcome: str) -> None:
        """Take an outcome; the keyboard goes to what it needs, else the item is answered."""
        self._draft.outcome = str(outcome)
        self._show()
        self.changed.emit()
        if outcome in NEEDS_WORDS:
            self.measures.setFocus()
        else:
            self.answered.emit()

    def set_editable(self, *, editable: bool, public_only: bool) -> None:
        """Let results be entered; `public_only` after a visit was made: one of the three wordings."""
        self._public_only = public_only
        for choice in self.choices:
            choice.setEnabled(editable)
        for field in (self.measures, self.mend_by):
            field.setEnabled(editable)
        self.others.setVisible(editable and not public_only)

    def take_focus(self) -> None:
        """Let the keyboard begin at the choice that stands, else at the first."""
        chosen = next((choice for choice in self.choices if choice.chosen), self.choices[0])
        chosen.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 choose, 0 opens the other outcomes, the arrows walk the choices."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.choices[0].isEnabled():
            super().keyPressEvent(event)
            return
        key = event.text()
        if key in {"1", "2", "3"}:
            self.choose(PUBLIC_WORDINGS[int(key) - 1])
        elif key == "0" and not self._public_only:
            self.open_others()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._walk(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def open_others(self) -> QMenu:
        """Offer the outcomes that are no public wording, each with what follows from it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for outcome, then in _OTHERS.items():
            action = menu.addAction(f"{outcome}　{then}")
            action.triggered.connect(lambda _checked=False, outcome=outcome: self.choose(outcome))
        menu.popup(self.others.mapToGlobal(self.others.rect().bottomLeft()))
        return menu

    def _head(self) -> QWidget:
        head = QWidget()
        layout = row(head, gap=8)
        number = Label(self.item.number, weight=BOLD)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        square = Surface("head")
        square.setFixedSize(px(_SQUARE), px(24))
        row(square).addWidget(number)
        layout.addWidget(square)
        title = CutLine()
        whole = "\n".join((self.item.name, *self.item.contents))
        title.set_words(self.item.name, "".join(self.item.contents), whole)
        layout.addWidget(title, 1)
        self.others = Button("0　其他情形", kind=Kind.LINK, after="chevron-down", height=24)
        self.others.clicked.connect(lambda _checked=False: self.open_others())
        layout.addWidget(self.others)
        return head

    def _needs(self) -> QWidget:
        self._need = QWidget()
        layout = row(self._need, gap=8)
        self._measures_label = Label(ink="second")
        self.measures = TextField("责令整改")
        self._mend_label = Label("整改期限", "second")
        self.mend_by = DateField("整改期限")
        self.mend_by.setFixedWidth(px(132))
        for widget in (self._measures_label, self._mend_label, self.mend_by):
            layout.addWidget(widget)
        layout.insertWidget(1, self.measures, 1)
        self.measures.setText(self._draft.measures)
        self.mend_by.setText(self._draft.mend_by)
        self.measures.textChanged.connect(self._take_measures)
        self.mend_by.textChanged.connect(self._take_day)
        for field in (self.measures, self.mend_by):
            field.returnPressed.connect(self.answered)
        return self._need

    def _show(self) -> None:
        outcome = self._draft.outcome
        for choice, words in zip(self.choices, PUBLIC_WORDINGS, strict=True):
            choice.set_chosen(chosen=words == outcome)
        other = next((found for found in _OTHERS if found == outcome), None)
        self._other.setVisible(other is not None)
        if other is not None:
            self._other.set_words("info", f"{other}：{_OTHERS[other]}", "blue")
        needed = next((found for found in NEEDS_WORDS if found == outcome), None)
        self._need.setVisible(needed is not None)
        if needed is None:
            return
        self._measures_label.setText(_MEASURES[needed])
        self.measures.setAccessibleName(_MEASURES[needed])
        self.measures.setPlaceholderText(_HINTS[needed])
        for widget in (self._mend_label, self.mend_by):
            widget.setVisible(needed == Outcome.CORRECTED)

    def _walk(self, step: int) -> None:
        place = next((n for n, choice in enumerate(self.choices) if choice.hasFocus()), 0)
        self.choices[(place + step) % len(self.choices)].setFocus()

    def _take_measures(self, text: str) -> None:
        self._draft.measures = text
        self.changed.emit()

    def _take_day(self, text: str) -> None:
        self._draft.mend_by = text
        self.changed.emit()
