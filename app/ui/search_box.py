"""The search box of every list: name, pinyin, initials or code in one field."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.icons import icon, paint_icon
from app.ui.painting import paint_words
from app.ui.theme import font, px
from app.ui.tokens import tokens

_EVERY = 100


class SearchBox(QLineEdit):
    """Emits what to search for while one types, ten times a second at the most, and at once on Enter.

    While Chinese is being composed nothing is emitted: Qt tells of the text only when it stands.
    """

    searched = Signal(str)

    def __init__(self, hint: str, shortcut: str = "Ctrl+F", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(f"查找：{hint}")
        self.setFont(font())
        self.setTextMargins(px(24), 0, px(20), 0)
        self._shortcut = shortcut
        self._last = ""
        self._clear = self.addAction(icon("x", self), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText("清除")
        self._clear.triggered.connect(lambda _checked=False: self.clear())
        self._clear.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._search)
        self.textChanged.connect(self._changed)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the list around where nothing was typed that it could take back."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once, Esc clears."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._search()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the sign before the words and the shortcut behind them."""
        super().paintEvent(event)
        colours = tokens(self.palette())
        painter = QPainter(self)
        side = px(16)
        sign = QRect(px(11), (self.height() - side) // 2, side, side)
        paint_icon(painter, "search", sign, QColor(colours.text))
        if not self.text() and self._has_room():
            painter.setFont(font())
            place = self.rect().adjusted(0, 0, -px(11), 0)
            paint_words(painter, place, self._shortcut, QColor(colours.quiet), Qt.AlignmentFlag.AlignRight)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sign in the ink of the theme in use."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_clear"):
            self._clear.setIcon(icon("x", self))

    def _has_room(self) -> bool:
        metrics = QFontMetrics(font())
        words = self.placeholderText() + self._shortcut
        return metrics.horizontalAdvance(words) + px(60) < self.width()

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if not self._timer.isActive():
            self._timer.start()

    def _search(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)
