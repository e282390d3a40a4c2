"""A small icon on a surface, alone or before words of the same ink."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.label import Label
from app.ui.surface import row
from app.ui.theme import px
from app.ui.tokens import Ink, tokens


class Sign(QWidget):
    """An icon that follows the theme; it says nothing by itself, words stand beside it."""

    def __init__(self, icon: str, ink: Ink = "text", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._ink: Ink = ink
        self._side = px(size)
        self.setFixedSize(self._side, self._side)

    def set_icon(self, icon: str, ink: Ink) -> None:
        """Show another icon."""
        self._icon, self._ink = icon, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        left, top = (self.width() - self._side) // 2, (self.height() - self._side) // 2
        place = QRect(left, top, self._side, self._side)
        paint_icon(QPainter(self), self._icon, place, tokens(self.palette()).named(self._ink))


class SignedWords(QWidget):
    """A sign and a few words; an empty icon shows the words alone."""

    def __init__(
        self, icon: str, words: str = "", ink: Ink = "second", size: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sign = Sign(icon or "info", ink, size)
        self.label = Label(words, ink)
        layout = row(self, gap=6)
        layout.addWidget(self._sign)
        layout.addWidget(self.label)
        self._sign.setVisible(bool(icon))  # not before it has its place: it would open as a window of its own

    def set_words(self, icon: str, words: str, ink: Ink = "second") -> None:
        """Say something else."""
        self._sign.setVisible(bool(icon))
        if icon:
            self._sign.set_icon(icon, ink)
        self.label.setText(words)
        self.label.set_ink(ink)

    def break_lines(self) -> None:
        """Take the width there is instead of asking for one: long words break."""
        self.label.setWordWrap(True)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretchFactor(self.label, 1)
            layout.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
            self._sign.setFixedHeight(self.label.fontMetrics().height())  # beside the first line
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
