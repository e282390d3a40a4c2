"""Long work in slices: others come between, it stops when asked, and what is done stays done."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui import choosers
from app.ui import jobs as running
from app.ui.busy import BusyNotice
from app.ui.jobs import Jobs, Lane
from app.ui.slices import Slices
from tests.ui.driving import LONG


class Counting:
    def __init__(self, total: int, each: Callable[[int], object] = lambda _done: None) -> None:
        self.done = 0
        self.total = total
        self._each = each

    def advance(self, steps: int, told: Callable[[int, int], object]) -> None:
        for _ in range(min(steps, self.total - self.done)):
            told(self.done, self.total)
            self._each(self.done)
            self.done += 1


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_all_steps_are_done_in_more_than_one_slice(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    slices, work = Slices(jobs, owner), Counting(5000)
    moves: list[int] = []
    slices.moved.connect(lambda done, _total: moves.append(done))
    with qtbot.waitSignal(slices.ended, timeout=LONG):
        slices.run(work)
        assert slices.is_running()
    assert work.done == moves[-1] == 5000
    assert moves == sorted(set(moves))
    assert len(moves) > 1
    assert not slices.is_running()


def test_others_come_between(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    slices, work = Slices(jobs, owner), Counting(10**9)
    slices.run(work)
    with qtbot.waitSignal(slices.moved, timeout=LONG):
        pass
    answers: list[int] = []
    jobs.run(owner, lambda _progress: 1, answers.append, lane=Lane.OTHER)
    qtbot.waitUntil(lambda: answers == [1], timeout=LONG)
    assert slices.is_running()
    slices.stop()


def test_it_stops_in_the_middle_of_a_slice_and_goes_on(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    slices, work = Slices(jobs, owner), Counting(10**9)
    slices.run(work)
    with qtbot.waitSignal(slices.moved, timeout=LONG):
        pass
    with qtbot.waitSignal(slices.stopped, timeout=LONG):
        slices.stop()
    settled: list[int] = []
    jobs.run(owner, lambda _progress: work.done, settled.append, lane=Lane.OTHER)
    qtbot.waitUntil(lambda: bool(settled), timeout=LONG)
    assert 0 < work.done == settled[0] < work.total
    work.total = work.done + 3
    with qtbot.waitSignal(slices.ended, timeout=LONG):
        slices.run(work)
    assert work.done == settled[0] + 3


def test_who_hears_of_a_move_may_stop_the_work(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    slices, work = Slices(jobs, owner), Counting(10**9)
    slices.moved.connect(lambda _done, _total: slices.stop())
    with qtbot.waitSignal(slices.stopped, timeout=LONG):
        slices.run(work)
    assert work.done == 1
    assert not slices.is_running()


def test_new_work_takes_the_place_of_old(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    slices, old, new = Slices(jobs, owner), Counting(10**9), Counting(50)
    slices.run(old)
    with qtbot.waitSignal(slices.ended, timeout=LONG):
        slices.run(new)
    assert (new.done, slices.is_running()) == (50, False)
    assert old.done < old.total


def test_what_goes_wrong_is_said_and_ends_the_work(
    qtbot: QtBot, jobs: Jobs, owner: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(choosers, "tell", lambda _parent, _title, words: told.append(words))

    def fail(_done: int) -> None:
        raise UserError("名单读不出")

    slices = Slices(jobs, owner)
    with qtbot.waitSignal(slices.stopped, timeout=LONG):
        slices.run(Counting(10, fail))
    qtbot.waitUntil(lambda: told == ["名单读不出"], timeout=LONG)
    assert not slices.is_running()


def test_no_notice_lies_over_the_owner(
    qtbot: QtBot, jobs: Jobs, owner: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SHOWN_AFTER", 0)
    go_on = Event()
    slices = Slices(jobs, owner)
    slices.run(Counting(1, lambda _done: go_on.wait()))
    qtbot.waitUntil(lambda: bool(owner.findChildren(BusyNotice)), timeout=LONG)
    assert not any(notice.isVisible() for notice in owner.findChildren(BusyNotice))
    with qtbot.waitSignal(slices.ended, timeout=LONG):
        go_on.set()
