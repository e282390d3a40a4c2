"""Kill a rehearsal at random moments and look at what is left: a whole database or none (interfaces.md).

    python tools/kill_rehearse.py [--times 40] [--seed 1]

After each kill ``check`` must find the database sound or absent, and a new rehearsal must be able to start on
the same folder. The last one runs to its end.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.services.rehearse import is_unfinished

PROGRAM: Final = Path(__file__).resolve().parents[1] / "main.py"
_DATABASE: Final = "演练.db"
_PATIENCE: Final = 60


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: after how many seconds, whether it came too late, and what was left."""

    after: float
    ended: bool
    database: bool
    journal: bool
    check: int

    @property
    def sound(self) -> bool:
        """Whether nothing or a whole database is left."""
        return self.check == (0 if self.database else 2)


def _run(*argv: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, str(PROGRAM), *argv], capture_output=True, check=False)


def measure(out: Path) -> float:
    """Rehearse to the end and give the seconds; RuntimeError with its sentence where it fails."""
    start = time.perf_counter()
    done = _run("rehearse", "--out", str(out))
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return time.perf_counter() - start


def start(out: Path) -> subprocess.Popen[bytes]:
    """Start a rehearsal into a folder."""
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), "rehearse", "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def until_database(out: Path) -> None:
    """Wait for a rehearsal to make its database; TimeoutError after a minute."""
    end = time.monotonic() + _PATIENCE
    while not (out / _DATABASE).exists():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def kill(out: Path, rehearsal: subprocess.Popen[bytes], after: float) -> Kill:
    """Kill a rehearsal after some seconds and check what is left; RuntimeError where it failed by itself."""
    with rehearsal as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        told = process.communicate()[1]
    if process.returncode > 0:
        raise RuntimeError(told.decode())
    database = out / _DATABASE
    there, journal = database.exists(), database.with_name(f"{_DATABASE}-journal").exists()
    check = _run("check", "--db", str(database)).returncode
    return Kill(after, process.returncode == 0, there, journal, check)


def kill_often(out: Path, times: int, longest: float, seed: int) -> list[Kill]:
    """Kill rehearsals on one folder at moments spread over their whole duration."""
    moments = random.Random(seed)  # noqa: S311 - moments, no secrets
    kills = []
    for number in range(times):
        after = longest * (number + moments.random()) / times
        kills.append(kill(out, start(out), after))
        database = out / _DATABASE
        if database.exists() and not is_unfinished(database):  # killed after its last commit, or ended
            database.unlink()
    return kills


def main() -> int:
    """Print a table of kills; 1 where one left something broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        longest = measure(Path(folder) / "whole")
        print(f"one rehearsal: {longest:.1f} s")
        out = Path(folder) / "killed"
        kills = kill_often(out, arguments.times, longest, arguments.seed)
        print("  after  ended  database  journal  check  sound")
        for one in kills:
            print(
                f"{one.after:6.2f}s  {one.ended!s:5}  {one.database!s:8}  {one.journal!s:7}"
                f"  {one.check:5}  {one.sound}"
            )
        last = measure(out)
        checked = _run("check", "--db", str(out / _DATABASE)).returncode
    broken = sum(not one.sound for one in kills)
    print(f"{len(kills)} kills, {broken} broken; then one to its end in {last:.1f} s, check {checked}")
    return 1 if broken or checked else 0


if __name__ == "__main__":
    sys.exit(main())
