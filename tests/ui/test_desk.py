"""What every page works with keeps the screen's thread free."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.ui.jobs import Jobs
from tests.ui import office
from tests.ui.driving import desk_of


def test_telling_of_what_was_written_reads_nothing_on_the_thread_of_the_screen(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    store = office.empty(tmp_path / "示例.db")
    desk = desk_of(store, jobs, "2024-03-06")
    store.close()
    store.path.unlink()  # whoever read now would fail
    with qtbot.waitSignal(desk.changed):
        desk.written()
