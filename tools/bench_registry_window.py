"""The window over a registry of a million: what one waits for, and how long its thread stood still.

A process of its own; the argument is a database of bench_province.py, which grows by an import at the end.
Each line is a name, the seconds measured and those allowed.
"""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.services.office import open_store
from app.ui.application import dress
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from app.ui.theme import Scheme
from tools.bench_big import NOW
from tools.bench_import import OBJECTS, write_registry

_BEAT_MS: Final = 10
_STILL: Final = 0.1
_BETWEEN_KEYS: Final = 0.12
_PATIENCE: Final = 120.0
_TEXTS: Final = (
    "江口造纸",
    "公司",
    "有限公司",
    "鑫",
    "shilibaima",
    "hgyx",
    "SL-0512345",
    "915001AB",
    "没有这一家",
)
_CHIPS: Final = (
    {"supervision_class": ("重点",)},
    {"town": ("示例03镇",)},
    {"permit_class": ("重点管理",)},
    {"unchecked": ("本年未检查",)},
)
_USUAL: Final = {"state": ("正常", "停产", "待核实")}
_JUMPS: Final = 40
_REST: Final = 0.5


class Pulse:
    """Beats every ten milliseconds on the screen's thread and keeps the longest time between two beats."""

    def __init__(self) -> None:
        self._longest = self._last = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def longest(self) -> float:
        """Give the longest time without a beat since this was last asked."""
        longest, self._longest = self._longest, 0.0
        return longest

    def _beat(self) -> None:
        now = perf_counter()
        if self._last:
            self._longest = max(self._longest, now - self._last)
        self._last = now


class Hand:
    """Does what a clerk does with the list of objects and waits for what he waits for."""

    def __init__(self, page: RegistryPage, pulse: Pulse) -> None:
        self.page = page
        self.pulse = pulse
        self.tab = page.lists.objects
        self.rows = self.tab.table.rows

    def until(self, ready: Callable[[], bool]) -> float:
        """Let the window live until something is so, looked for at each beat; give the seconds."""
        begun = perf_counter()
        while not ready():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if perf_counter() - begun > _PATIENCE:
                raise TimeoutError
        return perf_counter() - begun

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = perf_counter() + seconds
        self.until(lambda: perf_counter() >= end)

    def first_rows(self) -> bool:
        """Tell whether the list asked for last shows its first rows, or that there are none."""
        if not self.tab.has_begun():
            return False
        return self.rows.row_at(0) is not None if self.rows.rowCount() else self.counted()

    def is_read(self, line: int) -> bool:
        """Tell whether a row is there."""
        return self.rows.row_at(line) is not None

    def counted(self) -> bool:
        """Tell whether all of the list asked for last is there."""
        return self.tab.is_settled()


def main() -> None:
    """Do everything and say how long it took."""
    app = QApplication([])
    dress(app, Scheme.LIGHT)
    store, jobs = open_store(Path(sys.argv[1])), Jobs(app)
    pulse = Pulse()
    gc.freeze()  # as the program does once its window stands
    begun = perf_counter()
    page = RegistryPage(Desk(store, jobs, lambda: NOW.at, NOW.day.year))
    page.resize(1230, 711)
    page.show()
    page.opened()
    hand = Hand(page, pulse)
    hand.until(hand.first_rows)
    _say("window: list of a million opens", perf_counter() - begun, 0.3)
    hand.until(hand.counted)
    _still(hand, "opening")
    hand.tab.choose(_USUAL)
    hand.until(hand.counted)
    for part in (_search, _sort, _chips, _jump, _bring):
        part(hand)
    jobs.close()
    store.close()


def _search(hand: Hand) -> None:
    """Type words sign by sign, as fast as people do, and wait at the end of each."""
    firsts, counts = [], []
    for text in _TEXTS:
        hand.tab.search.clear()
        hand.rest(_REST)
        for sign in text:
            hand.rest(_BETWEEN_KEYS)
            hand.tab.search.insert(sign)
        begun = perf_counter()
        hand.until(hand.first_rows)
        firsts.append(perf_counter() - begun)
        hand.until(hand.counted)
        counts.append(perf_counter() - begun)
    _say("window: from the last key to first rows, median", median(firsts), 0.15)
    _say("window: from the last key to the count, median", median(counts), 0.6)
    _still(hand, "searching")
    hand.tab.search.clear()
    hand.rest(1)


def _sort(hand: Hand) -> None:
    taken = []
    columns = hand.rows.columns
    hand.tab.table.show_columns([column.key for column in columns])
    for place, column in enumerate(columns):
        for _ in range(2 if column.sort else 0):
            begun = perf_counter()
            hand.tab.table.horizontalHeader().sectionClicked.emit(place)
            hand.until(hand.first_rows)
            hand.until(hand.counted)
            taken.append(perf_counter() - begun)
    _say("window: another order, to its last row, slowest", max(taken), 1)
    _still(hand, "sorting")


def _chips(hand: Hand) -> None:
    taken = []
    for chip in _CHIPS:
        begun = perf_counter()
        hand.tab.choose({**_USUAL, **chip})
        hand.until(hand.first_rows)
        taken.append(perf_counter() - begun)
        hand.until(hand.counted)
    _say("window: a chip more, to its first rows, slowest", max(taken), 0.3)
    _still(hand, "narrowing")


def _jump(hand: Hand) -> None:
    hand.tab.choose(_USUAL)
    hand.until(hand.counted)
    chance, taken = Random(7), []  # noqa: S311 - where somebody may look
    for _ in range(_JUMPS):
        line = chance.randrange(hand.rows.rowCount())
        begun = perf_counter()
        hand.tab.table.scrollTo(hand.rows.index(line, 0))
        hand.until(partial(hand.is_read, line))
        taken.append(perf_counter() - begun)
    _say("window: jump anywhere, median", median(taken), 0.06)
    _say("window: jump anywhere, slowest", max(taken), 0.06)
    hand.tab.table.selectAll()
    hand.rest(0.2)
    _still(hand, "jumping and selecting all")


def _bring(hand: Hand) -> None:
    """Import 100,000 objects through the page of imports."""
    path = Path(sys.argv[1]).with_suffix(".xlsx")
    write_registry(path)
    hand.rest(_REST)
    hand.pulse.longest()  # that of writing the file is no part of the window
    hand.page.show_argument("import")
    front = hand.page.in_front()
    if not isinstance(front, ImportPage):
        raise TypeError(front)
    begun = perf_counter()
    front.look_into(path)
    hand.until(lambda: front.preview is not None)
    _say(f"window: {OBJECTS:,} rows looked into, against the registry", perf_counter() - begun, 30)
    hand.rest(0.3)
    _still(hand, "looking into a file")
    begun = perf_counter()
    front.write()
    hand.until(lambda: hand.page.in_front() is hand.page.lists)
    _say(f"window: {OBJECTS:,} rows written", perf_counter() - begun, 30)
    hand.rest(2)
    _still(hand, "importing")


def _still(hand: Hand, what: str) -> None:
    _say(f"window stood still at most while {what}", hand.pulse.longest(), _STILL)


def _say(name: str, seconds: float, allowed: float) -> None:
    print(name, seconds, allowed, sep="\t", flush=True)


if __name__ == "__main__":
    main()
