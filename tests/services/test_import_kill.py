"""An import that is killed leaves all of its rows or none, whenever the kill comes."""

import csv
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

ROWS = 5000
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


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "名录.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = ([f"示例{number}厂", "示例镇"] for number in range(ROWS))
        csv.writer(out).writerows([["单位名称", "所在地"], *rows])
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "示例.db"
    create_store(path).close()
    return path


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


@pytest.mark.parametrize("moment", ["among the rows", "before the commit"])
def test_killed_before_its_commit_an_import_leaves_nothing(database: Path, file: Path, moment: str) -> None:
    _kill_at(moment, database, file)
    assert _objects_and_events(database) == (0, 0)
    assert check_database(database).ok
    with closing(open_store(database)) as store:
        assert len(imports.import_objects(store, file, act()).new) == ROWS


@pytest.mark.parametrize("milliseconds", [0, 5])
def test_killed_in_its_commit_an_import_leaves_all_or_nothing(
    database: Path, file: Path, milliseconds: int
) -> None:
    _kill_at("committing", database, file, milliseconds / 1000)
    assert _objects_and_events(database) in {(0, 0), (ROWS, 1)}
    assert check_database(database).ok


@pytest.fixture
def imported(database: Path, file: Path) -> Path:
    with closing(open_store(database)) as store:
        imports.import_objects(store, file, act())
    return database


@pytest.mark.parametrize("moment", ["among what goes", "before the commit"])
def test_killed_before_its_commit_an_undoing_takes_nothing(imported: Path, moment: str) -> None:
    _kill_at(moment, imported, "")
    assert _objects_and_events(imported) == (ROWS, 1)
    assert check_database(imported).ok
    with closing(open_store(imported)) as store:
        assert import_undo.undo_import(store, Registry.OBJECTS, act()).new == ROWS
    assert _objects_and_events(imported) == (0, 2)


@pytest.mark.parametrize("milliseconds", [0, 5])
def test_killed_in_its_commit_an_undoing_takes_all_or_nothing(imported: Path, milliseconds: int) -> None:
    _kill_at("committing", imported, "", milliseconds / 1000)
    assert _objects_and_events(imported) in {(ROWS, 1), (0, 2)}
    assert check_database(imported).ok
