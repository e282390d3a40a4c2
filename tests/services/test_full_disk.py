"""A disk that is full in the middle of an act: a sentence, and everything as it was."""

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.states import ObjectState
from app.services import import_people, imports
from app.services.check import check_database
from app.services.office import Store, create_store
from app.services.rows.states import EvidenceFile, StateChange
from app.services.state_changes import change_states
from tests.stages import act

_MB = 1024 * 1024


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        imports.import_objects(made, _file(tmp_path, "单位名称", 3, "旧"), act())
        yield made


def _file(folder: Path, heading: str, rows: int, kind: str) -> Path:
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([[heading, "部门"], *([f"示例{kind}{row}", "水科"] for row in range(rows))])
    return path


def _import_objects(store: Store) -> None:
    imports.import_objects(store, _file(store.path.parent, "单位名称", 5000, "新"), act())


def _import_people(store: Store) -> None:
    import_people.import_inspectors(store, _file(store.path.parent, "姓名", 5000, "新"), act())


def _keep_evidence(store: Store) -> None:
    evidence = EvidenceFile("示例照片.jpg", bytes(_MB))
    change_states(store, [1], StateChange(ObjectState.CLOSED, date(2024, 1, 5), "示例", (evidence,)), act())


@contextmanager
def _full(store: Store) -> Iterator[None]:
    """Let the file grow no more, as on a full disk; it says the same words."""
    with store.engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA max_page_count").scalar_one()
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    yield
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {before}")


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'object_search%'"
        )
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names.fetchall()
        }


@pytest.mark.parametrize("do", [_import_objects, _import_people, _keep_evidence])
def test_no_room_for_an_act_is_told_and_the_act_is_done_when_there_is(
    store: Store, do: Callable[[Store], None]
) -> None:
    before = _tables(store.path)
    with _full(store), pytest.raises(UserError, match=r"磁盘已满，“示例\.db”没有改动。请腾出空间"):
        do(store)
    assert _tables(store.path) == before
    assert check_database(store.path).ok
    do(store)
    assert _tables(store.path) != before
    assert check_database(store.path).ok
