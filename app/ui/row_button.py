"""Entries of rails, tabs and steps: buttons drawn flat, of which one is chosen."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.painting import fill, paint_frame
from app.ui.theme import px
from app.ui.tokens import Tokens, tokens


class RowButton(QPushButton):
    """A flat, checkable entry; those of one parent exclude each other, arrow keys walk them."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)  # words given at birth would make PySide load QIcon with its 151 names
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._hovered = False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Answer to the mouse."""
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        self._hovered = False
        super().leaveEvent(event)

    def colours(self) -> Tokens:
        """Give the colours of the theme in use."""
        return tokens(self.palette())

    def paint_ground(self, painter: QPainter) -> None:
        """Draw the soft ground and the bar of 3 px of the chosen entry, and the focus."""
        colours = self.colours()
        if self.isChecked():
            fill(painter, self.rect(), QColor(colours.soft))
            fill(painter, QRect(0, 0, px(3), self.height()), QColor(colours.accent))
        elif self._hovered and self.isEnabled():
            fill(painter, self.rect(), QColor(colours.line))
        if self.hasFocus():
            paint_frame(painter, self.rect(), QColor(colours.accent), width=2)
