"""An import of 100,000 rows that is killed leaves all of them or none, whenever the kill comes."""

import csv
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.office import Event
from app.models.registry import InspectionObject
from app.services import import_undo, imports
from app.services.check import check_database
from app.services.import_report import Registry
from app.services.office import create_store, open_store
from tests.stages import act

ROWS = 100_000
BEFORE = 500
ROOT = Path(__file__).parents[2]

# A process of its own that says when it has come to a moment, and then waits for what happens to it.
PROGRAM = """
import sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import Engine, event
from app.services import import_undo, imports
from app.services.import_report import Registry
from app.services.office import open_store
from app.services.rows.office import Act

database, file, moment = sys.argv[1:]

def reached():
    print(moment, flush=True)
    if moment != "committing":
        sys.stdin.read()

def among_the_rows(connection, cursor, statement, *others):
    if "INSERT INTO inspection_object" in statement:
        cursor.connection.set_progress_handler(reached, 100_000)

def among_what_goes(connection, cursor, statement, *others):
    if "DELETE FROM inspection_object" in statement:
        cursor.connection.set_progress_handler(reached, 10_000)

MOMENTS = {
    "among what goes": ("before_cursor_execute", among_what_goes),
    "among the rows": ("before_cursor_execute", among_the_rows),
    "before the commit": ("commit", lambda connection: reached()),
    "committing": ("commit", lambda connection: reached()),
}
store = open_store(Path(database))
event.listen(store.engine, *MOMENTS[moment])
act = Act("例", datetime(2024, 1, 8))
if file:
    imports.import_objects(store, Path(file), act)
else:
    import_undo.undo_import(store, Registry.OBJECTS, act)
"""


def _file(path: Path, rows: int, road: str) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        lines = ([f"示例{number}厂", "示例镇", road] for number in range(rows))
        csv.writer(out).writerows([["单位名称", "所在地", "地址"], *lines])
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that changes all objects there are and brings many new ones."""
    return _file(tmp_path_factory.mktemp("files") / "名录.csv", ROWS, "示例路1号")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of a few objects."""
    path = tmp_path_factory.mktemp("before") / "示例.db"
    with closing(create_store(path)) as store:
        imports.import_objects(store, _file(path.with_name("先前.csv"), BEFORE, "示例路0号"), act())
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, made: Path, file: Path) -> Path:
    """The registry after the import of the file."""
    path = tmp_path_factory.mktemp("after") / "示例.db"
    shutil.copy(made, path)
    with closing(open_store(path)) as store:
        imports.import_objects(store, file, act())
    return path


@pytest.fixture
def database(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "示例.db"))


@pytest.fixture
def imported(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "示例.db"))


def _kill_at(moment: str, database: Path, file: Path | str, seconds: float = 0) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(database), str(file), moment],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == moment
        time.sleep(seconds)
        process.kill()


def _objects_and_events(database: Path) -> tuple[int, int]:
    with closing(open_store(database)) as store, store.reading() as session:
        objects = session.scalars(select(func.count()).select_from(InspectionObject)).one()
        return objects, session.scalars(select(func.count()).select_from(Event)).one()


_TOLD_OF_BOTH = {"event", "object_change", "setting", "search_mark", "sqlite_sequence"}
"""Tables that an undoing goes on: acts, history, numbers never given again, how far the index of words is."""


def _tables(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables; the index of words is compared by `check_database`."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'object_search%'"
        )
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names.fetchall()
        }


def _registries(database: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in _tables(database).items() if name not in _TOLD_OF_BOTH}


@pytest.mark.parametrize("moment", ["among the rows", "before the commit"])
def test_killed_before_its_commit_an_import_leaves_nothing(
    database: Path, made: Path, file: Path, moment: str
) -> None:
    _kill_at(moment, database, file)
    assert _objects_and_events(database) == (BEFORE, 1)
    assert _tables(database) == _tables(made)
    assert check_database(database).ok


@pytest.mark.parametrize("milliseconds", [0, 40, 160])
def test_killed_in_its_commit_an_import_leaves_all_or_nothing(
    database: Path, file: Path, milliseconds: int
) -> None:
    _kill_at("committing", database, file, milliseconds / 1000)
    assert _objects_and_events(database) in {(BEFORE, 1), (ROWS, 2)}
    assert check_database(database).ok


def test_killed_before_its_commit_an_undoing_takes_nothing(imported: Path, filled: Path) -> None:
    _kill_at("before the commit", imported, "")
    assert _objects_and_events(imported) == (ROWS, 2)
    assert _tables(imported) == _tables(filled)
    assert check_database(imported).ok


def test_after_a_kill_everything_is_taken_back_to_the_last_value(imported: Path, made: Path) -> None:
    _kill_at("among what goes", imported, "")
    assert _registries(imported) != _registries(made)
    with closing(open_store(imported)) as store:
        assert import_undo.undo_import(store, Registry.OBJECTS, act()).new == ROWS - BEFORE
    assert _objects_and_events(imported) == (BEFORE, 3)
    assert _registries(imported) == _registries(made)
    assert check_database(imported).ok


def test_killed_in_its_commit_an_undoing_takes_all_or_nothing(imported: Path) -> None:
    _kill_at("committing", imported, "", 0.02)
    assert _objects_and_events(imported) in {(ROWS, 2), (BEFORE, 3)}
    assert check_database(imported).ok
