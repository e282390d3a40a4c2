"""How usual a figure is, told by comparing it with the same figure of simulated draws.

Everything here counts: no distribution is assumed. The observed figure and the simulated ones are taken as
equals, so that the share of those at least as far out is a p-value that is never too small, whatever the
number of simulations (Davison and Hinkley, Bootstrap Methods, 4.2).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

FALSE_ALARM: Final = 0.05
"""The chance that any of all figures judged together is marked although every draw was fair."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often chance alone is as far out: in all aspects together, and in each of them.

    ``least`` is the smallest such share that any of the draws has: where it is large, too little was drawn
    for any deviation to be seen.
    """

    chance: float
    aspects: tuple[float, ...]
    least: float


def both_ends(figures: Sequence[float]) -> list[float]:
    """Give for each of equals the share of them that is at least as far out, at the nearer end, doubled."""
    ordered, whole = sorted(figures), len(figures)
    return [
        min(1.0, 2 * min(bisect_right(ordered, figure), whole - bisect_left(ordered, figure)) / whole)
        for figure in figures
    ]


def upper_end(observed: float, simulated: Sequence[float]) -> float:
    """Give the share of all figures, the observed one included, that is at least as large."""
    return (1 + sum(figure >= observed for figure in simulated)) / (1 + len(simulated))


def compared(aspects: Sequence[Sequence[float]]) -> Comparison:
    """Compare an observed draw with simulated ones in several aspects at once.

    Each aspect gives one figure for each draw, the observed draw first. A draw is as far out as its most
    unusual aspect; asking the same of every simulated draw pays for looking at several aspects.
    """
    shares = [both_ends(figures) for figures in aspects]
    furthest = [min(each) for each in zip(*shares, strict=True)]
    ordered, whole = sorted(furthest), len(furthest)
    return Comparison(
        chance=bisect_right(ordered, furthest[0]) / whole,
        aspects=tuple(share[0] for share in shares),
        least=bisect_right(ordered, ordered[0]) / whole,
    )


def threshold(judged: int) -> float:
    """Give the chance below which one of so many figures is marked (Bonferroni)."""
    return FALSE_ALARM / max(1, judged)


def quantile(figures: Sequence[int], share: float) -> int:
    """Give the figure that this share, in (0, 1], of the figures does not exceed; there is at least one."""
    return sorted(figures)[max(1, ceil(share * len(figures))) - 1]


def spacing(places: Sequence[int], size: int) -> float:
    """Say how evenly places lie round a list of `size`: 1 in equal steps, as many as they are in one heap.

    The sum of the squared gaps from each place to the next, round the end of the list, times number / size².
    `places` ascend without repeats, each from 0 to size - 1; fewer than two have no spacing and give 1.
    """
    if len(places) < 2:  # noqa: PLR2004 - a gap is between two
        return 1.0
    gaps = [after - before for before, after in pairwise((*places, places[0] + size))]
    return len(places) * sum(gap * gap for gap in gaps) / size**2
