"""Lists of visits are read in a few queries, however many visits there are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.services import disclosure, statistics, visit_list
from app.services.office import Store
from tests.services.test_disclosure import due, release
from tests.stages import YEAR, act

_MANY = 12


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that reach the database."""
    told: list[str] = []

    def tell(*given: object) -> None:
        told.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", tell)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", tell)


@pytest.fixture
def disclosed(drawn: Store) -> Store:
    for number, visit in enumerate(due(drawn)[:_MANY], start=1):
        release(drawn, visit, "2024-02-20")
        disclosure.make_notice(drawn, [visit], f"示环公〔2024〕{number}号", act("2024-03-06"))
    return drawn


@pytest.mark.parametrize("read", ["visits", "disclosures", "notices", "statistics"])
def test_a_list_asks_no_query_for_each_visit(disclosed: Store, read: str) -> None:
    reads: dict[str, Callable[[], Sequence[object]]] = {
        "visits": lambda: visit_list.list_visits(disclosed, YEAR),
        "disclosures": lambda: disclosure.list_disclosures(disclosed, YEAR, date(2024, 12, 31)),
        "notices": lambda: disclosure.list_notices(disclosed, YEAR),
        "statistics": lambda: statistics.year_table(disclosed, YEAR).objects,
    }
    with counted() as told:
        found = reads[read]()
    assert len(found) >= _MANY
    assert len([statement for statement in told if "visit" in statement]) < _MANY
