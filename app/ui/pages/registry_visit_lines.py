"""The visits somebody went to or along with, in the panels of people."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.rows.registry import VisitNote
from app.ui.label import Label
from app.ui.panel import fact, heading
from app.ui.surface import column

_WHEN: Final = 116
_NEWEST: Final = 12


def visit_lines(title: str, visits: Sequence[VisitNote], nothing: str) -> QWidget:
    """Give the newest visits under their heading, or a sentence where there are none."""
    widget = QWidget()
    layout = column(widget, gap=4)
    layout.addWidget(heading(title, f"{len(visits)} 次"))
    if not visits:
        layout.addWidget(Label(nothing, "second"))
    for note in visits[:_NEWEST]:
        layout.addWidget(fact(note.when, note.what, _WHEN))
    if len(visits) > _NEWEST:
        layout.addWidget(Label(f"还有较早的 {len(visits) - _NEWEST} 次。", "second"))
    return widget
