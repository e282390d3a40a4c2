"""A list of the registries as it goes on paper: what is shown on the screen, under which conditions."""

from dataclasses import dataclass
from datetime import date

from app.documents.content.dates import long_date


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A heading; numbers stand at the right of their column."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ListPaper:
    """The rows shown, in their order; ``conditions`` and ``order`` in words, ``counted`` says how many."""

    title: str
    office: str
    made_on: date
    conditions: tuple[str, ...]
    order: str
    counted: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    watermark: str = ""


def above_table(paper: ListPaper) -> str:
    """Say in one line who made the list when, and how many rows it has in which order."""
    return f"{paper.office}　{long_date(paper.made_on)}　{paper.counted}，{paper.order}"


def conditions_line(paper: ListPaper) -> str:
    """Say which rows were asked for."""
    return f"条件：{'；'.join(paper.conditions)}" if paper.conditions else ""


def page_line(number: int, total: int) -> str:
    """Say which page of how many it is: 第 3 页，共 12 页."""
    return f"第 {number} 页，共 {total} 页"
