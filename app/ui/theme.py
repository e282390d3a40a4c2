"""Fusion in the office's colours; one scale of type, and all spacing scaled with it."""

from enum import Enum, StrEnum
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.core.paths import resources
from app.ui.stylesheet import stylesheet
from app.ui.tokens import DARK, LIGHT, Tokens, palette_of

FAMILY = "Noto Sans SC"
POINTS = 10.5
_POINTS_PER_INCH = 72
_TEXT_PIXELS = 14


class Scheme(StrEnum):
    """What the user may choose in the settings."""

    SYSTEM = "跟随系统"
    LIGHT = "浅色"
    DARK = "深色"


class Size(Enum):
    """The three sizes of type on the clerk's screen, as multiples of the text size."""

    TEXT = 1.0
    TITLE = 20 / 14
    CODE = 2.0


def load_fonts() -> None:
    """Make the bundled faces of the window known; papers bring their own."""
    for face in sorted((resources() / "fonts").glob("NotoSansSC*.ttf")):
        QFontDatabase.addApplicationFont(str(face))


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM, points: float = POINTS) -> None:
    """Dress the whole program; may be called again while it runs."""
    colours = _colours(scheme)
    text = QFont(FAMILY)
    text.setPointSizeF(points)
    app.setFont(text)
    app.setPalette(palette_of(colours))
    px.cache_clear()  # kept, for a list asks hundreds of times as it is painted
    font.cache_clear()
    app.setStyleSheet(stylesheet(colours, px))


@cache
def px(length: int) -> int:
    """Scale a length of the drawings (made for 14 px text) to the text size in use."""
    text = QGuiApplication.font()
    pixels = text.pointSizeF() * QGuiApplication.primaryScreen().logicalDotsPerInch() / _POINTS_PER_INCH
    return round(length * pixels / _TEXT_PIXELS)


@cache
def font(size: Size = Size.TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give a face of the scale; figures of one width, so that columns stand."""
    face = QFont(QGuiApplication.font())
    face.setPointSizeF(face.pointSizeF() * size.value)
    face.setWeight(weight)
    return face


def _colours(scheme: Scheme) -> Tokens:
    if scheme is Scheme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT
