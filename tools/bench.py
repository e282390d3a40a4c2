"""All benchmarks in one table: seconds, floor, ratio and wanted ratio; leaves with 0 whatever they are."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import bench_import, bench_sampling, bench_window

WANTED: Final[Mapping[str, float]] = {
    "picks and full order, 10,000 units": 3,
    "picks and full order, 1,000,000 units": 6,
    "reading and checking, 10,000 units": 8,
    "reading and checking, 1,000,000 units": 8,
    "import of 100,000 objects, from file to commit": 3,
    "window shown, against an empty one": 1.5,
    "工作台 filled, against an empty window and SQLAlchemy": 2,
    "list of 50,000 objects opens, against 300 ms": 1,
}
"""Name of a row -> the ratio it may have at the most; the others are for information."""


def main() -> None:
    """Measure and print, each part as soon as it is there."""
    print(f"{'seconds':>9}{'floor':>9}{'ratio':>8}{'wanted':>9}  what")
    seen = set()
    for part in (bench_import, bench_window, bench_sampling):  # the last leaves its memory in pieces
        for name, seconds, floor, ratio in part.rows():
            seen.add(name)
            wanted = WANTED.get(name)
            mark = "" if wanted is None else f"≤ {wanted:g}"
            late = "  (over)" if wanted is not None and ratio > wanted else ""
            print(f"{seconds:>9.3f}{floor:>9.3f}{ratio:>8.2f}{mark:>9}  {name}{late}", flush=True)
    for name in WANTED.keys() - seen:
        print(f"not measured: {name}")


if __name__ == "__main__":
    main()
