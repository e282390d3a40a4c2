"""Fields of forms: words, dates, numbers and choices, each checked in words."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.core.errors import UserError
from app.ui.icons import icon, paint_icon
from app.ui.painting import paint_face, paint_ring, paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?")
_DATE_WIDTH = 132
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_POINTED = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{0,12})?")
_ECHOED = 20


def shortened(typed: str) -> str:
    """Give what was typed, cut so that a sentence about it stays a sentence."""
    return typed if len(typed) <= _ECHOED else f"{typed[:_ECHOED]}…"


def read_date(text: str) -> date | None:
    """Read a date as people type it, None where nothing is written; a UserError says what is wrong."""
    typed = text.strip()
    if not typed:
        return None
    found = _DATE.fullmatch(typed)
    try:
        if found is None:
            raise ValueError  # noqa: TRY301 (both ways of being no date end in one sentence)
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise UserError(f"日期请写成 2024-03-05 的样子，现为“{shortened(typed)}”") from None


class TextField(QLineEdit):
    """One line of words; no limit on its length, names may be long."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font())


class TextArea(QPlainTextEdit):
    """Some lines of words; Tab leaves it."""

    def __init__(self, name: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * px(20) + px(16))


class NumberField(TextField):
    """A number, or nothing; `whole` numbers only or with a point."""

    def __init__(self, name: str, *, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._whole = whole

    def number(self) -> float | None:
        """Give the number, None where nothing is written; a UserError says what is wrong."""
        text = self.text().strip()
        if not text:
            return None
        wanted, kind = (_WHOLE, "整数，最多 9 位") if self._whole else (_POINTED, "数字，整数部分最多 12 位")
        if not wanted.fullmatch(text):
            raise UserError(f"这里要填{kind}，现为“{shortened(text)}”")
        return int(text) if self._whole else float(text)


class DateField(TextField):
    """A date as 2024-03-05; other ways of writing it are understood, a calendar opens by its sign or F4."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "年-月-日", parent)
        self.setMinimumWidth(px(_DATE_WIDTH))
        self._open = self.addAction(icon("calendar-clock", self), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText("打开日历")
        self._open.setShortcut("F4")
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.triggered.connect(lambda _checked=False: self.open_calendar())
        self.editingFinished.connect(self._tidy)

    def set_date(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self.setText(day.isoformat() if day else "")

    def day(self) -> date | None:
        """Give the date, None where nothing is written; a UserError says what is wrong."""
        return read_date(self.text())

    def open_calendar(self) -> None:
        """Show a month to choose from under the field."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(QLocale("zh_CN"))
        calendar.setAccessibleName(f"{self.accessibleName()}：日历")
        try:
            shown = self.day()
        except UserError:
            shown = None
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda chosen: self._take(calendar, chosen))
        calendar.clicked.connect(lambda chosen: self._take(calendar, chosen))
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sign in the ink of the theme in use."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_open"):
            self._open.setIcon(icon("calendar-clock", self))

    def _take(self, calendar: QCalendarWidget, chosen: QDate) -> None:
        self.set_date(date(chosen.year(), chosen.month(), chosen.day()))
        calendar.close()

    def _tidy(self) -> None:
        try:
            self.set_date(self.day())
        except UserError:
            return


class Combo(QComboBox):
    """A choice of words; what is chosen is known by its key, never by its place."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(font())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, as pairs of key and words."""
        self.clear()
        for key, words in choices:
            self.addItem(words, key)

    def key(self) -> str:
        """Give the key of what is chosen, empty where nothing is."""
        return str(self.currentData() or "")

    def set_key(self, key: str) -> None:
        """Choose by key."""
        self.setCurrentIndex(self.findData(key))

    def sizeHint(self) -> QSize:
        """Room for the longest words."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(widest + px(52), px(32))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its longest words; they are cut."""
        return QSize(px(80), px(32))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a form that scrolls must not change what is chosen."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw face, words and arrow."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        face = self.rect()
        if self.hasFocus():
            face = paint_ring(painter, face, QColor(colours.accent))
        enabled = self.isEnabled()
        fill, edge = (colours.base, colours.edge) if enabled else (colours.head, colours.line)
        paint_face(painter, face, QColor(fill), QColor(edge))
        painter.setFont(self.font())
        ink = QColor(colours.text if enabled else colours.quiet)
        inset = px(11) + 3  # where the words of a QLineEdit stand: edge, padding and 2 px of its own
        paint_words(painter, self.rect().adjusted(inset, 0, -px(32), 0), self.currentText(), ink)
        side = px(16)
        arrow = QRect(self.width() - side - px(10), (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevron-down", arrow, ink)
