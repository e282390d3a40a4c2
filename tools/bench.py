"""All benchmarks in one table: seconds, floor, ratio and wanted ratio; leaves with 0 whatever they are."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import bench_big, bench_import, bench_page, bench_registry, bench_sampling, bench_window

WANTED: Final[Mapping[str, float]] = {
    "picks and full order, 10,000 units": 3,
    "picks and full order, 1,000,000 units": 6,
    "reading and checking, 10,000 units": 8,
    "reading and checking, 1,000,000 units": 8,
    "import of 100,000 objects, from file to commit": 3,
    "window shown, against an empty one": 1.5,
    "工作台 filled, against an empty window and SQLAlchemy": 2,
    "list of 50,000 objects opens, against 300 ms": 1,
    "first rows of any search, median, against 50 ms": 1,
    "first rows of any search, 95th percentile, against 150 ms": 1,
    "count of any search, slowest, against 500 ms": 1,
    "another order of all, to its last row, slowest, against 1000 ms": 1,
    "another order of a search, to its last row, slowest, against 1000 ms": 1,
    "a chip more, to the last row, slowest, against 300 ms": 1,
    "page of 200 rows anywhere, 95th percentile, against 60 ms": 1,
    "window: another order, to its last row, slowest, against 1000 ms": 1,
    "window: a chip more, to its first rows, slowest, against 300 ms": 1,
    "window: jump anywhere, median, against 60 ms": 1,
    "window stood still at most while searching, against 100 ms": 1,
    "window stood still at most while sorting, against 100 ms": 1,
    "window stood still at most while narrowing, against 100 ms": 1,
    "window stood still at most while jumping and selecting all, against 100 ms": 1,
    "window stood still at most while looking into a file, against 100 ms": 1,
    "window stood still at most while importing, against 100 ms": 1,
}
"""Name of a row -> the ratio it may have at the most; the others are for information."""
SECONDS: Final[Mapping[str, float]] = {
    "freeze, from the registry, with its backup": 30,
    "reading the input": 10,
    "picks": 5,
    "staffing the visits by 300": 30,
    "peak memory, GB": 1.5,
    "plain checker: check.py": 60,
    "plain checker: check_teams.py": 60,
    "page: a province, no caps": 60,
    "page: a province, hardly any room": 60,
}
"""Name of a row of the big draw -> what it may take at the most."""


def main() -> None:
    """Measure and print, each part as soon as it is there."""
    print(f"{'seconds':>9}{'floor':>9}{'ratio':>8}{'wanted':>9}  what")
    seen = set()
    parts = (bench_import, bench_window, bench_registry, bench_sampling, bench_big, bench_page)
    for part in parts:  # the windows before what leaves its memory in pieces
        for name, seconds, floor, ratio in part.rows():
            seen.add(name)
            mark, late = _judged(name, seconds, ratio)
            print(f"{seconds:>9.3f}{floor:>9.3f}{ratio:>8.2f}{mark:>9}  {name}{late}", flush=True)
    for name in sorted((WANTED.keys() | SECONDS.keys()) - seen):
        print(f"not measured: {name}")


def _judged(name: str, seconds: float, ratio: float) -> tuple[str, str]:
    """Give what is wanted of a row, and a word where it is not held."""
    if name in WANTED:
        return f"≤ {WANTED[name]:g}", "  (over)" if ratio > WANTED[name] else ""
    if name in SECONDS:
        unit = "" if name.endswith("GB") else " s"
        return f"< {SECONDS[name]:g}{unit}", "  (over)" if seconds >= SECONDS[name] else ""
    return "", ""


if __name__ == "__main__":
    main()
