import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui.busy import BusyNotice
from app.ui.jobs import SHOWN_AFTER, Jobs, Lane
from app.ui.page import Page
from app.ui.progress import Progress


def test_answer_comes_back_on_the_screens_thread(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    heard: list[tuple[int, bool]] = []

    jobs.run(
        asker,
        lambda _progress: threading.get_ident(),
        lambda worker: heard.append((worker, threading.current_thread() is threading.main_thread())),
    )

    qtbot.waitUntil(lambda: bool(heard))
    worker, on_screen = heard[0]
    assert on_screen
    assert worker != threading.get_ident()


def test_answer_is_never_given_before_run_returns(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    order: list[str] = []

    jobs.run(asker, lambda _progress: None, lambda _none: order.append("answer"))
    order.append("returned")

    qtbot.waitUntil(lambda: "answer" in order)
    assert order == ["returned", "answer"]


def test_answer_for_a_deleted_widget_comes_to_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    asker, other = QWidget(), QWidget()
    qtbot.addWidget(other)
    gate = threading.Event()
    heard: list[str] = []

    jobs.run(asker, lambda _progress: gate.wait(5), lambda _done: heard.append("late"))
    shiboken6.delete(asker)
    gate.set()
    jobs.run(other, lambda _progress: None, lambda _none: heard.append("after"))

    qtbot.waitUntil(lambda: "after" in heard)
    assert heard == ["after"]


def test_dropped_answer_is_not_given(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    heard: list[str] = []

    old = jobs.run(asker, lambda _progress: "old", heard.append)
    old.drop()
    jobs.run(asker, lambda _progress: "new", heard.append)

    qtbot.waitUntil(lambda: "new" in heard)
    assert heard == ["new"]


def test_cancelled_work_stops_at_its_next_report(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    began = threading.Event()
    heard: list[str] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.report(step, 10_000)
            began.set()
            threading.Event().wait(0.001)

    job = jobs.run(asker, work, lambda _none: heard.append("done"), cancelled=lambda: heard.append("stopped"))
    assert began.wait(5)
    job.cancel()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stopped"]


def test_nothing_is_begun_or_answered_once_the_program_closes(qtbot: QtBot, qapp: QApplication) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    jobs = Jobs(qapp)
    heard: list[str] = []

    def ask_again(answer: str) -> None:
        heard.append(answer)
        jobs.run(asker, lambda _progress: "second", heard.append)

    arrived = threading.Event()

    def tell(_progress: Progress) -> str:
        arrived.set()
        return "next"

    jobs.run(asker, lambda _progress: "first", ask_again)
    jobs.run(asker, tell, heard.append)
    assert arrived.wait(5)
    jobs.close()
    jobs.run(asker, lambda _progress: "third", heard.append)
    qtbot.wait(50)

    assert heard == []


def test_both_lanes_work_side_by_side(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    meeting = threading.Barrier(2, timeout=5)
    heard: list[int] = []

    for lane in Lane:
        jobs.run(asker, lambda _progress: meeting.wait(), heard.append, lane=lane)

    qtbot.waitUntil(lambda: sorted(heard) == [0, 1])


def test_slow_work_says_what_it_does_and_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    asker.resize(600, 400)
    qtbot.addWidget(asker)
    asker.show()
    heard: list[str] = []

    def work(progress: Progress) -> None:
        while True:
            progress.report(3, 8, "正在读表格")
            threading.Event().wait(0.01)

    jobs.run(asker, work, lambda _none: None, cancelled=lambda: heard.append("stopped"))
    assert asker.findChild(BusyNotice) is None
    qtbot.waitUntil(lambda: asker.findChild(BusyNotice) is not None, timeout=SHOWN_AFTER * 6)
    notice = asker.findChild(BusyNotice)
    assert notice is not None
    assert notice.accessibleName() == "正在读表格 3 / 8"
    notice._cancel.click()

    qtbot.waitUntil(lambda: heard == ["stopped"])
    qtbot.waitUntil(lambda: asker.findChild(BusyNotice) is None, timeout=3000)


def test_error_the_user_can_mend_is_a_banner_of_the_page(qtbot: QtBot, jobs: Jobs) -> None:
    page = Page("名录库")
    qtbot.addWidget(page)
    page.show()

    def work(_progress: Progress) -> None:
        raise UserError("文件正被占用，请关闭后再试。")

    jobs.run(page, work, lambda _none: None)

    qtbot.waitUntil(page.banners.isVisible)


def test_failure_takes_the_error_instead(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    heard: list[Exception] = []

    jobs.run(asker, lambda _progress: 1 / 0, lambda _number: None, heard.append)

    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)


@pytest.mark.parametrize("lane", list(Lane))
def test_close_waits_for_work_under_way(qtbot: QtBot, lane: Lane) -> None:
    jobs, asker = Jobs(), QWidget()
    qtbot.addWidget(asker)
    began = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            began.set()
            progress.report(0, 0)
            threading.Event().wait(0.005)

    jobs.run(asker, work, lambda _none: None, lane=lane)
    assert began.wait(5)
    jobs.close()

    assert not [thread for thread in threading.enumerate() if thread.name.startswith(lane.value)]


def test_reading_that_reports_nothing_is_left_at_once_and_holds_up_nobody(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    asker.resize(600, 400)
    qtbot.addWidget(asker)
    asker.show()
    gate = threading.Event()
    heard: list[str] = []

    def work(_progress: Progress) -> str:
        gate.wait(30)
        return "late"

    jobs.read(asker, work, heard.append, cancelled=lambda: heard.append("left"))
    qtbot.waitUntil(lambda: asker.findChild(BusyNotice) is not None, timeout=SHOWN_AFTER * 6)
    notice = asker.findChild(BusyNotice)
    assert notice is not None
    notice._cancel.click()

    assert heard == ["left"]
    assert notice.isHidden()
    jobs.read(asker, lambda _progress: "next", heard.append)
    qtbot.waitUntil(lambda: heard == ["left", "next"])
    gate.set()
    qtbot.waitUntil(lambda: not jobs._under_way)
    assert heard == ["left", "next"]


def test_reading_that_is_left_before_it_began_never_begins(qtbot: QtBot, jobs: Jobs) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    gate = threading.Event()
    heard: list[str] = []

    jobs.run(asker, lambda _progress: gate.wait(30), lambda _done: heard.append("first"), lane=Lane.OTHER)

    def begin(_progress: Progress) -> str:
        heard.append("begun")
        return "second"

    waiting = jobs.read(asker, begin, heard.append)
    jobs.read(asker, lambda _progress: "third", heard.append)
    waiting.cancel()
    gate.set()

    qtbot.waitUntil(lambda: heard == ["first", "third"])
