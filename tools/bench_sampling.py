"""How fast the draw is, as seconds and as a ratio to the floor: one bare SHA-256 for each unit.

Prints a table and always leaves with 0; `rows` gives the same figures to other benchmarks.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.sampling import Draft, Frame, Inspector, Item, Stratum, parse, write
from app.sampling.draw import draw_strata, order
from app.sampling.staffing import merge_visits, staff

Row = tuple[str, float, float, float]
"""Name, seconds measured, seconds of the floor, ratio."""

_SEED = "ab" * 32
_WEIGHTS = bytes([2, 2, 1, 4, 2, 2, 2])
_TOWNS = tuple(f"T{number:02}" for number in range(26))
_REPEATS = 5


def _seconds(work: Callable[[], object], repeats: int = _REPEATS) -> float:
    """Give the median time of some runs."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def _floor(units: tuple[str, ...]) -> float:
    def bare() -> None:
        for unit in units:
            sha256(unit.encode()).digest()

    return _seconds(bare)


def _units(number: int) -> tuple[str, ...]:
    return tuple(f"WL-{place:07}" for place in range(number))


def _frame(units: tuple[str, ...]) -> Frame:
    weights = (_WEIGHTS * (len(units) // len(_WEIGHTS) + 1))[: len(units)]
    return Frame(units, weights, "E" * len(units))


def _draft(
    frames: list[Frame], units: tuple[str, ...], ratio: int, people: tuple[Inspector, ...] = ()
) -> Draft:
    """Make a draw of one item a stratum, each with a ratio of 1 in so many."""
    return Draft(
        period="2024Q1",
        prev="0" * 64,
        roles=("主持人",),
        commitment="-",
        team=2,
        items=tuple(Item(f"2024-{place:02}") for place in range(len(frames))),
        strata=tuple(
            Stratum(f"2024-{place:02}", "a", 1, ratio, "联合", "prefer", frame)
            for place, frame in enumerate(frames)
        ),
        units={unit: _TOWNS[place % len(_TOWNS)] for place, unit in enumerate(units)},
        inspectors=people,
    )


def _one_stratum(number: int) -> Iterator[Row]:
    units = _units(number)
    floor = _floor(units)
    data = write(_draft([_frame(units)], units, 10))
    (stratum,) = parse(data).strata
    reading, drawing = _seconds(lambda: parse(data)), _seconds(lambda: order(_SEED, stratum))
    yield f"picks and full order, {number:,} units", drawing, floor, drawing / floor
    yield f"reading and checking, {number:,} units", reading, floor, reading / floor


def _province() -> Iterator[Row]:
    """Measure a million units in 27 strata with 1.2 million frame lines."""
    units = _units(1_000_000)
    floor = _floor(units)
    share = 44_444
    frames = [_frame(units[place * 36_000 : place * 36_000 + share]) for place in range(27)]
    data = write(_draft(frames, units, 10))
    frozen = parse(data)
    reading = _seconds(lambda: parse(data), 1)
    drawing = _seconds(lambda: draw_strata(frozen, _SEED, frozenset()), 1)
    yield "reading, 1,000,000 units, 27 strata, 1.2 M lines", reading, floor, reading / floor
    yield "picks, 1,000,000 units, 27 strata, 1.2 M lines", drawing, floor, drawing / floor


def _people(cap: int | None) -> tuple[Inspector, ...]:
    """Make 300 inspectors, each at home in two neighbouring towns."""
    return tuple(
        Inspector(f"I{place:03}", place % 7, cap, (_TOWNS[place % 26], _TOWNS[(place + 1) % 26]))
        for place in range(300)
    )


def _staffing() -> Iterator[Row]:
    """Measure 10,000 visits and 300 inspectors with more, hardly enough and not enough seats to give."""
    units = _units(10_000)
    floor = _floor(units)
    for name, cap in (("no caps", None), ("hardly any room", 67), ("too few people", 60)):
        frozen = parse(write(_draft([_frame(units)], units, 1, _people(cap))))
        visits = merge_visits(frozen, draw_strata(frozen, _SEED, frozenset()))
        took = _seconds(partial(staff, frozen, _SEED, visits), 1)
        yield f"staffing 10,000 picks by 300, {name}", took, floor, took / floor


def rows() -> list[Row]:
    """Measure everything; takes about a minute."""
    return [*_one_stratum(10_000), *_one_stratum(1_000_000), *_province(), *_staffing()]


def main() -> None:
    """Print the table."""
    print(f"{'draw':<52}{'seconds':>10}{'floor':>10}{'ratio':>8}")
    for name, took, floor, ratio in rows():
        print(f"{name:<52}{took:>10.3f}{floor:>10.3f}{ratio:>8.1f}")


if __name__ == "__main__":
    main()
