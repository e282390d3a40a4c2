"""How fast the window stands, 工作台 is filled and a long list opens; each start is a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.services import imports
from app.services.office import create_store
from app.services.rows.office import Act
from tools.bench_import import Row, write_registry

ROOT: Final = Path(__file__).resolve().parents[1]
STARTS: Final = 9
LISTED: Final = 50_000
_ALLOWED: Final = 0.3
"""Seconds within which a list has to be there."""


def rows() -> list[Row]:
    """Measure; takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        year, many = _year(home), _many(home)
        opened = [_seconds(home, "list", many, "listed") for _ in range(STARTS)]
        shell = _against("shell", "bare", home, year, "painted")
        filled = _against("workbench", "bare-database", home, year, "filled")
    return [
        ("window shown, against an empty one", *shell),
        ("工作台 filled, against an empty window and SQLAlchemy", *filled),
        (
            f"list of {LISTED:,} objects opens, against 300 ms",
            median(opened),
            _ALLOWED,
            median(opened) / _ALLOWED,
        ),
    ]


def _year(home: Path) -> Path:
    """Make the database of a whole rehearsed year."""
    path = home / "year.db"
    command = [sys.executable, "main.py", "rehearse", "--out", str(home / "out"), "--db", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return path


def _many(home: Path) -> Path:
    path, file = home / "many.db", home / "many.xlsx"
    write_registry(file, LISTED)
    with closing(create_store(path)) as store:
        imports.import_objects(store, file, Act("示例", datetime(2024, 1, 8, tzinfo=UTC)))
    return path


def _against(what: str, bare: str, home: Path, database: Path, moment: str) -> tuple[float, float, float]:
    """Give the medians of starts by turns, so that a busy machine burdens both alike, and their ratio."""
    pairs = [
        (_seconds(home, what, database, moment), _seconds(home, bare, database, "painted"))
        for _ in range(1 + STARTS)
    ][1:]  # the first start compiles
    took, floor = (median(seconds) for seconds in zip(*pairs, strict=True))
    return took, floor, took / floor


def _seconds(home: Path, what: str, database: Path, moment: str) -> float:
    """Give the seconds to a moment: those the process tells, else those since it was started."""
    command = [sys.executable, str(Path(__file__).with_name("bench_probe.py")), what, str(database)]
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=_places(home), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            word, told = line.split()
            if word == moment:
                took = float(told) or time.perf_counter() - begun
                process.communicate()
                return took
    raise RuntimeError(f"{what} left before it was {moment}")


def _places(home: Path) -> dict[str, str]:
    """Give an environment in which nothing of the user's is remembered, and compiled modules are kept."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"), str(home))
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return {**os.environ, **own, **kept, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    for name, seconds, floor, ratio in rows():
        print(f"{name}: {seconds:.3f} s, floor {floor:.3f} s, ratio {ratio:.2f}")
