import subprocess
import sys
from datetime import datetime
from pathlib import Path

from app.services.lock import Holder, Lock, lock_file, take

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2024-03-06T09:00:00+08:00")
HOLDS = """
import sys
from datetime import datetime
from pathlib import Path
from app.services.lock import take
lock = take(Path(sys.argv[1]), "甲窗口", datetime.fromisoformat("2024-03-06T08:30:00+08:00"))
print(type(lock).__name__, flush=True)
sys.stdin.readline()
"""


def other_window(path: Path) -> "subprocess.Popen[str]":
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "Lock\n"
    return started


def test_the_second_window_learns_who_has_the_file(tmp_path: Path) -> None:
    with other_window(tmp_path / "示例.db") as first:
        found = take(tmp_path / "示例.db", "乙窗口", NOW)
        assert found == Holder("甲窗口", "2024-03-06T08:30:00+08:00")
        first.kill()


def test_a_window_that_crashed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    with other_window(path) as first:
        first.kill()
    lock = take(path, "乙窗口", NOW)
    assert isinstance(lock, Lock)
    lock.release()


def test_a_lock_that_was_released_can_be_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    for who in ("甲", "乙"):
        lock = take(path, who, NOW)
        assert isinstance(lock, Lock)
        assert isinstance(take(path, "丙", NOW), Holder)
        lock.release()
    assert lock_file(path).name == "示例.db.lock"
