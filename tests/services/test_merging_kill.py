"""A merge of many that is killed leaves all of it or nothing, whenever the kill comes."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.living import MergedObject
from app.models.office import Event
from app.models.registry import InspectionObject
from app.services.check import check_database
from app.services.office import create_store, open_store
from tests.services.merging_samples import merge, proposed

PAIRS = 60
ROOT = Path(__file__).parents[2]

# A process of its own that says when it has come to a moment, and then waits for what happens to it.
PROGRAM = """
import sys
from pathlib import Path
from sqlalchemy import event
from app.services.office import open_store
from tests.services.merging_samples import merge, proposed

database, pairs, moment = sys.argv[1], int(sys.argv[2]), sys.argv[3]

def reached():
    print(moment, flush=True)
    if moment != "committing":
        sys.stdin.read()

gone = 0

def going(connection, cursor, statement, *others):
    global gone
    gone += "DELETE FROM inspection_object" in statement
    if moment == "among what goes" and gone == pairs // 2:
        reached()

def ending(connection):
    if gone and moment != "among what goes":
        reached()

store = open_store(Path(database))
groups = [proposed(store, [number, number + pairs]) for number in range(1, pairs + 1)]
event.listen(store.engine, "before_cursor_execute", going)
event.listen(store.engine, "commit", ending)
merge(store, *groups)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "示例.db"
    with closing(create_store(path)) as store:
        names = [f"示例{number}号{ending}" for ending in ("厂", "有限公司") for number in range(PAIRS)]
        with store.writing() as session:
            session.add_all(
                InspectionObject(code=f"WL-{number:04d}", name=name, name_pinyin="", name_initials="")
                for number, name in enumerate(names, 1)
            )
    return path


def _kill_at(moment: str, database: Path, seconds: float = 0) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(database), str(PAIRS), moment],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == moment
        time.sleep(seconds)
        process.kill()


def _standing(database: Path) -> tuple[int, int, int]:
    with closing(open_store(database)) as store, store.reading() as session:
        count = [
            session.scalars(select(func.count()).select_from(table)).one()
            for table in (InspectionObject, MergedObject, Event)
        ]
    return count[0], count[1], count[2]


_BEFORE = (2 * PAIRS, 0, 0)
_AFTER = (PAIRS, PAIRS, 1)


@pytest.mark.parametrize("moment", ["among what goes", "before the commit"])
def test_killed_before_its_commit_a_merge_changes_nothing(database: Path, moment: str) -> None:
    _kill_at(moment, database)
    assert _standing(database) == _BEFORE
    assert check_database(database).ok
    with closing(open_store(database)) as store:
        merge(store, *(proposed(store, [number, number + PAIRS]) for number in range(1, PAIRS + 1)))
    assert _standing(database) == _AFTER


@pytest.mark.parametrize("milliseconds", [0, 5])
def test_killed_in_its_commit_a_merge_is_whole_or_nothing(database: Path, milliseconds: int) -> None:
    _kill_at("committing", database, milliseconds / 1000)
    assert _standing(database) in {_BEFORE, _AFTER}
    assert check_database(database).ok
