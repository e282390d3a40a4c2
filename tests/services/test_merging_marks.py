"""What was known of marks in a merge: no mark comes back, none gains or loses its end."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.living import MarkNote
from app.models.registry import InspectionObject
from app.services import marks
from app.services.edit_undo import undo
from app.services.office import Store, create_store
from app.services.rows.marks import MarkFields
from tests.services.merging_samples import (
    LATER,
    add_three,
    dump,
    merge,
    proposed,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        add_three(made)
        yield made


MARK = "投诉举报"
FIRST, SECOND = MarkFields(MARK, "甲件", None, date(2024, 6, 30)), MarkFields(MARK, "乙件", None, None)


def known(store: Store) -> list[tuple[int, str, date | None]]:
    with store.reading() as session:
        return [(note.object_id, note.source, note.expires_on) for note in session.scalars(select(MarkNote))]


def test_what_was_known_of_a_mark_taken_away_does_not_come_back_with_a_merge(store: Store) -> None:
    """In either direction: else a mark with an end would count for ever."""
    for with_mark, without in ((1, 2), (2, 1)):
        marks.give_mark(store, without, SECOND, LATER)
        marks.take_mark(store, without, MARK, "已复核", LATER)
        marks.give_mark(store, with_mark, FIRST, LATER)
        before = dump(store)
        _, back = merge(store, proposed(store, [1, 2], stay=1))
        assert known(store) == [(1, "甲件", date(2024, 6, 30))]
        undo(store, back, LATER)
        assert dump(store) == before
        marks.take_mark(store, with_mark, MARK, "已复核", LATER)


def test_a_mark_that_nothing_is_known_of_stays_so_in_a_merge(store: Store) -> None:
    """One of the file, beside one that was taken away, and one that the clerk does not take over."""
    marks.give_mark(store, 2, FIRST, LATER)
    marks.take_mark(store, 2, MARK, "已复核", LATER)
    with store.writing() as session:
        session.get_one(InspectionObject, 1).marks = (MARK,)
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    assert known(store) == []
    undo(store, back, LATER)
    marks.give_mark(store, 2, FIRST, LATER)
    group = proposed(store, [2, 3], stay=3)
    merge(store, replace(group, values=replace(group.values, marks=())))
    assert known(store) == []


@pytest.mark.parametrize(("limited", "endless"), [(1, 2), (2, 1)])
def test_a_mark_counts_on_where_one_of_the_two_had_it_without_an_end(
    store: Store, limited: int, endless: int
) -> None:
    marks.give_mark(store, limited, FIRST, LATER)
    with store.writing() as session:
        session.get_one(InspectionObject, endless).marks = (MARK,)
    before = dump(store)
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    assert known(store) == [(1, "甲件", None)]
    undo(store, back, LATER)
    assert dump(store) == before
