"""The signals of this Qt and this Python hold: other pairs lose a reference at every call and die of it."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(int)

app = QCoreApplication([])
bell = Bell()
heard = []

def nothing(number):
    heard.append(number)

bell.rung.connect(nothing)
for number in range(20_000):
    bell.rung.emit(number)
assert len(heard) == 20_000
"""


def test_twenty_thousand_signals_in_a_process_of_their_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
