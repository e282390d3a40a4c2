"""How fast the verifier page checks a province: a million units, 27 strata, 1.2 million frame lines.

Prints a table and always leaves with 0; `rows` gives the same figures to other benchmarks,
none without Chromium.
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.sampling import (
    FIRST_HEAD,
    Draft,
    Entry,
    Frame,
    Freeze,
    Inspector,
    Item,
    LogLine,
    Result,
    Seed,
    Stratum,
    next_line,
    parse,
    payload_of,
    perform,
    result_json,
    write,
    write_log,
)
from tests.verifiers.page import Browser, Page, find_chromium

Row = tuple[str, float, float, float]
"""Name, seconds measured, seconds of the floor, ratio."""

_UNITS: Final = 1_000_000
_STRATA: Final = 27
_SHARE: Final = 44_444
"""Units of a stratum; each begins 36,000 units after the one before, so they overlap."""
_ONE_IN: Final = 120
_PEOPLE: Final = 300
_TOWNS: Final = tuple(f"T{number:02}" for number in range(26))
_WEIGHTS: Final = bytes([2, 2, 1, 4, 2, 2, 2])
_DIGITS: Final = ("31415926", "27182818", "16180339")
_AT: Final = "2024-01-22T14:00:00+08:00"
_PATIENCE: Final = 600.0
_WATCH: Final = """
window.longest = 0;
let before = performance.now();
setInterval(() => {
  const now = performance.now();
  window.longest = Math.max(window.longest, now - before);
  before = now;
}, 10);
"""


def _draft(cap: int | None) -> Draft:
    units = tuple(f"WL-{place:07}" for place in range(_UNITS))
    weights = (_WEIGHTS * (_SHARE // len(_WEIGHTS) + 1))[:_SHARE]
    strata = tuple(
        Stratum(
            f"2024-{place:02}",
            "a",
            1,
            _ONE_IN,
            "联合",
            "prefer",
            Frame(units[place * 36_000 : place * 36_000 + _SHARE], weights, "E" * _SHARE),
        )
        for place in range(_STRATA)
    )
    people = tuple(
        Inspector(f"I{place:03}", place % 7, cap, (_TOWNS[place % 26], _TOWNS[(place + 1) % 26]))
        for place in range(_PEOPLE)
    )
    return Draft(
        period="2024Q1",
        prev=FIRST_HEAD,
        roles=("主持人", "监督人", "见证人"),
        commitment="-",
        team=2,
        items=tuple(Item(each.item) for each in strata),
        strata=strata,
        units={unit: _TOWNS[place % len(_TOWNS)] for place, unit in enumerate(units)},
        inspectors=people,
    )


def _write_package(folder: Path, cap: int | None) -> None:
    """Write the package of a draw without incident."""
    data = write(_draft(cap))
    frozen = parse(data)
    result = perform(frozen, _DIGITS, "-")
    entries: tuple[Entry, ...] = (
        Freeze(frozen.digest, frozen.period, 1, _AT, "U01"),
        Seed(frozen.digest, result.seed, _DIGITS, _AT, "U01"),
        Result(frozen.digest, result.seed, result.result_digest, _AT, "U01"),
    )
    lines: list[LogLine] = []
    (folder / "log").mkdir(parents=True)
    for number, entry in enumerate(entries, 1):
        payload = payload_of(entry)
        lines.append(next_line(lines, payload, frozen.digest, frozen.period))
        (folder / "log" / f"{number}.txt").write_bytes(payload)
    (folder / "input.txt").write_bytes(data)
    (folder / "reveal.txt").write_text("".join(f"{line}\n" for line in ("-", *_DIGITS)), encoding="utf-8")
    (folder / "result.json").write_text(
        json.dumps(result_json(result), ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (folder / "log.txt").write_bytes(write_log(lines))


def _floor() -> float:
    """Give the seconds of one bare hash for each unit."""
    units = [f"WL-{place:07}".encode() for place in range(_UNITS)]
    start = perf_counter()
    for unit in units:
        sha256(unit).digest()
    return perf_counter() - start


def _measure(page: Page, package: Path) -> tuple[float, float]:
    """Give the seconds from choosing the folder to the verdict, and the longest time the page stood still."""
    page.open()
    page.browser.evaluate(_WATCH)
    start = perf_counter()
    page.give("folder", package)
    while (
        page.browser.evaluate("['ok', 'bad'].includes(document.documentElement.dataset.verdict)") is not True
    ):
        sleep(0.05)
        if perf_counter() - start > _PATIENCE:
            raise TimeoutError("the page gives no verdict")
    took = perf_counter() - start
    report = page.report()
    if not report["ok"]:
        raise RuntimeError(f"the page refuses the package: {report['first_fault']}")
    return took, float(str(page.browser.evaluate("window.longest"))) / 1000


def rows() -> Iterator[Row]:
    """Measure everything; takes about two minutes, most of it for making the packages."""
    program = find_chromium()
    if program is None:
        return
    floor = _floor()
    with TemporaryDirectory() as folder, Browser(program) as browser:
        page = Page(browser)
        for name, cap in (("no caps", None), ("hardly any room", 67)):
            package = Path(folder) / name
            _write_package(package, cap)
            took, still = _measure(page, package)
            yield f"page: a province, {name}", took, floor, took / floor
            yield f"page stood still at most: {name}", still, floor, still / floor


def main() -> None:
    """Print the table."""
    print(f"{'page':<76}{'seconds':>10}{'floor':>10}{'ratio':>8}")
    for name, took, floor, ratio in rows():
        print(f"{name:<76}{took:>10.3f}{floor:>10.3f}{ratio:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
