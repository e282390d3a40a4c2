"""The buttons of the house: plain, the one accent button of a page, and links."""

from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.painting import paint_face, paint_ring
from app.ui.theme import font, px
from app.ui.tokens import Tokens, tokens

_ICON, _SMALL_ICON = 16, 14
_PAD, _SMALL_PAD = 13, 9
_GAP, _SMALL_GAP = 8, 6
_SMALL = 28
_CLEAR = QColor(0, 0, 0, 0)


class Kind(Enum):
    """How loudly a button speaks; one ACCENT a page, QUIET only in the window's foot."""

    PLAIN = "plain"
    ACCENT = "accent"
    LINK = "link"
    QUIET = "quiet"


_BARE = (Kind.LINK, Kind.QUIET)


class Button(QPushButton):
    """Says verb and object; `hint` is its shortcut, `icon` leads and `after` follows the words."""

    def __init__(
        self,
        words: str,
        icon: str = "",
        kind: Kind = Kind.PLAIN,
        *,
        hint: str = "",
        after: str = "",
        height: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(words)  # words given at birth would make PySide load QIcon with its 151 names
        self._icon = icon
        self._after = after
        self._kind = kind
        self._hint = hint
        self._height = height
        self._hovered = False
        self.setAutoDefault(False)
        self.setFont(font())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def set_words(self, words: str) -> None:
        """Say something else, also to a screen reader."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_wordless(self, *, wordless: bool) -> None:
        """Show only the icon where there is little room; the words are still spoken and in the tooltip."""
        self.setText("" if wordless else self.accessibleName())
        self.setToolTip(self.accessibleName() if wordless else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for icons, words and hint."""
        pad = 2 if self._kind in _BARE else _SMALL_PAD if self._small() else _PAD
        return QSize(self._inner_width() + 2 * px(pad), px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw face, then icon, words, hint and trailing icon from the left."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        face = self.rect()
        if self.hasFocus():
            face = paint_ring(painter, face, QColor(colours.accent))
        fill, edge, ink = self._paints(colours)
        paint_face(painter, face, fill, edge)
        painter.setFont(self.font())
        left = (self.width() - self._inner_width()) // 2
        if self._icon:
            left = self._draw_icon(painter, self._icon, left, ink) + (self._gap() if self.text() else 0)
        left = self._draw_words(painter, self.text(), left, ink)
        if self._hint:
            left = self._draw_words(painter, self._hint, left + px(8), ink)
        if self._after:
            self._draw_icon(painter, self._after, left + self._gap(), ink)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Answer to the mouse."""
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        self._hovered = False
        super().leaveEvent(event)

    def _paints(self, colours: Tokens) -> tuple[QColor, QColor, QColor]:
        """Give fill, edge and ink."""
        if self._kind in _BARE:
            loud = colours.accent if self._kind is Kind.LINK else colours.second
            ink = loud if self.isEnabled() else colours.quiet
            return QColor(colours.soft) if self._hovered and self.isEnabled() else _CLEAR, _CLEAR, QColor(ink)
        if not self.isEnabled():
            return QColor(colours.head), QColor(colours.line), QColor(colours.quiet)
        if self._kind is Kind.ACCENT:
            fill = QColor(colours.accent_hover if self._hovered or self.isDown() else colours.accent)
            return fill, fill, QColor(colours.on_accent)
        if self.isDown() or self.isChecked():
            return QColor(colours.soft), QColor(colours.accent), QColor(colours.accent)
        return (
            QColor(colours.band if self._hovered else colours.base),
            QColor(colours.edge),
            QColor(colours.text),
        )

    def _inner_width(self) -> int:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text())
        if self._icon:
            width += self._side() + (self._gap() if self.text() else 0)
        if self._hint:
            width += px(8) + metrics.horizontalAdvance(self._hint)
        if self._after:
            width += self._gap() + self._side()
        return width

    def _small(self) -> bool:
        return self._height <= _SMALL and self._kind not in _BARE

    def _side(self) -> int:
        return px(_SMALL_ICON if self._small() else _ICON)

    def _gap(self) -> int:
        return px(_SMALL_GAP if self._small() else _GAP)

    def _draw_icon(self, painter: QPainter, name: str, left: int, ink: QColor) -> int:
        side = self._side()
        paint_icon(painter, name, QRect(left, (self.height() - side) // 2, side, side), ink)
        return left + side

    def _draw_words(self, painter: QPainter, words: str, left: int, ink: QColor) -> int:
        width = QFontMetrics(self.font()).horizontalAdvance(words)
        painter.setPen(ink)
        painter.drawText(QRect(left, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return left + width


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> Button:
    """Give a button that is only a sign; its name is spoken and stands in the tooltip."""
    button = Button("", icon, Kind.LINK, height=28, parent=parent)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFixedWidth(px(28))
    return button


def turn_off(button: Button, why: str) -> None:
    """Turn a button off where there is a reason, which its tooltip says and a screen reader reads."""
    if why:
        button.setEnabled(False)
        button.setToolTip(why)
        button.setAccessibleDescription(why)
