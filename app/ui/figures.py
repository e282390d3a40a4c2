"""Figures in a row, each under its label: what a list comes to before it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.label import BOLD, Label
from app.ui.surface import Surface, clear, column, row
from app.ui.theme import Size, px
from app.ui.tokens import Ink

_HEIGHT = 66


@dataclass(frozen=True, slots=True)
class Figure:
    """A label and a figure in words (12 家, 52 %)."""

    label: str
    words: str
    ink: Ink = "text"


class Figures(Surface):
    """Boxes of equal width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", "trbl", parent)
        self.setFixedHeight(px(_HEIGHT))
        self._row = row(self, (1, 1, 1, 1))

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures."""
        clear(self._row)
        for place, figure in enumerate(figures):
            box = Surface("base", "" if place == len(figures) - 1 else "r")
            box.setAccessibleName(f"{figure.label} {figure.words}")
            lines = column(box, (16, 8, 8, 6))
            lines.addWidget(Label(figure.label, "second"))
            lines.addWidget(Label(figure.words, figure.ink, BOLD, Size.TITLE))
            self._row.addWidget(box, 1)
