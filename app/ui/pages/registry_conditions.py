"""名录条件 in the panel of a stratum: what it asks, how far that reaches, its changes, and changing it."""

from PySide6.QtWidgets import QWidget

from app.core.catalogue import Stratum
from app.core.filter import in_words
from app.services.rows.filters import ConditionsChanged, StratumStanding
from app.ui.desk import Desk
from app.ui.filter_stratum import CHANGE, StratumConditions, reach_words
from app.ui.label import Label, paragraph
from app.ui.panel import heading
from app.ui.surface import column
from app.ui.wizard.words import moment_words

_MOST_CHANGES = 3


class StratumFacts(QWidget):
    """Says the conditions at once; how far they reach and whether they may change, when it is known.

    `refused` says why they may not, without a full stop.
    """

    def __init__(self, desk: Desk, stratum: Stratum, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stratum = stratum
        self._standing: StratumStanding | None = None
        self._reach = Label("", "second")
        self._why = paragraph("", "second")
        self._why.hide()
        self.refused = ""
        self._lines = column(self, gap=4)
        self._lines.addWidget(heading("名录条件"))
        self._lines.addWidget(paragraph(f"{in_words(stratum.conditions)}。"))
        self._lines.addWidget(self._reach)
        self._lines.addWidget(self._why)

    def show_standing(self, standing: StratumStanding) -> None:
        """Say N and n, why nothing may change now, and what the office changed before."""
        self._standing = standing
        self._reach.setText(reach_words(self._stratum, standing.reach, standing.reach))
        self.refused = self._desk.locked() or standing.refused
        self._why.setText(f"{self.refused}。")
        self._why.setVisible(bool(self.refused))
        for change in standing.history[:_MOST_CHANGES]:
            self._lines.addWidget(paragraph(_said(change), "second"))

    def ask(self) -> StratumConditions | None:
        """Open the builder on the conditions, once it is known that they may change."""
        if self._standing is None:
            return None
        dialog = StratumConditions(
            self.window(), self._desk, self._stratum, self._standing, self._desk.written
        )
        dialog.setAccessibleName(CHANGE)
        dialog.begin(self._stratum.conditions)
        return dialog


def _said(change: ConditionsChanged) -> str:
    return f"{moment_words(change.at)} {change.by}改为：{change.after}（{change.reason}）"
