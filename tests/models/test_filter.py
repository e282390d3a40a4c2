"""The filter language as SQL says what it says in plain words."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.filter import (
    DATE_FIELDS,
    FIELD_WORDS,
    LIST_FIELDS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    Empty,
    Filled,
    Filter,
    NoneOf,
    OneOf,
)
from app.core.marks import counting, is_over
from app.core.states import ObjectState
from app.models.database import Store, create_store
from app.models.filter import clause_of
from app.models.living import MarkNote
from app.models.registry import InspectionObject
from tests.core.filters import DAYS, FILTERS, NUMBERS, WORDS
from tests.core.plain_filter import belongs

TODAY = date(2024, 2, 29)
_TEXT = st.one_of(st.just(""), WORDS, st.lists(WORDS, min_size=2, max_size=3).map("".join))
_OBJECT = st.fixed_dictionaries(
    {
        **dict.fromkeys(TEXT_FIELDS - {"code"}, _TEXT),
        **dict.fromkeys(LIST_FIELDS, st.lists(WORDS, unique_by=str.lower, max_size=3).map(tuple)),
        **dict.fromkeys(DATE_FIELDS, st.one_of(st.none(), DAYS)),
        **dict.fromkeys(NUMBER_FIELDS - {"credit_score"}, st.one_of(st.none(), NUMBERS)),
        "state": st.sampled_from([str(state) for state in ObjectState]),
        "credit_score": st.one_of(st.none(), st.integers(0, 108)),
    }
)
_MARKS = ("水", "水气", "VOC")
_BORNE = st.lists(st.sampled_from(_MARKS), unique=True).map(tuple)
_ENDS = st.dictionaries(
    st.sampled_from(_MARKS), st.sampled_from((None, TODAY - timedelta(1), TODAY, TODAY + timedelta(1)))
)
"""The last day of marks that an object bears, bore once or never bore."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(create_store(tmp_path_factory.mktemp("filter") / "a.db")) as made:
        yield made


def _with(session: Session, things: list[dict[str, Any]]) -> None:
    for number, thing in enumerate(things):
        thing["code"] = f"WL-{number}"
        session.add(InspectionObject(name_pinyin="", name_initials="", **thing))
    session.flush()


@settings(max_examples=150, deadline=None)
@given(things=st.lists(_OBJECT, max_size=6), conditions=FILTERS)
def test_sql_finds_what_the_plain_reading_finds(
    store: Store, things: list[dict[str, Any]], conditions: Filter
) -> None:
    with store.reading() as session:  # never committed: each example begins with no objects
        _with(session, things)
        found = session.scalars(select(InspectionObject.code).where(clause_of(conditions, TODAY)))
        assert set(found) == {thing["code"] for thing in things if belongs(conditions, thing, TODAY)}


@settings(deadline=None)
@given(borne=_BORNE, ends=_ENDS, words=_BORNE.filter(bool))
def test_a_mark_answers_as_long_as_it_counts(
    store: Store, borne: tuple[str, ...], ends: dict[str, date | None], words: tuple[str, ...]
) -> None:
    thing = {"code": "WL-0", "name": "", "marks": borne}
    counts = {"marks": counting(borne, [mark for mark, day in ends.items() if is_over(day, TODAY)])}
    with store.reading() as session:  # never committed
        _with(session, [thing])
        [object_id] = session.scalars(select(InspectionObject.id))
        session.add_all(
            MarkNote(object_id=object_id, mark=mark, expires_on=day) for mark, day in ends.items()
        )
        session.flush()
        for asked in (OneOf("marks", words), NoneOf("marks", words), Filled("marks"), Empty("marks")):
            found = session.scalars(select(InspectionObject.id).where(clause_of((asked,), TODAY))).all()
            assert bool(found) == belongs((asked,), counts, TODAY), asked


def test_every_field_of_the_language_is_a_column_and_the_other_way_round() -> None:
    columns = {column.key for column in InspectionObject.__table__.columns}
    assert columns - {"id", "name_pinyin", "name_initials"} == set(FIELD_WORDS)
