"""Words on a surface, in one of the inks and sizes of the house."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Size, font
from app.ui.tokens import Ink

BOLD = QFont.Weight.Bold
MEDIUM = QFont.Weight.Medium
NORMAL = QFont.Weight.Normal


class Label(QLabel):
    """A label; `ink` may change later, and the theme follows."""

    def __init__(
        self,
        words: str = "",
        ink: Ink = "text",
        weight: QFont.Weight = NORMAL,
        size: Size = Size.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size, weight))
        self.setProperty("ink", ink)

    def set_ink(self, ink: Ink) -> None:
        """Write in another ink from now on."""
        if self.property("ink") == ink:
            return
        self.setProperty("ink", ink)
        self.style().unpolish(self)
        self.style().polish(self)


def paragraph(words: str, ink: Ink = "text") -> Label:
    """Give a label that breaks into lines and can be selected with the mouse."""
    label = Label(words, ink)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
