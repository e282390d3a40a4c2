"""A list so long that its beginning is shown before all of it is there."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app.core.pinyin import spell
from app.models.registry import InspectionObject
from app.services.object_list import REACH, object_ids
from app.services.office import Store, create_store, open_store, save_office
from app.services.rows.registry import RegistryQuery
from app.ui import choosers
from app.ui.columns import Column
from app.ui.desk import Desk
from app.ui.jobs import Jobs, Lane
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_objects import ObjectsTab
from app.ui.table import JobSource, Table
from app.ui.table_model import PAGE, TableModel
from tests.stages import OFFICE, act
from tests.ui.driving import LONG, desk_of, shown

MANY = 2 * REACH.few + 2000
"""So many objects that the list of half of them is not there at once."""
COLUMNS: tuple[Column[str], ...] = (Column("name", "名称", 0, lambda row: row),)


class Reader:
    """A source that answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.answers: list[Callable[[Sequence[str | None]], None]] = []

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[str | None]], None]) -> None:
        self.asked.append([*ids])
        self.answers.append(answer)


def test_the_rest_of_a_list_comes_under_its_beginning_as_qt_wants_it(qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS, Reader())
    model.set_ids(range(30))
    qtmodeltester.check(model)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    assert model.grow(range(500))
    assert (model.rowCount(), resets) == (500, [])


def test_of_a_page_that_was_there_in_part_the_rest_is_asked_for() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids(range(PAGE - 10))
    model.row_at(0)
    reader.answers[0]([f"第{row_id}" for row_id in reader.asked[0]])
    assert model.grow(range(1000))
    model.row_at(PAGE - 1)
    assert reader.asked[-1] == [*range(PAGE)]
    assert model.row_at(0) == "第0", "what was there stays until it is read again"


def test_a_list_that_begins_otherwise_is_another() -> None:
    model = TableModel(COLUMNS, Reader())
    model.set_ids([3, 2, 1])
    assert not model.grow([3, 1, 2, 4])
    assert not model.grow([3, 2])
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    assert model.grow([3, 2, 1])
    assert ([*model.ids()], resets) == ([3, 2, 1], [])


@pytest.fixture
def table(qtbot: QtBot, jobs: Jobs) -> Table[str]:
    made: Table[str] = Table(COLUMNS, "检查对象")
    qtbot.addWidget(made)
    made.rows.source = JobSource(jobs, made, lambda ids: [f"第{row_id}" for row_id in ids])
    return made


def test_who_was_selected_and_stands_deep_in_the_new_list_is_selected_again(table: Table[str]) -> None:
    table.set_ids(range(5000))
    table.select(70)
    falling = array("q", reversed(range(5000)))
    table.begin(falling[:PAGE])
    assert table.selected_ids() == []
    table.begin(falling[:PAGE])  # one more letter typed
    table.set_ids(falling)
    assert (table.selected_ids(), table.current_id()) == ([70], 70)


def test_who_was_chosen_in_the_beginning_stays_chosen(table: Table[str]) -> None:
    table.set_ids(range(5000))
    table.select(4000)
    table.begin(range(1, PAGE))
    table.select(7)
    table.set_ids(range(1, 5001))
    assert table.selected_ids() == [7]


def test_what_acts_on_all_rows_waits_until_they_are_there(qtbot: QtBot, table: Table[str]) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    table.begin(range(PAGE))
    table.selectAll()
    table.copy_all()
    assert (table.selected_count(), clipboard.text()) == (0, "")
    table.set_ids(range(900))
    assert table.selected_count() == 900
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 901)


def test_what_was_asked_of_one_list_is_not_done_with_the_next(table: Table[str]) -> None:
    table.begin(range(PAGE))
    table.selectAll()
    table.begin(range(5, PAGE))
    table.set_ids(range(5, 900))
    assert table.selected_count() == 0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "示例.db"
    store = create_store(path)
    save_office(store, OFFICE, act())
    with store.writing() as session:
        session.execute(insert(InspectionObject), [_thing(number) for number in range(MANY)])
    store.close()
    return path


def _thing(number: int) -> dict[str, str]:
    name = f"示例{number}号{'造纸' if number % 2 else '化工'}厂"
    pinyin, initials = spell(name)
    return {"code": f"WL-{number:05}", "name": name, "name_pinyin": pinyin, "name_initials": initials}


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Store:
    path = tmp_path / "示例.db"
    path.write_bytes(built.read_bytes())
    return open_store(path)


@pytest.fixture
def desk(store: Store, jobs: Jobs) -> Desk:
    return desk_of(store, jobs, "2024-03-06")


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> ObjectsTab:
    made = shown(qtbot, RegistryPage(desk)).lists.objects
    qtbot.waitUntil(lambda: made.table.rows.rowCount() == MANY, timeout=LONG)
    return made


@pytest.fixture
def held(jobs: Jobs, tab: ObjectsTab) -> Iterator[Event]:
    """Keep the worker of whole lists busy until told."""
    go = Event()
    jobs.run(tab, lambda _progress: go.wait(LONG / 1000), lambda _none: None, lane=Lane.LIST, doing="")
    yield go
    go.set()


def test_the_first_rows_are_there_before_the_count_and_stay_when_it_comes(
    qtbot: QtBot, tab: ObjectsTab, held: Event
) -> None:
    rows, expected = tab.table.rows, object_ids(tab._desk.store, RegistryQuery("造纸"), tab._desk.today())
    tab.search.setText("造纸")
    qtbot.waitUntil(lambda: rows.rowCount() == REACH.first and rows.row_at(0) is not None, timeout=LONG)
    assert tab.foot.words.text().startswith("正在清点")
    tab.table.scrollTo(rows.index(150, 0))
    tab.table.select(rows.id_at(150))
    place = tab.table.verticalScrollBar().value()
    held.set()
    qtbot.waitUntil(lambda: rows.rowCount() == len(expected), timeout=LONG)
    assert [*rows.ids()] == [*expected]
    assert tab.foot.words.text().startswith(f"{MANY // 2} 家，已选 1")
    assert tab.table.verticalScrollBar().value() == place > 0


def test_an_export_asked_for_meanwhile_writes_the_whole_list(
    qtbot: QtBot, tab: ObjectsTab, held: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(choosers, "save_file", lambda *_asked: asked.append(tab.table.rows.rowCount()))
    tab.search.setText("化工")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == REACH.first, timeout=LONG)
    tab._export.click()
    assert asked == []
    held.set()
    qtbot.waitUntil(lambda: asked == [MANY // 2], timeout=LONG)


def test_a_list_read_again_keeps_the_place_of_who_reads_it(
    qtbot: QtBot, tab: ObjectsTab, held: Event
) -> None:
    tab.table.select(tab.table.rows.id_at(MANY - 5))
    place = tab.table.verticalScrollBar().value()
    tab._desk.changed.emit()
    held.set()
    qtbot.wait(50)
    qtbot.waitUntil(lambda: tab.table.rows.row_at(MANY - 5) is not None, timeout=LONG)
    assert tab.table.rows.rowCount() == MANY
    assert tab.table.verticalScrollBar().value() == place > 0
