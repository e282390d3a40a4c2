"""Line icons (Lucide), drawn in the ink they are asked for and at the screen's own resolution."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.core.paths import resources
from app.ui.theme import px
from app.ui.tokens import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_STROKE = 'stroke-width="1.75"'
_STROKE_OF_FAMILY = 'stroke-width="2"'


def paint_icon(painter: QPainter, name: str, rect: QRect, ink: QColor) -> None:
    """Draw an icon into a square of the painter's device."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device else 1.0
    image = _image(name, ink.name(), round(rect.width() * ratio))
    painter.drawImage(rect, image)


def icon(name: str, widget: QWidget, size: int = 16) -> "QIcon":
    """Give an icon in the widget's ink, for menus and fields that Qt draws itself."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - brings 151 names of its own, and the shell needs none

    colours = tokens(widget.palette())
    result = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colours.text), (QIcon.Mode.Disabled, colours.quiet)):
        result.addPixmap(pixmap(name, QColor(ink), size, widget.devicePixelRatio()), mode)
    return result


def pixmap(name: str, ink: QColor, size: int, ratio: float) -> QPixmap:
    """Give an icon as a picture of `size` lengths of the drawings."""
    picture = QPixmap.fromImage(_image(name, ink.name(), round(px(size) * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _image(name: str, ink: str, pixels: int) -> QImage:
    drawing = QSvgRenderer(QByteArray(_text(name).replace("currentColor", ink).encode()))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


@lru_cache(maxsize=128)
def _text(name: str) -> str:
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace(_STROKE_OF_FAMILY, _STROKE)
