"""名录库: the lists in front; forms and imports take their place until they are done."""

from PySide6.QtWidgets import QStackedWidget

from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.pages.registry_lists import ListsPage


class RegistryPage(Page):
    """Holds the page of lists and, over it, the form or import at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("名录库")
        self._desk = desk
        self.title_line.hide()
        self._front = QStackedWidget()
        self.body.addWidget(self._front)
        self.lists = ListsPage(desk)
        self._front.addWidget(self.lists)

    def set_density(self, density: Density) -> None:
        """Hand on how much room there is; this page has no edge of its own."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_front"):
            for place in range(self._front.count()):
                page = self._front.widget(place)
                if isinstance(page, Page):
                    page.set_density(density)

    def take_focus(self) -> None:
        """Let the keyboard begin in what is in front."""
        self._in_front().take_focus()

    def opened(self) -> None:
        """Read again."""
        self._in_front().opened()

    def _in_front(self) -> Page:
        page = self._front.currentWidget()
        return page if isinstance(page, Page) else self.lists
