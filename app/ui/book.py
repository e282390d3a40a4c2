"""An open file and its pages, made on their first visit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from app.services.session import Session
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.page import Page
from app.ui.pages.disclosure import DisclosurePage
from app.ui.pages.draw import DrawPage
from app.ui.pages.log import LogPage
from app.ui.pages.plan import PlanPage
from app.ui.pages.registry import RegistryPage
from app.ui.pages.settings import SettingsPage
from app.ui.pages.statistics import StatisticsPage
from app.ui.pages.visits import VisitsPage
from app.ui.pages.workbench import WorkbenchPage

PAGES: Final[Mapping[str, Callable[[Desk], Page]]] = {
    "workbench": WorkbenchPage,
    "registry": RegistryPage,
    "plan": PlanPage,
    "draw": DrawPage,
    "visits": VisitsPage,
    "disclosure": DisclosurePage,
    "statistics": StatisticsPage,
    "log": LogPage,
    "settings": SettingsPage,
}


class Book:
    """One open file: its session, the desk its pages share, and the pages."""

    def __init__(self, session: Session, jobs: Jobs, clock: Callable[[], datetime]) -> None:
        self.session = session
        self.desk = Desk(session.store, jobs, clock, session.year)

    def page(self, key: str) -> Page:
        """Make a page."""
        return PAGES[key](self.desk)

    def close(self) -> None:
        """Let go of the file; nothing may read from it any more."""
        self.session.close()
