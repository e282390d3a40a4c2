"""Draws every cell of every table: words, state words, bars and tick boxes."""

from typing import Protocol, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.ui.checkbox import SIDE, paint_tick
from app.ui.columns import Bar, Cell, RowKind
from app.ui.icons import paint_icon
from app.ui.label import BOLD, MEDIUM, NORMAL
from app.ui.painting import paint_words
from app.ui.state_word import paint_state, state_width
from app.ui.table_model import TableModel
from app.ui.theme import font, px
from app.ui.tokens import Tokens, tokens

ROW_HEIGHT = 28
PAD = 8
_BAR_HEIGHT = 12


class _Seen(Protocol):
    """What Qt tells of a cell to be painted, and PySide's stubs leave out."""

    rect: QRect
    state: QStyle.StateFlag


class CellDelegate(QStyledItemDelegate):
    """Fixed heights only: nothing is ever measured by its contents."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the one height of rows."""
        return QSize(0, px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, the bar of the selected row, then the cell.

        The model is asked directly: each way through Qt lets a worker in, and a list has hundreds of cells.
        """
        model = index.model()
        if not isinstance(model, TableModel):
            return
        colours = tokens(self._view.palette())
        seen = cast("_Seen", option)
        place, selected = seen.rect, bool(seen.state & QStyle.StateFlag.State_Selected)
        column = index.column()
        cell, kind = model.cell_at(index.row(), column)
        painter.save()
        _paint_ground(painter, place, colours, selected=selected, band=kind is RowKind.BAND)
        inner = place.adjusted(px(PAD), 0, -px(PAD), 0)
        _paint_cell(painter, inner, cell, model.columns[column].align, colours)
        painter.restore()


def _paint_ground(painter: QPainter, place: QRect, colours: Tokens, *, selected: bool, band: bool) -> None:
    fill = colours.soft if selected else colours.band if band else colours.base
    painter.fillRect(place, QColor(fill))
    line = colours.edge if band else colours.line
    painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(line))
    if selected and place.left() <= 0:
        painter.fillRect(place.left(), place.top(), px(3), place.height(), QColor(colours.accent))


def _paint_cell(
    painter: QPainter, place: QRect, cell: Cell, align: Qt.AlignmentFlag, colours: Tokens
) -> None:
    if cell.ticked is not None:
        box = QRect(place.left(), place.top(), px(SIDE), place.height())
        paint_tick(painter, box, colours, ticked=cell.ticked)
        return
    if cell.bar is not None:
        _paint_bar(painter, place, cell.bar, colours)
        return
    left = place.left()
    if cell.icon:
        side = px(16)
        icon = QRect(left, place.top() + (place.height() - side) // 2, side, side)
        paint_icon(painter, cell.icon, icon, colours.named(cell.ink))
        left += side + px(8)
    place = QRect(left, place.top(), place.right() + 1 - left, place.height())
    if cell.words:
        place = _paint_main(painter, place, cell, align, colours)
    if cell.aside:
        painter.setFont(font())
        paint_words(painter, place, cell.aside, QColor(colours.second))
        place = place.adjusted(QFontMetrics(font()).horizontalAdvance(cell.aside) + px(PAD), 0, 0, 0)
    if cell.state is not None:
        paint_state(painter, place, cell.state, colours)


def _paint_main(
    painter: QPainter, place: QRect, cell: Cell, align: Qt.AlignmentFlag, colours: Tokens
) -> QRect:
    """Write the words; give what is left for the aside and the state word."""
    face = font(weight=BOLD if cell.bold else NORMAL)
    painter.setFont(face)
    if not cell.aside and cell.state is None:
        paint_words(painter, place, cell.words, colours.named(cell.ink), align)
        return place
    used = QFontMetrics(face).horizontalAdvance(cell.words)
    tail = 0
    if cell.aside:
        tail += QFontMetrics(font(weight=MEDIUM)).horizontalAdvance(cell.aside) + px(PAD)
    if cell.state is not None:
        tail += state_width(cell.state) + px(PAD)
    room = place.adjusted(0, 0, -min(tail, place.width() // 2), 0)
    paint_words(painter, room, cell.words, colours.named(cell.ink), align)
    return place.adjusted(min(used, room.width()) + px(PAD), 0, 0, 0)


def _paint_bar(painter: QPainter, place: QRect, bar: Bar, colours: Tokens) -> None:
    if not bar.whole:
        return
    height = px(_BAR_HEIGHT)
    top = place.top() + (place.height() - height) // 2
    left = place.left()
    for share, ink in bar.parts:
        width = round(place.width() * share / bar.whole)
        painter.fillRect(left, top, max(0, width - 1), height, colours.named(ink))
        left += width
