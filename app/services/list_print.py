"""A list of the registries on paper: what is shown, with the office's name and the mark of a rehearsal."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from app.core.errors import UserError
from app.models.database import Store
from app.services.office import read_office

ASKED_ABOVE: Final = 2000
"""So many rows are printed without asking: about 50 pages."""
MOST: Final = 20_000
_A_PAGE: Final = 40  # rows, roughly


class ListHead(NamedTuple):
    """What stands over a list: its name, conditions and order in words, and how many rows there are."""

    title: str
    conditions: tuple[str, ...]
    order: str
    counted: str


class PrintColumn(NamedTuple):
    """A heading, and whether numbers stand under it."""

    title: str
    is_number: bool


def pages_of(rows: int) -> int:
    """Give roughly how many pages a list takes."""
    return -(-rows // _A_PAGE)


def list_pdf(
    store: Store,
    head: ListHead,
    columns: Sequence[PrintColumn],
    rows: Sequence[Sequence[str]],
    made_on: date,
) -> bytes:
    """Give the list as PDF; UserError where it is too long for paper."""
    from app.documents.content.list import ListColumn, ListPaper  # noqa: PLC0415 - reportlab only when wanted
    from app.documents.pdf_list import build_list  # noqa: PLC0415 - as above

    if len(rows) > MOST:
        raise UserError(f"一次最多打印 {MOST} 行，现为 {len(rows)} 行。请先筛选，或用“导出”。")
    office = read_office(store)
    return build_list(
        ListPaper(
            title=head.title,
            office=office.name,
            made_on=made_on,
            conditions=head.conditions,
            order=head.order,
            counted=head.counted,
            columns=tuple(ListColumn(*column) for column in columns),
            rows=tuple(map(tuple, rows)),
            watermark=office.watermark,
        )
    )
