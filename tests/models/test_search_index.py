"""The index of the search holds what the registry holds, whatever was done to it and by whom."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from app.core.pinyin import spell
from app.models import search_index
from app.models.database import Store, create_store, open_store
from app.models.registry import InspectionObject
from app.models.search import INDEX, candidates
from app.models.search_pending import SearchPending

_SIGNS = "示例江口造纸化工ABab12（）·㐀𬬻"
names = st.text(_SIGNS, min_size=1, max_size=8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "a.db")
    yield made
    made.close()


def _thing(name: str, code: str = "") -> InspectionObject:
    pinyin, initials = spell(name)
    return InspectionObject(code=code or name, name=name, name_pinyin=pinyin, name_initials=initials)


def _add(store: Store, *made: str) -> None:
    with store.writing() as session:
        session.add_all([_thing(name) for name in made])


def _is_true(store: Store) -> bool:
    with store.reading() as session:
        waiting = session.scalars(select(func.count()).select_from(SearchPending)).one()
        return search_index.is_true(session.connection()) and waiting == 0


def _found(store: Store, text: str) -> list[int]:
    with store.reading() as session:
        narrowed = candidates(session, text, 1000)
        assert narrowed is not None, f"the index cannot tell what {text} finds"
        return sorted(set(session.scalars(narrowed)))


def test_what_is_added_renamed_and_removed_is_found_by_its_new_name_alone(store: Store) -> None:
    _add(store, "示例江口造纸厂", "示例白马化工厂")
    assert _found(store, "江口") == [1]
    with store.writing() as session:
        item = session.get_one(InspectionObject, 1)
        item.name = "示例平桥造纸厂"
    assert (_found(store, "江口"), _found(store, "平桥")) == ([], [1])
    with store.writing() as session:
        session.execute(delete(InspectionObject).where(InspectionObject.id == 1))
    assert _found(store, "造纸") == []
    assert _is_true(store)


def test_an_act_that_fails_leaves_the_index_as_it_was(store: Store) -> None:
    _add(store, "示例江口造纸厂")
    with contextlib.suppress(ZeroDivisionError), store.writing() as session:
        session.add(_thing("示例白马化工厂"))
        session.flush()
        raise ZeroDivisionError
    assert _found(store, "示例") == [1]
    assert _is_true(store)


def test_a_number_used_again_in_the_same_act_is_found_as_what_it_is_now(store: Store) -> None:
    _add(store, "示例江口造纸厂")
    with store.writing() as session:
        session.execute(delete(InspectionObject))
        session.add(_thing("示例白马化工厂"))
        session.flush()
    assert (_found(store, "江口"), _found(store, "白马")) == ([], [1])
    assert _is_true(store)


def test_what_another_program_changed_is_taken_in_when_the_file_is_opened(store: Store) -> None:
    _add(store, "示例江口造纸厂", "示例白马化工厂")
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute("UPDATE inspection_object SET name = '示例平桥造纸厂' WHERE id = 1")
        raw.execute("DELETE FROM inspection_object WHERE id = 2")
    with store.reading() as session:
        assert candidates(session, "平桥", 10) is None, "an index that is late must not narrow"
    store.close()
    with closing(open_store(store.path)) as again:
        assert _found(again, "平桥") == [1]
        assert _is_true(again)


@pytest.mark.parametrize(
    "harm",
    [
        f"DROP TABLE {INDEX}",
        "DROP TRIGGER object_search_renamed",
        "DELETE FROM sqlite_master WHERE name = 'object_search'",
        f"DELETE FROM {INDEX}_data; DELETE FROM sqlite_master WHERE name = 'object_search_added'",
    ],
)
def test_an_index_of_which_a_part_is_lost_is_made_anew_when_the_file_is_opened(
    store: Store, harm: str
) -> None:
    _add(store, "示例江口造纸厂", "示例白马化工厂")
    store.close()
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.executescript(harm)
    with closing(open_store(store.path)) as again:
        assert _found(again, "江口") == [1]
        assert _is_true(again)


def test_a_damaged_index_narrows_nothing_and_is_made_anew_by_the_next_act(store: Store) -> None:
    _add(store, "示例江口造纸厂", "示例白马化工厂")
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute(f"UPDATE {INDEX}_data SET block = x'00ff00ff00ff'")
    store.close()
    with closing(open_store(store.path)) as again:
        with again.reading() as session:
            assert candidates(session, "江口", 10) is None
        _add(again, "示例平桥造纸厂")
        assert (_found(again, "江口"), _found(again, "平桥")) == ([1], [3])
        assert _is_true(again)


@pytest.mark.parametrize(
    "lie",
    [
        f"INSERT INTO {INDEX} (rowid, words) VALUES (2, '江口')",
        f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', 1, '江口')",
        "DROP TRIGGER object_search_added",
        "INSERT INTO search_pending (id) VALUES (1)",
    ],
)
def test_an_index_that_is_not_true_is_noticed(store: Store, lie: str) -> None:
    _add(store, "示例江口造纸厂", "示例白马化工厂")
    assert _is_true(store)
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute(lie)
    assert not _is_true(store)


_acts = st.lists(
    st.tuples(st.sampled_from(("add", "rename", "remove")), st.integers(0, 9), names), max_size=12
)


@given(st.lists(_acts, max_size=3))
@settings(max_examples=25, deadline=None)
def test_after_any_acts_the_index_is_true(
    tmp_path_factory: pytest.TempPathFactory, turns: list[list[tuple[str, int, str]]]
) -> None:
    with closing(create_store(tmp_path_factory.mktemp("index") / "a.db")) as made:
        number = 0
        for turn in turns:
            with made.writing() as session:
                for act, which, name in turn:
                    ids = list(session.scalars(select(InspectionObject.id).order_by(InspectionObject.id)))
                    if act == "add" or not ids:
                        number += 1
                        session.add(_thing(name, f"WL-{number}"))
                    elif act == "rename":
                        item = session.get_one(InspectionObject, ids[which % len(ids)])
                        item.name, (item.name_pinyin, item.name_initials) = name, spell(name)
                    else:
                        session.execute(
                            delete(InspectionObject).where(InspectionObject.id == ids[which % len(ids)])
                        )
                    session.flush()
        assert _is_true(made)
