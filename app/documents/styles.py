"""Measures of GB/T 9704-2012 in points: page, text area, sizes and leading."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from app.documents.fonts import Face

MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
TEXT_WIDTH: Final = 156 * MM
TEXT_HEIGHT: Final = 225 * MM
MARGIN_TOP: Final = 37 * MM
MARGIN_LEFT: Final = 28 * MM
MARGIN_BOTTOM: Final = PAGE_HEIGHT - MARGIN_TOP - TEXT_HEIGHT
MARGIN_RIGHT: Final = PAGE_WIDTH - MARGIN_LEFT - TEXT_WIDTH

LINES_A_PAGE: Final = 22
LEADING: Final = TEXT_HEIGHT / LINES_A_PAGE
BODY_SIZE: Final = 15.75  # 三号 is 16, but 28 × 16 pt are wider than 156 mm
TITLE_SIZE: Final = 22
TITLE_LEADING: Final = 36
PAGE_NUMBER_SIZE: Final = 14
PAGE_NUMBER_DROP: Final = 7 * MM

TABLE_SIZE: Final = 10.5
TABLE_LEADING: Final = 13
ROW_HEIGHT: Final = 6.6 * MM
OUTER_LINE: Final = 1.5
INNER_LINE: Final = 0.75

RED: Final = (0xD7 / 255, 0.0, 0x0F / 255)
BLACK: Final = (0.0, 0.0, 0.0)


class Align(Enum):
    """Where the lines of a text stand."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()
    JUSTIFIED = auto()


class Wrap(Enum):
    """How a text is cut into lines."""

    FILL = auto()  # as much as the line holds: running text
    PHRASE = auto()  # where the words end: titles, cells


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: size, leading and inset (from a cell's edge) in points, indent in characters."""

    face: Face = Face.BODY
    size: float = TABLE_SIZE
    leading: float = TABLE_LEADING
    align: Align = Align.LEFT
    wrap: Wrap = Wrap.PHRASE
    indent: int = 0
    inset: float = 2.2


BODY: Final = TextStyle(Face.BODY, BODY_SIZE, LEADING, Align.JUSTIFIED, Wrap.FILL, indent=2)
LEVEL_1: Final = TextStyle(Face.BLACK, BODY_SIZE, LEADING, Align.LEFT, Wrap.FILL, indent=2)
LEVEL_2: Final = TextStyle(Face.SCRIPT, BODY_SIZE, LEADING, Align.LEFT, Wrap.FILL, indent=2)
TITLE: Final = TextStyle(Face.TITLE, TITLE_SIZE, TITLE_LEADING, Align.CENTRE)
SUBTITLE: Final = TextStyle(Face.BODY, 12, 20, Align.CENTRE)
HEADING: Final = TextStyle(Face.BLACK, 12, 20)
SMALL_BODY: Final = TextStyle(Face.BODY, 12, 20, Align.JUSTIFIED, Wrap.FILL, indent=2)
NOTE: Final = TextStyle(Face.BODY, TABLE_SIZE, 16, Align.LEFT, Wrap.FILL)

CELL: Final = TextStyle()
CELL_CENTRE: Final = TextStyle(align=Align.CENTRE)
CELL_RIGHT: Final = TextStyle(align=Align.RIGHT, inset=4.5)
CELL_HEAD: Final = TextStyle(Face.BLACK, align=Align.CENTRE)
CELL_TOTAL: Final = TextStyle(Face.BLACK, align=Align.RIGHT, inset=4.5)
