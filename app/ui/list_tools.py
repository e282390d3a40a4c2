"""What stands over a list: search box, chips and a few buttons; in one line where there is little room."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.buttons import Button
from app.ui.chips import ChipBar
from app.ui.density import Density
from app.ui.search_box import SearchBox
from app.ui.surface import row
from app.ui.theme import px


class ListTools(QWidget):
    """Two lines at 100 %: search and buttons, then chips. One line above, buttons without words."""

    def __init__(
        self, search: SearchBox, chips: ChipBar, buttons: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._chips = chips
        self._buttons = buttons
        self._tools = QWidget()
        tools = row(self._tools, gap=8)
        for button in buttons:
            tools.addWidget(button)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self.set_density(Density.NORMAL)

    def set_density(self, density: Density) -> None:
        """Lay in one line or two."""
        for widget in (self._search, self._chips, self._tools):
            self._grid.removeWidget(widget)
        one_line = density is not Density.NORMAL
        self._grid.addWidget(self._search, 0, 0)
        if one_line:
            self._grid.addWidget(self._chips, 0, 1)
            self._grid.addWidget(self._tools, 0, 2)
        else:
            self._grid.addWidget(self._tools, 0, 1)
            self._grid.addWidget(self._chips, 1, 0, 1, 2)
        self._chips.set_density(density)
        for button in self._buttons:
            button.set_wordless(wordless=one_line)
