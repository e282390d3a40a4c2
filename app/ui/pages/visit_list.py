"""The list of visits: two lines each, the state word at the right, fixed height."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.rows.visit import VisitRow
from app.ui.label import BOLD
from app.ui.pages.visit_words import state_of
from app.ui.painting import paint_words
from app.ui.state_word import paint_state, state_width
from app.ui.theme import font, px
from app.ui.tokens import tokens
from app.ui.wizard.words import day_words

_HEIGHT = 57
_PAD = 15
_BESIDE = 272  # narrower, the state word stands beside the second line: the name matters more
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def second_line(row: VisitRow, *, typed: bool) -> str:
    """Say when, which items, and whether something is typed that was not handed in."""
    when = day_words(row.finished_on) if row.finished_on else f"{day_words(row.due_on)}前"
    parts = [
        "已填未提交" if typed else when,
        f"事项 {'、'.join(row.items)}" if row.items else "",
        "联合" if row.joint else "",
    ]
    return "　".join(part for part in parts if part)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[VisitRow] = ()
        self.typed: Collection[int] = ()
        self.today = date.min

    def set_rows(self, rows: Sequence[VisitRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            words = second_line(row, typed=row.id in self.typed)
            return f"{row.name}，{state_of(row, self.today).word}，{words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}　{row.code}\n{'、'.join(row.team)}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView, model: _Model) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, px(_HEIGHT))

    def paint(self, painter: QPainter, _option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._model.rows[index.row()]
        colours = tokens(self._view.palette())
        line = self._model.index(index.row(), 0)
        place = self._view.visualRect(line)
        chosen = self._view.selectionModel().isSelected(line)
        painter.fillRect(place, QColor(colours.soft if chosen else colours.base))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(colours.line))
        if chosen:
            painter.fillRect(place.left(), place.top(), px(3), place.height(), QColor(colours.accent))
        state = state_of(row, self._model.today)
        width = state_width(state)
        inner = place.adjusted(px(_PAD), px(8), -px(12), 0)
        name = QRect(inner.left(), inner.top(), inner.width(), px(20))
        below = name.translated(0, px(21))
        narrow = inner.width() < px(_BESIDE)
        beside = below if narrow else name
        side = QRect(inner.right() - width, beside.top() - px(3), width, px(28))
        beside.setWidth(inner.width() - width - px(8))
        paint_state(painter, side, state, colours)
        painter.setFont(font(weight=BOLD))
        paint_words(painter, name, row.name, QColor(colours.text))
        painter.setFont(font())
        words = second_line(row, typed=row.id in self._model.typed)
        paint_words(painter, below, words.replace("　", "  ") if narrow else words, QColor(colours.second))


class VisitList(QListView):
    """`picked` tells the id of the visit in front, `entered` that the keyboard wants into its form."""

    picked = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查任务")
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self, self._model))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def set_rows(self, rows: Sequence[VisitRow], typed: Collection[int], today: date) -> None:
        """Show visits; the one in front stays, else the one that took its place comes to the front."""
        before, line = self.current(), self.currentIndex().row()
        self._model.typed, self._model.today = typed, today
        self.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self._model.set_rows(rows)
        self.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
        if before is not None and self.select(before):
            return
        if rows:
            self.setCurrentIndex(self._model.index(min(max(line, 0), len(rows) - 1), 0))

    def mark(self, typed: Collection[int]) -> None:
        """Say which visits have something typed that was not handed in."""
        self._model.typed = typed
        self.viewport().update()

    def current(self) -> int | None:
        """Give the id of the visit in front."""
        line = self.currentIndex().row()
        return self._model.rows[line].id if 0 <= line < len(self._model.rows) else None

    def rows(self) -> Sequence[VisitRow]:
        """Give the visits shown."""
        return self._model.rows

    def select(self, visit: int) -> bool:
        """Bring a visit to the front; False where it is not shown."""
        for line, row in enumerate(self._model.rows):
            if row.id == visit:
                self.setCurrentIndex(self._model.index(line, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the form."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which visit is in front."""
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.picked.emit(self._model.rows[current.row()].id)
