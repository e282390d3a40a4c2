"""查看工作日历: a month with its workdays, and by when a visit of a day must be public."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from app.core.errors import UserError
from app.services.calendar import office_calendar
from app.ui.buttons import Button, Kind, icon_button
from app.ui.choosers import Question
from app.ui.label import BOLD, Label
from app.ui.painting import paint_frame
from app.ui.surface import Surface, column, row
from app.ui.theme import font, px
from app.ui.tokens import tokens

_SATURDAY = 6
_WIDTH = 500
_ROW, _ROWS = 32, 7
_BAR = 34


class _Month(QCalendarWidget):
    """Says 休 on weekdays that are off and 班 on weekends that are worked."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale("zh_CN"))
        self.setAccessibleName("工作日历")
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setNavigationBarVisible(False)  # Qt would write 三月 2024
        self.setMinimumWidth(px(420))
        self.setFixedHeight(px(_ROW) * _ROWS)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, QTextCharFormat())  # Qt would write them in red

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        shown = day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        colours = tokens(self.palette())
        works = _works(_plain(shown))
        chosen = shown == self.selectedDate()
        painter.save()
        painter.fillRect(rect, QColor(colours.soft if chosen else colours.base if works else colours.head))
        if chosen:
            paint_frame(painter, rect, QColor(colours.accent))
        other_month = shown.month() != self.monthShown()
        ink = colours.quiet if other_month else colours.text if works else colours.second
        painter.setPen(QColor(ink))
        painter.setFont(font())
        weekend = shown.dayOfWeek() >= _SATURDAY
        word = "班" if works and weekend else "休" if not works and not weekend else ""
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{shown.day()}{word}")
        painter.restore()


class _Turning(Surface):
    """The month in the words of the office, with the way to the one before and the one after."""

    def __init__(self, month: _Month) -> None:
        super().__init__("head", "trl")
        self._month = month
        self._words = Label(weight=BOLD)
        self.before = icon_button("chevron-left", "上个月")
        self.after = icon_button("chevron-right", "下个月")
        self.setFixedHeight(px(_BAR))
        layout = row(self, (4, 1, 4, 0), 8)
        layout.addWidget(self.before)
        layout.addStretch(1)
        layout.addWidget(self._words)
        layout.addStretch(1)
        layout.addWidget(self.after)
        self.before.clicked.connect(lambda _checked=False: month.showPreviousMonth())
        self.after.clicked.connect(lambda _checked=False: month.showNextMonth())
        month.currentPageChanged.connect(lambda _year, _month: self._tell())
        self._tell()

    def _tell(self) -> None:
        self._words.setText(f"{self._month.yearShown()}年{self._month.monthShown()}月")


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _works(day: date) -> bool:
    try:
        return office_calendar().is_workday(day)
    except UserError:
        return day.isoweekday() < _SATURDAY


def show_calendar(parent: QWidget, today: date) -> None:
    """Open the calendar on today's month; choosing a day says by when its results must be public."""
    dialog = Question(parent, "工作日历", "灰底为休息日；“休”为放假调休，“班”为周末上班。")
    dialog.setMinimumWidth(px(_WIDTH))
    month = _Month()
    month.setSelectedDate(QDate(today.year, today.month, today.day))
    words = Label()

    def tell() -> None:
        day = _plain(month.selectedDate())
        try:
            due = office_calendar().disclosure_deadline(day)
        except UserError as error:
            words.setText(str(error))
            return
        ended = f"{day.month}月{day.day}日检查结束的"
        words.setText(f"{ended}，最迟 {due.year}年{due.month}月{due.day}日公开（第 20 个工作日）。")

    month.selectionChanged.connect(tell)
    tell()
    whole = QWidget()
    lines = column(whole)
    lines.addWidget(_Turning(month))
    lines.addWidget(month)
    dialog.body.addWidget(whole)
    dialog.body.addWidget(words)
    dialog.body.addStretch(1)
    close = dialog.add_button(Button("关闭", kind=Kind.ACCENT, hint="Esc"))
    close.clicked.connect(dialog.accept)
    laid = dialog.layout()
    if laid is not None:
        dialog.resize(px(_WIDTH), laid.totalHeightForWidth(px(_WIDTH)))
    dialog.open()
    month.setFocus()
