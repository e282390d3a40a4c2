"""查看工作日历: a month with its workdays, and by when a visit of a day must be public."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from app.core.errors import UserError
from app.services.calendar import office_calendar
from app.ui.buttons import Button, Kind
from app.ui.choosers import Question
from app.ui.icons import icon
from app.ui.label import Label
from app.ui.painting import paint_frame
from app.ui.theme import font, px
from app.ui.tokens import tokens

_SATURDAY = 6
_WIDTH = 500


class _Month(QCalendarWidget):
    """Says 休 on weekdays that are off and 班 on weekends that are worked."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale("zh_CN"))
        self.setAccessibleName("工作日历")
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setMinimumSize(px(420), px(280))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, QTextCharFormat())  # Qt would write them in red
        for name, sign in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            turn = self.findChild(QToolButton, name)
            if isinstance(turn, QToolButton):
                turn.setIcon(icon(sign, self))

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
    dialog.body.addWidget(month)
    dialog.body.addWidget(words)
    close = dialog.add_button(Button("关闭", kind=Kind.ACCENT, hint="Esc"))
    close.clicked.connect(dialog.accept)
    dialog.open()
    month.setFocus()
