"""How much room there is: the office's screens at 100 %, 125 % and 150 %."""

from enum import Enum

from PySide6.QtCore import QSize

from app.ui.theme import px

LEAST = QSize(880, 450)
"""How small a window may become, whatever its pages would like: 150 % less what the desktop keeps."""

_NORMAL = QSize(1240, 660)
_COMPACT = QSize(1000, 520)
_EDGE, _NARROW_EDGE = 20, 16


class Density(Enum):
    """NORMAL: 1366 × 768. COMPACT: 125 %, panels fold. FOLDED: 150 %, the rail folds to icons too."""

    NORMAL = "normal"
    COMPACT = "compact"
    FOLDED = "folded"


def density_of(size: QSize) -> Density:
    """Choose by the window's size in logical pixels."""
    if size.width() >= px(_NORMAL.width()) and size.height() >= px(_NORMAL.height()):
        return Density.NORMAL
    if size.width() >= px(_COMPACT.width()) and size.height() >= px(_COMPACT.height()):
        return Density.COMPACT
    return Density.FOLDED


def edge_of(density: Density) -> int:
    """Give how far in from the sides everything on a page stands."""
    return px(_EDGE if density is Density.NORMAL else _NARROW_EDGE)
