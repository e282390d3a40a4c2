"""An open file and its pages, made on their first visit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Final

from app.services.session import Session
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.page import Page

PAGES: Final[Mapping[str, str]] = {
    "workbench": "WorkbenchPage",
    "registry": "RegistryPage",
    "plan": "PlanPage",
    "draw": "DrawPage",
    "visits": "VisitsPage",
    "disclosure": "DisclosurePage",
    "statistics": "StatisticsPage",
    "log": "LogPage",
    "settings": "SettingsPage",
}
"""Module under app.ui.pages -> the page in it; the first page must not wait for the modules of the others."""


def load_page(key: str) -> Callable[[Desk], Page]:
    """Load the module of a page."""
    page: Callable[[Desk], Page] = getattr(import_module(f"app.ui.pages.{key}"), PAGES[key])
    return page


def load_pages() -> None:
    """Load the modules of all pages before they are visited; names them, so that the freezer finds them."""
    from app.ui.pages import (  # noqa: F401, PLC0415 - when the first page stands
        disclosure,
        draw,
        log,
        plan,
        registry,
        settings,
        statistics,
        visits,
        workbench,
    )


class Book:
    """One open file: its session, the desk its pages share, and the pages."""

    def __init__(self, session: Session, jobs: Jobs, clock: Callable[[], datetime]) -> None:
        self.session = session
        self.desk = Desk(session.store, jobs, clock, session.year)

    def page(self, key: str) -> Page:
        """Make a page."""
        return load_page(key)(self.desk)

    def close(self) -> None:
        """Let go of the file; nothing may read from it any more."""
        self.session.close()
